"""Marking every occurrence of a name: found in a thread, in the open document and in the others of its folder, decided upon at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from reader.commands.marking import entity_choices
from reader.commands.occurring import Sought, mark_occurrences, names_of, wanted
from reader.core.anchor import Selector
from reader.core.annotation import PostCorrection, Refusal, group_of
from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.occurrences import Found, Occurrence, occurrences, placed
from reader.core.resolution import Resolver, Texts
from reader.core.span import Span
from reader.core.state import State
from reader.core.suggested import is_of_sort
from reader.core.suggestion import Sort
from reader.core.visit import Visit
from reader.library import Entry, Library
from reader.ui.gone import REFUSAL
from reader.ui.screens.occurrences import Decision, OccurrencesScreen

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

MOST = 10_000
"""Places that are listed, in all documents together."""

STEP = 25
"""Documents between two words on how far the search through the folder is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of a document that is not open, as records keep it: mentions and refusals by where they were made."""

    document: Document
    corrections: Sequence[PostCorrection]
    mentions: Sequence[Selector]
    refusals: Sequence[Refusal]


def mark_every(screen: ReadingScreen, who: Sought | None) -> None:
    """Shows the places of whose name it is, and marks and refuses what the reader decides. Asks for the type of who is not known."""
    state = screen.state
    if screen.desk.is_gone:
        screen.say(REFUSAL)
    elif state is None or who is None:
        screen.say("There is no name at the caret: select one.")
    elif who.label:
        _show(screen, state, who)
    else:
        choices = entity_choices(screen.desk.context)
        screen.asking.pick(f"“{who.name}” is", choices, lambda label: _show(screen, state, Sought(who.name, label)))


def _show(screen: ReadingScreen, state: State, who: Sought) -> None:
    entity, _ = wanted(state, screen.desk.context, who)
    names, at = names_of(entity), screen.desk.at

    def start(listing: OccurrencesScreen, is_folder: bool) -> None:
        search = _Search(screen, listing, names)
        _in_thread((lambda: search.through_folder(at)) if is_folder else (lambda: search.here(state)))

    def decide(decision: Decision | None) -> None:
        if decision is not None and screen.state is not None and screen.state.document.id == state.document.id:
            _do(screen, screen.state, who, decision)

    screen.app.push_screen(OccurrencesScreen(screen.looks, entity.name, start), decide)


def _do(screen: ReadingScreen, state: State, who: Sought, decision: Decision) -> None:
    """Carry out what was decided, in one transaction, whatever documents it is about."""
    transaction = mark_occurrences(state, screen.desk.context, who, decision.accepted, decision.refused)
    if transaction is None:
        screen.say("Nothing was marked or refused.")
        return
    touched = {place.document for place in (*decision.accepted, *decision.refused)}
    others = [document for document in decision.documents if document.id in touched and document.id != state.document.id]
    try:
        for document in others:
            _know(screen, document)
    except ReaderError as error:
        screen.say(f"{error} Nothing was changed.", is_error=True)
        return
    if screen.do(transaction, others):
        articles = len({place.document for place in decision.accepted})
        where = f" in {articles:,} articles" if articles > 1 else ""
        refused = sum(place.refusal is None for place in decision.refused)
        more = f", refused {refused:,}" if refused else ""
        screen.say(f"Marked {len(decision.accepted):,} × {who.name}{where}{more}. {screen.key_of('undo')} takes all of it back.")


def _know(screen: ReadingScreen, document: Document) -> None:
    """Keep where a document is that was never open, so that its marks are found again when it is moved."""
    session = screen.desk.session
    if document.id not in session.visits:
        session.visit(Visit(document.id, document.path, document.sha256, len(document.text), 0, 0))


class _Search:
    """Looks for ``names``, in a thread, and hands on what it finds to ``listing``, until that is left."""

    def __init__(self, screen: ReadingScreen, listing: OccurrencesScreen, names: Sequence[str]) -> None:
        self._screen = screen
        self._listing = listing
        self._names = names

    def here(self, state: State) -> None:
        """Look through the open document."""
        document, marks = state.document, state.marks
        found = occurrences(document, self._names, MOST + 1)

        def ask() -> tuple[set[Span], list[Refusal], Texts]:
            marked = {one.span for one in found if any(is_of_sort(mark, Sort.MENTION) for mark in marks.within(one.span))}
            return marked, state.records.refusals_of(document.id), self._screen.desk.session.text

        marked, refusals, texts = self._on_screen(ask)
        refused = _refused(refusals, Resolver(document, texts))
        self._hand_on(_listed(document, found, marked, refused, MOST))
        self._end("")

    def through_folder(self, at: int) -> None:
        """Look through the documents of the folder but the one at ``at``."""
        entries = self._on_screen(lambda: _entries(self._screen, at))
        holding = unread = 0
        for number, (library, entry) in enumerate(entries):
            if not self._listing.is_attached:
                return
            if number % STEP == 0:
                self._tell(f"{number:,} of {len(entries):,} …")
            try:
                holding += self._through(library, entry)
            except ReaderError:
                unread += 1
        others = f"{len(entries):,} other article{'' if len(entries) == 1 else 's'}"
        found = f"in {holding:,} of {others}" if entries else "there is no other article"
        self._end(f"{found} · {unread:,} cannot be read" if unread else found)

    def _through(self, library: Library, entry: Entry) -> bool:
        """Look through a document that is not open; whether the name stands in it."""
        source = library.load(entry)
        if not occurrences(source, self._names, 1):
            return False
        said, texts = self._on_screen(lambda: _said(self._screen, source, library))
        resolver = Resolver(said.document, texts)
        document = corrected(said.document, said.corrections, resolver.resolve)
        found = occurrences(document, self._names, MOST + 1)
        marks = _joined(span for target in said.mentions if (span := resolver.resolve(target).span) is not None)
        marked = {one.span for one in found if _is_covered(one.span, marks)}
        room = max(0, MOST - self._on_screen(lambda: self._listing.places))
        self._hand_on(_listed(document, found, marked, _refused(said.refusals, resolver), room))
        return True

    def _hand_on(self, found: Found) -> None:
        def add() -> None:
            if self._listing.is_attached:
                self._listing.add(found)

        self._screen.call_from_anywhere(add)

    def _tell(self, news: str) -> None:
        def tell() -> None:
            if self._listing.is_attached:
                self._listing.tell(news)

        self._screen.call_from_anywhere(tell)

    def _end(self, news: str) -> None:
        def end() -> None:
            if self._listing.is_attached:
                self._listing.end(news)

        self._screen.call_from_anywhere(end)

    def _on_screen(self, ask: Callable[[], T]) -> T:
        """What ``ask`` gives on the screen's thread, where records are asked and changed."""
        return self._screen.app.call_from_thread(ask)


def _listed(document: Document, found: Sequence[Occurrence], marked: set[Span], refused: dict[Span, str], room: int) -> Found:
    return placed(document, found[:room], marked, refused, is_all=len(found) <= room)


def _entries(screen: ReadingScreen, at: int) -> list[tuple[Library, Entry]]:
    """The entries that lie in the folder of the one at ``at``, without it and those whose files are gone."""
    desk, library = screen.desk, screen.desk.entries[at][0]
    others = (desk.entries[index] for index in range(len(desk.entries)) if index != at and index not in desk.gone)
    return [(where, entry) for where, entry in others if where is library]


def _said(screen: ReadingScreen, source: Document, library: Library) -> tuple[_Said, Texts]:
    """What is kept of a document that was loaded, without waking any of it."""
    session = screen.desk.session
    document = session.identified(source, library.has)
    records = session.records
    mentions = [target for mark in records.sketches_of(document.id) if isinstance(group_of(mark), str) for target in mark.targets]
    return _Said(document, records.corrections_of(document.id), mentions, records.refusals_of(document.id)), session.text


def _refused(refusals: Sequence[Refusal], resolver: Resolver) -> dict[Span, str]:
    """Where mentions were refused, and by which record (its id)."""
    found = ((refusal.id, resolver.resolve(refusal.target).span) for refusal in refusals if refusal.sort is Sort.MENTION)
    return {span: id for id, span in found if span is not None}


def _joined(spans: Iterable[Span]) -> list[Span]:
    """What ``spans`` cover together, in order and apart."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return joined


def _is_covered(span: Span, marked: Sequence[Span]) -> bool:
    """Whether one of ``marked``, which are in order and apart, shares a code point with ``span``."""
    at = bisect_right(marked, span.start, key=lambda mark: mark.end)
    return at < len(marked) and marked[at].overlaps(span)


def _in_thread(work: Callable[[], None]) -> None:
    def run() -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            work()

    Thread(target=run, name="occurrences", daemon=True).start()
