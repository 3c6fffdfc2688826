"""Finding what the reader writes while it is written: at once in short articles, meanwhile in long ones."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from reader.core.finding import Searched
from reader.core.matches import Matches
from reader.core.query import Query
from reader.core.state import Selection, State
from reader.search.patterns import Invalid, find_pattern, prepare
from reader.sources.bounded import Failure
from reader.ui.asking import Toggles
from reader.ui.finding import NOTHING, Finding

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

SHORT = 200_000
"""Code points of a text that is searched on the screen's thread: that takes about a millisecond."""

PATIENCE = 2.0
"""Seconds that an expression may take."""

WORDS, PATTERN = "Find", "Find regex"
"""What the prompt is called."""

TOGGLE = "ctrl+r"
"""The key that changes between words and regular expressions."""


class Seeking:
    """One search at a time in the article of ``screen``. What comes of an earlier one is dropped."""

    def __init__(self, screen: ReadingScreen, state: State) -> None:
        self._screen = screen
        self._document = state.document.id
        self._origin = state.selection
        self._searched = Searched(state.document.text)
        self._is_short = len(state.document.text) <= SHORT
        self._preparing = None if self._is_short else Thread(target=lambda: self._searched.lowered, name="finding", daemon=True)
        self._query = Query()
        self._shown: Query | None = None
        self._is_taken = False

    def ask(self) -> None:
        """Ask for words, and go along to their first match while they are written; leaving goes back."""
        if self._preparing is not None:
            self._preparing.start()
        self._screen.asking.write(WORDS, lambda _: self._take(), heard=self._hear, left=self._leave, toggles=self._toggles("regex"))

    def know(self, query: Query) -> None:
        """Find ``query`` as if it had been written, and stay where the caret is."""
        self._shown, self._is_taken = query, True
        self._seek(query)

    def _toggles(self, word: str) -> Toggles:
        return {TOGGLE: (word, self._toggle)}

    def _toggle(self) -> None:
        is_pattern = not self._query.is_pattern
        if is_pattern:
            prepare()
        self._seek(Query(self._query.words, is_pattern))
        self._screen.asking.entitle(*((PATTERN, self._toggles("words")) if is_pattern else (WORDS, self._toggles("regex"))))

    def _hear(self, words: str) -> None:
        self._seek(Query(words, self._query.is_pattern))

    def _seek(self, query: Query) -> None:
        self._query = query
        self._screen.asking.note("")
        if query.is_empty:
            self._show(query, NOTHING)
        elif query.is_pattern:
            self._start(self._seek_pattern)
        elif self._is_short:
            self._show(query, Finding.of_words(self._searched, query.words).counted())
        else:
            self._start(self._seek_words)

    def _start(self, seek: Callable[[Query], None]) -> None:
        Thread(target=seek, args=(self._query,), name="finding", daemon=True).start()

    def _seek_words(self, query: Query) -> None:
        if self._preparing is not None and self._preparing.ident is not None:
            self._preparing.join()
        finding = Finding.of_words(self._searched, query.words)
        finding.next_from(self._origin.head)  # what that takes is kept
        if query != self._query:
            return
        if not finding.is_quickly_counted:
            self._deliver(lambda: self._show(query, finding))
        counted = finding.counted()
        self._deliver(lambda: self._show(query, counted))

    def _seek_pattern(self, query: Query) -> None:
        text = self._searched.text
        if not self._is_short:
            first = find_pattern(query, text, start=self._origin.head, most=1, seconds=PATIENCE)
            if isinstance(first, Matches) and len(first) and query == self._query:
                self._deliver(lambda: self._show(query, Finding.of_pattern(query, first)))
        if query != self._query:
            return
        found = find_pattern(query, text, seconds=PATIENCE)
        self._deliver(lambda: self._show_pattern(query, found))

    def _show_pattern(self, query: Query, found: Matches | Invalid | Failure) -> None:
        if query != self._query:
            return
        match found:
            case Invalid(reason):
                self._tell(f"no regular expression yet: {reason}")
            case Failure(reason):
                self._tell(f"given up: {reason}")
            case _:
                self._show(query, Finding.of_pattern(query, found))

    def _tell(self, words: str) -> None:
        """Say why there are no matches to go to: what was found before stays."""
        if self._is_taken:
            self._screen.say(f"“{self._query.words}”: {words}.")
        else:
            self._screen.asking.note(words)

    def _show(self, query: Query, finding: Finding) -> None:
        """Go to the first match from where the search began, or stay there; when that was done already, only know more of the matches."""
        if query != self._query or not self._is_here:
            return
        self._screen.finding = finding
        if query == self._shown:
            self._screen.select(self._selection, keep_goal=True)
            return
        self._shown = query
        match = finding.next_from(self._origin.head)
        self._screen.select(Selection.caret(match.start) if match else self._origin)
        if self._is_taken and match is None:
            self._say_nothing_found()

    @property
    def _is_here(self) -> bool:
        state = self._screen.state
        return state is not None and state.document.id == self._document

    @property
    def _selection(self) -> Selection | None:
        return self._screen.state.selection if self._screen.state is not None else None

    def _take(self) -> None:
        self._is_taken = True
        if self._shown == self._query and self._screen.finding.next_from(0) is None:
            self._say_nothing_found()

    def _say_nothing_found(self) -> None:
        self._screen.say(f"“{self._query.words}” is not in this article.")

    def _leave(self) -> None:
        self._query = Query()
        self._screen.finding = NOTHING
        self._screen.select(self._origin)

    def _deliver(self, function: Callable[[], None]) -> None:
        self._screen.call_from_anywhere(function)
