"""Where the documents of a folder were last seen, and so which of them a file is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256 as digest_of

from reader.core.document import Document
from reader.core.visit import Visit

Judge = Callable[[str], bool]


class Visits(Mapping[str, Visit]):
    """The latest visit of each document, by its id. Asking which document a file is costs the size of the answer.

    A document is named by the path at which it was first seen, and keeps that name wherever its file goes: what was said of it needs no
    change, and its visit says where it is now.
    """

    def __init__(self, visits: Iterable[Visit] = ()) -> None:
        self._visits = {visit.document: visit for visit in visits}
        self._by_path = _Index((visit.path, visit.document) for visit in self._visits.values())
        self._by_content = _Index((visit.sha256, visit.document) for visit in self._visits.values())

    def __getitem__(self, document: str) -> Visit:
        return self._visits[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._visits)

    def __len__(self) -> int:
        return len(self._visits)

    def put(self, visit: Visit) -> None:
        """Make ``visit`` the latest of its document."""
        earlier = self._visits.get(visit.document)
        if earlier is not None:
            self._by_path.remove(earlier.path, visit.document)
            self._by_content.remove(earlier.sha256, visit.document)
        self._visits[visit.document] = visit
        self._by_path.add(visit.path, visit.document)
        self._by_content.add(visit.sha256, visit.document)

    def at_path(self, path: str) -> tuple[str, ...]:
        """The documents (ids) that were last seen at ``path``; sorted."""
        return tuple(sorted(self._by_path.get(path)))

    def latest(self) -> tuple[Visit, ...]:
        """The visits as they are now, whatever is put later."""
        return tuple(self._visits.values())

    def identified(self, source: Document, is_marked: Judge, is_there: Judge) -> Document:
        """``source``, which is named by its path, under the id of the document that it is; see :meth:`document_at`."""
        id = self.document_at(source.path, source.sha256, source.id, is_marked, is_there)
        return source if id == source.id else replace(source, id=id)

    def document_at(self, path: str, sha256: str, name: str, is_marked: Judge, is_there: Judge) -> str:
        """Which document the file at ``path`` with this content is: its id.

        ``name`` is the id that the path alone gives. ``is_marked`` says whether records speak of a document, ``is_there`` whether there is
        a file at a path. A marked document stays where it was last seen; one whose file is gone is where its very content is now; a copy
        of a file that is there is a document of its own, and so is what stands where another has moved away from.
        """
        here = [document for document in self.at_path(path) if is_marked(document)]
        if here:
            return min(here, key=lambda document: (self[document].sha256 != sha256, document != name, document))
        name = self._free(name, path, sha256, is_there)
        if is_marked(name):
            return name
        apart = self._visits[name].apart if name in self._visits else ()
        alike = [document for document in self._by_content.get(sha256) if document not in apart and is_marked(document)]
        gone = [self[document] for document in alike if not is_there(self[document].path)]
        nearest = min(gone, key=lambda visit: (_file_name(visit.path) != _file_name(path), visit.path, visit.document), default=None)
        return nearest.document if nearest else name

    def _free(self, name: str, path: str, sha256: str, is_there: Judge) -> str:
        """``name``, or the first made from it that belongs to no document that is elsewhere now."""
        while (visit := self._visits.get(name)) is not None and visit.path != path:
            if visit.sha256 == sha256 and not is_there(visit.path):
                break  # it has come back
            name = _next(name)
        return name


class _Index:
    """Documents (ids) by a key. Hardly any key has several, so the first of each is kept apart: that makes it fast to fill."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, str] = {}
        self._more: dict[str, tuple[str, ...]] = {}
        for key, document in pairs:
            if self._first.setdefault(key, document) != document:
                self._more[key] = (*self._more.get(key, ()), document)

    def get(self, key: str) -> tuple[str, ...]:
        return (self._first[key], *self._more.get(key, ())) if key in self._first else ()

    def add(self, key: str, document: str) -> None:
        if self._first.setdefault(key, document) != document:
            self._more[key] = (*self._more.get(key, ()), document)

    def remove(self, key: str, document: str) -> None:
        left = [other for other in self.get(key) if other != document]
        self._first.pop(key, None)
        self._more.pop(key, None)
        for other in left:
            self.add(key, other)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _next(name: str) -> str:
    """Another id, which follows from ``name``: 53 bits of its SHA-256."""
    return format(int.from_bytes(digest_of(name.encode("utf-8", "surrogatepass")).digest()[:7]) >> 3, "014x")
