"""The question whether the open article is one whose file is gone, moved and edited: found meanwhile, asked when the reader wants."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.precursor import Precursor, likeliest
from reader.ui.moving import candidates, give_marks_back, is_unmarked, keep_apart, path_before, take_marks

if TYPE_CHECKING:
    from reader.ui.screens.opening import OpeningScreen

Answered = Callable[[bool | None], None]

MOST_DOCUMENTS = 100
"""Documents whose files are gone that an article is compared with, at the most."""

MOST_MARKS = 200
"""Marks of each of them that are looked for, at the most."""


class Matching:
    """Looks, whenever an article without marks is opened, for one that is gone and that it may go on from; and asks about it."""

    def __init__(self, screen: OpeningScreen) -> None:
        self._screen = screen
        self._offer: Precursor | None = None
        self._search = 0

    def begin(self) -> None:
        """Look in the background for what the open article may go on from. What was found for another article is forgotten."""
        self._search += 1
        self._offer = None
        lost = candidates(self._screen.desk)[:MOST_DOCUMENTS]
        if lost:
            self._fetch(self._search, lost, {})

    @property
    def is_offered(self) -> bool:
        """Whether an article was found that the open one may be."""
        return self._offer is not None and is_unmarked(self._screen.desk)

    def ask(self) -> None:
        """Ask whether the article is the one that was found; if its marks came along already, whether they should not have."""
        before = path_before(self._screen.desk)
        if self._offer is not None and self.is_offered:
            self._ask_for(self._offer)
        elif before is not None:
            self._ask_back(before)
        else:
            self._screen.say("No article that is gone is like this one.")

    def _fetch(self, search: int, left: list[str], passages: dict[str, tuple[str, ...]]) -> None:
        """Read what was marked in one document after the other, with whatever the reader does in between; then compare."""
        state = self._screen.state
        if search != self._search or state is None:
            return
        if left:
            annotations = state.records.some_of(left[0], MOST_MARKS)
            passages[left[0]] = tuple(target.quote for annotation in annotations for target in annotation.targets)
            self._screen.call_later(self._fetch, search, left[1:], passages)
            return
        text = state.document.text

        def compare() -> None:
            found = likeliest(text, passages)
            if found is not None:
                self._screen.call_from_anywhere(lambda: self._found(search, found))

        Thread(target=compare, name="matching", daemon=True).start()

    def _found(self, search: int, precursor: Precursor) -> None:
        desk = self._screen.desk
        if search == self._search and is_unmarked(desk):
            self._offer = precursor
            path, key = desk.session.visits[precursor.document].path, self._screen.key_of("match")
            self._screen.show_offer(f"Is this {path}, which is gone? {_share(precursor)} here: {key} answers.")

    def _ask_for(self, precursor: Precursor) -> None:
        screen = self._screen
        path = screen.desk.session.visits[precursor.document].path
        at = screen.desk.at

        def answered(answer: bool | None) -> None:
            if answer is None or screen.desk.at != at or not screen.desk.is_open:
                return
            try:
                if answer:
                    take_marks(screen.desk, precursor.document)
                else:
                    keep_apart(screen.desk, precursor.document)
            except ReaderError as error:
                screen.say(f"{error} Nothing was changed.", is_error=True)
                return
            screen.desk.put(at)  # leaving the article would keep that it is still the document that it was
            words = f"This is {path}; its marks are here." if answer else f"This is not {path}. You are not asked again."
            screen.go_to_entry(at, then=lambda: screen.say(words))

        self._push(
            f"Is this {path}?",
            "y its marks come here · n it is not · Esc later",
            f"{path} is gone. {_share(precursor)} in this article.",
            answered,
        )

    def _ask_back(self, path: str) -> None:
        screen = self._screen
        at = screen.desk.at

        def answered(answer: bool | None) -> None:
            if answer is not False or screen.desk.at != at or not screen.desk.is_open:
                return
            try:
                give_marks_back(screen.desk, path)
            except ReaderError as error:
                screen.say(f"{error} Nothing was changed.", is_error=True)
                return
            screen.desk.put(at)
            screen.go_to_entry(at, then=lambda: screen.say(f"This is not {path}; its marks are with that again."))

        self._push(f"Is this {path}?", "y it is · n its marks go back", f"This article was {path}, and its marks came along.", answered)

    def _push(self, title: str, keys: str, words: str, answered: Answered) -> None:
        from reader.ui.dialogs.question import QuestionDialog  # only when something is asked

        self._screen.app.push_screen(QuestionDialog(title, keys, words), answered)


def _share(precursor: Precursor) -> str:
    passages = f"marked passage{'' if precursor.asked == 1 else 's'}"
    return f"{precursor.found} of its {precursor.asked} {passages} {'is' if precursor.found == 1 else 'are'}"
