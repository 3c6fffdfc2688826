"""What is left of articles whose files are gone: where they were, what was said of them, and the text that was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from reader.core.document import Document
from reader.core.visit import Visit
from reader.library import Library
from reader.session import Session

NO_TEXT = "Its file is gone, and its text was not kept. What was said of it is in the inspector, and stays kept."
KEPT_TEXT = "This file is gone. You see the text that was kept when it was marked; it can be read, not marked."
REFUSAL = "The file of this article is gone: its marks can be read, not changed. Put the file back to go on."


FEW = 1000
"""Visits up to which it is faster to look whether each file is there."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A marked document whose file is gone. ``versions`` are the digests of the texts that it was marked on, the most used first."""

    visit: Visit
    versions: tuple[str, ...]


def find_gone(
    library: Library, paths: Callable[[], Collection[str]], visits: Sequence[Visit], is_marked: Callable[[str], bool]
) -> list[Visit]:
    """The last visits of marked documents that have no file in the folder any more; by path.

    ``paths`` gives the files that were found in it. Where there are many visits, only what is not among those is looked at on the disk.
    """
    if len(visits) > FEW:
        found = frozenset(paths())
        visits = [visit for visit in visits if visit.path not in found]
    marked = (visit for visit in visits if is_marked(visit.document) and library.may_hold(visit.path))
    return sorted((visit for visit in marked if not library.has(visit.path)), key=lambda visit: (visit.path, visit.document))


def gone_at(session: Session, path: str) -> Gone | None:
    """The marked document that was last seen at ``path``, where no file is any more; ``None`` when there is none."""
    document = next((document for document in session.visits.at_path(path) if session.records.speaks_of(document)), None)
    if document is None:
        return None
    targets = (target for annotation in session.records.annotations_of(document) for target in annotation.targets)
    used = Counter(target.text for target in targets if target.text)
    return Gone(session.visits[document], tuple(version for version, _ in used.most_common()))


def left_of(gone: Gone, text: Callable[[str], str | None]) -> Document:
    """The document as far as it was kept; its text is empty when none was. ``text`` gives the kept texts."""
    from reader.sources.text import document_of  # costs start-up time, and is seldom needed

    visit = gone.visit
    kept = next((found for version in gone.versions if (found := text(version)) is not None), "")
    return replace(document_of(kept, path=visit.path, sha256=visit.sha256, encoding="utf-8"), id=visit.document)
