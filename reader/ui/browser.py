"""Opening a URL in the reader's browser without a trace on the terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

Opener: TypeAlias = Callable[[str], Awaitable[str | None]]
"""Opens a URL and gives a sentence when that fails; ``None``: it is open."""

PATIENCE = 10.0
"""Seconds after which a browser that has said nothing is taken to be open."""

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


async def open_in_browser(url: str) -> str | None:
    """Open ``url``, http or https, in the browser that the system or ``BROWSER`` names.

    A process of its own does it, which has no terminal: what browsers print is lost, and those that would draw on the terminal fail.
    """
    nowhere = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _OPEN, url, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    except (OSError, ValueError) as error:
        return f"No browser could be started: {error}."
    with suppress(TimeoutError):
        if await asyncio.wait_for(process.wait(), PATIENCE):
            return "No browser could be started. Set BROWSER to one that has a window of its own."
    return None
