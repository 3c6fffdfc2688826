"""The summary: what was said in the folder, or in the open article, in numbers; and the marks or articles behind each number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType

from reader.core.annotation import Stage
from reader.core.records import Records
from reader.core.stages import worded
from reader.core.tally import Tally, count_marks
from reader.paint.facets import Filter
from reader.paint.filtering import item_of
from reader.paint.outline import UNREADABLE
from reader.paint.summary import Row, Sheet, rows
from reader.ui.desk import Desk
from reader.ui.panes.facts import glyph_of, library_line
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.panes.summary import TABLE, SummaryPane
from reader.ui.screens.listing import ListScreen
from reader.ui.slicing import Slices
from reader.ui.stages import stage_at, stages_here
from reader.ui.theme import Looks


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader wants to go: a mark (its id) in a document (its id)."""

    document: str
    mark: str


Chosen = Place | int
"""What the reader chose: a mark, or an entry of the desk."""


class SummaryScreen(ListScreen[Chosen]):
    """Gives the mark or the entry that the reader wants to go to. ``a`` changes between the folder and the open article."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "change_scope", show=False)]

    def __init__(self, looks: Looks, desk: Desk) -> None:
        super().__init__(looks, "Summary", (), "nothing yet")
        self.pane = SummaryPane("", looks, "nothing is marked yet", id="lines")
        state = desk.session.state
        assert state is not None
        self._desk = desk
        self._document = state.document
        self._records = desk.session.records
        self._slices = Slices(self)
        self._is_folder = len(desk.entries) > 1
        self._tally = Tally()
        self._is_counted = False
        self._rows: list[Row] = []
        self._whole: set[str] = set()
        self._behind: _Behind | None = None
        self._left: str | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self._begin()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002  # the toolkit's
        self._show_rows()

    def action_change_scope(self) -> None:
        """Count the other of folder and article."""
        if self._behind is None:
            self._is_folder = not self._is_folder
            self._begin()
            self.pane.put_cursor(None)

    def action_leave(self) -> None:
        """Go back to the numbers; from there, leave."""
        if self._behind is None:
            self.dismiss(None)
            return
        self._behind = None
        self._slices.stop()
        self._show_rows()
        self.pane.put_cursor(self._left)
        if not self._is_counted:
            self._begin()

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        if self._behind is not None:
            self.dismiss(self._behind.chosen(message.value))
            return
        leads = self._rows[int(message.value)].leads
        match leads:
            case Filter() | Stage():
                self._left = message.value
                self._look_behind(leads)
            case str(section):
                self._whole.add(section)
                self._show_rows()

    @property
    def _where(self) -> str:
        return "the whole folder" if self._is_folder else self._document.title

    def _begin(self) -> None:
        """Count anew."""
        self._tally, self._is_counted = Tally(), False
        self._slices.run(self._count(self._tally), self._show_rows, self._end)
        self._show_rows()

    def _count(self, tally: Tally) -> Iterator[object]:
        if self._is_folder:
            yield from stages_here(self._desk, tally.stages)
        else:
            tally.stages[stage_at(self._desk, self._desk.at)] += 1
        yield from count_marks(tally, self._records, self._documents)

    def _end(self) -> None:
        self._is_counted = True
        self._show_rows()

    @property
    def _documents(self) -> list[str]:
        return sorted(self._records.documents()) if self._is_folder else [self._document.id]

    def _show_rows(self) -> None:
        if self._behind is not None or not self.is_attached:
            return
        width = (self.size.width or self.app.size.width) - 2
        verdicts = [verdict.name for verdict in self._desk.config.scheme.verdicts]
        self._rows = rows(self._tally, Sheet(width, cell_len, self._name_of, verdicts, self._whole))
        lines = [Line(row.text, None if row.is_heading else str(number), name=TABLE) for number, row in enumerate(self._rows)]
        marks = f"{self._tally.marks:,} mark{'' if self._tally.marks == 1 else 's'}"
        position = marks if self._is_counted else f"{marks} so far …"
        self.show(Lines(lines), f"Of {self._where}", position)
        other = "this article" if self._is_folder else "whole folder"
        self.hint((("Enter", "show these", True), ("a", other, True), ("↓ ↑", "walk", True), ("Esc", "back", True)))

    def _name_of(self, entity: str) -> str:
        known = self._records.entity(entity)
        return known.name if known else "unknown name"

    def _look_behind(self, leads: Filter | Stage) -> None:
        """List what a row of the numbers counts."""
        behind = self._behind = _Behind(self._desk, self._records, self.looks, with_paths=self._is_folder)
        words = leads.described(self._records) if isinstance(leads, Filter) else f"articles {worded(leads)}"

        def show() -> None:
            count = f"{len(behind):,}{' so far …' if self._slices.is_busy else ''}"
            self.show(behind.lines(), f"{words[:1].upper()}{words[1:]}: {count}", self._where)

        self.hint((("Enter", "go there", True), ("↓ ↑", "walk", True), ("Esc", "back to the numbers", True)))
        steps = behind.find(leads, self._documents) if isinstance(leads, Filter) else behind.find_articles(leads)
        self._slices.run(steps, show, show)
        show()
        self.pane.put_cursor(None)


class _Behind:
    """The marks, or the articles, that a number counts."""

    def __init__(self, desk: Desk, records: Records, looks: Looks, *, with_paths: bool) -> None:
        self._desk = desk
        self._looks = looks
        self._records = records
        self._with_paths = with_paths
        self._marks: list[tuple[str, int, str, str]] = []
        self._entries: list[int] = []

    def __len__(self) -> int:
        return len(self._marks) + len(self._entries)

    def find(self, sought: Filter, documents: list[str]) -> Iterator[None]:
        """Look at the marks of ``documents`` one by one."""
        visits = self._desk.session.visits
        for document in documents:
            visit = visits.get(document)
            path = visit.path if visit else ""
            for id in self._records.ids_of(document):
                annotation = self._records.annotation(id)
                if annotation is not None and sought.passes(annotation, self._records):
                    self._marks.append((path, annotation.hull.start, id, document))
                yield

    def find_articles(self, stage: Stage) -> Iterator[None]:
        """Look at the articles of the open folder one by one."""
        desk = self._desk
        for index in range(len(desk.entries)):
            if index not in desk.gone and desk.entries.library(index) is desk.library and stage_at(desk, index) is stage:
                self._entries.append(index)
            yield

    def lines(self) -> Lines:
        """A line for each of what was found by now."""
        self._marks.sort()
        return _BehindLines(self, len(self))

    def line(self, place: int) -> Line:
        """The line at ``place``."""
        if self._entries:
            return replace(library_line(self._desk, self._entries[place]), value=str(place))
        path, _, id, _ = self._marks[place]
        annotation = self._records.annotation(id)
        if annotation is None:
            return Line(UNREADABLE, str(place), glyph=glyph_of("orphan", self._looks), name="orphan")
        item = item_of(annotation, self._records)
        parts = [item.detail, path if self._with_paths else ""]
        return Line(item.text, str(place), " · ".join(part for part in parts if part), glyph_of(item.name, self._looks), item.name)

    def chosen(self, value: str) -> Chosen:
        """What a line stands for."""
        if self._entries:
            return self._entries[int(value)]
        _, _, id, document = self._marks[int(value)]
        return Place(document, id)


class _BehindLines(Lines):
    """Lines that are made when they come into sight."""

    def __init__(self, behind: _Behind, count: int) -> None:
        super().__init__()
        self._behind = behind
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> Line:
        return self._behind.line(place)

    def place_of(self, value: str) -> int | None:
        return int(value) if int(value) < self._count else None
