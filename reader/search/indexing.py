"""Making the index of a folder, in a process of its own that ends with this one."""

from __future__ import annotations

import atexit
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

from reader.library import Entry, Library
from reader.search.index import Index
from reader.search.texts import text_of

_running: list[subprocess.Popen[bytes]] = []


def start(library: Library, entries: Sequence[Entry], path: Path) -> subprocess.Popen[bytes] | None:
    """Begin to bring the index at ``path`` up to date; ``None`` when no process is to be had. Another one at work on it is left alone."""
    places = os.pathsep.join(place for place in sys.path if place)
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "reader.search.indexing", path, library.root, library.encoding or ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1"},
        )
    except OSError:
        return None
    _running.append(process)
    names = b"\0".join(os.fsencode(os.path.relpath(entry.file, library.root)) for entry in entries)
    Thread(target=_send, args=(process, names), name="indexing", daemon=True).start()
    return process


@atexit.register
def stop_all() -> None:
    """End what is still at work: what was put in is kept."""
    while _running:
        process = _running.pop()
        if process.poll() is None:
            process.terminate()
        process.wait()


def main(path: str, root: str, encoding: str) -> int:
    """Put the documents that standard input names, parted by NULs, into the index at ``path``. Gives 1 when that cannot be done."""
    from filelock import FileLock, Timeout

    with suppress(OSError, AttributeError):
        os.nice(10)
    parent = os.getppid()
    library = Library(Path(root), (), is_whole=False, encoding=encoding or None)
    entries = [library.entry(os.fsdecode(name)) for name in sys.stdin.buffer.read().split(b"\0") if name]

    def read(entry: Entry) -> str | None:
        text = text_of(library, entry)
        return text if isinstance(text, str) else None

    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=0):
            Index(Path(path)).update(entries, read, lambda: os.getppid() != parent)
    except (Timeout, sqlite3.Error, OSError):
        return 1
    return 0


def _send(process: subprocess.Popen[bytes], names: bytes) -> None:
    with suppress(OSError):
        assert process.stdin is not None
        process.stdin.write(names)
        process.stdin.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
