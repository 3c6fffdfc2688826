"""A question that is answered by one of many things, picked from a list that is narrowed by writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.core.visible import visible
from reader.ui.dialogs.prompt import Line as WrittenLine
from reader.ui.leaving import LeftOnce
from reader.ui.narrowing import Narrowing
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.theme import Looks


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what Enter does, what to write, and the heading of the list."""

    words: str
    enter: str
    placeholder: str
    heading: str


class _Narrowed(Lines):
    """The lines whose names hold the written words, made when they come into sight."""

    def __init__(self, line: Callable[[int], Line], narrowing: Narrowing) -> None:
        super().__init__()
        self._line = line
        self._narrowing = narrowing

    def __len__(self) -> int:
        return len(self._narrowing)

    def __getitem__(self, place: int) -> Line:
        return self._line(self._narrowing[place])

    def place_of(self, value: str) -> int | None:
        return next((place for place in range(len(self)) if self[place].value == value), None)


class ChoosingDialog(ModalScreen[str | None], LeftOnce[str | None]):
    """Gives the value of the line that is chosen, ``None`` when none is.

    ``names`` are what the written words are sought in; ``line`` makes the line of each, by its number. They are listed as they come.
    """

    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, question: Question, names: Sequence[str], line: Callable[[int], Line], looks: Looks) -> None:
        super().__init__()
        self._question = question
        self._narrowing = Narrowing()
        self._narrowing.add([*names])
        self._lines = _Narrowed(line, self._narrowing)
        self._list = ListPane(question.heading, looks, "no name holds these words", id="choices")

    def compose(self) -> ComposeResult:
        with Vertical(id="choosing") as box:
            box.border_title = Text(visible(" ".join(self._question.words.split())))
            box.border_subtitle = f"write to narrow · ↓ ↑ · Enter {self._question.enter} · Esc"
            yield WrittenLine(compact=True, placeholder=self._question.placeholder)
            yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._list.show(self._lines)
        self._follow()
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrowing.narrow(event.value)
        self._list.show(self._lines)
        self._list.put_cursor(None)
        self._follow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if (value := self._list.cursor_value) is not None:
            self.dismiss(value)

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        self.dismiss(message.value)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            event.stop()
            event.prevent_default()
            self._list.action_move(1 if event.key == "down" else -1)
            self._follow()

    def _follow(self) -> None:
        """Show which line Enter would choose."""
        self._list.follow(self._list.cursor_value)
