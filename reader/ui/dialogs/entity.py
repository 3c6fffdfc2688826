"""The question which entity is meant, picked from a list that is narrowed by writing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.core.annotation import Entity
from reader.core.visible import visible
from reader.ui.dialogs.prompt import Line as WrittenLine
from reader.ui.entities import names_to_narrow
from reader.ui.narrowing import Narrowing
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.theme import Looks


class _Known(Lines):
    """The entities whose names hold the written words."""

    def __init__(self, entities: Sequence[Entity], narrowing: Narrowing) -> None:
        super().__init__()
        self._entities = entities
        self._narrowing = narrowing

    def __len__(self) -> int:
        return len(self._narrowing)

    def __getitem__(self, place: int) -> Line:
        entity = self._entities[self._narrowing[place]]
        also = f" · {', '.join(entity.aliases)}" if entity.aliases else ""
        return Line(f"{entity.name}{also}", entity.id, entity.label, "●", f"mention.{entity.label}")

    def place_of(self, value: str) -> int | None:
        return next((place for place in range(len(self)) if self._entities[self._narrowing[place]].id == value), None)


class EntityDialog(ModalScreen[str | None]):
    """Gives the id of one of ``entities``, which are listed as they come: the likeliest first."""

    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, question: str, entities: Sequence[Entity], looks: Looks) -> None:
        super().__init__()
        self._question = question
        self._narrowing = Narrowing()
        self._narrowing.add([names_to_narrow(entity) for entity in entities])
        self._lines = _Known(entities, self._narrowing)
        self._list = ListPane(
            f"{len(entities):,} entit{'y' if len(entities) == 1 else 'ies'}, the likeliest first",
            looks,
            "no name holds these words",
            id="known",
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="entity") as box:
            box.border_title = Text(visible(" ".join(self._question.split())))
            box.border_subtitle = "write to narrow · ↓ ↑ · Enter takes · Esc"
            yield WrittenLine(compact=True, placeholder="a part of its name")
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
        """Show which entity Enter would take."""
        self._list.follow(self._list.cursor_value)
