"""A question that one key answers."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.visible import visible
from reader.ui.leaving import LeftOnce


class QuestionDialog(ModalScreen[bool | None], LeftOnce[bool | None]):
    """Gives the answer, ``None`` when the reader leaves without one. ``keys`` says what the keys y, n and Escape do."""

    BINDINGS = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("escape,q", "answer(None)", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, keys: str, words: str) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="question", can_focus=True) as scroll:
            scroll.border_title = Text(visible(self._title))
            scroll.border_subtitle = self._keys
            yield Static(Text(visible(self._words), overflow="fold"))

    def action_answer(self, answer: bool | None) -> None:  # the toolkit calls it with a position
        self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
