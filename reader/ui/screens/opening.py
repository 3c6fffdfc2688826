"""Opening the desk's documents: at once or meanwhile, with the reader's place kept and the library told."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import Event
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from time import monotonic

from textual.screen import Screen
from textual.timer import Timer

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.span import Span
from reader.core.state import State
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.library import Library
from reader.ui.company import Company
from reader.ui.desk import Desk, Opened
from reader.ui.loading import Loader, Outcome, much_that_stays
from reader.ui.matching import Matching
from reader.ui.panes.article import ArticlePane
from reader.ui.panes.facts import LibraryLines, library_title
from reader.ui.panes.listing import ListPane
from reader.ui.settling import Settling
from reader.ui.slicing import Slices
from reader.ui.theme import Looks

MOMENT = 0.2
"""Seconds that a document may take to load before the screen says that it is loading."""

REST = 1.5
"""Seconds without a key after which the reader's place in the article is kept."""

PULSE = 1 / 60
"""Seconds between two looks for documents that were found meanwhile."""

GLANCE = 0.5
"""Seconds between two looks at what others have written."""

LINGER = 0.15
"""Seconds for which lines of the library stay in sight before their documents are looked at."""


class OpeningScreen(Screen[None]):
    """A screen with a library and an article. What else it shows of a document, its heir draws in the ``show_…`` methods."""

    def __init__(self, desk: Desk, looks: Looks) -> None:
        super().__init__()
        self.desk = desk
        self.article = ArticlePane(looks, id="article")
        self.library_pane = ListPane("Library", looks, "no documents", id="library")
        self._lines = LibraryLines(desk)
        self.resume_at: int | None = None
        self._loader = Loader(desk.load, desk.learn, self.call_from_anywhere)
        self._moment: Timer | None = None
        self._then: Callable[[], None] | None = None
        self._moved_at: float | None = None
        self._furthest = 0
        self._is_refused = False
        self._one_by_one = Lock()  # two documents opened at the same time would use one session
        self._is_ready = Event()
        self._pulse: Timer | None = None
        self._linger: Timer | None = None
        self._in_sight: list[int] = []
        self.matching: Matching = Matching(self)
        self.company = Company(self)
        self.settling = Settling(self)
        self.onward = Slices(self)
        """Goes through the library for the next article that is open, until any is opened."""

    @abstractmethod
    def show_document(self, state: State, problems: Sequence[str]) -> None:
        """Draw a document that was just opened; ``problems`` are sentences to be said."""

    @abstractmethod
    def show_unreadable(self, path: str, problem: str) -> None:
        """Say that there is no document, and why."""

    @abstractmethod
    def show_words(self, state: State) -> None:
        """Draw a document that is still being opened."""

    @abstractmethod
    def show_opened(self) -> None:
        """The document that was being opened is open: what had to wait for that can be done."""

    @abstractmethod
    def show_loading(self, path: str) -> None:
        """Say that a document is still being loaded."""

    @abstractmethod
    def show_arrivals(self, earlier: int) -> None:
        """Draw what depends on how many documents there are, which were ``earlier`` before."""

    @abstractmethod
    def show_transaction(self, transaction: Transaction) -> None:
        """Draw what a transaction has changed."""

    @abstractmethod
    def show_settled(self, spans: Sequence[Span] | None) -> None:
        """Draw the marks that were put in their places on ``spans``; everything for ``None``: posts have changed as well."""

    @abstractmethod
    def show_progress(self) -> None:
        """Draw what is said of what goes on."""

    @abstractmethod
    def show_placed(self) -> None:
        """All marks that were sought have been found or not: say which ones the reader should look at."""

    @abstractmethod
    def show_others(self) -> None:
        """Draw what other annotators have marked."""

    @abstractmethod
    def show_offer(self, words: str) -> None:
        """Say that there is something to ask about the article's marks, and draw what depends on it."""

    @abstractmethod
    def say(self, message: str, *, is_error: bool = False) -> None:
        """Show a sentence."""

    @abstractmethod
    def key_of(self, name: str) -> str:
        """The key of the command ``name``, as a person writes it."""

    @property
    def state(self) -> State | None:
        """The session's state; ``None`` while there is nothing to read. While a document is being opened, it has no marks."""
        return self.desk.session.state if self.desk.is_readable else None

    def go_to_entry(self, index: int, then: Callable[[], None] | None = None) -> None:
        """Open the entry at ``index``, which is loaded meanwhile unless that is quick. ``then`` is called when it is open.

        Of one whose file is gone, what was kept is opened.
        """
        self.onward.stop()
        self.leave_document()
        self._end_moment()
        self._then = then
        index = self.desk.where_now(index)
        self.desk.put(index)
        is_gone = self.desk.look_back(index)
        problem = None if is_gone else self.desk.problem(index)
        if problem is not None:
            self._refuse(index, problem)
        elif is_gone or not self.desk.is_quick(index):
            beginning = None if is_gone else self.desk.beginning(index)
            fetch = partial(self._loader.fetch, index, partial(self._take_outcome, index))
            if beginning is None:
                self._moment = self.set_timer(MOMENT, partial(self.show_loading, self.desk.entry.path))
                fetch()
            else:
                self.show_words(self.desk.read(beginning))
                self.call_after_refresh(fetch)  # the words first: the thread would only hold them up
        else:
            try:
                document = self.desk.load(index)
            except ReaderError as error:
                self._refuse(index, str(error))
            else:
                self._open(index, document)

    def step_entry(self, step: int) -> None:
        """Open the entry ``step`` further on among those that the library shows."""
        shown = self.desk.shown
        is_shown = shown.place_of(self.desk.at) is not None
        place = shown.place_from(self.desk.at) + (step if is_shown or step < 0 else step - 1)
        if 0 <= place < len(shown):
            self.go_to_entry(shown[place])
        else:
            self.say("This is the last article." if step > 0 else "This is the first article.")

    def begin(self) -> None:
        """Open the first document, as soon as one is found; show what is found until all is."""
        self._pulse = self.set_interval(PULSE, self._take_arrivals)
        self._take_arrivals()
        if not self.desk.entries:
            self.show_unreadable("", "Looking for documents …")
        self._is_ready.set()

    def _take_arrivals(self) -> None:
        arrivals = self.desk.arrivals
        is_over = arrivals.is_over  # before what arrived is taken, so that nothing is left behind
        earlier = len(self.desk.entries)
        has_more = self.desk.take_arrivals()
        if has_more and earlier == 0:
            self.go_to_entry(self.desk.first_readable())
        if has_more or is_over:
            self.refresh_library()
        else:
            self.library_pane.entitle(*library_title(self.desk))
        if has_more:
            self.show_arrivals(earlier)
        if is_over and not self.desk.entries:
            self.app.exit()
        if is_over and self._pulse is not None:
            self._pulse.stop()
            self._pulse = None
            self._seek_gone()
        if is_over and arrivals.problem:
            self.say(arrivals.problem, is_error=True)

    def narrow_library(self, text: str) -> None:
        """Show only the documents whose names or titles hold the words of ``text``, with the cursor on the first; all, without words."""
        place = self.library_pane.cursor_value if not text.strip() else None
        self.desk.shown.narrow(text)
        self.refresh_library()
        self.library_pane.put_cursor(place)

    def was_here(self) -> None:
        """Note how far the article is in sight; the place is kept when the reader rests."""
        self._furthest = max(self._furthest, self.article.last_offset)
        self._moved_at = monotonic()

    def know_document(self) -> None:
        """Keep where the open document is, should that be new. ``StoreError`` when it cannot be kept."""
        if self.state is None:
            return
        visit = self.desk.session.visits.get(self.state.document.id)
        if visit is None or visit.path != self.state.document.path:
            self.desk.visit(self._furthest)

    def leave_document(self) -> None:
        """Keep the reader's place in the open document."""
        self._moved_at = None
        if not self.desk.is_open or self._is_refused:
            return
        try:
            self.desk.visit(max(self._furthest, self.article.last_offset))
        except ReaderError as error:
            self._is_refused = True  # said once; a place that is not kept is no reason to disturb the reading
            self.say(str(error), is_error=True)

    def refresh_library(self) -> None:
        """Show what is known of the library's documents now."""
        self.library_pane.show(self._lines, *library_title(self.desk))
        self.library_pane.follow(str(self.desk.at))
        self._learn_soon()

    def refresh_library_line(self) -> None:
        """Show what is known of the open document now; a mark changes no other line."""
        self.library_pane.change()

    def refresh_library_title(self) -> None:
        """Show how many documents are done and doubtful now."""
        self.library_pane.entitle(*library_title(self.desk))

    def on_list_pane_moved(self, message: ListPane.Moved) -> None:
        if message.pane is self.library_pane:
            self._learn_soon()

    def look_around(self) -> None:
        """Keep the place of a reader who rests, and take in what others have written.

        The others are another process of the same annotator, and the other annotators of the folder.
        """
        if self._moved_at is not None and monotonic() - self._moved_at > REST:
            self.leave_document()
        if not self.desk.is_open:
            return
        with suppress(ReaderError):  # what cannot be read now is said when something is to be kept
            for notice in self.desk.session.catch_up():
                self.say(notice, is_error=True)
        self.company.look()

    def on_unmount(self) -> None:
        self._loader.close()
        self.desk.close()

    @property
    def is_loading(self) -> bool:
        """Whether the document on the desk is still being loaded."""
        return self._moment is not None

    @property
    def is_being_opened(self) -> bool:
        """Whether a document can be read and not yet be marked: a key that needs all of it is carried out when it is open."""
        return self.desk.is_readable and not self.desk.is_open

    async def readiness(self) -> None:
        """Wait until it has begun: there is something to read, or a sentence that says why not."""
        await self._is_ready.wait()

    def _take_outcome(self, index: int, outcome: Outcome) -> None:
        match outcome:
            case Document():
                self._open(index, outcome)
            case ReaderError():
                self._refuse(index, str(outcome))
            case _:
                raise outcome

    def call_from_anywhere(self, function: Callable[[], None]) -> None:
        """Have ``function`` called on the screen's thread, soon."""
        with suppress(RuntimeError):  # the program has ended meanwhile
            self.call_later(function)

    def _end_moment(self) -> None:
        if self._moment is not None:
            self._moment.stop()
            self._moment = None

    def _open(self, index: int, document: Document) -> None:
        """Open a document that was loaded: meanwhile, and read-only until then, where that takes long."""
        if index != self.desk.at or self.desk.is_open:  # the reader has gone on meanwhile
            return
        self._end_moment()
        opening = self.desk.opening(document, self.show_transaction)
        is_heavy = self.desk.is_heavy(document) or self._one_by_one.locked()
        if self.desk.has_session and not is_heavy:
            self._adopt(index, opening())
            return
        if not self.desk.is_readable:
            self.show_words(self.desk.read(document))
        if not is_heavy:
            self.call_after_refresh(lambda: self._adopt(index, opening()))  # the words first: a store takes some time to import
            return

        def run() -> None:
            with self._one_by_one:
                if index == self.desk.at and not self.desk.is_open:
                    with much_that_stays():
                        opened = opening()
                    self.call_from_anywhere(lambda: self._adopt(index, opened))

        self.call_after_refresh(Thread(target=run, name="opening", daemon=True).start)

    def _adopt(self, index: int, opened: Opened) -> None:
        """Show a document that was opened, unless the reader has gone on meanwhile."""
        if index != self.desk.at or self.desk.is_open:
            return
        was_waited_for = self.desk.is_readable
        state = self.desk.adopt(opened)
        visit = opened.session.visits.get(state.document.id)
        self.resume_at = visit.offset if visit and visit.offset <= len(state.document.text) else None
        self._furthest = 0
        self.company.begin()
        self.show_document(state, opened.problems)
        self.refresh_library()
        self._seek_gone()
        self.matching.begin()
        self.settling.begin()
        then, self._then = self._then, None
        if then is not None:
            then()
        if was_waited_for:
            self.show_opened()

    def _seek_gone(self) -> None:
        """Once all documents of the open folder are known, look for those that are gone, in a thread, and list them after the others."""
        if not self.desk.entries or (seek := self.desk.seek_gone()) is None:
            return
        library = self.desk.library

        def run() -> None:
            found = seek()
            self.call_from_anywhere(lambda: self._list_gone(library, found))

        Thread(target=run, name="gone", daemon=True).start()

    def _list_gone(self, library: Library, found: Sequence[Visit]) -> None:
        earlier = len(self.desk.entries)
        self.desk.list_gone(library, found)
        if found:
            self.refresh_library()
            self.show_arrivals(earlier)
            self.matching.begin()

    def _refuse(self, index: int, problem: str) -> None:
        if index == self.desk.at and not self.desk.is_open:
            self.desk.put(index)
            self._end_moment()
            self.show_unreadable(self.desk.entry.path, problem)
            self.refresh_library()

    def _learn_soon(self) -> None:
        if self._linger is None:
            self._linger = self.set_timer(LINGER, self._learn_lines_in_sight)
        else:
            self._linger.reset()

    def _learn_lines_in_sight(self) -> None:
        self._linger = None
        if self.is_loading:
            return  # the reader comes first; what follows looks again
        in_sight = [int(line.value) for line in self.library_pane.lines_in_sight if line.value]
        unknown = self.desk.to_learn(in_sight)
        if unknown and self.library_pane.display and in_sight != self._in_sight:
            self._in_sight = in_sight
            self._loader.learn(unknown, self.refresh_library)
