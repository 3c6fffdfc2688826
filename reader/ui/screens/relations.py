"""The screen of one mark's relations: go along one, change its kind, turn it round, remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader.commands.relating import End, change_kind, kinds_between, turn_round, unrelate
from reader.core.annotation import Relation
from reader.core.records import Records
from reader.core.transaction import Transaction
from reader.paint.outline import describe
from reader.paint.relating import sides_of, words_of
from reader.paint.runs import name_of
from reader.ui.panes.facts import glyph_of
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.relating import attempt, choice_of, path_of, take_back
from reader.ui.screens.listing import ListScreen

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

HINTS = (
    ("Enter", "go to it", True),
    ("c", "change the kind", True),
    ("t", "turn round", True),
    ("d", "remove", True),
    ("u", "undo", True),
    ("Esc", "back", True),
)


class RelationsScreen(ListScreen[str]):
    """Lists the relations of an annotation (its id). Gives the id of the annotation at the other end that the reader wants to see."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "change_kind", show=False),
        Binding("t", "turn", show=False),
        Binding("d,delete", "remove", show=False),
        Binding("u", "undo", show=False),
    ]

    def __init__(self, home: ReadingScreen, annotation: str) -> None:
        self._records: Records = home.desk.session.records
        self._home = home
        self._annotation = annotation
        self._here = home.state.document.id if home.state else ""
        words = words_of(self._records.annotation(annotation), self._records)
        super().__init__(home.looks, f"Relations of {words}", HINTS, "No relations any more.")

    def on_mount(self) -> None:
        self._list()

    def _list(self) -> None:
        records, lines = self._records, []
        for side in sides_of(self._annotation, records):
            other = records.annotation(side.other)
            word = describe(other, records)[0].lower() if other else ""
            where = path_of(self._home, other.document) if other and other.document != self._here else ""
            name = name_of(other, records) if other else "orphan"
            detail = " · ".join(part for part in (word, where) if part)
            lines.append(Line(f"{side.word} {words_of(other, records, 200)}", side.relation.id, detail, glyph_of(name, self.looks), name))
        self.show(Lines(lines), f"Relations {len(lines)}")

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        relation = self._relation(message.value)
        if relation is not None:
            self.dismiss(relation.target if relation.source == self._annotation else relation.source)

    def action_change_kind(self) -> None:
        relation = self._relation(self.pane.cursor_value)
        ends = [self._records.annotation(id) for id in (relation.source, relation.target)] if relation else []
        source, target = ends if relation else (None, None)
        if relation is None or source is None or target is None:
            self.say("There is nothing at the other end any more.")
            return
        kinds = kinds_between(self._home.desk.config.scheme, End(source), End(target))

        def taken(kind: str) -> None:
            self._do(change_kind(self._records, self._home.desk.context, relation, kind), "That is said already.")

        self.pick("Kind", [choice_of(kind) for kind in kinds], taken)

    def action_turn(self) -> None:
        relation = self._relation(self.pane.cursor_value)
        if relation is None:
            return
        ends = [self._records.annotation(id) for id in (relation.target, relation.source)]
        source, target = ends
        kinds = kinds_between(self._home.desk.config.scheme, End(source), End(target)) if source and target else ()
        if not any(kind.name == relation.kind for kind in kinds):
            self.say("The scheme has no such relation in the other direction.")
        else:
            self._do(turn_round(self._records, self._home.desk.context, relation), "That is said already.")

    def action_remove(self) -> None:
        relation = self._relation(self.pane.cursor_value)
        if relation is not None:
            transaction = unrelate(self._records, relation)
            self._do(transaction, "", " with the evidence that was made for it" if len(transaction.changes) > 1 else "")

    def action_undo(self) -> None:
        said = take_back(self._home)
        self._list()
        self.say(said)

    def _do(self, transaction: Transaction | None, otherwise: str, more: str = "") -> None:
        if transaction is None:
            self.say(otherwise)
            return
        problem = attempt(self._home, transaction)
        self._list()
        self.say(problem or f"Done: {transaction.title}{more}. u undoes it.", is_error=problem is not None)

    def _relation(self, id: str | None) -> Relation | None:
        record = self._records.get(id) if id else None
        return record if isinstance(record, Relation) else None
