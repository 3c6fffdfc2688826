"""Finding in the folder: the search off the screen's thread, and marking its lines, also in articles that are not open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.commands.command import Choice, Context
from reader.commands.marking import entity_choices, mark_claim, tag_entity
from reader.commands.targets import sentence
from reader.commands.together import together
from reader.core.annotation import Annotation
from reader.core.concordance import ContextLine, stands_in
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.query import Query
from reader.core.state import Selection, State
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.library import Entry, Library
from reader.paint.runs import name_of
from reader.search import indexing
from reader.search.folder import MANY, Progress, search
from reader.search.index import Index, index_path, is_supported
from reader.search.patterns import prepare
from reader.session import Session
from reader.ui.asking import Asking, Toggles
from reader.ui.panes.concordance import value_of
from reader.ui.panes.facts import glyph_of
from reader.ui.screens.concordance import ConcordanceScreen
from reader.ui.seeking import TOGGLE, Seeking

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

WAIT = 0.1
"""Seconds between two looks at whether all documents of the folder are known."""

Edit = Callable[[State], Transaction | None]


def find_in_folder(screen: ReadingScreen) -> None:
    """Asks for words and lists where they stand in all articles of the folder; Enter there goes to the place."""
    if not screen.desk.is_open:
        screen.say("No article is open.")
        return
    FolderFinding(screen).begin()


class FolderFinding:
    """One search after the other in the folder of the article that is open on ``reading``."""

    def __init__(self, reading: ReadingScreen) -> None:
        self._reading = reading
        self._library = reading.desk.library
        self._session = reading.desk.session
        self._stopped = Event()
        self._made: dict[tuple[int, int], str] = {}
        self._is_busy = False

    def begin(self) -> None:
        """Ask for words, and show the lines that have them."""

        def taken(query: Query) -> None:
            last = self._reading.sought_last if query == self._reading.sought else None
            self._reading.sought = query
            self._reading.app.push_screen(ConcordanceScreen(self._reading.looks, self, query, last), self._go)

        self._ask(self._reading.asking, taken)

    # What the screen of the lines asks for

    def start(self, query: Query, screen: ConcordanceScreen) -> None:
        self.stop()
        stopped = self._stopped = Event()
        desk = self._reading.desk
        if not desk.arrivals.is_over:
            screen.set_timer(WAIT, lambda: None if stopped.is_set() else self.start(query, screen))
            return
        shelf, numbers = desk.entries, [number for number in range(len(desk.entries)) if number not in desk.gone]

        def deliver(progress: Progress) -> None:
            if not stopped.is_set():
                screen.add(progress)

        def run() -> None:
            shelved = ((number, *shelf[number]) for number in numbers)
            documents = [(number, entry) for number, library, entry in shelved if library is self._library]
            index = _index_of(self._library, [entry for _, entry in documents])
            for progress in search(self._library, documents, query, index=index, is_stopped=stopped.is_set):
                self._reading.call_from_anywhere(lambda progress=progress: deliver(progress))  # type: ignore[misc]

        Thread(target=run, name="concordance", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def ask(self, asking: Asking, screen: ConcordanceScreen) -> None:
        def taken(query: Query) -> None:
            self._reading.sought = query
            screen.search(query)

        self._ask(asking, taken)

    def choices(self) -> Sequence[Choice]:
        return entity_choices(self._reading.desk.context)

    def tag(self, lines: Sequence[ContextLine], label: str, screen: ConcordanceScreen) -> None:
        context = self._reading.desk.context
        title = next((choice.title for choice in entity_choices(context) if choice.value == label), label)

        def edits(line: ContextLine) -> Edit:
            selection = Selection(line.span.start, line.span.end, line.span.start)
            return lambda state: tag_entity(state.selecting(selection), context, (label,))

        self._mark(lines, edits, screen, lambda count: f"tag {count:,} places as {title}" if count > 1 else "tag entity")

    def claim(self, lines: Sequence[ContextLine], screen: ConcordanceScreen) -> None:
        context = self._reading.desk.context
        claimed = set[tuple[str, int]]()

        def edits(line: ContextLine) -> Edit:
            return lambda state: _claim(state.selecting(Selection.caret(line.span.start)), context, claimed)

        self._mark(lines, edits, screen, lambda count: f"mark {count:,} claims" if count > 1 else "mark claim")

    def undo(self, screen: ConcordanceScreen) -> None:
        self._travel(screen, self._session.undo, "Undid", "Nothing to undo.")

    def redo(self, screen: ConcordanceScreen) -> None:
        self._travel(screen, self._session.redo, "Did again", "Nothing to redo.")

    def marked(self, line: ContextLine) -> tuple[str, str]:
        annotation = self._session.records.annotation(self._made[line.place]) if line.place in self._made else None
        if annotation is None:
            return "", ""
        name = name_of(annotation, self._session.records)
        return glyph_of(name, self._reading.looks), name

    # How it is done

    def _ask(self, asking: Asking, taken: Callable[[Query], None]) -> None:
        is_pattern = self._reading.sought.is_pattern

        def toggles() -> Toggles:
            return {TOGGLE: ("words" if is_pattern else "regex", toggle)}

        def label() -> str:
            return "Find regex in the folder" if is_pattern else "Find in the folder"

        def toggle() -> None:
            nonlocal is_pattern
            is_pattern = not is_pattern
            if is_pattern:
                prepare()
            asking.entitle(label(), toggles())

        asking.write(label(), lambda words: taken(Query(words, is_pattern)), toggles=toggles(), offered=self._reading.sought.words)

    def _go(self, line: ContextLine | None) -> None:
        """Show a line in its article, with the search going on there."""
        self.stop()
        reading = self._reading
        if line is None:
            return
        reading.sought_last = value_of(line)

        def show() -> None:
            if reading.state is None:
                return
            if not stands_in(line, reading.state.document.text):
                reading.say("This article has changed since it was searched: the words are not here any more.")
                return
            reading.select(Selection.caret(line.span.start))
            Seeking(reading, reading.state).know(reading.sought)

        if reading.desk.at == line.entry and reading.desk.is_open:
            show()
        else:
            reading.go_to_entry(line.entry, then=show)

    def _mark(
        self, lines: Sequence[ContextLine], edits: Callable[[ContextLine], Edit], screen: ConcordanceScreen, title: Callable[[int], str]
    ) -> None:
        """Do what ``edits`` say of each of ``lines``, all together, when the documents that are not open have been loaded."""
        if self._is_busy:
            screen.say("The last marks are still being made.")
            return
        desk = self._reading.desk
        closed = {line.entry: desk.entries[line.entry] for line in lines if line.entry != desk.at}

        def done(loaded: Mapping[int, Document]) -> None:
            self._is_busy = False
            self._do(lines, edits, loaded, screen, title)

        def load() -> None:
            loaded, problem = _loaded(closed)
            if problem:
                self._reading.call_from_anywhere(lambda: self._refuse(problem, screen))
            else:
                self._reading.call_from_anywhere(lambda: done(loaded))

        if not closed:
            done({})
            return
        self._is_busy = True
        screen.say("Loading the articles …")
        Thread(target=load, name="concordance", daemon=True).start()

    def _refuse(self, problem: str, screen: ConcordanceScreen) -> None:
        self._is_busy = False
        screen.say(f"{problem} Nothing was changed.", is_error=True)

    def _do(
        self,
        lines: Sequence[ContextLine],
        edits: Callable[[ContextLine], Edit],
        loaded: Mapping[int, Document],
        screen: ConcordanceScreen,
        title: Callable[[int], str],
    ) -> None:
        session = self._session
        states = {entry: session.beside(session.identified(document, self._library.has)) for entry, document in loaded.items()}
        here = self._reading.state
        if here is not None and not self._reading.desk.is_gone:
            states[self._reading.desk.at] = here
        changed = [line for line in lines if line.entry not in states or not stands_in(line, states[line.entry].document.text)]
        if changed:
            screen.say(f"{changed[0].path} has changed since it was searched. F searches again. Nothing was changed.", is_error=True)
            return
        made: dict[tuple[int, int], str] = {}

        def step(line: ContextLine) -> Callable[[], Transaction | None]:
            def run() -> Transaction | None:
                transaction = edits(line)(states[line.entry])
                if transaction is not None:
                    made[line.place] = next(change.id for change in transaction.changes if isinstance(change.after, Annotation))
                return transaction

            return run

        transaction = together(session.records, [step(line) for line in lines], title)
        if transaction is None:
            screen.say("There is nothing to do: this is marked already.")
            return
        try:
            for state in states.values():
                _know(session, state.document)
            session.do(transaction, [states[entry].document for entry in loaded])
        except ReaderError as error:
            screen.say(f"{error} Nothing was changed.", is_error=True)
            return
        self._made |= made
        screen.show_marks()
        documents = len({line.entry for line in lines})
        where = f" in {documents:,} documents" if documents > 1 else ""
        screen.say(f"{transaction.title.capitalize()}{where}. u takes it back.")

    def _travel(self, screen: ConcordanceScreen, step: Callable[[], Transaction | None], done: str, nothing: str) -> None:
        try:
            transaction = step()
        except ReaderError as error:
            screen.say(f"{error} Nothing was changed.", is_error=True)
            return
        screen.show_marks()
        screen.say(f"{done}: {transaction.title}." if transaction is not None else nothing)


def _claim(state: State, context: Context, claimed: set[tuple[str, int]]) -> Transaction | None:
    """The sentence at the caret as a claim, unless it is among those that were ``claimed``."""
    span = sentence(state)
    place = (state.document.id, span.start) if span is not None else None
    if place is None or place in claimed:
        return None
    claimed.add(place)
    return mark_claim(state, context, ())


def _index_of(library: Library, entries: Sequence[Entry]) -> Index | None:
    """The index of a large folder, as far as it is there; what it lacks is put in from now on. ``None`` for others."""
    if len(entries) <= MANY or not library.is_whole or not is_supported():
        return None
    index = Index(index_path(library.root))
    if not index.is_current(entries):
        indexing.start(library, entries, index.path)
    return index


def _loaded(closed: Mapping[int, tuple[Library, Entry]]) -> tuple[dict[int, Document], str]:
    """The documents of some entries, or the problem that one of them cannot be read for."""
    loaded: dict[int, Document] = {}
    try:
        for number, (library, entry) in closed.items():
            loaded[number] = library.load(entry)
    except ReaderError as error:
        return {}, str(error)
    return loaded, ""


def _know(session: Session, document: Document) -> None:
    """Keep where a document is, should that be new, so that its marks are found again. ``StoreError`` when it cannot be kept."""
    visit = session.visits.get(document.id)
    if visit is None:
        session.visit(Visit(document.id, document.path, document.sha256, len(document.text), 0, 0))
    elif visit.path != document.path:
        session.visit(replace(visit, path=document.path, sha256=document.sha256, length=len(document.text), before=visit.path))
