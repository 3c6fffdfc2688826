"""Finding the matches of a regular expression, in the process that :mod:`reader.sources.bounded` starts: some take for ever."""

from __future__ import annotations

import json
import re
from time import monotonic

LONGEST = 1000
"""Code points of an expression that is tried."""


def answer(request: str) -> object:
    """What the text after the first line of ``request`` has of the expression in that line, which is a JSON object.

    It has ``pattern``, ``is_case_sensitive``, ``start`` (where to begin), ``most`` (matches) and ``seconds``. The answer is an object with
    ``starts``, ``ends`` and ``is_whole``, or with ``invalid``: what is wrong with the expression. Empty matches are none.
    """
    line, _, text = request.partition("\n")
    asked = json.loads(line)
    try:
        pattern = _compiled(asked["pattern"], re.MULTILINE if asked["is_case_sensitive"] else re.MULTILINE | re.IGNORECASE)
    except ValueError as error:
        return {"invalid": str(error)}
    end = monotonic() + asked["seconds"]
    starts: list[int] = []
    ends: list[int] = []
    for match in pattern.finditer(text, asked["start"]):
        if match.start() == match.end():
            continue
        starts.append(match.start())
        ends.append(match.end())
        if len(starts) >= asked["most"] or monotonic() > end:
            return {"starts": starts, "ends": ends, "is_whole": False}
    return {"starts": starts, "ends": ends, "is_whole": True}


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """The expression; ``ValueError`` says what is wrong with it."""
    if len(pattern) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST:,} characters")
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        raise ValueError(f"{error.msg}{where}") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except OverflowError:
        raise ValueError("a number in it is too large") from None
