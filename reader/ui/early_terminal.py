"""The terminal between the first words and the toolkit: on its other screen, quiet, and given back whatever happens."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

try:
    import termios
except ImportError:  # Windows: there the toolkit begins with another driver
    CAN_BE_EARLY = False
else:
    CAN_BE_EARLY = True

ENTER_SCREEN = "\x1b[?1049h"
_QUIET = "\x1b[?25l\x1b[?7l"  # without cursor; what is too wide does not go on in the next row
_GIVE_BACK = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"

_ENDING = ("SIGTERM", "SIGHUP")
"""Signals that end the program where nobody handles them, without another word of its own."""


class EarlyTerminal:
    """Shows ``painted`` on the other screen of the terminal ``fileno``, from now until the toolkit takes over or it is left.

    What is typed meanwhile waits for the toolkit: it is neither echoed nor edited, and no key is a signal.
    """

    def __init__(self, painted: str, fileno: int) -> None:
        self._painted = painted
        self._fileno = fileno
        self.is_on = False
        """Whether it shows what was painted, and nobody has taken over."""
        self.attributes: list[Any] = termios.tcgetattr(fileno)
        """How the terminal was set before, as ``termios`` has it."""
        self._handled: list[tuple[signal.Signals, Callable[[int, FrameType | None], None]]] = []
        for name in _ENDING:
            self._handle(signal.Signals[name], self._end)
        self._handle(signal.SIGTSTP, self._stop)
        self._show()

    def hand_over(self) -> None:
        """Let somebody else draw on the screen as it is, and give the terminal back in the end."""
        self.is_on = False

    def leave(self) -> None:
        """Give the terminal back as it was, and signals to whoever had them. Whoever took over has cleared the screen."""
        for number, handler in self._handled:
            if signal.getsignal(number) == handler:
                signal.signal(number, signal.SIG_DFL)
        self._handled = []
        self._give_back()

    def stop_and_go_on(self) -> None:
        """Stop the program with the terminal given back, and show the same again when it goes on."""
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self._show()

    def _show(self) -> None:
        # The toolkit's own settings, but without asking for mouse and focus, which it does.
        quiet = termios.tcgetattr(self._fileno)
        quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        quiet[6][termios.VMIN] = 1
        self.is_on = True
        termios.tcsetattr(self._fileno, termios.TCSANOW, quiet)  # not TCSAFLUSH, which would lose what was typed
        _write(ENTER_SCREEN + _QUIET + self._painted)

    def _give_back(self) -> None:
        if self.is_on:
            self.is_on = False
            _write(_GIVE_BACK)
        termios.tcsetattr(self._fileno, termios.TCSANOW, self.attributes)

    def _handle(self, number: signal.Signals, handler: Callable[[int, FrameType | None], None]) -> None:
        if signal.getsignal(number) == signal.SIG_DFL:  # who has it ignored keeps that
            signal.signal(number, handler)
            self._handled.append((number, handler))

    def _end(self, number: int, _: FrameType | None) -> None:
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _stop(self, *_: object) -> None:
        self.stop_and_go_on()


def _write(words: str) -> None:
    """Write to where the toolkit writes."""
    assert sys.__stderr__ is not None
    sys.__stderr__.write(words)
    sys.__stderr__.flush()
