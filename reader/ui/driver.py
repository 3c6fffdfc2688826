"""The toolkit's driver for a terminal that shows the first words already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.early_terminal import ENTER_SCREEN, EarlyTerminal

if TYPE_CHECKING:
    from textual.driver import Driver


def continuing(early: EarlyTerminal) -> type[Driver]:
    """A driver that goes on where ``early`` has left the terminal.

    It does not enter the other screen again, as some terminals (xterm) clear it then; and in the end it gives the terminal back as it was
    before ``early``.
    """
    from textual.drivers.linux_driver import LinuxDriver  # not there on Windows

    class ContinuingDriver(LinuxDriver):
        def write(self, data: str) -> None:
            if data == ENTER_SCREEN and early.is_on:
                early.hand_over()
            else:
                super().write(data)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # the toolkit says nothing of its types there
            self.attrs_before = early.attributes

        # Before it draws, there is no application mode to be suspended or resumed.

        def _sigtstp_application(self, *_: object) -> None:
            if early.is_on:
                early.stop_and_go_on()
            else:
                super()._sigtstp_application()

        def _sigcont_application(self, *_: object) -> None:
            if not early.is_on:
                super()._sigcont_application()

    return ContinuingDriver
