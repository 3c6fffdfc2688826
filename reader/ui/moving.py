"""Whose marks the open article has: those of one whose file is gone are given to it, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from reader.core.document import Document
from reader.core.visit import Visit
from reader.ui.desk import Desk


def is_unmarked(desk: Desk) -> bool:
    """Whether an article with a file is open, and nothing was said of it."""
    state = desk.session.state if desk.is_open and not desk.is_gone else None
    return state is not None and not state.records.speaks_of(state.document.id)


def path_before(desk: Desk) -> str | None:
    """The path that the open article had before its file moved; ``None`` when it did not."""
    if not desk.is_open or desk.is_gone or _open(desk).id == desk.name:
        return None
    visit = desk.session.visits.get(_open(desk).id)
    return desk.moved_from or (visit.before if visit else None) or None


def candidates(desk: Desk) -> list[str]:
    """The documents (ids) without a file that the open one may go on from, those with the same file name first.

    None when something was said of it, and none of those that it was said not to be.
    """
    if not is_unmarked(desk):
        return []
    here, visits = _open(desk), desk.session.visits
    own = visits.get(here.id)
    apart = own.apart if own else ()
    places = [(visits[document], desk.entries[index]) for index, document in desk.gone.items() if document in visits]
    lost = [visit for visit, (library, entry) in places if library is desk.library and visit.path == entry.path]
    name = PurePath(here.path).name
    return [visit.document for visit in sorted(lost, key=lambda visit: PurePath(visit.path).name != name) if visit.document not in apart]


def take_marks(desk: Desk, document: str) -> None:
    """Make the open file that of ``document`` (an id), whose file is gone. ``StoreError`` when that cannot be kept."""
    here, visit = _open(desk), desk.session.visits[document]
    offset = min(visit.offset, len(here.text))
    moved = replace(visit, path=here.path, sha256=here.sha256, length=len(here.text), offset=offset, furthest=offset, before=visit.path)
    desk.session.visit(moved)


def keep_apart(desk: Desk, document: str) -> None:
    """Keep that the open article does not go on from ``document`` (an id). ``StoreError`` when that cannot be kept."""
    _keep_apart(desk, _open(desk), document)


def give_marks_back(desk: Desk, path: str) -> None:
    """Make the open file a document of its own, and its marks those of one that was last seen at ``path``.

    ``StoreError`` when that cannot be kept.
    """
    document = _open(desk)
    desk.visit(0)
    visits = desk.session.visits
    own = visits.document_at(document.path, document.sha256, desk.name, lambda _: False, desk.library.has)
    _keep_apart(desk, replace(document, id=own), document.id)
    desk.session.visit(replace(visits[document.id], path=path, before=""))
    if document.id not in desk.gone.values() and not desk.library.has(path):
        desk.list_gone(desk.library, [visits[document.id]])


def _open(desk: Desk) -> Document:
    state = desk.session.state
    assert state is not None
    return state.document


def _keep_apart(desk: Desk, document: Document, other: str) -> None:
    earlier = desk.session.visits.get(document.id) or Visit(document.id, document.path, document.sha256, len(document.text), 0, 0)
    desk.session.visit(replace(earlier, path=document.path, apart=tuple(sorted({*earlier.apart, other}))))
