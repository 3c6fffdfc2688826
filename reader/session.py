"""The session: the only mutable domain object. It applies transactions, keeps them, and remembers them for undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from reader.core.annotation import Annotation, DocumentStatus, PostCorrection, Refusal, Sketch
from reader.core.document import Document
from reader.core.history import History
from reader.core.placing import Anchorage, Placed, Placing
from reader.core.records import ConflictError
from reader.core.span import Span
from reader.core.state import Selection, State, first_offset
from reader.core.stored import News, Step, Stored
from reader.core.suggested import Spot, Suggested
from reader.core.transaction import Change, Transaction, inverse
from reader.core.visit import Visit
from reader.core.visits import Visits


class Store(Protocol):
    """Where records are kept. One store serves one annotator in one folder. All methods raise ``StoreError``."""

    def load(self) -> Stored:
        """All that is kept; empty when nothing was ever kept. Creates nothing."""

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        """Keep ``changes`` and what ``step`` makes of the history, durably and all together, or raise and keep nothing.

        ``transaction`` is the one that is done, undone or redone: ``changes`` are its own, or its inverse's for an undo. DO forgets what
        was undone and puts it on top of what was done; UNDO and REDO move it between the two.
        """

    def save_visit(self, visit: Visit) -> None:
        """Keep how far a document was read, in place of what was kept for the same document."""

    def news(self) -> News:
        """What others have committed since the store was loaded or this was last asked. Costs two looks at a file when that is nothing."""

    def keep_text(self, text: str, versions: Collection[str] | None = None) -> None:
        """Have a canonical text that marks were made on kept; with ``versions`` only if its digest is among them.

        Costs hardly more than the call: what takes time is done meanwhile, by the time :meth:`close` returns. What fails is a notice of
        :meth:`news`, and is tried again when the text is handed in again.
        """

    def text(self, digest: str) -> str | None:
        """A canonical text that was kept by any annotator, by its digest; ``None`` when it was not, or is broken."""

    def close(self) -> None:
        """Let go of the file. Closing twice does nothing."""


class Others(Protocol):
    """What the other annotators of a folder keep. What cannot be read is as good as not there."""

    def have_changed(self) -> bool:
        """Whether somebody has written since :meth:`look`. Cheap enough to be asked every second."""

    def look(self) -> Mapping[str, Stored]:
        """What each of them keeps, without the history, by name; read again where it has changed."""

    def text(self, digest: str) -> str | None:
        """A canonical text that one of them made marks on, by its digest; ``None`` when it was not kept, or is broken."""


class Session:
    """One annotator's work in one folder. ``state`` is ``None`` until a document is opened."""

    def __init__(self, store: Store) -> None:
        stored = store.load()
        self.problems = (*stored.problems, *stored.notices)
        self.records = stored.records
        self.history = stored.history
        self.visits = Visits(stored.visits)
        self.state: State | None = None
        self._anchorage: Anchorage | None = None
        self._store = store
        self._watchers: list[Callable[[Transaction], None]] = []

    def watch(self, watcher: Callable[[Transaction], None]) -> None:
        """Have ``watcher`` called with each transaction after it was applied (an undo arrives as the inverse)."""
        self._watchers.append(watcher)

    def identified(self, source: Document, is_there: Callable[[str], bool]) -> Document:
        """``source`` under the id of the document that it is, which may have had another path. ``is_there``: is a file at a path?"""
        return self.visits.identified(source, self.records.speaks_of, is_there)

    def open(self, source: Document) -> State:
        """Make ``source``, as its reader corrected it, the open document, with all marks in their places."""
        state = self.open_at_once(source)
        placing = self.placing()
        for placed in placing.run() if placing else ():
            self.settle(placed)
        return self.state or state

    def open_at_once(self, source: Document) -> State:
        """Make ``source``, as its reader corrected it, the open document; the caret is at its first character.

        What was said of an older version of it is pending: see :meth:`placing`.
        """
        self._anchorage, self.state, versions = self._state_of(source)
        if versions:
            self._store.keep_text(self.state.document.text, versions)  # again, should the program have been stopped before it was kept
        return self.state

    def beside(self, source: Document) -> State:
        """The state of ``source``, which stays closed, as its reader corrected it; what must be sought in it has no place."""
        return self._state_of(source)[1]

    def _state_of(self, source: Document) -> tuple[Anchorage, State, set[str]]:
        """What opening ``source`` gives, and the versions of its text (by their digests) that marks were made on."""
        anchorage = Anchorage(source, self._store.text)
        document = anchorage.document(self.records.corrections_of(source.id))
        versions: set[str] = set()

        def noted() -> Iterator[Annotation | Sketch]:
            for annotation in self.records.sketches_of(source.id):
                versions.update(target.text for target in annotation.targets if target.text)
                yield annotation

        marks = anchorage.marks(document, noted(), self.records.annotation, self.records.count_of(source.id))
        return anchorage, State(document, self.records, marks, Selection.caret(first_offset(document))), versions

    def placing(self) -> Placing | None:
        """What of the open document must be sought before it is in its place; ``None``: nothing. It can be sought in any thread."""
        if self._anchorage is None or self.state is None:
            return None
        return self._anchorage.placing(self.records.corrections_of(self.state.document.id), self.state.marks)

    def lost_corrections(self) -> tuple[PostCorrection, ...]:
        """The corrections of the open document's posts that could not be made, for their words have no place any more."""
        if self._anchorage is None or self.state is None:
            return ()
        return self._anchorage.lost(self.records.corrections_of(self.state.document.id))

    def settle(self, placed: Placed) -> tuple[Span, ...] | None:
        """Put what was sought of the open document in its place, as far as it still is to be put there.

        Gives the spans of the marks that have a place now; ``None`` when posts have changed.
        """
        state = self.state
        assert state is not None
        assert self._anchorage is not None
        if placed.extents:
            self._anchorage.know(placed.extents)
            self.state = replace(state, document=self._anchorage.document(self.records.corrections_of(state.document.id)))
            return None
        pending = state.marks.pending
        found = [(pending.get(sought.id), sought, placement) for sought, placement in placed.annotations]
        settled = [(now, placement) for now, sought, placement in found if now is not None and now.targets == sought.targets]
        state.marks.settle(settled)
        if state.suggested is not None:
            state.suggested.look_again(_hulls(state, [annotation.id for annotation, _ in settled]))
        return tuple(mark.hull for annotation, _ in settled if (mark := state.marks.get(annotation.id)))

    def suggest(self, suggested: Suggested | None) -> None:
        """Show suggestions for the open document; ``None``: none."""
        if self.state is not None:
            self.state = replace(self.state, suggested=suggested)

    def select(self, selection: Selection) -> None:
        """Move caret and selection."""
        if self.state is not None:
            self.state = self.state.selecting(selection)

    def do(self, transaction: Transaction, beside: Iterable[Document] = ()) -> None:
        """Keep and apply ``transaction``. ``StoreError`` or ``ConflictError``: nothing has changed.

        ``beside`` are the documents that it marks and that are not open: their texts are kept as well.
        """
        self._take(transaction, Step.DO, transaction)
        for document in beside:
            self._store.keep_text(document.text)
        self.history = self.history.after_doing(transaction)
        self._tell(transaction)

    def undo(self) -> Transaction | None:
        """Take back the latest transaction and give it; ``None`` when there is none.

        ``ConflictError`` when another process has changed since what it changed: it is then left out here, and the next undo takes the one
        before it.
        """
        if not self.history.done:
            return None
        transaction = self.history.done[-1]
        turned = inverse(transaction)
        try:
            self._take(turned, Step.UNDO, transaction)
        except ConflictError:
            self.history = History(self.history.done[:-1], self.history.undone)
            what = f"“{transaction.title}” cannot be undone: what it changed was changed again elsewhere."
            raise ConflictError(f"{what} The next undo takes the step before it.") from None
        self.history = self.history.after_undo()
        self._tell(turned)
        return transaction

    def redo(self) -> Transaction | None:
        """Do the latest undone transaction again and give it; ``None`` when there is none."""
        if not self.history.undone:
            return None
        transaction = self.history.undone[-1]
        self._take(transaction, Step.REDO, transaction)
        self.history = self.history.after_redo()
        self._tell(transaction)
        return transaction

    def visit(self, visit: Visit) -> None:
        """Keep how far a document was read, unless that is kept already."""
        if self.visits.get(visit.document) != visit:
            self._store.save_visit(visit)
            self.visits.put(visit)

    def catch_up(self) -> tuple[str, ...]:
        """Take in what other processes of the same annotator have committed, tell the watchers, and give what is to be said of it.

        The selection stays. What they did is theirs to undo. ``StoreError`` when the store cannot be read.
        """
        news = self._store.news()
        for visit in news.visits:
            self.visits.put(visit)
        changes = [
            Change(before, after)
            for id, after in news.records.items()
            if (before := self.records.get(id)) != after and (before is None or after is None or type(before) is type(after))
        ]
        if changes:
            self._apply(changes)
            self._tell(Transaction("what another reader did", tuple(changes), self.state.document.id if self.state else "", 0))
        return news.notices

    def text(self, digest: str) -> str | None:
        """A canonical text that marks were made on, by its digest; ``None`` when it was not kept, or is broken."""
        return self._store.text(digest)

    def close(self) -> None:
        self._store.close()

    def _take(self, applied: Transaction, step: Step, remembered: Transaction) -> None:
        self.records.check(applied)
        self._store.commit(applied.changes, step, remembered)
        self._apply(applied.changes)
        document = self.state.document if self.state is not None else None
        if document and any(isinstance(change.after, Annotation) and change.after.document == document.id for change in applied.changes):
            self._store.keep_text(document.text)

    def _apply(self, changes: Sequence[Change]) -> None:
        """Make ``changes`` to the records, and to the open document's marks and posts."""
        for change in changes:
            self.records.put(change.id, change.after)
        state = self.state
        if state is None:
            return
        here = [change for change in changes if _document_of(change) == state.document.id]
        marked = [change for change in here if isinstance(change.after or change.before, Annotation)]
        ids = [change.id for change in marked]
        before = _hulls(state, ids)
        state.marks.change(ids, [after for change in marked if isinstance(after := change.after, Annotation)])
        if state.suggested is not None:
            state.suggested.look_again({*before, *_hulls(state, ids)})
            _refuse(state.suggested, state.document.digest, here)
        if any(isinstance(change.after or change.before, PostCorrection) for change in here):
            assert self._anchorage is not None
            self.state = replace(state, document=self._anchorage.document(self.records.corrections_of(state.document.id)))

    def _tell(self, transaction: Transaction) -> None:
        for watcher in self._watchers:
            watcher(transaction)


def _hulls(state: State, ids: Sequence[str]) -> set[Span]:
    """Where annotations (ids) stand in the open document."""
    return {mark.hull for id in ids if (mark := state.marks.get(id)) is not None}


def _refuse(suggested: Suggested, digest: str, changes: Sequence[Change]) -> None:
    """Take out, or back, the suggestions that ``changes`` refuse, or refuse no more, in the text that ``digest`` names."""
    for change in changes:
        match change.before, change.after:
            case _, Refusal(target=target, sort=sort) if target.text == digest:
                suggested.refuse(Spot(target.span, sort))
            case Refusal(target=target, sort=sort), None if target.text == digest:
                suggested.allow(Spot(target.span, sort))
            case _:
                pass


def _document_of(change: Change) -> str | None:
    """The document that a change is about (its id); ``None`` for entities and relations."""
    record = change.after or change.before
    return record.document if isinstance(record, Annotation | PostCorrection | Refusal | DocumentStatus) else None
