"""What the other annotators of a folder have marked in the open article: read, and sought where it was edited, while the reader goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from reader.core.annotation import Annotation
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.resolution import Placement, Resolver
from reader.core.stored import Stored
from reader.core.visits import Visits
from reader.paint.outline import Item, outline_of_other

if TYPE_CHECKING:
    from reader.ui.screens.opening import OpeningScreen


@dataclass(frozen=True, slots=True)
class Colleague:
    """An annotator by ``name``, with the ``marks`` that they have made in the open document, and all their ``records``."""

    name: str
    records: Records
    marks: Marks


Found: TypeAlias = Sequence[tuple[Marks, Sequence[tuple[Annotation, Placement]]]]


class Company:
    """Keeps the ``items`` that are listed of the other annotators, and tells the screen when they change."""

    def __init__(self, screen: OpeningScreen) -> None:
        self._screen = screen
        self._kept: dict[Path, Mapping[str, tuple[Records, Visits]]] = {}
        self._here: list[Colleague] = []
        self._is_looking = False
        self._search = 0
        self.items: tuple[Item, ...] = ()

    def begin(self) -> None:
        """Know what they have marked in the document that was just opened, as far as it was read; seek what must be."""
        self._search += 1
        self._here = list(self._colleagues())
        self._list()
        self._seek()

    def look(self) -> None:
        """Read what they have written since, if anything."""
        desk = self._screen.desk
        root, others = desk.library.root, desk.others()
        if others is None or self._is_looking or not others.have_changed():
            return
        self._is_looking = True

        def run() -> None:
            kept = others.look()
            self._screen.call_from_anywhere(lambda: self._know(root, kept))

        Thread(target=run, name="others", daemon=True).start()  # quitting does not wait for it

    def _know(self, root: Path, kept: Mapping[str, Stored]) -> None:
        self._is_looking = False
        self._kept[root] = {name: (stored.records, Visits(stored.visits)) for name, stored in kept.items()}
        if self._screen.desk.is_open and self._screen.desk.library.root == root:
            self.begin()
            self._screen.show_others()

    def _colleagues(self) -> Iterable[Colleague]:
        """The other annotators, with their marks that stand where they were made; each may know the document from another path."""
        desk, state = self._screen.desk, self._screen.state
        if state is None:
            return
        for name, (records, visits) in sorted(self._kept.get(desk.library.root, {}).items()):
            document = state.document
            theirs = visits.document_at(document.path, document.sha256, desk.name, records.speaks_of, desk.library.has)
            if theirs != document.id and records.speaks_of(theirs):
                document = replace(document, id=theirs)
            yield Colleague(name, records, Marks(document, records.annotations_of(document.id), placements={}))

    def _list(self) -> None:
        self.items = tuple(item for one in self._here for item in outline_of_other(one.name, one.marks, one.records))

    def _seek(self) -> None:
        """Seek what they have marked in older versions of the document, in a thread."""
        others, state, search = self._screen.desk.others(), self._screen.state, self._search
        pending = [(one.marks, tuple(one.marks.pending.values())) for one in self._here if one.marks.pending]
        if others is None or state is None or not pending:
            return
        document = state.document

        def run() -> None:
            resolver, found = Resolver(document, others.text), list[tuple[Marks, list[tuple[Annotation, Placement]]]]()
            for marks, sought in pending:
                found.append((marks, []))
                for annotation in sought:
                    if search != self._search:
                        return
                    found[-1][1].append((annotation, resolver.placement(annotation)))
            self._screen.call_from_anywhere(lambda: self._settle(search, found))

        Thread(target=run, name="others", daemon=True).start()

    def _settle(self, search: int, found: Found) -> None:
        if search == self._search:
            for marks, placements in found:
                marks.settle(placements)
            self._list()
            self._screen.show_others()
