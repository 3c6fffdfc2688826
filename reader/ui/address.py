"""URLs as a reader should see them."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """The machine that ``url`` leads to, as it is asked for: letters outside ASCII as IDNA spells them. ``None`` when there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    try:
        return host if host is None or host.isascii() else f"{host} ({host.encode('idna').decode('ascii')})"
    except UnicodeError:
        return host
