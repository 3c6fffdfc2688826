"""A forked process that works on a store until it is killed. Only for a process of one thread: see ``alone``."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from select import select

TIME_TO_STOP = 0.0005


class Forked:
    """Does ``work`` in a fork of this process; ``work`` is given what it calls whenever something is acknowledged."""

    def __init__(self, work: Callable[[Callable[[], None]], None]) -> None:
        self._pipe, writing = os.pipe()
        self._acknowledged = 0
        self._id = os.fork()
        if self._id == 0:
            try:
                work(partial(_acknowledge, writing))
            except BaseException:  # noqa: BLE001  # a fork must not go on with its parent's work
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(writing)

    def wait_for(self, acknowledged: int) -> None:
        """Wait until it has acknowledged that much, or has ended."""
        while self._acknowledged < acknowledged and (more := os.read(self._pipe, acknowledged - self._acknowledged)):
            self._acknowledged += len(more)

    def stop(self) -> None:
        """Have it go no further: what it is in the middle of may end, and is not acknowledged any more."""
        with suppress(ProcessLookupError):
            os.kill(self._id, signal.SIGSTOP)
        time.sleep(TIME_TO_STOP)

    def acknowledged(self) -> int:
        """How much it has acknowledged until now."""
        while select([self._pipe], [], [], 0)[0] and (more := os.read(self._pipe, 4096)):
            self._acknowledged += len(more)
        return self._acknowledged

    def kill(self) -> int:
        """Kill it, and give how much it has acknowledged. ``AssertionError`` when it had ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(self._id, signal.SIGKILL)
        return self._end(-signal.SIGKILL)

    def wait(self) -> int:
        """Wait until it ends well, and give how much it has acknowledged."""
        return self._end(0)

    def _end(self, expected: int) -> int:
        with os.fdopen(self._pipe, "rb") as pipe:
            self._acknowledged += len(pipe.read())
        _, status = os.waitpid(self._id, 0)
        ended = os.waitstatus_to_exitcode(status)
        assert ended == expected, f"a process ended with {ended}"
        return self._acknowledged


def _acknowledge(pipe: int) -> None:
    os.write(pipe, b".")
