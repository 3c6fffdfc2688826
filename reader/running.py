"""The commands, put together: the one place that knows both the stores and those that use them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import annotator_name, config_path, load_config, load_settings
from reader.core.errors import ReaderError, SourceError, StoreError
from reader.core.stored import Stored
from reader.library import ENDINGS, Library, libraries
from reader.report.console import complain, is_terminal, say, shown, write_output
from reader.report.work import Unread, Work

if TYPE_CHECKING:
    from reader.core.document import Document
    from reader.session import Store

DONE, WRONG = 0, 1


class ScreenError(ReaderError):
    """The screen cannot be started."""


def read(paths: Iterable[str], annotator: str | None) -> int:
    """Open the screen on ``paths`` and give its exit code."""
    opened = libraries(paths)
    for library in opened:
        if not library.entries:
            raise _empty(library)
        if all(entry.problem is not None for entry in library.entries):
            library.load(library.entries[0])
    if not (sys.stdin and sys.stdin.isatty() and is_terminal()):
        raise ScreenError(
            "This is no terminal to read in. Print an article with “reader show FILE”, or hand all on with “reader export PATH”."
        )
    from textual.theme import BUILTIN_THEMES

    from reader.commands.catalogue import COMMANDS
    from reader.ui.app import ReaderApp

    commands = {command.name: command.keys for command in COMMANDS}
    path = config_path(os.environ)
    config = load_config(path, environ=os.environ, themes=BUILTIN_THEMES.keys(), commands=commands, annotator=annotator)
    app = ReaderApp(opened, config, _store_opener(config.annotator))
    app.run()
    return app.return_code or DONE


def export(path: str, annotator: str | None, *, format: str, output: str, with_text: bool, may_replace: bool) -> int:
    """Write what is known about ``path`` to the file ``output`` (``-``: standard output). WRONG when a document cannot be read."""
    from datetime import UTC, datetime

    from reader import __version__
    from reader.formats.contract import Handover
    from reader.plugins import exporter
    from reader.report.console import check_output

    if output != "-":
        check_output(output, may_replace=may_replace)
    writer = exporter(format)
    work = _work(path, annotator)
    documents, unread = _read_all(work)
    handover = Handover(
        documents,
        work.records,
        generator=f"reader {__version__}",
        exported=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        with_text=with_text,
        missing=work.missing({document.id for document in documents}),
    )
    if unread and not documents and not handover.missing:
        raise SourceError(unread[0].problem if len(unread) == 1 else f"{path}: none of its {len(unread)} documents can be read.")
    for lost in unread:
        complain(f"reader: {lost.problem}")
    write_output(output, lambda out: writer.write(handover, out), may_replace=may_replace)
    return WRONG if unread else DONE


def list_documents(path: str, annotator: str | None, *, as_json: bool) -> int:
    """Print the documents of ``path`` as a table or as JSON. WRONG when one cannot be read."""
    from reader.report.listing import as_objects, summaries, table

    rows = list(summaries(_work(path, annotator)))
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(as_objects(rows))])
    else:
        say(table(rows, _width()))
        for row in rows:
            if row.problem is not None:
                complain(f"reader: {row.problem}")
    return WRONG if any(row.problem is not None for row in rows) else DONE


def show(file: str, annotator: str | None) -> int:
    """Print the article in ``file``."""
    from reader.report.showing import article

    if Path(file).is_dir():
        raise SourceError(f"{file}: is a folder. Name a file in it; “reader list” says which there are.")
    work = _work(file, annotator)
    documents, unread = _read_all(work)
    if unread:
        raise SourceError(unread[0].problem)
    coloured = is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for document in documents:
        say(article(document, work.records, min(_width(), 100), coloured=coloured))
    return DONE


def check(path: str, annotator: str | None) -> int:
    """Print a line for everything that is wrong with ``path``, or that all is well. WRONG when something is."""
    from reader.report.checking import findings
    from reader.store.place import annotators

    (library,) = libraries([path])
    known = annotators(library.root)
    if annotator:
        _is_among(annotator, known)
    works, wrong = [], []
    for name in [annotator] if annotator else known:
        try:
            stored = _stored(library.root, name)
        except StoreError as error:
            wrong.append(f"{name}: {error}")
            continue
        wrong += [f"{name}: {problem}" for problem in stored.problems]
        works.append(Work(library, name, stored))
    if not library.entries and not works and not wrong:
        raise _empty(library)
    wrong += findings(library, works)
    say(shown(line) for line in wrong)
    if not wrong:
        annotations = sum(len(work.annotations()) for work in works)
        say([f"ok: {len(library.entries)} documents, {annotations} annotations"])
    return WRONG if wrong else DONE


def _work(path: str, annotator: str | None) -> Work:
    """The library at ``path`` with the annotations of whoever is meant. What is odd about those is said on standard error."""
    from reader.store.place import annotators

    (library,) = libraries([path])
    name = annotator_name(annotator, os.environ, load_settings(None if annotator else config_path(os.environ)))
    stored = _stored(library.root, name) if _is_among(name, annotators(library.root)) else Stored()
    for problem in stored.problems:
        complain(f"reader: {problem}")
    if not library.entries and not stored.records:
        raise _empty(library)
    return Work(library, name, stored)


def _is_among(name: str, known: Sequence[str]) -> bool:
    """Whether ``name`` is one of the annotators who are ``known``; where only others are, they are named on standard error."""
    from reader.store.place import is_same

    if any(is_same(name, other) for other in known):
        return True
    if known:
        complain(f"reader: there are no annotations by “{name}” here, but by {', '.join(known)}; choose with --annotator NAME.")
    return False


def _stored(root: Path, annotator: str) -> Stored:
    store, problem = _store_opener(annotator)(root)
    if problem is not None:
        complain(f"reader: {problem}")
    try:
        return store.load()
    finally:
        store.close()


def _store_opener(annotator: str) -> Callable[[Path], tuple[Store, str | None]]:
    """What opens the store of ``annotator`` for a folder, and says what is odd about where it lies."""

    def open_store(root: Path) -> tuple[Store, str | None]:
        from reader.store.place import database_path
        from reader.store.tiny import TinyStore

        place = database_path(root, annotator)
        return TinyStore(place.path), place.problem

    return open_store


def _read_all(work: Work) -> tuple[list[Document], list[Unread]]:
    documents: list[Document] = []
    unread: list[Unread] = []
    for document in work.documents():
        if isinstance(document, Unread):
            unread.append(document)
        else:
            documents.append(document)
    return documents, unread


def _empty(library: Library) -> SourceError:
    return SourceError(f"{library.root} holds nothing to read. Name a folder with files that end in {' or '.join(ENDINGS)}.")


def _width() -> int:
    from shutil import get_terminal_size

    return max(20, get_terminal_size((80, 24)).columns)
