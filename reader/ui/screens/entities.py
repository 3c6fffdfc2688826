"""The screen of a folder's entities: listed, narrowed, sorted, seen in all documents, and put in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from reader.commands import registry
from reader.commands.linking import address_of
from reader.core.annotation import Annotation, Entity
from reader.core.transaction import Transaction
from reader.ui.desk import Desk
from reader.ui.entities import EntityLines, Order, Tallies, UseLines
from reader.ui.panes.context import ContextPane, MarkingPane
from reader.ui.panes.listing import Lines, ListPane
from reader.ui.panes.pane import Ground
from reader.ui.registering import MANY, Registering
from reader.ui.screens.listing import Hint, ListScreen
from reader.ui.theme import Looks

WIDE = 100
"""Cells from which on the mentions stand beside the entities, not below them."""

A_SLICE = 2000
"""Mentions that are counted before a key may come between: some milliseconds."""

REST = 0.08
"""Seconds for which the cursor rests then."""

NOTHING = "no entity yet: in an article, e and a letter tag the name at the caret"
NONE_NAMED = "no name holds these words: Esc shows all again"


@dataclass(frozen=True, slots=True)
class Place:
    """An annotation and the document that it is in, by their ids."""

    document: str
    annotation: str


class EntitiesScreen(ListScreen[Place]):
    """Gives the mention or claim that the reader wants to see. ``open_url`` opens what the reader said is to be opened."""

    MOST_HINT_ROWS = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "rename", show=False),
        Binding("t", "retype", show=False),
        Binding("e", "edit", show=False),
        Binding("m", "merge", show=False),
        Binding("s", "split", show=False),
        Binding("equals_sign", "reassign", show=False),
        Binding("d,delete", "remove", show=False),
        Binding("o", "open_reference", show=False),
        Binding("u", "undo", show=False),
        Binding("ctrl+r", "redo", show=False),
        Binding("slash", "narrow", show=False),
        Binding("1", "sort('name')", show=False),
        Binding("2", "sort('mentions')", show=False),
        Binding("3", "sort('type')", show=False),
        Binding("tab,shift+tab", "other_pane", show=False, priority=True),
        Binding("right,l", "look(True)", show=False),
        Binding("left,h", "look(False)", show=False),
    ]

    def __init__(self, desk: Desk, looks: Looks, open_url: Callable[[str], object]) -> None:
        super().__init__(looks, "Entities of the folder", (), NOTHING)
        self.desk = desk
        self.pane: ListPane = MarkingPane("Entities", looks, NOTHING, id="lines")
        self._uses_pane = ContextPane("Mentions", looks, "no mention", id="uses")
        self._tallies = Tallies(self.desk.session.records)
        self._lines = EntityLines(self.desk.session.records, self._tallies)
        self._uses: UseLines | None = None
        self._resting: Timer | None = None
        self._is_counting = False
        self.work = Registering(self, open_url)

    def compose(self) -> ComposeResult:
        yield self._bar
        with Ground(id="registry"):
            yield self.pane
            yield self._uses_pane
        yield self._keys

    def on_mount(self) -> None:
        self._count_all()
        self.refresh_entities()
        self.begin_counting()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        if self._uses_pane.is_beside != self.has_class("-wide"):
            self._uses_pane.is_beside = self.has_class("-wide")
            self._uses_pane.redraw()
            self._show_entities()
            self._show_hints()

    # What is shown

    def refresh_entities(self, keep: str | None = None) -> None:
        """List the entities anew, with the cursor on the one that it was on; on ``keep``, when that is given."""
        value = keep or self.pane.cursor_value
        entities = self.desk.session.records.entities()
        self._lines.marked = {id: None for id in self._lines.marked if self.desk.session.records.entity(id) is not None}
        self._lines.list(entities)
        self._show_entities()
        if value is not None and self._lines.place_of(value) is not None:
            self.pane.put_cursor(value)
        self._show_uses()

    def unmark(self) -> None:
        """Let go of the entities that are marked."""
        self._lines.marked = {}
        self._show_entities()

    def changed(self, transaction: Transaction) -> None:
        """Show what a transaction has changed, whoever made it."""
        touched = set[str]()
        for change in transaction.changes:
            for record in (change.before, change.after):
                if isinstance(record, Annotation) and (entity := registry.entity_of(record)):
                    touched.add(entity)
                elif isinstance(record, Entity):
                    touched.add(record.id)
        if touched:
            self._tallies.forget(sorted(touched))
            self.refresh_entities()
            self.begin_counting()

    def _show_entities(self) -> None:
        lines = self._lines
        which = (
            f"{len(lines):,} of {lines.count:,}: “{lines.text}”"
            if lines.text
            else f"{lines.count:,} entit{'y' if lines.count == 1 else 'ies'}"
        )
        self.pane.put_empty(NONE_NAMED if lines.text else NOTHING)
        marked = f" · {len(lines.marked):,} marked" if lines.marked else ""
        keys = "" if self.has_class("-wide") else " · 1 name, 2 mentions, 3 type"  # there is room for them in the footer
        self.show(
            lines, f"{which} by {lines.order.value}{marked}{keys}", f"● mentions  ◆ claims  ▤ articles · {self.desk.config.annotator}"
        )

    def _show_uses(self) -> None:
        """Show the mentions of the entity under the cursor; of one with many, when the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        entity = self._entity()
        count = self.desk.session.records.count_uses(entity.id) if entity else 0
        if count is None or count > MANY:
            self._resting = self.set_timer(REST, self._list_uses)
        else:
            self._list_uses()

    def _list_uses(self) -> None:
        entity, state = self._entity(), self.desk.session.state
        records = self.desk.session.records
        before = self._uses
        if entity is None or state is None:
            self._uses = None
            self._uses_pane.show(Lines(), "Mentions")
            self._show_hints()
            return
        uses = list(records.uses_of(entity.id)) if records.count_uses(entity.id) is not None else []
        self._uses = UseLines(entity, uses, state, self._path)
        is_same = before is not None and before.entity is not None and before.entity.id == entity.id
        if before is not None and is_same:
            self._uses.marked = {id: None for id in before.marked if self._uses.place_of(id) is not None}
        self._show_marked_uses()
        if not is_same:
            self._uses_pane.put_cursor(None)
        self._show_hints()

    def _show_marked_uses(self) -> None:
        uses = self._uses
        if uses is not None and uses.entity is not None:
            marked = f" · {len(uses.marked):,} marked" if uses.marked else ""
            self._uses_pane.show(
                uses, f"{uses.entity.name} · {uses.entity.label} · {uses.count:,} place{'' if uses.count == 1 else 's'}{marked}"
            )

    def _show_hints(self) -> None:
        if self._asking.is_picking:
            return
        entity = self._entity()
        if self._uses_pane.has_focus:
            has_uses = self._uses is not None and self._uses.count > 0
            hints: list[Hint] = [
                ("Enter", "go", has_uses),
                ("Space", "mark", has_uses),
                ("s", "split off", has_uses),
                ("=", "other one", has_uses),
            ]
        else:
            tally = self._tallies.get(entity.id) if entity else None
            is_unused = tally is not None and not tally.is_used
            is_any = entity is not None
            hints = [
                *([("d", "remove", True)] if is_unused else []),
                ("n", "name", is_any),
                ("t", "type", is_any),
                ("e", "edit", is_any),
                ("m", "merge", is_any and self._lines.count > 1),
                ("Space", "mark", is_any),
                *([("o", "web", True)] if entity and address_of(entity) else []),
                *([("1 2 3", "name mentions type", is_any)] if self.has_class("-wide") else []),
                ("Tab", "mentions", is_any),
            ]
        history = self.desk.session.history
        hints += [("u", "undo", bool(history.done)), ("/", "find", self._lines.count > 0), ("Esc", "back", True)]
        self._keys.show_hints(hints)

    def _path(self, document: str) -> str:
        state = self.desk.session.state
        if state is not None and state.document.id == document:
            return state.document.path
        visit = self.desk.session.visits.get(document)
        return visit.path if visit is not None else ""

    def _entity(self) -> Entity | None:
        return self.desk.session.records.entity(self.pane.cursor_value)

    # Counting

    def _count_all(self) -> None:
        self._tallies.begin([entity.id for entity in self.desk.session.records.entities()])

    def begin_counting(self) -> None:
        """Count what was not counted yet, a few milliseconds at a time; at the first time all annotations are looked through before."""
        if self._is_counting:
            return
        self._is_counting = True
        records = self.desk.session.records
        if records.count_uses("") is not None:
            self._count()
            return

        def run() -> None:
            records.find_uses()
            self.app.call_later(self._found_uses)

        Thread(target=run, name="counting", daemon=True).start()

    def _found_uses(self) -> None:
        if self.is_attached:
            self._count()
            self._show_uses()

    def _count(self) -> None:
        if not self.is_attached:
            return
        self._tallies.want([line.value for line in self.pane.lines_in_sight if line.value])
        self._tallies.count(A_SLICE)
        self.pane.change()
        if not self._tallies.is_over:
            self.set_timer(0.001, self._count)  # what the reader does comes first
            return
        self._is_counting = False
        if self._lines.order is Order.MENTIONS:
            self.refresh_entities()
        self._show_hints()

    # Keys

    def on_marking_pane_walked(self, message: MarkingPane.Walked) -> None:
        if message.pane is self.pane:
            self._show_uses()

    def on_marking_pane_marked(self, message: MarkingPane.Marked) -> None:
        marked = self._lines.marked if message.pane is self.pane else self._uses.marked if self._uses else {}
        if message.value in marked:
            del marked[message.value]
        else:
            marked[message.value] = None
        self._show_entities()
        self._show_marked_uses()

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        if message.pane is self.pane:
            self.action_look(True)
        elif self.is_current and self._uses is not None and (document := self._uses.document_of(message.value)) is not None:
            self.dismiss(Place(document, message.value))

    def on_marking_pane_backed(self) -> None:
        if self._uses_pane.has_focus:
            self.pane.focus()
        elif self._lines.text:
            self._narrow("")
        elif self._lines.marked:
            self.unmark()
        else:
            self.action_leave()

    def on_descendant_focus(self) -> None:
        self._show_hints()

    def action_other_pane(self) -> None:
        self.action_look(self.pane.has_focus)

    def action_look(self, at_mentions: bool) -> None:  # the toolkit calls it with a position
        (self._uses_pane if at_mentions else self.pane).focus()

    def action_narrow(self) -> None:
        self.write("Narrow to", lambda _: None, heard=self._narrow, left=partial(self._narrow, ""))

    def _narrow(self, text: str) -> None:
        value = self.pane.cursor_value if not text.strip() else None
        self._lines.narrow(text)
        self._show_entities()
        self.pane.put_cursor(value)
        self._show_uses()

    def action_sort(self, by: str) -> None:
        self._lines.order = Order(by)
        self.refresh_entities()

    def action_rename(self) -> None:
        if (entity := self._entity()) is not None:
            self.work.rename(entity)

    def action_edit(self) -> None:
        if (entity := self._entity()) is not None:
            self.work.edit(entity)

    def action_open_reference(self) -> None:
        if (entity := self._entity()) is not None:
            self.work.open_reference(entity)

    def action_retype(self) -> None:
        if chosen := self._chosen():
            self.work.retype(chosen)

    def action_remove(self) -> None:
        if chosen := self._chosen():
            self.work.remove(chosen)

    def action_merge(self) -> None:
        if chosen := self._chosen():
            self.work.merge(chosen)

    def action_split(self) -> None:
        if (picked := self._picked()) is not None:
            self.work.split(*picked)

    def action_reassign(self) -> None:
        if (picked := self._picked()) is not None:
            self.work.reassign(*picked)

    def action_undo(self) -> None:
        self.work.travel(self.desk.session.undo, "Undid", "Nothing to undo.")

    def action_redo(self) -> None:
        self.work.travel(self.desk.session.redo, "Did again", "Nothing to redo.")

    def _chosen(self) -> list[Entity]:
        """The marked entities, else the one under the cursor."""
        ids: list[str | None] = list(self._lines.marked) or [self.pane.cursor_value]
        found = (self.desk.session.records.entity(id) for id in ids)
        return [entity for entity in found if entity is not None]

    def _picked(self) -> tuple[Entity, list[str]] | None:
        """The entity whose places are walked, with those that are marked, else the one under the cursor."""
        uses = self._uses
        if uses is None or uses.entity is None or not self._uses_pane.has_focus:
            self.say("This is done to mentions: Tab goes to them.")
            return None
        ids = list(uses.marked) or [value for value in [self._uses_pane.cursor_value] if value]
        return (uses.entity, ids) if ids else None
