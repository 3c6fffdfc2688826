"""The question whether a URL is to be opened, which shows the whole of it."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.visible import visible
from reader.ui.address import host_of
from reader.ui.leaving import LeftOnce


class OpeningDialog(ModalScreen[bool], LeftOnce[bool]):
    """Gives whether ``url`` is to be opened. Only ``y`` says so."""

    BINDINGS = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape,q", "answer(False)", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="opening", can_focus=True) as scroll:
            scroll.border_title = "Open in the browser?"
            scroll.border_subtitle = "y opens · n or Esc does not"
            yield Static(Text.assemble("at ", (visible(host_of(self._url) or "?"), "bold")))
            yield Static(Text(visible(self._url), overflow="fold"))

    def action_answer(self, answer: bool) -> None:  # the toolkit calls it with a position
        self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
