"""The screen, put together with the stores: from the command line to the first words and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.arrivals import Arrivals
from reader.config import config_path, load_config, load_settings
from reader.core.errors import ReaderError, SourceError, StoreError
from reader.library import FELT, libraries
from reader.report.console import is_terminal
from reader.running.imported import imported
from reader.running.works import DONE, nothing_to_read, store_opener

if TYPE_CHECKING:
    from reader.core.document import Document
    from reader.session import Others, Store
    from reader.store.tiny import TinyStore
    from reader.ui.early_terminal import EarlyTerminal

LITTLE, SHORT, LONG = 0.02, 0.15, 1.0
"""Seconds to wait for the first document before the screen is shown without it, before the toolkit is imported, and before it is said that
there is no screen."""


class ScreenError(ReaderError):
    """The screen cannot be started."""


def read(paths: Iterable[str], annotator: str | None, encoding: str | None = None) -> int:
    """Open the screen on ``paths`` and give its exit code."""
    arrivals = Arrivals(libraries(paths, encoding))
    for library in arrivals.libraries:
        if not library.is_whole and all(map(library.problem, library.entries)):
            library.load(library.entries[0])
    arrivals.start()
    try:
        return _read(arrivals, annotator)
    finally:
        arrivals.stop()


def _read(arrivals: Arrivals, annotator: str | None) -> int:
    if not (sys.stdin and sys.stdin.isatty() and is_terminal()):
        _refuse_nothing(arrivals, LONG)
        raise ScreenError(
            "This is no terminal to read in. Print an article with “reader show FILE”, or hand all on with “reader export PATH”."
        )
    if os.environ.get("TERM") == "dumb":
        raise ScreenError("A terminal with TERM=dumb cannot show the screen. Print an article with “reader show FILE”, or set TERM.")
    path = config_path(os.environ)
    loaded: dict[Path, Document] = {}
    first = _first_document(arrivals, loaded)
    early = _early_terminal(first, load_settings(path).theme, has_library=arrivals.count > 1) if first else None
    try:
        return _run_screen(arrivals, path, annotator, loaded, early)
    finally:
        if early is not None:
            early.leave()


def _run_screen(
    arrivals: Arrivals, path: Path | None, annotator: str | None, loaded: Mapping[Path, Document], early: EarlyTerminal | None
) -> int:
    from reader.commands.catalogue import COMMANDS
    from reader.ui.app import ReaderApp
    from reader.ui.driver import continuing
    from reader.ui.themes import THEMES

    commands = {command.name: command.keys for command in COMMANDS}
    config = load_config(path, environ=os.environ, themes=THEMES, commands=commands, annotator=annotator)
    _refuse_nothing(arrivals, LITTLE)
    app = ReaderApp(
        arrivals,
        config,
        _folding(store_opener(config.annotator)),
        _finder_of_others(config.annotator),
        loaded=loaded,
        driver_class=continuing(early) if early else None,
        find_imported=imported,
    )
    app.run()
    if app.failure is not None:
        raise app.failure
    _refuse_nothing(arrivals)
    return app.return_code or DONE


def _first_document(arrivals: Arrivals, loaded: dict[Path, Document]) -> Document | None:
    """The document that the screen will begin with, or of a large one its beginning; ``None`` when that is not known soon.

    One that is whole is put among those that are ``loaded``.
    """
    import reader.sources.text
    import reader.ui.first_words  # noqa: F401  # both take time, in which the folder is looked through

    arrivals.wait(SHORT, documents=2)
    found = arrivals.first_readable()
    if found is None or not (arrivals.is_over or arrivals.count > 1):
        return None
    library, entry = found
    if not library.is_quick(entry):
        return None
    with suppress(ReaderError):  # the screen says it
        if library.is_large(entry, FELT):
            return library.beginning(entry)
        document = loaded[entry.file] = library.load(entry)
        return document
    return None


def _early_terminal(document: Document, theme: str | None, *, has_library: bool) -> EarlyTerminal | None:
    """The terminal with the first words on it, before the toolkit is imported; ``None`` when they are left to the toolkit."""
    from shutil import get_terminal_size

    from reader.ui.early_terminal import CAN_BE_EARLY, EarlyTerminal
    from reader.ui.first_words import first_words

    if not CAN_BE_EARLY or sys.__stdin__ is None or sys.__stderr__ is None or not sys.__stderr__.isatty():
        return None
    painted = first_words(document, get_terminal_size(), has_library=has_library, theme=theme, environ=os.environ)
    return EarlyTerminal(painted, sys.__stdin__.fileno()) if painted is not None else None


def _refuse_nothing(arrivals: Arrivals, seconds: float = 0) -> None:
    """``SourceError`` when there turn out to be no documents. For the first one, or for that, up to ``seconds`` are waited."""
    arrivals.wait(seconds)
    if arrivals.is_over and not arrivals.count:
        raise SourceError(arrivals.problem) if arrivals.problem else nothing_to_read(arrivals.libraries[0])


def _folding(open_store: Callable[[Path], tuple[TinyStore, str | None]]) -> Callable[[Path], tuple[Store, str | None]]:
    """What opens a store as ``open_store`` does, and folds in the journal that a stopped program has left."""

    def open_and_fold(root: Path) -> tuple[Store, str | None]:
        store, problem = open_store(root)
        with suppress(StoreError):  # where that cannot be done now, the journal is read where it is
            store.compact()
        return store, problem

    return open_and_fold


def _finder_of_others(annotator: str) -> Callable[[Path], Others]:
    """What finds the other annotators of a folder than ``annotator``."""

    def find_others(root: Path) -> Others:
        from reader.store.others import OtherDatabases

        return OtherDatabases(root, annotator)

    return find_others
