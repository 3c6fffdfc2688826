"""The process that ``bounded`` starts: it answers requests on standard input until that ends."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

from reader.sources.bounded import RefusalError

_GRACE = 2  # seconds after which the process ends by itself, should nobody be left to stop it


def main() -> None:
    """Say ``ready`` and answer one request after the other. A request is ``MODULE SECONDS LENGTH``, a newline, and so many bytes of text.

    An answer is ``ok LENGTH``, a newline, and JSON; or ``refused LENGTH`` or ``no LENGTH``, a newline, and the reason. ``no`` is the last.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    gc.disable()
    _bound_memory(int(sys.argv[1]) * 1024 * 1024)
    _prepare(sys.argv[2])
    answers.write(b"ready\n")
    answers.flush()
    while line := requests.readline():
        task, seconds, length = line.decode("ascii").split()
        _end_by_itself_after(float(seconds) + _GRACE)
        is_whole = _answer(task, requests.read(int(length)).decode("utf-8"), answers)
        _end_by_itself_after(0)
        gc.collect()  # while nobody waits, instead of in the midst of the work
        if not is_whole:
            return


def _prepare(task: str) -> None:
    """Import what the first request is going to need; what fails here fails again then, and is told."""
    with suppress(Exception):
        module = import_module(task)
        if hasattr(module, "prepare"):
            module.prepare()
    gc.freeze()


def _answer(task: str, text: str, answers: BinaryIO) -> bool:
    """Send the answer, or what went wrong; whether another request may follow."""
    try:
        state, content = "ok", json.dumps(import_module(task).answer(text)).encode()
    except MemoryError:
        state, content = "no", b"it needed too much memory"
    except RecursionError:
        state, content = "no", b"it is nested too deeply"
    except RefusalError as refusal:
        state, content = "refused", str(refusal).encode()
    except Exception as error:  # noqa: BLE001  # the top of this program, whose libraries raise anything on broken pages
        state, content = "no", f"the program that reads it failed ({type(error).__name__})".encode()
    answers.write(f"{state} {len(content)}\n".encode() + content)
    answers.flush()
    return state != "no"


def _bound_memory(size: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # a system without such bounds, or one with a lower bound already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_by_itself_after(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends a process wherever it is stuck
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
