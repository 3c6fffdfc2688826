"""Comparing the open article with another of the library, off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from reader.core.comparison import compare
from reader.core.correction import corrected
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.resolution import Resolver
from reader.core.state import State
from reader.ui.dialogs.version import version_dialog
from reader.ui.screens.changes import ChangesScreen, told

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def compare_versions(screen: ReadingScreen) -> None:
    """Asks for the other version, unless there is only one, and shows what changed; Enter there goes to the place here.

    Of both, the one that comes first in the library counts as the earlier.
    """
    state, desk = screen.state, screen.desk
    if state is None:
        screen.say("No article is open.")
        return
    others = [(index, desk.entries[index][1].path) for index in range(len(desk.entries)) if index != desk.at and index not in desk.gone]

    def chosen(index: str | None) -> None:
        if index is not None:
            _show(screen, state, int(index))

    if not others:
        screen.say("There is no other version here: open the folder that holds it, or both files.")
    elif len(others) == 1:
        chosen(str(others[0][0]))
    else:
        screen.app.push_screen(version_dialog(others, state.document.path, screen.looks), chosen)


def _show(screen: ReadingScreen, state: State, index: int) -> None:
    entry = screen.desk.entries[index][1]

    def start(changes: ChangesScreen, is_new: bool) -> None:
        _start(screen, changes, state, index, is_new=is_new)

    def left(offset: int | None) -> None:
        if offset is not None and screen.state is not None and screen.state.document.id == state.document.id:
            screen.move(min(offset, len(screen.state.document.text)))

    screen.app.push_screen(
        ChangesScreen(screen.looks, f"{state.document.path} with {entry.path}", start, is_new=index < screen.desk.at), left
    )


def _start(screen: ReadingScreen, changes: ChangesScreen, state: State, index: int, *, is_new: bool) -> None:
    """Have the article at ``index`` loaded and compared, and what came of it shown in ``changes``."""
    desk = screen.desk
    library, entry = desk.entries[index]
    session = desk.session_of(index)

    def deliver(function: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            screen.app.call_later(function)

    def load() -> None:
        try:
            document = library.load(entry)
        except ReaderError as error:
            problem = str(error)
            deliver(lambda: changes.show_problem(problem))
        else:
            deliver(lambda: go_on(document))

    def go_on(document: Document) -> None:
        if not changes.is_attached:
            return
        source = session.identified(document, library.has) if session else document
        corrections = session.records.corrections_of(source.id) if session else []
        theirs = session.records.annotations_of(source.id) if session else []
        ours = state.records.annotations_of(state.document.id)
        texts = desk.session.text

        def work() -> None:
            other = corrected(source, corrections, Resolver(source, texts).resolve)
            marked = (other, state.document, theirs, ours) if is_new else (state.document, other, ours, theirs)
            comparison = compare(*marked, texts)
            compared = told(comparison, is_new=is_new)
            deliver(lambda: changes.show(compared))

        Thread(target=work, name="comparing", daemon=True).start()

    Thread(target=load, name="comparing", daemon=True).start()
