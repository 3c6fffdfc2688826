"""The commands about label sets: check, list, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.report.console import say, shown
from reader.running.works import DONE, WRONG

if TYPE_CHECKING:
    pass


def check_scheme(file: str) -> int:
    """Print every mistake in the scheme ``file``, or what it holds. WRONG when there is a mistake."""
    from reader import config
    from reader.report.schemes import contents

    scheme, mistakes = config.check_scheme(Path(file))
    say(map(shown, mistakes))
    if scheme is None or mistakes:
        return WRONG
    say([f"ok: {contents(scheme)}"])
    return DONE


def list_schemes() -> int:
    """Print the names of the schemes that ship, with what they hold."""
    from reader.report.schemes import schemes

    say(schemes())
    return DONE


def show_scheme(name: str | None) -> int:
    """Print a scheme that ships as TOML; the default without ``name``."""
    from reader.config import scheme_text

    say([scheme_text(name or "default").rstrip("\n")])
    return DONE
