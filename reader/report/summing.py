"""What was said in a library, in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from reader.core.annotation import Stage
from reader.core.stages import stage_of
from reader.core.tally import Tally, count_marks, most
from reader.paint.summary import Sheet, rows
from reader.report.cells import cells
from reader.report.console import shown
from reader.report.work import Unread, Work


def tally_of(work: Work) -> tuple[Tally, list[Unread]]:
    """The numbers of all that the annotator said, of documents that are gone too; and the documents that cannot be read."""
    tally, unread = Tally(), list[Unread]()
    for document in work.documents():
        if isinstance(document, Unread):
            unread.append(document)
        else:
            tally.stages[stage_of(work.records, document.id)] += 1
    for _ in count_marks(tally, work.records, sorted(work.records.documents())):
        pass
    return tally, unread


def lines(tally: Tally, work: Work, width: int) -> Iterator[str]:
    """The numbers as tables with bars, ``width`` cells at most; of each section those rows that tell the most."""
    sheet = Sheet(width, cells, lambda entity: _name(work, entity) or "unknown name")
    return (shown(row.text) for row in rows(tally, sheet))


def as_object(tally: Tally, work: Work) -> dict[str, object]:
    """The numbers for JSON, whole: nothing is left out for want of room."""
    claims = [
        {"claimant": claimant, "name": _name(work, claimant), "verdict": verdict, "count": count}
        for (claimant, verdict), count in sorted(tally.claims.items(), key=lambda one: (-one[1], one[0][0] or "", one[0][1] or ""))
    ]
    return {
        "documents": {stage.value: tally.stages[stage] for stage in Stage},
        "annotations": tally.marks,
        "claims": claims,
        "kinds": dict(most(tally.kinds)),
        "entities": [{"id": id, "name": _name(work, id), "mentions": count} for id, count in most(tally.mentions)],
        "tags": dict(most(tally.tags)),
        "notes": tally.notes,
        "evidence": tally.evidence,
        "unsure": tally.unsure,
    }


def _name(work: Work, id: str | None) -> str | None:
    entity = work.records.entity(id)
    return entity.name if entity else None
