"""The documents of a library in a table: what they hold, what was said about them, how far they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Stage, Tag
from reader.core.document import Document
from reader.core.stages import STAGE_TITLES, stage_of
from reader.report.cells import fit
from reader.report.work import Unread, Work


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in numbers. ``entities`` counts different ones, ``mentions`` the places that name them.

    ``progress`` is the share that was seen, 0..1. ``orphans`` are annotations that no longer have a place in the text. ``problem`` says
    why the document cannot be read; everything else is empty then. ``author``, ``date``, ``source`` and ``language`` as in ``Document``.
    ``missing``: its file is gone, and what is known is what was said of it, all of which has no place. ``before`` is the path that it had
    before its file moved. ``status`` is how far the work on it is (a ``Stage``); ``None`` where it cannot be read.
    """

    path: str
    title: str = ""
    length: int = 0
    posts: int = 0
    claims: int = 0
    mentions: int = 0
    entities: int = 0
    notes: int = 0
    tags: int = 0
    evidence: int = 0
    orphans: int = 0
    progress: float = 0.0
    author: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    problem: str | None = None
    missing: bool = False
    before: str | None = None
    status: str | None = None


COLUMNS = ("posts", "claims", "entities", "mentions", "notes", "progress", "status")


def summaries(work: Work) -> Iterator[Summary]:
    """One summary per document, in the order of the library; then those whose files are gone though something was said of them."""
    read, is_any_unread = set(), False
    for document in work.documents():
        if isinstance(document, Unread):
            is_any_unread = True
            yield Summary(document.path, problem=document.problem)
        else:
            read.add(document.id)
            yield _summary(document, work)
    for path, id in sorted((visit.path if visit else f"document {id}", id) for id, visit in work.missing(read).items()):
        if not (work.library.has(path) if id in work.visits else is_any_unread):
            yield _missing(path, id, work)


def table(rows: Iterable[Summary], width: int) -> Iterator[str]:
    """A heading and one line per document, of ``width`` cells at most where the numbers leave room for it."""
    widths = {column: max(len(column), *map(len, STAGE_TITLES.values())) if column == "status" else len(column) for column in COLUMNS}
    path_width = max(16, width - sum(widths.values()) - 2 * len(COLUMNS))
    yield fit("document", path_width) + _cells({column: column for column in COLUMNS}, widths)
    for row in rows:
        if row.problem is not None:
            yield f"{fit(row.path, path_width)}  cannot be read"
            continue
        status = STAGE_TITLES[Stage(row.status)] if row.status else ""
        values = asdict(row) | {"status": status, "progress": "gone" if row.missing else f"{row.progress:.0%}"}
        yield fit(row.path, path_width) + _cells(values, widths)


def _cells(values: Mapping[str, object], widths: Mapping[str, int]) -> str:
    """The columns after the document: numbers stand at the right, the status at the left."""
    cells = (f"  {values[column]:{'<' if column == 'status' else '>'}{widths[column]}}" for column in COLUMNS)
    return "".join(cells)


def as_objects(rows: Iterable[Summary]) -> list[dict[str, object]]:
    """The summaries for JSON."""
    return [asdict(row) for row in rows]


def _summary(document: Document, work: Work) -> Summary:
    annotations = work.records.annotations_of(document.id)
    visit = work.visits.get(document.id)
    return replace(
        _counted(document.path, annotations),
        title=document.title,
        length=len(document.text),
        posts=len(document.posts),
        orphans=len(work.marks(document).orphans),
        progress=visit.progress if visit else 0.0,
        author=document.author,
        date=document.date,
        source=document.source,
        language=document.language,
        before=visit.before or None if visit else None,
        status=stage_of(work.records, document.id).value,
    )


def _missing(path: str, id: str, work: Work) -> Summary:
    annotations, visit = work.records.annotations_of(id), work.visits.get(id)
    progress, status = visit.progress if visit else 0.0, stage_of(work.records, id).value
    return replace(_counted(path, annotations), orphans=len(annotations), progress=progress, missing=True, status=status)


def _counted(path: str, annotations: Sequence[Annotation]) -> Summary:
    """The numbers that the annotations alone say."""
    sorts = Counter(type(annotation.body) for annotation in annotations)
    return Summary(
        path=path,
        claims=sorts[Claim],
        mentions=sorts[Mention],
        entities=len({annotation.body.entity for annotation in annotations if isinstance(annotation.body, Mention)}),
        notes=sorts[Note],
        tags=sorts[Tag],
        evidence=sorts[Evidence],
    )
