"""Regular expressions, which are tried in another process: none of them can keep this one waiting longer than it is asked to."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from reader.core.matches import Matches
from reader.core.query import Query
from reader.sources import bounded
from reader.sources.bounded import Failure, run

SECONDS = 2.0
"""Seconds that an expression may take in one text."""

MOST = 50_000
"""Matches in one text that are handed back."""

_TASK = "reader.search.pattern_task"


@dataclass(frozen=True, slots=True)
class Invalid:
    """Why a query is no regular expression, in a few words."""

    reason: str


Ask = Callable[[str, str, float], object]
"""How :func:`reader.sources.bounded.run` is called."""


def prepare() -> None:
    """Start the other process, without waiting for it."""
    bounded.prepare(_TASK)


def find_pattern(
    query: Query, text: str, *, start: int = 0, most: int = MOST, seconds: float = SECONDS, ask: Ask = run
) -> Matches | Invalid | Failure:
    """The first ``most`` matches of an expression in ``text`` from the code point ``start`` on, those that are not empty.

    Not whole, when there are more or when those are as many as were found in time; ``Failure`` when not even that is known.
    """
    asked = {
        "pattern": query.words,
        "is_case_sensitive": query.is_case_sensitive,
        "start": start,
        "most": most,
        "seconds": seconds * 0.8,
    }
    answer = ask(_TASK, f"{json.dumps(asked)}\n{text}", seconds)
    if isinstance(answer, Failure):
        return answer
    match answer:
        case {"invalid": str(reason)}:
            return Invalid(reason)
        case {"starts": list(starts), "ends": list(ends), "is_whole": bool(is_whole)} if len(starts) == len(ends):
            return Matches(array("Q", starts), array("Q", ends), is_whole)
    return Failure("what tries it gave no sensible answer")
