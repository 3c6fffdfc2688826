"""The desk: which folders are open, which document lies on it, and whose work it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reader.arrivals import Arrivals
from reader.commands.command import Context
from reader.config import Config
from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.errors import ReaderError, StoreError
from reader.core.resolution import Resolver
from reader.core.state import State
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.library import FELT, MOST_LOOKS, Entry, Library, Shelf
from reader.session import Others, Session, Store
from reader.store.closed import ClosedStore
from reader.store.place import weight
from reader.ui.gone import KEPT_TEXT, NO_TEXT, Gone, find_gone, gone_at, left_of
from reader.ui.narrowing import Narrowing

if TYPE_CHECKING:
    from reader.suggest.contract import Suggester

OpenStore = Callable[[Path], tuple[Store, str | None]]
FindOthers = Callable[[Path], Others]
FindImported: TypeAlias = "Callable[[Path], Suggester]"


@dataclass(frozen=True, slots=True)
class Known:
    """What loading an entry has shown: the document's id, hash and posts, or the ``problem`` that it cannot be read for."""

    document: str = ""
    sha256: str = ""
    posts: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was opened in ``session``, and the ``problems`` that must be said: of the store, when this opened it, and of it.

    ``name`` is the id that it would have by its path alone; ``moved_from`` where it was last seen, when that is not where it is now.
    """

    session: Session
    problems: tuple[str, ...]
    name: str
    moved_from: str | None


HEAVY, MANY = 500_000, 1000
"""Bytes of a store, and marks of a document, from which on opening them is felt: some ten milliseconds."""


class Desk:
    """The entries of all open folders in one list, one of them on the desk; a session for each folder, opened when it is needed.

    ``arrivals`` brings them while they are found. Those that are ``shown`` may be fewer. ``loaded`` are documents that need not be
    loaded again when they are first opened, by their files.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        config: Config,
        open_store: OpenStore,
        find_others: FindOthers | None = None,
        loaded: Mapping[Path, Document] | None = None,
        find_imported: FindImported | None = None,
    ) -> None:
        self.config = config
        self.arrivals = arrivals
        self.entries = Shelf()
        self.shown = Narrowing()
        self.at = 0
        self._open: Session | None = None
        self._reading: Session | None = None
        self.gone: dict[int, str] = {}
        """The documents (ids) of which marks are left and no file, by their entries, which stand after all others."""
        self.moved_from: str | None = None
        """The path at which the open document was last seen, when that is not where it is now."""
        self.name = ""
        """The id that the open document would have by its path alone."""
        self._left: dict[int, Gone] = {}
        self._sought: set[Path] = set()
        self._open_store = open_store
        self._find_others = find_others
        self._others: dict[Path, Others] = {}
        self._imported = cache(find_imported) if find_imported else None
        self._sessions: dict[Path, Session] = {}
        self._known: dict[int, Known] = {}
        self._loaded = dict(loaded or {})

    @property
    def library(self) -> Library:
        return self.entries[self.at][0]

    @property
    def entry(self) -> Entry:
        return self.entries[self.at][1]

    @property
    def is_open(self) -> bool:
        """Whether the document on the desk is open, and can be marked."""
        return self._open is not None

    @property
    def is_readable(self) -> bool:
        """Whether there is something of the document on the desk to read: it is open, or is being opened."""
        return self._open is not None or self._reading is not None

    @property
    def session(self) -> Session:
        """The session of the folder that the open document lies in, or one that only reads; only while it ``is_readable``."""
        session = self._open or self._reading
        assert session is not None
        return session

    @property
    def context(self) -> Context:
        """What a command needs from outside, now."""
        return Context(self.config.scheme, self.config.annotator, now(), new_id)

    def take_arrivals(self) -> bool:
        """Put what was found meanwhile at the end of the entries; whether there was anything."""
        arrived = self.arrivals.take()
        for library, names in arrived:
            self.entries.add(library, names)
            self.shown.add(names)
        return bool(arrived)

    def first_readable(self) -> int:
        """The first entry that can be opened, as far as that can be told at a glance; else the first of all."""
        return next((index for index in range(min(MOST_LOOKS, len(self.entries))) if self.problem(index) is None), 0)

    def problem(self, index: int) -> str | None:
        """Why the entry at ``index`` is not to be opened, in a sentence, from a look at its file."""
        library, entry = self.entries[index]
        return library.problem(entry)

    def is_quick(self, index: int) -> bool:
        """Whether loading the file at ``index`` would not be felt on the screen's thread."""
        library, entry = self.entries[index]
        return library.is_quick(entry) and not library.is_large(entry, FELT)

    def put(self, index: int) -> None:
        """Clear the desk for the entry at ``index``."""
        self.at = index
        self._open = self._reading = None

    def load(self, index: int) -> Document:
        """The document of the entry at ``index``, as its file says. ``SourceError`` when it cannot be read."""
        library, entry = self.entries[index]
        session = self._sessions.get(library.root)
        left = self._left.get(index)
        if left is not None and session is not None:
            return left_of(left, session.text)
        try:
            document = self._loaded.pop(entry.file, None) or library.load(entry)
        except ReaderError as error:
            self._known[index] = Known(problem=str(error))
            raise
        known = session.identified(document, library.has) if session else document
        corrections = session.records.corrections_of(known.id) if session else ()
        at_once = Resolver(document).at_once  # what must be sought is, when the document is opened
        self._known[index] = Known(known.id, document.sha256, len(corrected(document, corrections, at_once).posts))
        if library.is_large(entry, FELT):
            _ = known.digest  # made here, where it is not felt
        self.shown.know_title(index, document.title)
        return document

    def beginning(self, index: int) -> Document | None:
        """What can be shown of the entry at ``index`` before it is loaded; ``None``: nothing."""
        library, entry = self.entries[index]
        try:
            return library.beginning(entry)
        except ReaderError:
            return None  # loading it says why

    def learn(self, index: int) -> None:
        """Find out about an entry that is in sight: the problem that its file has at a glance, and what it holds unless it is large."""
        library, entry = self.entries[index]
        problem = library.problem(entry)
        if index in self.gone:
            self._known[index] = Known(self.gone[index])
        elif problem is not None:
            self._known[index] = Known(problem=problem)
        elif not library.is_large(entry):
            with suppress(ReaderError):  # what is known then is the problem
                self.load(index)

    def look_back(self, index: int) -> bool:
        """Whether the entry at ``index`` has no file any more, and marks are left of it: what is loaded then is what was kept."""
        library, entry = self.entries[index]
        session = self._sessions.get(library.root)
        left = gone_at(session, entry.path) if session is not None and not library.has(entry.path) else None
        if left is None:
            self._left.pop(index, None)
        else:
            self._left[index] = left
        return left is not None

    def where_now(self, index: int) -> int:
        """The entry where the document of a gone entry is by now; ``index`` when it is nowhere, or not gone."""
        library, entry = self.entries[index]
        visit = self._sessions[library.root].visits.get(self.gone[index]) if index in self.gone else None
        if visit is None or visit.path == entry.path:
            return index
        found = self.entries.index_of(library, visit.path)
        return index if found is None else found

    @property
    def is_gone(self) -> bool:
        """Whether the open document has no file any more; it can be read as far as it was kept."""
        return self.is_open and self.at in self._left

    def news_of_file(self) -> str | None:
        """A sentence when the open document's file is gone, or is where it was not before."""
        state = self.session.state
        if self.is_gone:
            return KEPT_TEXT if state is not None and state.document.text else NO_TEXT
        if self.moved_from is None or state is None:
            return None
        marks = self.session.records.count_of(state.document.id)
        return f"This article was {self.moved_from}: its {marks} mark{'' if marks == 1 else 's'} came along."

    def seek_gone(self) -> Callable[[], list[Visit]] | None:
        """What finds the marked documents of the open folder that are gone, in any thread; ``None`` when that is known, or not yet."""
        library = self.library
        if not (self.arrivals.is_over and self.is_open and library.is_whole) or library.root in self._sought:
            return None
        self._sought.add(library.root)
        session, visits = self.session, self.session.visits.latest()
        return lambda: find_gone(library, lambda: self.entries.paths(library), visits, session.records.speaks_of)

    def list_gone(self, library: Library, visits: Iterable[Visit]) -> None:
        """Put documents whose files are gone, by their last visits, after all other entries; each path once."""
        by_path = {visit.path: visit.document for visit in visits}
        first = len(self.entries)
        self.gone.update(enumerate(by_path.values(), first))
        if by_path:
            self.entries.add(library, list(by_path))
            self.shown.add(list(by_path))

    def read(self, document: Document) -> State:
        """Have ``document``, which is being opened, on the desk to be read only, and give its state; it has no marks yet."""
        self._reading = Session(ClosedStore("The article is still being opened."))
        return self._reading.open(document)

    @property
    def has_session(self) -> bool:
        """Whether the session of the folder on the desk is open; opening it takes a store."""
        return self.library.root in self._sessions

    def is_heavy(self, document: Document) -> bool:
        """Whether opening ``document`` from the folder on the desk takes so long that it is felt."""
        session = self._sessions.get(self.library.root)
        if session is None:
            return weight(self.library.root, self.config.annotator) >= HEAVY
        return session.records.count_of(document.id) >= MANY

    def opening(self, document: Document, watcher: Callable[[Transaction], None]) -> Callable[[], Opened]:
        """What opens ``document``, which was loaded from the entry on the desk, in its folder's session, in any thread.

        It must not be called twice at the same time. ``watcher`` hears of transactions. When the folder's annotations cannot be opened,
        the document can still be read, and marks are refused.
        """
        library, is_left = self.library, self.at in self._left

        def open_it() -> Opened:
            problems: tuple[str, ...] = document.problems
            session = self._sessions.get(library.root)
            if session is None:
                session, problem = self._session(library.root)
                session.watch(watcher)
                problems = (*((problem,) if problem else ()), *session.problems, *problems)
                self._sessions[library.root] = session
                self._identify_known(library)
            identified = document if is_left else session.identified(document, library.has)
            visit = session.visits.get(identified.id)
            session.open_at_once(identified)
            moved_from = visit.path if visit is not None and visit.path != identified.path else None
            return Opened(session, problems, document.id, moved_from)

        return open_it

    def adopt(self, opened: Opened) -> State:
        """Have a document that was opened on the desk. What was selected while it could only be read still is."""
        self.name, self.moved_from = opened.name, opened.moved_from
        state = opened.session.state
        assert state is not None
        if self._reading is not None and self._reading.state is not None:
            selection = self._reading.state.selection
            if max(selection.anchor, selection.head) <= len(state.document.text):
                opened.session.select(selection)
        self._open, self._reading = opened.session, None
        self.learn_posts()
        return opened.session.state or state

    def _identify_known(self, library: Library) -> None:
        """Find out which documents those are that were loaded before the folder's session was open."""
        visits, records = self._sessions[library.root].visits, self._sessions[library.root].records
        for index, known in list(self._known.items()):
            where, entry = self.entries[index]
            if where is library and known.document:
                document = visits.document_at(entry.path, known.sha256, known.document, records.speaks_of, library.has)
                self._known[index] = replace(known, document=document)

    def _session(self, root: Path) -> tuple[Session, str | None]:
        try:
            store, problem = self._open_store(root)
            return Session(store), problem
        except StoreError as error:
            return Session(ClosedStore(str(error))), None

    def known(self, index: int) -> Known | None:
        """What is known of an entry; ``None`` before it was loaded."""
        return self._known.get(index)

    def learn_posts(self) -> None:
        """Count the open document's posts again."""
        state = self.session.state
        if state is not None:
            self._known[self.at] = Known(state.document.id, state.document.sha256, len(state.document.posts))

    def to_learn(self, indexes: Iterable[int]) -> list[int]:
        """Those of ``indexes`` of which nothing is known yet."""
        return [index for index in indexes if index not in self._known]

    def session_of(self, index: int) -> Session | None:
        """The session of an entry's folder, when it is open."""
        return self._sessions.get(self.entries.library(index).root)

    def session_in(self, library: Library) -> Session | None:
        """The session of a folder, when it is open."""
        return self._sessions.get(library.root)

    def index_of(self, document: str) -> int | None:
        """The entry of a document (its id) in the open one's folder: one that was loaded, or one with the path that it was last seen at."""
        for index, known in list(self._known.items()):
            if known.document == document and self.entries[index][0] is self.library:
                return index
        visit = self.session.visits.get(document)
        return self.entries.index_of(self.library, visit.path) if visit is not None else None

    def whereabouts(self, document: str) -> str:
        """The article that a document (its id) without an entry was last seen as, in words for the reader."""
        visit = self.session.visits.get(document)
        return f"{visit.path}, which is not listed here: open its folder" if visit is not None else "an article that is no longer here"

    def others(self) -> Others | None:
        """The other annotators of the open document's folder."""
        root = self.library.root
        if root not in self._others and self._find_others is not None:
            self._others[root] = self._find_others(root)
        return self._others.get(root)

    def imported(self) -> Suggester | None:
        """What suggests what was imported for the open document's folder. Making it reads nothing."""
        return self._imported(self.library.root) if self._imported else None

    def visit(self, furthest: int) -> None:
        """Keep where the open document is, where the caret stands in it, and how far it was seen. ``StoreError`` when that cannot be kept.

        Nothing is kept of a document that is gone.
        """
        state = self.session.state
        if state is None or self.is_gone:
            return
        document = state.document
        visit = Visit(document.id, document.path, document.sha256, len(document.text), state.caret, furthest)
        earlier = self.session.visits.get(document.id)
        if earlier is not None:
            seen = max(furthest, earlier.furthest) if earlier.sha256 == document.sha256 else furthest
            before = earlier.before if earlier.path == document.path else earlier.path
            visit = replace(visit, furthest=seen, before="" if document.id == self.name else before, apart=earlier.apart)
        self.session.visit(visit)

    def close(self) -> None:
        """Look for no more documents, and let go of all stores."""
        self.arrivals.stop()
        for session in self._sessions.values():
            session.close()


def now() -> str:
    """The time as records keep it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """A new record id: 53 random bits as 14 hexadecimal digits, which JSON numbers hold exactly."""
    return format(secrets.randbits(53), "014x")
