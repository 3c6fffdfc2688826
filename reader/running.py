"""The commands, put together: the one place that knows both the stores and those that use them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.arrivals import Arrivals
from reader.config import annotator_name, config_path, load_config, load_scheme, load_settings
from reader.core.errors import ConfigError, ReaderError, SourceError, StoreError
from reader.core.stored import Stored
from reader.library import ENDINGS, FELT, Library, libraries
from reader.report.console import complain, is_terminal, say, shown, write_output
from reader.report.work import Unread, Work

if TYPE_CHECKING:
    from reader.core.document import Document
    from reader.core.handed_on import SuggestedDocument
    from reader.core.records import Records
    from reader.session import Others, Store
    from reader.store.tiny import TinyStore
    from reader.suggest.files import Imported
    from reader.ui.early_terminal import EarlyTerminal

DONE, WRONG = 0, 1

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
        _folding(_store_opener(config.annotator)),
        _finder_of_others(config.annotator),
        loaded=loaded,
        driver_class=continuing(early) if early else None,
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
        raise SourceError(arrivals.problem) if arrivals.problem else _empty(arrivals.libraries[0])


def export(
    path: str,
    annotator: str | None,
    encoding: str | None = None,
    *,
    format: str,
    output: str,
    with_text: bool,
    may_replace: bool,
    labels: str | None = None,
) -> int:
    """Write what is known about ``path`` to the file ``output`` (``-``: standard output). WRONG when not all of it could be read.

    With ``labels``, the name of a scheme that ships, entities have its types instead of their own, as far as those have a counterpart.
    """
    from datetime import UTC, datetime

    from reader import __version__
    from reader.formats.contract import Handover
    from reader.plugins import exporter
    from reader.report.console import check_output
    from reader.report.waiting import Counted, Waiting

    if output != "-":
        check_output(output, may_replace=may_replace)
    writer = exporter(format)
    with Waiting("reading annotations", is_quiet=output == "-" and is_terminal()) as waiting:
        work = _work(path, annotator, encoding)
        records, notes = _relabelled(work.records, labels) if labels else (work.records, [])
        documents, unread = _parted(waiting.through(work.documents(), "reading documents", len(work.library.entries)))
        handover = Handover(
            Counted(waiting, documents, "exporting documents"),
            records,
            generator=f"reader {__version__}",
            exported=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            with_text=with_text,
            missing=work.missing({document.id for document in documents}),
            text=work.text,
        )
        if unread and not documents and not handover.missing:
            raise SourceError(unread[0].problem if len(unread) == 1 else f"{path}: none of its {len(unread)} documents can be read.")
        write_output(output, lambda out: writer.write(handover, out), may_replace=may_replace)
    _notify(work, *notes, *(lost.problem for lost in unread))
    return WRONG if unread or work.problems else DONE


def _relabelled(records: Records, labels: str) -> tuple[Records, list[str]]:
    """``records`` with the entity types of the scheme ``labels``, and a sentence for each type that has no counterpart there."""
    from reader.config import scheme_text
    from reader.report.schemes import relabelled

    scheme_text(labels)  # complains when there is none of this name
    return relabelled(records, load_scheme(load_settings(config_path(os.environ)).scheme), labels)


def list_documents(path: str, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print the documents of ``path`` as a table or as JSON. WRONG when not all could be read."""
    from reader.report.listing import as_objects, summaries, table

    work = _work(path, annotator, encoding)
    rows = list(summaries(work))
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(as_objects(rows))])
    else:
        say(table(rows, _width()))
    unread = [row.problem for row in rows if row.problem is not None]
    _notify(work, *([] if as_json else unread))
    return WRONG if unread or work.problems else DONE


def summarize(path: str, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print what was said in ``path`` in numbers, as tables or as JSON. WRONG when not all could be read."""
    from reader.report.summing import as_object, lines, tally_of

    work = _work(path, annotator, encoding)
    tally, unread = tally_of(work)
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(as_object(tally, work))])
    else:
        say(lines(tally, work, min(_width(), 120)))
    _notify(work, *(lost.problem for lost in unread))
    return WRONG if unread or work.problems else DONE


def show(file: str, annotator: str | None, encoding: str | None = None) -> int:
    """Print the article in ``file``. WRONG when not all that was said of it could be read."""
    from reader.report.showing import article

    work = _work(_file(file), annotator, encoding)
    documents, unread = _read_all(work)
    if unread:
        raise SourceError(unread[0].problem)
    for document in documents:
        say(article(document, work.records, min(_width(), 100), coloured=_is_coloured(), marks=work.marks(document)))
    _notify(work, *(f"{document.path}: {problem}" for document in documents for problem in document.problems))
    return WRONG if work.problems else DONE


def diff(old: str, new: str | None, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print what changed from the file ``old`` to the file ``new``, and what became of the claims in it. WRONG when anything has.

    Without ``new``: what changed in the file since it was last marked.
    """
    from reader.core.comparison import compare

    works = [_work(file, annotator, encoding) for file in map(_file, (old,) if new is None else (old, new))]
    documents = [_only_document(work) for work in works]
    marked = [work.records.annotations_of(document.id) for work, document in zip(works, documents, strict=True)]
    if new is None:
        from reader.report.versions import last_marked

        versions = last_marked(works[0], documents[0])
        if versions is None:
            raise SourceError(f"{old}: no earlier version was kept. A text is kept when it is marked; name two files to compare those.")
        documents, marked = list(versions), [[], *marked]
    (before, after), (marked_before, marked_after) = documents, marked
    comparison = compare(before, after, marked_before, marked_after, lambda digest: works[0].text(digest) or works[-1].text(digest))
    if as_json:
        from reader.formats.json_text import json_text
        from reader.report.differing import as_object

        say([json_text(as_object(comparison))])
    else:
        from reader.report.differing import lines

        say(lines(comparison, min(_width(), 100), coloured=_is_coloured()))
    for work in works:
        _notify(work)
    return DONE if comparison.is_same else WRONG


def find(path: str, words: str, encoding: str | None = None, *, is_pattern: bool, as_json: bool) -> int:
    """Print where ``words`` stand in the documents of ``path``, as lines in context. WRONG when they stand nowhere."""
    from reader.core.query import Query
    from reader.report.finding import as_object, context
    from reader.search.folder import MANY, numbered, search
    from reader.search.index import Index, index_path

    query = Query(words, is_pattern)
    if query.is_empty:
        raise SourceError("There is nothing to find in white space. Name words, or an expression with --regex.")
    (library,) = libraries([path], encoding)
    if not library.entries:
        raise _empty(library)
    index = Index(index_path(library.root)) if len(library.entries) > MANY else None
    is_coloured, width = _is_coloured(), _width()
    found, problems = [], list[str]()
    count = 0
    for progress in search(library, numbered(library.entries), query, index=index):
        count += len(progress.lines)
        if as_json:
            found += [as_object(line) for line in progress.lines]
        else:
            say(context(line, width, coloured=is_coloured) for line in progress.lines)
        problems += progress.problems
        if progress.invalid:
            raise SourceError(f"“{words}” is no regular expression: {progress.invalid}. Leave --regex out to find it as it is.")
        problems += [f"not all was searched: {progress.given_up}."] if progress.given_up else []
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(found)])
    for problem in problems:
        complain(f"reader: {problem}")
    return DONE if count else WRONG


def check(path: str, annotator: str | None, encoding: str | None = None, *, repairing: bool) -> int:
    """Print a line for everything that is wrong with ``path``, or that all is well. WRONG when something is.

    With ``repairing``, stores are put in order first, and what that did is printed before.
    """
    from reader.report.checking import findings, versions
    from reader.store.place import annotators, kept_aside

    (library,) = libraries([path], encoding)
    known = annotators(library.root)
    notice = _strangers(annotator, known) if annotator else None
    works, wrong = [], []
    needed: set[str] | None = None if annotator else set()
    for name in [annotator] if annotator else known:
        store, _ = _store_opener(name)(library.root)
        try:
            if repairing:
                say(shown(f"{name}: {what}") for what in store.repair())
            stored = store.load()
            problems = store.check()
            wrong += [f"{name}: {problem}" for problem in problems]
        except StoreError as error:
            wrong.append(f"{name}: {error}")
            needed = None
            continue
        finally:
            store.close()
        aside = kept_aside(library.root, name)
        wrong += [
            f"{name}: {path.name} is a broken database that was kept aside. Compare it with what is here, then move it away."
            for path in aside
        ]
        needed = None if needed is None or problems or aside else needed | versions(stored)
        works.append(Work(library, name, stored, text=store.text))
    if not library.entries and not works and not wrong:
        raise _empty(library)
    wrong += findings(library, works)
    found, odd = _check_texts(library, known, needed, repairing=repairing)
    wrong += found
    say(shown(line) for line in wrong)
    if not wrong:
        annotations = sum(len(work.annotations()) for work in works)
        say([f"ok: {_counted(len(library.entries), 'document')}, {_counted(annotations, 'annotation')}"])
    for sentence in (*((notice,) if notice else ()), *odd, *_outside_scheme(works)):
        complain(f"reader: {sentence}")
    return WRONG if wrong else DONE


def _outside_scheme(works: Sequence[Work]) -> list[str]:
    """What records have that the configured scheme does not, in sentences: they are kept, and nothing is wrong with them."""
    from reader.report.schemes import outside

    try:
        scheme = load_scheme(load_settings(config_path(os.environ)).scheme)
    except ConfigError as error:
        return [f"{error} Until then it is not told which labels are not in the scheme."]
    return [f"{work.annotator}: {what}" for work in works for what in outside(work.records, scheme)]


def _check_texts(
    library: Library, annotators: Sequence[str], needed: Collection[str] | None, *, repairing: bool
) -> tuple[list[str], list[str]]:
    """What is wrong with the texts kept beside the databases of ``annotators``, and what is odd about them, in sentences.

    ``needed`` are those that marks were made on; ``None``: not all marks are known. With ``repairing``, what is of no use is removed,
    and told.
    """
    from reader.store.place import database_path
    from reader.store.snapshots import Snapshots

    wrong, odd = list[str](), list[str]()
    for home in sorted({database_path(library.root, name).path.parent for name in annotators}):
        texts = Snapshots(home)
        try:
            stock = texts.stock()
            spare = () if needed is None else tuple(digest for digest in stock.whole if digest not in needed)
            if repairing:
                texts.remove((*stock.broken, *spare), stock.unfinished)
                useless = (
                    *(f"{digest}.txt, which was broken" for digest in stock.broken),
                    *(f"{digest}.txt, which no mark needs" for digest in spare),
                )
                say(shown(f"{home}: removed the kept text {what}.") for what in useless)
                say(shown(f"{home}: removed the unfinished {name}.") for name in stock.unfinished)
                continue
        except StoreError as error:
            wrong.append(str(error))
            continue
        wrong += [
            f"{home}: the kept text {digest}.txt is broken. --repair removes it; the next mark on that text keeps it again."
            for digest in stock.broken
        ]
        odd += [f"{home}: no mark needs the kept text {digest}.txt. --repair removes it." for digest in spare]
        odd += [f"{home}: {name} was not finished. --repair removes it." for name in stock.unfinished]
    return wrong, odd


def import_suggestions(folder: str, file: str, encoding: str | None, *, name: str | None, takes_all: bool, may_replace: bool) -> int:
    """Keep the suggestions in ``file`` for ``folder`` under ``name`` (``None``: the file's own). WRONG when not all have a place."""
    from reader.formats.json_import import LARGEST, read_suggestions, write_suggestions
    from reader.report.importing import accept
    from reader.report.work import read_documents
    from reader.sources.safe import read_bytes
    from reader.store.suggestions import SuggestionFiles

    library = _whole_library(folder, encoding)
    given = read_suggestions(read_bytes(Path(file), LARGEST), shown(file), takes_all=takes_all)
    unread: list[str] = []

    def documents() -> Iterable[Document]:
        for document in read_documents(library):
            if isinstance(document, Unread):
                unread.append(document.problem)
            else:
                yield document

    accepted = accept(given, documents())
    if not accepted.count:
        raise SourceError(f"{file}: none of its suggestions has a place in {folder}. Check that it was made for these documents.")
    kept = SuggestionFiles(library.root).keep(name or Path(file).stem, write_suggestions(accepted.documents), may_replace=may_replace)
    say(shown(line) for line in [f"{kept}: {accepted.lines(given.others)[0]}", *accepted.lines(given.others)[1:]])
    for problem in unread:
        complain(f"reader: {problem}")
    return WRONG if accepted.lost or accepted.strangers or unread else DONE


def list_suggestions(folder: str) -> int:
    """Print what was imported for ``folder``, a line each. WRONG when one cannot be read."""
    from reader.formats.json_import import read_suggestions
    from reader.store.suggestions import SuggestionFiles

    files = SuggestionFiles(_whole_library(folder, None).root)
    wrong = False
    for name in files.names():
        try:
            documents = read_suggestions(files.read(name), name).documents
        except ReaderError as error:
            complain(f"reader: {error}")
            wrong = True
            continue
        count = sum(len(document.suggestions) for document in documents)
        say([shown(f"{name}: {_counted(count, 'suggestion')} for {_counted(len(documents), 'document')}")])
    return WRONG if wrong else DONE


def remove_suggestions(folder: str, name: str) -> int:
    """Remove what was imported for ``folder`` under ``name``."""
    from reader.store.suggestions import SuggestionFiles

    SuggestionFiles(_whole_library(folder, None).root).remove(name)
    return DONE


def imported(root: Path) -> Imported:
    """The suggester of what was imported for the folder ``root``. Nothing is read before it is asked."""
    from reader.suggest.files import Imported

    def read() -> list[tuple[str, Sequence[SuggestedDocument]]]:
        from reader.formats.json_import import read_suggestions
        from reader.store.suggestions import SuggestionFiles

        files = SuggestionFiles(root)
        return [(name, read_suggestions(files.read(name), name).documents) for name in files.names()]

    return Imported(read)


def _whole_library(folder: str, encoding: str | None) -> Library:
    """The library of a folder. ``SourceError`` when it is a file."""
    (library,) = libraries([folder], encoding)
    if not library.is_whole:
        raise SourceError(f"{folder}: is a file. Name its folder: suggestions are kept for all documents of one.")
    return library


def merge(base: str, ours: str, theirs: str) -> int:
    """Merge two stores that parted from ``base`` into ``ours``, and print a line for each decision."""
    from reader.store.merge import merge_files

    say(map(shown, merge_files(Path(base), Path(ours), Path(theirs))))
    return DONE


def check_scheme(file: str) -> int:
    """Print every mistake in the scheme ``file``, or what it holds. WRONG when there is a mistake."""
    from reader import config
    from reader.report.schemes import contents

    scheme, mistakes = config.check_scheme(Path(file))
    say(map(shown, mistakes))
    if scheme is None or mistakes:
        return WRONG
    say([f"ok: {contents(scheme)}"])
    return DONE


def list_schemes() -> int:
    """Print the names of the schemes that ship, with what they hold."""
    from reader.report.schemes import schemes

    say(schemes())
    return DONE


def show_scheme(name: str | None) -> int:
    """Print a scheme that ships as TOML; the default without ``name``."""
    from reader.config import scheme_text

    say([scheme_text(name or "default").rstrip("\n")])
    return DONE


def _only_document(work: Work) -> Document:
    """The document of a library of one file. ``SourceError`` when it cannot be read."""
    documents, unread = _read_all(work)
    if unread:
        raise SourceError(unread[0].problem)
    return documents[0]


def _file(path: str) -> str:
    """``path``; ``SourceError`` when it is a folder."""
    if Path(path).is_dir():
        raise SourceError(f"{path}: is a folder. Name a file in it; “reader list” says which there are.")
    return path


def _is_coloured() -> bool:
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _work(path: str, annotator: str | None, encoding: str | None) -> Work:
    """The library at ``path`` with the annotations of whoever is meant, and what is odd about those."""
    from reader.store.place import annotators

    (library,) = libraries([path], encoding)
    for entry in library.entries[:1]:
        library.prepare(entry)
    name = annotator_name(annotator, os.environ, load_settings(None if annotator else config_path(os.environ)))
    known = annotators(library.root)
    notice = _strangers(name, known)
    if not known or notice is not None:
        work = Work(library, name, Stored(), notice)
    else:
        store, notice = _store_opener(name)(library.root)
        try:
            work = Work(library, name, store.load(), notice, store.text)
        finally:
            store.close()
    if not library.entries and not work.records:
        raise _empty(library)
    return work


def _notify(work: Work, *others: str) -> None:
    """Say on standard error, after all went well, what is odd about ``work`` and what ``others`` there is to know."""
    for notice in (*((work.notice,) if work.notice else ()), *work.problems, *work.notices, *others):
        complain(f"reader: {notice}")


def _strangers(name: str, known: Sequence[str]) -> str | None:
    """A sentence when only others than ``name`` have annotations here."""
    from reader.store.place import is_same

    if not known or any(is_same(name, other) for other in known):
        return None
    return f"there are no annotations by “{name}” here, but by {', '.join(known)}; choose with --annotator NAME."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _folding(open_store: Callable[[Path], tuple[TinyStore, str | None]]) -> Callable[[Path], tuple[Store, str | None]]:
    """What opens a store as ``open_store`` does, and folds in the journal that a stopped program has left."""

    def open_and_fold(root: Path) -> tuple[Store, str | None]:
        store, problem = open_store(root)
        with suppress(StoreError):  # where that cannot be done now, the journal is read where it is
            store.compact()
        return store, problem

    return open_and_fold


def _store_opener(annotator: str) -> Callable[[Path], tuple[TinyStore, str | None]]:
    """What opens the store of ``annotator`` for a folder, and says what is odd about where it lies."""

    def open_store(root: Path) -> tuple[TinyStore, str | None]:
        from reader.store.place import database_path
        from reader.store.tiny import TinyStore

        place = database_path(root, annotator)
        return TinyStore(place.path), place.problem

    return open_store


def _finder_of_others(annotator: str) -> Callable[[Path], Others]:
    """What finds the other annotators of a folder than ``annotator``."""

    def find_others(root: Path) -> Others:
        from reader.store.others import OtherDatabases

        return OtherDatabases(root, annotator)

    return find_others


def _read_all(work: Work) -> tuple[list[Document], list[Unread]]:
    return _parted(work.documents())


def _parted(found: Iterable[Document | Unread]) -> tuple[list[Document], list[Unread]]:
    """The documents that can be read, and those that cannot."""
    documents: list[Document] = []
    unread: list[Unread] = []
    for document in found:
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
