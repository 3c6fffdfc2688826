"""Work on untrusted text in a process of its own, which is stopped when it takes too long or too much memory."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Timer

SECONDS = 5.0
"""Wall time that one piece of work may take."""

MEGABYTES = 512
"""Address space that the process may have, where the system can bound it."""

_STARTING = 30.0  # seconds that a process may take until it is ready: it imports large libraries, perhaps from a slow disk
_IDLE = 2  # processes that are kept for the next piece of work
_USES = 500  # pieces of work after which a process has held enough of others' memory
_LONGEST_ANSWER = 256 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer, as a clause that follows “because”: ``it took longer than 5 seconds``."""

    reason: str


class RefusalError(Exception):
    """What a task raises to give no answer; its words are the reason, as in ``Failure``."""


def run(task: str, text: str, seconds: float | None = None) -> object | Failure:
    """What ``answer(text)`` of the module ``task`` gives: what JSON can hold, not checked further.

    The first call starts a process, later ones use it again; several threads may call at once. Never waits longer than ``seconds``
    (``None``: ``SECONDS``) and a moment; every other outcome is a ``Failure``.
    """
    try:
        worker = _take(task)
    except (OSError, ValueError) as error:  # no more processes, no memory, no interpreter, a program that is ending
        return Failure(f"no process to read it in could be started ({error})")
    try:
        answer = worker.ask(task, text, SECONDS if seconds is None else seconds)
    except BaseException:  # an interrupt: the process must not be left in the midst of its work
        worker.stop()
        raise
    _give_back(worker)
    return answer


def prepare(task: str) -> None:
    """Start a process for ``task``, unless one is waiting for work, and do not wait for it: the first ``run`` is answered sooner."""
    with _lock:
        if not _idle:
            with suppress(OSError, ValueError):  # which the call will meet again, and tell
                _idle.append(_Worker(task))


class _Worker:
    """A process that answers one request at a time, and ends when this one does."""

    def __init__(self, task: str) -> None:
        # -P: nothing is imported from the current folder, which holds whatever was saved there. What this process imports from, it may too.
        places = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "reader.sources.worker", str(MEGABYTES), task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1"},
            start_new_session=True,
        )
        self._uses = 0
        self._is_sound = True
        self._was_killed = False

    @property
    def is_fit(self) -> bool:
        return self._is_sound and self._uses < _USES and self._process.poll() is None

    def ask(self, task: str, text: str, seconds: float) -> object | Failure:
        self._is_sound = False
        if self._uses == 0 and self._within(_STARTING, self._greeting) is not True:
            return Failure("the process to read it in does not start")
        self._uses += 1
        received = self._within(seconds, lambda: self._exchange(task, text, seconds))
        if self._was_killed:
            self._is_sound = False
            return Failure(f"it took longer than {seconds:g} seconds")
        return Failure("it needed too much memory or broke the program that reads it") if received is None else received

    def stop(self) -> None:
        self._kill()
        with suppress(OSError):
            self._process.communicate()

    def _within(self, seconds: float, talk: Callable[[], object]) -> object | None:
        """What ``talk`` gives; ``None`` when the process is gone, was killed because ``seconds`` have passed, or answers nonsense."""
        watch = Timer(seconds, self._kill)
        watch.daemon = True
        watch.start()
        try:
            return talk()
        except (OSError, ValueError, RecursionError):
            return None
        finally:
            watch.cancel()
            watch.join()

    def _kill(self) -> None:
        self._was_killed = True
        if self._process.returncode is None:  # else its number may be another's by now
            with suppress(OSError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _greeting(self) -> bool:
        assert self._process.stdout
        return self._process.stdout.readline(64) == b"ready\n"

    def _exchange(self, task: str, text: str, seconds: float) -> object | Failure:
        assert self._process.stdin
        assert self._process.stdout
        content = text.encode("utf-8", "replace")
        self._process.stdin.write(f"{task} {seconds:g} {len(content)}\n".encode() + content)
        self._process.stdin.flush()
        state, _, length = self._process.stdout.readline(64).decode("ascii").strip().partition(" ")
        if not 0 <= int(length) <= _LONGEST_ANSWER:
            raise ValueError(length)
        answer = self._process.stdout.read(int(length))
        if len(answer) < int(length):
            raise ValueError(length)
        self._is_sound = state in ("ok", "refused")
        if state == "ok":
            return json.loads(answer)  # type: ignore[no-any-return]
        return Failure(answer.decode("utf-8", "replace"))


_idle: list[_Worker] = []
_lock = Lock()


def _take(task: str) -> _Worker:
    while True:
        with _lock:
            worker = _idle.pop() if _idle else None
        if worker is None:
            return _Worker(task)
        if worker.is_fit:
            return worker
        worker.stop()


def _give_back(worker: _Worker) -> None:
    with _lock:
        if worker.is_fit and len(_idle) < _IDLE:
            _idle.append(worker)
            return
    worker.stop()


@atexit.register
def stop_all() -> None:
    """End the processes that wait for work; the next call of ``run`` starts others."""
    while _idle:
        _idle.pop().stop()
