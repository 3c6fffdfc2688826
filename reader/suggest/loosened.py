"""Words that have lost the spaces between them, as in text taken from PDF files, parted again so that names can be seen.

*SenatorMiraTolvanesaid* is read as *Senator Mira Tolvane said*. That is done only to texts in which several long runs of letters are made
of ordinary words, so that long words, links and compounds elsewhere stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from reader.core.span import Span
from reader.suggest.lists import is_common, is_small, listed_names
from reader.suggest.parting import Parting, is_ordinary

_LONG = re.compile(r"(?<![\w/@#.])[^\W\d_]{12,}(?![\w/@-])")
_FEWEST = 4
_SAMPLE = 300
_LONGEST_SAMPLE = 200

_RUN = re.compile(r"\S{4,}")
_PART = re.compile(
    r"(?P<link>(?:https?://|www\.)[^\s<>\"(),]+|[@#]\w+)|"
    r"(?P<initials>(?:[^\W\d_]\.){2,}|U\.[SKN](?![A-Z]))|(?P<letters>[^\W\d_]+?(?=(?:[A-Z]\.){2}|U\.[SKN](?![A-Z]))|[^\W\d_]+)"
    r"|(?P<digits>\d[\d.,]*(?:st|nd|rd|th)?)|(?P<sign>[^\w\s]|_)"
)

_SHORT_FORMS = ("s", "t", "re", "ve", "ll", "d", "m")
_CLOSING = frozenset(",.;:!?)]…”")
_OPENING = frozenset("([“$€£")
_MARKS = ".,;:!?"


@dataclass(frozen=True, slots=True)
class Loosened:
    """A text with spaces put in. ``spaces`` are their places in it, sorted."""

    text: str
    spaces: Sequence[int]

    def to(self, span: Span) -> Span:
        """Where ``span`` of the original is in the loosened text."""
        return Span(self._to(span.start), self._to(span.end))

    def back(self, span: Span) -> Span:
        """Where ``span`` of the loosened text, which begins and ends with words, is in the original."""
        return Span(span.start - bisect_left(self.spaces, span.start), span.end - bisect_left(self.spaces, span.end))

    def _to(self, offset: int) -> int:
        return offset + bisect_left(range(len(self.spaces)), offset, key=lambda index: self.spaces[index] - index)


def loosened(text: str) -> Loosened:
    """``text`` with its lost spaces put in; as it is when it has lost none."""
    if not _has_lost_spaces(text):
        return Loosened(text, ())
    parting = Parting(text)
    pieces: list[str] = []
    spaces: list[int] = []
    last = 0
    cuts: dict[str, tuple[int, ...]] = {}
    for run in _RUN.finditer(text):
        letters = run[0]
        if letters not in cuts:
            cuts[letters] = () if is_ordinary(letters.rstrip(_MARKS)) else tuple(_cuts(letters, parting))
        for cut in cuts[letters]:
            at = run.start() + cut
            pieces += (text[last:at], " ")
            spaces.append(at + len(spaces))
            last = at
    pieces.append(text[last:])
    return Loosened("".join(pieces), spaces)


def _has_lost_spaces(text: str) -> bool:
    """Whether several long runs of letters in ``text`` are made of ordinary words."""
    unknown = {run for run in islice(_LONG.findall(text), _SAMPLE) if not is_common(run.lower())}
    if len(unknown) < _FEWEST:
        return False
    parting = _unread()
    return sum(_is_made_of_words(parting.parts(run[:_LONGEST_SAMPLE])) for run in unknown) >= max(_FEWEST, 0.2 * len(unknown))


@cache
def _unread() -> Parting:
    """What parts runs of letters without a text to go by."""
    return Parting("")


def _is_made_of_words(parts: Sequence[str]) -> bool:
    small = [part for part in parts if len(part) > 1 and is_small(part.lower())]
    known = sum(len(part) for part in parts if is_common(part.lower()) or part.lower() in listed_names())
    return len(parts) > 2 and bool(small) and known > 0.8 * sum(map(len, parts))


def _cuts(run: str, parting: Parting) -> Iterator[int]:
    """The places in a run without white space where spaces have been lost, sorted."""
    last = ""
    for part in _PART.finditer(run):
        kind, start = part.lastgroup, part.start()
        if start and _is_cut(last, run, start, kind):
            yield start
        if kind == "letters":
            for word in _parts_after(part[0], last, parting):
                if start > part.start():
                    yield start
                start += len(word)
        last = part[0]


def _parts_after(letters: str, before: str, parting: Parting) -> Sequence[str]:
    if before in ("'", "’"):
        short = next((form for form in _SHORT_FORMS if letters.startswith(form)), "")
        if short and short != letters and not is_common(letters.lower()):
            return [short, *parting.parts(letters[len(short) :])]
    return parting.parts(letters)


def _is_cut(last: str, run: str, at: int, kind: str | None) -> bool:
    """Whether a space has been lost before the part at ``at``, which follows the part ``last``."""
    before, here = run[at - 1], run[at]
    if kind in ("letters", "initials", "digits") and before in _CLOSING:
        return not (before == "." and (len(last) == 1 and kind == "digits")) and not (before in ".,:" and here.isdigit())
    if kind == "letters" and before == '"':
        return run[at - 2 : at - 1] in tuple(",.!?")
    if kind == "initials":
        return before.isalnum()
    if kind == "letters":
        return before.isdigit() or (len(last) > 1 and "." in last)
    if kind == "digits":
        return before.isalpha()
    return kind == "sign" and here in _OPENING and before.isalnum()
