"""The documents of a library in a table: what they hold, what was said about them, how far they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Tag
from reader.core.document import Document
from reader.report.cells import fit
from reader.report.work import Unread, Work


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in numbers. ``entities`` counts different ones, ``mentions`` the places that name them.

    ``progress`` is the share that was seen, 0..1. ``orphans`` are annotations that no longer have a place in the text. ``problem`` says
    why the document cannot be read; everything else is empty then. ``author``, ``date``, ``source`` and ``language`` as in ``Document``.
    ``missing``: its file is gone, and what is known is what was said of it, all of which has no place. ``before`` is the path that it had
    before its file moved.
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


COLUMNS = ("posts", "claims", "entities", "mentions", "notes", "progress")


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
    numbers = sum(len(column) + 2 for column in COLUMNS)
    path_width = max(16, width - numbers)
    yield fit("document", path_width) + "".join(f"  {column}" for column in COLUMNS)
    for row in rows:
        if row.problem is not None:
            yield f"{fit(row.path, path_width)}  cannot be read"
            continue
        values = asdict(row) | {"progress": "gone" if row.missing else f"{row.progress:.0%}"}
        yield fit(row.path, path_width) + "".join(f"  {values[column]:>{len(column)}}" for column in COLUMNS)


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
    )


def _missing(path: str, id: str, work: Work) -> Summary:
    annotations, visit = work.records.annotations_of(id), work.visits.get(id)
    return replace(_counted(path, annotations), orphans=len(annotations), progress=visit.progress if visit else 0.0, missing=True)


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
