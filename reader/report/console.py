"""Where the command line's words go: standard output, standard error, or a file that is replaced as a whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, TextIO

from reader.core.errors import ExportError


def say(lines: Iterable[str]) -> None:
    """Write ``lines`` to standard output. What its encoding cannot say is spelled as an escape."""
    _write(sys.stdout, (f"{line}\n" for line in lines))


def complain(sentence: str) -> None:
    """Write one line to standard error."""
    _write(sys.stderr, [f"{' '.join(shown(sentence).split())}\n"])


def shown(words: str) -> str:
    """``words`` from a file as they may stand on a terminal: no control, no escape, no half of a surrogate pair."""
    from reader.core.visible import visible

    return visible(words).encode("utf-8", "backslashreplace").decode("utf-8")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def write_output(target: str, write: Callable[[BinaryIO], None], *, may_replace: bool) -> None:
    """Have ``write`` fill the file ``target``, ``-`` for standard output. A file appears whole or not at all.

    ``ExportError`` when the file is there and may not be replaced, or cannot be written.
    """
    if target == "-":
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    check_output(target, may_replace=may_replace)
    path = Path(target).resolve()  # through a link, so that what it leads to is replaced and not the link
    try:
        if path.exists() and not S_ISREG(path.stat().st_mode):
            with path.open("wb") as device:
                write(device)
        else:
            _replace(path, write)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror}). Give another place with -o.") from None


def check_output(target: str, *, may_replace: bool) -> None:
    """``ExportError`` when the file ``target`` may not be written, so that nothing is prepared in vain."""
    path = Path(target)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise ExportError(f"{target}: there is no folder {path.parent}. Create it first, or give another place with -o.") from None
        return
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror}). Give another place with -o.") from None
    if S_ISDIR(mode):
        raise ExportError(f"{target}: is a folder. Give a file in it with -o.")
    if S_ISREG(mode) and not may_replace:
        raise ExportError(f"{target}: is there already. Give --force to replace it, or another place with -o.")


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    beside = path.with_name(f".reader-export-{os.getpid()}")
    try:
        with beside.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(stream: TextIO | None, words: Iterable[str]) -> None:
    if stream is None:  # closed by whoever started the program
        return
    encoding = stream.encoding or "utf-8"
    for word in words:
        stream.write(word.encode(encoding, "backslashreplace").decode(encoding))
