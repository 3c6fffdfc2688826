"""The commands that print: list, summary, show, diff, find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import SourceError
from reader.library import libraries
from reader.report.console import complain, say
from reader.running.works import (
    DONE,
    WRONG,
    file_named,
    has_colours,
    nothing_to_read,
    notify,
    only_document,
    read_all,
    terminal_width,
    work_at,
)

if TYPE_CHECKING:
    pass


def list_documents(path: str, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print the documents of ``path`` as a table or as JSON. WRONG when not all could be read."""
    from reader.report.listing import as_objects, summaries, table

    work = work_at(path, annotator, encoding)
    rows = list(summaries(work))
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(as_objects(rows))])
    else:
        say(table(rows, terminal_width()))
    unread = [row.problem for row in rows if row.problem is not None]
    notify(work, *([] if as_json else unread))
    return WRONG if unread or work.problems else DONE


def summarize(path: str, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print what was said in ``path`` in numbers, as tables or as JSON. WRONG when not all could be read."""
    from reader.report.summing import as_object, lines, tally_of

    work = work_at(path, annotator, encoding)
    tally, unread = tally_of(work)
    if as_json:
        from reader.formats.json_text import json_text

        say([json_text(as_object(tally, work))])
    else:
        say(lines(tally, work, min(terminal_width(), 120)))
    notify(work, *(lost.problem for lost in unread))
    return WRONG if unread or work.problems else DONE


def show(file: str, annotator: str | None, encoding: str | None = None) -> int:
    """Print the article in ``file``. WRONG when not all that was said of it could be read."""
    from reader.report.showing import article

    work = work_at(file_named(file), annotator, encoding)
    documents, unread = read_all(work)
    if unread:
        raise SourceError(unread[0].problem)
    for document in documents:
        say(article(document, work.records, min(terminal_width(), 100), coloured=has_colours(), marks=work.marks(document)))
    notify(work, *(f"{document.path}: {problem}" for document in documents for problem in document.problems))
    return WRONG if work.problems else DONE


def diff(old: str, new: str | None, annotator: str | None, encoding: str | None = None, *, as_json: bool) -> int:
    """Print what changed from the file ``old`` to the file ``new``, and what became of the claims in it. WRONG when anything has.

    Without ``new``: what changed in the file since it was last marked.
    """
    from reader.core.comparison import compare

    works = [work_at(file, annotator, encoding) for file in map(file_named, (old,) if new is None else (old, new))]
    documents = [only_document(work) for work in works]
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

        say(lines(comparison, min(terminal_width(), 100), coloured=has_colours()))
    for work in works:
        notify(work)
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
        raise nothing_to_read(library)
    index = Index(index_path(library.root)) if len(library.entries) > MANY else None
    is_coloured, width = has_colours(), terminal_width()
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
