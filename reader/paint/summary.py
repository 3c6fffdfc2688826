"""What was said in documents, in numbers, as rows of a given width: tables with small bars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from reader.core.annotation import Stage
from reader.core.stages import worded
from reader.core.tally import Tally, most
from reader.core.visible import visible
from reader.paint.facets import NONE, Criterion, Facet, Filter

Cells: TypeAlias = Callable[[str], int]
"""How many cells of the terminal words take."""

Leads: TypeAlias = Filter | Stage | str | None
"""What a row leads to: the marks that a filter passes, the documents of a stage, all rows of the section with that title, nothing."""

Item = TypeVar("Item")

FEW = 10
"""Rows that a section has unless all of them are asked for."""

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")

_NUMBER, _BAR, _OTHER = 7, 40, "other"
"""Cells of a column of numbers and of the longest bar, and the column of what there is no room for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row in as many cells as were asked for, or fewer. A heading is not walked to."""

    text: str
    leads: Leads = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What rows are made for: ``width`` cells, counted by ``cells``; ``name_of`` gives the name of an entity (its id).

    ``verdicts`` are the scheme's, in its order; ``whole`` are the titles of sections with all their rows.
    """

    width: int
    cells: Cells
    name_of: Callable[[str], str]
    verdicts: Sequence[str] = ()
    whole: Collection[str] = ()

    @property
    def name_width(self) -> int:
        """Cells of the first column, with the space before it."""
        return max(10, min(34, self.width // 3))


def rows(tally: Tally, sheet: Sheet) -> list[Row]:
    """All sections of ``tally`` that have anything to tell."""
    made: list[Row] = []
    for section in (_articles, _claims, _kinds, _entities, _tags, _others):
        found = list(section(tally, sheet))
        if found:
            made += [Row("")] if made else []
            made += found
    return [Row(row.text, row.leads, row.is_heading or not row.text) for row in made]


def bar(count: int, longest: int, width: int) -> str:
    """A bar of ``count`` where ``longest`` takes ``width`` cells, to an eighth of a cell; whatever there is one of can be seen."""
    if count <= 0 or longest <= 0 or width <= 0:
        return ""
    eighths = max(1, round(min(count, longest) * width * 8 / longest))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]


def in_cells(text: str, width: int, cells: Cells) -> str:
    """``text``, fit to be shown, in exactly ``width`` cells: filled with spaces, or cut with an ellipsis."""
    words = visible(" ".join(text.split()))
    if cells(words) > width:
        while words and cells(words) > width - 1:
            words = words[:-1]
        words = f"{words}…" if width > 0 else ""
    return words + " " * (width - cells(words))


def _articles(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    total = tally.stages.total()
    if total > 1:
        yield _heading(f"Articles {total:,}", sheet)
        counted = [(stage, tally.stages[stage]) for stage in Stage if tally.stages[stage]]
        yield from _bars([(worded(stage), count, stage) for stage, count in counted], sheet, "Articles")
    elif total:
        yield _heading(f"This article: {worded(next(stage for stage in Stage if tally.stages[stage]))}", sheet)


def _claims(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    """Who claims what: a row for each claimant, a column for each verdict as far as there is room, and how many in all."""
    claimants = tally.claimants()
    if not claimants:
        return
    columns = _columns(tally, sheet)
    titles = [title for title, _ in columns]
    widths = [max(_NUMBER, sheet.cells(title) + 2) for title in titles]
    used = sheet.name_width + sum(widths) + _NUMBER
    room = min(_BAR, sheet.width - used - 2)
    total, most_of_one = tally.claims.total(), claimants[0][1]

    def line(name: str, counts: Iterable[int | str], count: int, longest: int) -> str:
        cells = "".join(_right(number, width, sheet) for number, width in zip(counts, widths, strict=True))
        return f" {in_cells(name, sheet.name_width - 1, sheet.cells)}{cells}{count:>{_NUMBER},}  {bar(count, longest, room)}".rstrip()

    titled = "".join(_right(title, width, sheet) for title, width in zip(titles, widths, strict=True))
    yield _heading(f"{in_cells(f'Claims {total:,} by claimant', sheet.name_width, sheet.cells)}{titled}{'all':>{_NUMBER}}", sheet)
    shown, hidden = _some(claimants, "Claims", sheet)
    for claimant, count in shown:
        counts = [sum(tally.claims[claimant, verdict] for verdict in verdicts) for _, verdicts in columns]
        criteria = (Criterion(Facet.SORT, "claim"), Criterion(Facet.CLAIMANT, claimant or NONE))
        yield Row(line(sheet.name_of(claimant) if claimant else "no claimant", counts, count, most_of_one), Filter(criteria))
    if hidden:
        yield _more(hidden, "Claims")
    if len(claimants) > 1:
        by_verdict = tally.verdicts()
        counts = [sum(by_verdict.get(verdict, 0) for verdict in verdicts) for _, verdicts in columns]
        yield Row(line("all", counts, total, 0), Filter((Criterion(Facet.SORT, "claim"),)))
    yield Row("", None, is_heading=True)
    yield _heading("Verdicts", sheet)
    verdicts = [(_verdict(verdict), count, _only(Facet.VERDICT, verdict or NONE)) for verdict, count in _ordered(tally, sheet)]
    yield from _bars(verdicts, sheet, "Verdicts")


def _kinds(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    if tally.kinds:
        yield _heading("Kinds of claims", sheet)
        criterion = Criterion(Facet.SORT, "claim")
        found = [(kind, count, Filter((criterion, Criterion(Facet.KIND, kind)))) for kind, count in most(tally.kinds)]
        yield from _bars(found, sheet, "Kinds")


def _entities(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    if tally.mentions:
        yield _heading(f"Entities {len(tally.mentions):,} by mentions", sheet)
        found = [(sheet.name_of(id), count, _only(Facet.ENTITY, id)) for id, count in most(tally.mentions)]
        yield from _bars(found, sheet, "Entities")


def _tags(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    if tally.tags:
        yield _heading(f"Tags {len(tally.tags):,}", sheet)
        yield from _bars([(f"#{label}", count, _only(Facet.TAG, label)) for label, count in most(tally.tags)], sheet, "Tags")


def _others(tally: Tally, sheet: Sheet) -> Iterator[Row]:
    counted = [
        ("evidence", tally.evidence, _only(Facet.SORT, "evidence")),
        ("notes", tally.notes, _only(Facet.SORT, "note")),
        ("unsure", tally.unsure, _only(Facet.SURE, "unsure")),
    ]
    found = [row for row in counted if row[1]]
    if found:
        yield _heading("Other marks", sheet)
        yield from _bars(found, sheet, "Other")


def _bars(counted: Sequence[tuple[str, int, Leads]], sheet: Sheet, title: str) -> Iterator[Row]:
    """A row with a bar for each of what is ``counted`` in the section ``title``."""
    longest = max((count for _, count, _ in counted), default=0)
    room = min(_BAR, sheet.width - sheet.name_width - _NUMBER - 2)
    shown, hidden = _some(counted, title, sheet)
    for name, count, leads in shown:
        text = f" {in_cells(name, sheet.name_width - 1, sheet.cells)}{count:>{_NUMBER},}  {bar(count, longest, room)}"
        yield Row(text.rstrip(), leads)
    if hidden:
        yield _more(hidden, title)


def _columns(tally: Tally, sheet: Sheet) -> list[tuple[str, list[str | None]]]:
    """The titles of the columns of verdicts, each with the verdicts in it: those that there is no room for are in one together."""
    ordered = [verdict for verdict, _ in _ordered(tally, sheet)]
    columns = [(_verdict(verdict), [verdict]) for verdict in ordered]
    room = sheet.width - sheet.name_width - _NUMBER
    while len(columns) > 1 and sum(max(_NUMBER, sheet.cells(title) + 2) for title, _ in columns) > room:
        _, verdicts = columns.pop()
        columns[-1] = (_OTHER, [*columns[-1][1], *verdicts])
    return columns


def _ordered(tally: Tally, sheet: Sheet) -> list[tuple[str | None, int]]:
    """The verdicts that occur with their counts: none first, then in the scheme's order, then those that it does not have."""
    found = tally.verdicts()
    order = {verdict: number for number, verdict in enumerate(sheet.verdicts)}
    return sorted(found.items(), key=lambda item: (item[0] is not None, order.get(item[0] or "", len(order)), item[0] or ""))


def _verdict(verdict: str | None) -> str:
    return "no verdict" if verdict is None else visible(" ".join(verdict.replace("_", " ").split()))[:14]


def _only(facet: Facet, value: str) -> Filter:
    return Filter((Criterion(facet, value),))


def _some(counted: Sequence[Item], title: str, sheet: Sheet) -> tuple[Sequence[Item], int]:
    """Those of a section that are shown, and how many are not."""
    if title in sheet.whole or len(counted) <= FEW + 1:
        return counted, 0
    return counted[:FEW], len(counted) - FEW


def _more(hidden: int, title: str) -> Row:
    return Row(f" … {hidden:,} more", title)


def _right(value: int | str, width: int, sheet: Sheet) -> str:
    text = value if isinstance(value, str) else f"{value:,}" if value else "·"
    return " " * (width - sheet.cells(text)) + text


def _heading(text: str, sheet: Sheet) -> Row:
    return Row(in_cells(text, sheet.width, sheet.cells).rstrip() if sheet.cells(text) > sheet.width else text, None, is_heading=True)
