"""The question which article is the other version, asked by name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.core.matching import shared_start
from reader.ui.dialogs.prompt import Line as WrittenLine
from reader.ui.narrowing import Narrowing
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.theme import Looks


class _Versions(Lines):
    """The names that hold the written words."""

    def __init__(self, names: Sequence[tuple[int, str]], narrowing: Narrowing) -> None:
        super().__init__()
        self._names = names
        self._narrowing = narrowing

    def __len__(self) -> int:
        return len(self._narrowing)

    def __getitem__(self, place: int) -> Line:
        index, name = self._names[self._narrowing[place]]
        return Line(name, str(index))

    def place_of(self, value: str) -> int | None:
        return next((place for place in range(len(self)) if self[place].value == value), None)


class VersionDialog(ModalScreen[int | None]):
    """Gives the entry to compare with. ``names`` are the entries' indexes and names; those most like ``name`` come first."""

    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, names: Sequence[tuple[int, str]], name: str, looks: Looks) -> None:
        super().__init__()
        alike = sorted(names, key=lambda named: (-shared_start(named[1], 0, len(named[1]), name, 0, len(name)), named[0]))
        self._narrowing = Narrowing()
        self._narrowing.add([named[1] for named in alike])
        self._lines = _Versions(alike, self._narrowing)
        self._list = ListPane(f"{len(alike):,} articles", looks, "no name holds these words", id="versions")

    def compose(self) -> ComposeResult:
        with Vertical(id="version") as box:
            box.border_title = "Compare with which version?"
            box.border_subtitle = "write to narrow · ↓ ↑ · Enter compares · Esc"
            yield WrittenLine(compact=True, placeholder="words of its name")
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
            self.dismiss(int(value))

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        self.dismiss(int(message.value))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            event.stop()
            event.prevent_default()
            self._list.action_move(1 if event.key == "down" else -1)
            self._follow()

    def _follow(self) -> None:
        """Show which name Enter would choose."""
        self._list.follow(self._list.cursor_value)
