"""Searching a folder: its documents one by one, but for those that the index knows to have no match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from reader.core.concordance import ContextLine, context_line
from reader.core.query import Query
from reader.library import Entry, Library
from reader.search.index import Index
from reader.search.matching import finder
from reader.search.patterns import Invalid
from reader.search.texts import Unread, text_of
from reader.sources.bounded import Failure
from reader.sources.safe import shown

MANY = 5_000
"""Documents from which on an index is kept: fewer are looked through as fast as it is asked."""

MOST_LINES = 50_000
"""Lines that are handed on: nobody reads more."""

SLOW = 3
"""Documents in which an expression may take too long, before it is given up altogether."""

MOMENT = 0.1
"""Seconds after which what was found is handed on."""

Numbered = tuple[int, Entry]
"""A document with the number that its lines bear."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was found since the last one. ``done`` of ``total`` documents are searched, ``matched`` of them have matches.

    ``problems`` are sentences on documents that could not be searched; ``invalid`` says what is wrong with the expression, ``given_up``
    why the search ended early. ``is_over``: nothing follows.
    """

    lines: tuple[ContextLine, ...]
    done: int
    total: int
    matched: int
    problems: tuple[str, ...] = ()
    invalid: str = ""
    given_up: str = ""
    is_over: bool = False


def search(
    library: Library,
    documents: Sequence[Numbered],
    query: Query,
    *,
    index: Index | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    most: int = MOST_LINES,
) -> Iterator[Progress]:
    """What ``query`` finds in ``documents`` of ``library``, in their order, handed on every tenth of a second and at the end.

    ``index`` ``None``: all are looked through. It only says which need not be; every match is one in the document's own text.
    """
    find = finder(query, most)
    left_out = index.without_match(query, [entry for _, entry in documents]) if index is not None else frozenset[str]()
    lines: list[ContextLine] = []
    problems: list[str] = []
    done = count = matched = slow = 0
    told = monotonic()

    def progress(*, invalid: str = "", given_up: str = "", is_over: bool = False) -> Progress:
        nonlocal lines, problems
        taken = Progress(tuple(lines), done, len(documents), matched, tuple(problems), invalid, given_up, is_over)
        lines, problems = [], []
        return taken

    for number, entry in documents:
        if is_stopped():
            return
        done += 1
        text = None if entry.path in left_out else text_of(library, entry, query)
        if isinstance(text, Unread):
            problems.append(text.problem)
        elif text is not None:
            found = find(text)
            if isinstance(found, Invalid):
                yield progress(invalid=found.reason, is_over=True)
                return
            if isinstance(found, Failure):
                slow += 1
                problems.append(f"{shown(entry.path)}: not searched, because {found.reason}.")
                if slow == SLOW:
                    yield progress(given_up="the expression takes too long", is_over=True)
                    return
            elif len(found):
                matched += 1
                lines += [context_line(number, entry.path, text, found[at]) for at in range(min(len(found), most - count))]
                count += min(len(found), most - count)
                if count == most:
                    yield progress(given_up=f"only the first {most:,} lines are shown", is_over=True)
                    return
        if monotonic() - told > MOMENT:
            yield progress()
            told = monotonic()
    yield progress(is_over=True)


def numbered(entries: Iterable[Entry]) -> list[Numbered]:
    """``entries`` with their numbers, from 0."""
    return list(enumerate(entries))
