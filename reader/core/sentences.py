"""Sentences: where one ends and the next begins.

One decision, ``is_sentence_break``, looks at the code points around an offset; everything else asks it, so that walking forwards,
backwards and looking up agree. A sentence ends at ``. ! ? …`` and their kin in other scripts, with the quotes and brackets that close
there, where white space follows (after ``。！？`` it need not) and what comes next can begin a sentence. Tables of abbreviations decide
about full stops, as in Kiss and Strunk, Unsupervised Multilingual Sentence Boundary Detection (2006), with fixed lists in place of learnt
ones. A blank line ends a sentence, a single newline is white space.

Where 2,000 code points hold no end, the text is cut after them, after white space if there is some within 200. Thus no call looks at
more than some thousand code points, however long the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.abbreviations import AFTER_TIMES, BEFORE_ORDINALS, LEADING, MONTHS, NUMBERING, SAYING, STARTERS, TRAILING
from reader.core.graphemes import is_boundary, next_grapheme
from reader.core.span import Span
from reader.core.text import trim

CELL = 2000
"""Code points that are cut when no sentence ends in them."""

_SLACK = 200
_BACK, _AHEAD = 128, 96

_STOPS = ".!?…‽⁇⁈⁉؟۔।॥։።၊။។៕܀"
_WIDE_STOPS = "。！？｡．"
_CLOSERS = "\"'”’»›)]}」』）】〉》*_"
_OPENERS = "\"'“‘„‚«‹([{¿¡「『（【〈《*_"

_CLOSING = rf"(?: [{re.escape(_CLOSERS)}] | \[\d{{1,3}}\] ){{0,8}}"
"""The quotes, brackets and footnotes behind a stop."""

_END = re.compile(
    rf"[{re.escape(_STOPS)}] {_CLOSING} \s+ | [{re.escape(_WIDE_STOPS)}] {_CLOSING} \s* | \n [^\S\n]* \n \s* | \s{{32,}}",
    re.VERBOSE,
)
"""Whatever a break can follow. Every break is at the end of a match, but not every match ends at a break."""

_TAIL = re.compile(
    rf"(?P<stop> [{re.escape(_STOPS + _WIDE_STOPS)}]+ ) (?P<closers> {_CLOSING} ) (?P<gap> \s* ) \Z",
    re.VERBOSE,
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_SPACE = re.compile(r"\s+(?=\S)")
_INK = re.compile(r"\S")
_GAP = re.compile(r"\n[^\S\n]*\n|\s{32}")
_HEAD = re.compile(rf"[{re.escape(_OPENERS)}—–\-\s]*")
_LAST_WORD = re.compile(r"[^\W_](?:[\w.'’]*\w)?\Z")
_NEXT_WORD = re.compile(r"\w[\w'’]*")
_SPEAKER = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+){1,3}?(?P<verb>[a-z]+)")


def is_sentence_break(text: str, offset: int, within: Span) -> bool:
    """Whether a sentence begins at ``offset``: the start of ``within``, the place after a sentence's end and its white space, or a cut."""
    if not within.contains(offset):
        return False
    if offset == within.start or _is_natural_break(text, offset, within):
        return True
    cell = _cell_before(text, offset, within)
    return cell > 0 and offset == _cut(text, cell, within) and _is_cut(text, cell, within)


def sentence_at(text: str, offset: int, within: Span) -> Span:
    """The sentence at ``offset``, without the white space around it; on white space the next one, after the last one the last.

    ``offset`` outside ``within`` counts as its nearest end. Empty, at the start of ``within``, when there is nothing but white space.
    """
    at = _ink_from(text, offset, within)
    if at == within.end:
        at = _ink_before(text, within.end, within) - 1
    if at < within.start:
        return Span(within.start, within.start)
    return trim(text, _region(text, at, within))


def next_sentence(text: str, offset: int, within: Span) -> int:
    """The start of the first sentence that begins after ``offset``; ``within.end`` when there is none."""
    at = _ink_from(text, offset, within)
    if at == within.end:
        return at
    sentence = trim(text, _region(text, at, within))
    return sentence.start if sentence.start > offset else _ink_from(text, sentence.end, within)


def sentence_end(text: str, offset: int, within: Span) -> int:
    """The end of the first sentence that ends after ``offset``, before its white space; ``within.end`` when there is none."""
    at = _ink_from(text, offset, within)
    return at if at == within.end else trim(text, _region(text, at, within)).end


def previous_sentence(text: str, offset: int, within: Span) -> int:
    """The start of the last sentence that begins before ``offset``; ``within.start`` when there is none."""
    at = _ink_before(text, offset, within)
    return at if at == within.start else trim(text, _region(text, at - 1, within)).start


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of ``within`` in order, each without the white space around it; none when there is nothing else."""
    at = _ink_from(text, within.start, within)
    while at < within.end:
        sentence = trim(text, _region(text, at, within))
        yield sentence
        at = _ink_from(text, sentence.end, within)


def _ink_from(text: str, offset: int, within: Span) -> int:
    """The first place at or after ``offset`` that is not white space; ``within.end`` when there is none."""
    found = _INK.search(text, max(offset, within.start), within.end)
    return found.start() if found else within.end


def _ink_before(text: str, offset: int, within: Span) -> int:
    """The end of what is not white space before ``offset``; ``within.start`` when there is nothing."""
    at = min(offset, within.end)
    while at > within.start:
        start = max(within.start, at - CELL)
        ink = text[start:at].rstrip()
        if ink:
            return start + len(ink)
        at = start
    return within.start


def _region(text: str, offset: int, within: Span) -> Span:
    """From the last break at or before ``offset``, which lies in ``within``, to the first one after it."""
    cell = _cell_before(text, offset, within)
    cut = _cut(text, cell, within)
    start = _last_break(text, cut + 1, offset + 1, within)
    if start is None and cell:
        start = _last_break(text, _cut(text, cell - 1, within) + 1, cut + 1, within)
    if start is None:
        start = cut
    end = within.end
    for following in (cell + 1, cell + 2):
        end = _cut(text, following, within)
        found = _first_break(text, offset + 1, end + 1, within)
        if found is not None:
            return Span(start, found)
        if end == within.end or _is_cut(text, following, within):
            break
    return Span(start, end)


def _cell_before(text: str, offset: int, within: Span) -> int:
    """The number of the last cell whose cut is at or before ``offset``."""
    cell = (offset - within.start) // CELL
    return cell - 1 if _cut(text, cell, within) > offset else cell


def _cut(text: str, cell: int, within: Span) -> int:
    """Where a sentence is cut that fills the cell before the ``cell``-th: after white space soon after it, else between graphemes."""
    nominal = within.start + cell * CELL
    if cell == 0 or nominal >= within.end:
        return min(nominal, within.end)
    space = _SPACE.search(text, nominal, min(within.end, nominal + _SLACK))
    if space:
        return space.end()
    return min(within.end, nominal if is_boundary(text, nominal) else next_grapheme(text, nominal))


def _is_cut(text: str, cell: int, within: Span) -> bool:
    """Whether no sentence begins between the cut before the ``cell``-th and that one."""
    return _first_break(text, _cut(text, cell - 1, within) + 1, _cut(text, cell, within) + 1, within) is None


def _first_break(text: str, start: int, end: int, within: Span) -> int | None:
    """The first natural break in ``start`` to ``end`` (excluded)."""
    for at in _candidates(text, start, end, within):
        if _is_natural_break(text, at, within):
            return at
    return None


def _last_break(text: str, start: int, end: int, within: Span) -> int | None:
    """The last natural break in ``start`` to ``end`` (excluded), sought in growing steps backwards."""
    step = 256
    while end > start:
        nearer = max(start, end - step)
        for at in reversed([*_candidates(text, nearer, end, within)]):
            if _is_natural_break(text, at, within):
                return at
        end, step = nearer, step * 2
    return None


def _candidates(text: str, start: int, end: int, within: Span) -> Iterator[int]:
    """The places in ``start`` to ``end`` (excluded) that may be natural breaks, in order."""
    for found in _END.finditer(text, max(within.start, start - _BACK), min(within.end, end + _AHEAD)):
        if found.end() >= end:
            return
        if start <= found.end() < within.end:
            yield found.end()


def _is_natural_break(text: str, offset: int, within: Span) -> bool:
    """Whether the words around ``offset``, which lies inside ``within``, make a sentence begin there."""
    if text[offset].isspace() or not is_boundary(text, offset):
        return False
    before = text[max(within.start, offset - _BACK) : offset]
    gap = before[len(before.rstrip()) :]
    if _GAP.search(gap):
        return True
    tail = _TAIL.search(before)
    if tail is None:
        return False
    after = text[offset : min(within.end, offset + _AHEAD)]
    if tail["stop"][-1] in _WIDE_STOPS:
        goes_on = after[0] in _STOPS + _WIDE_STOPS + _CLOSERS or _FOOTNOTE.match(after) or (tail["closers"] and after[0] in "とって、，,")
        return not goes_on
    if not tail["gap"] or (after[0] in _STOPS and not after.startswith("...")):
        return False
    return _can_follow(before[: tail.start()], tail, after)


def _can_follow(before: str, tail: re.Match[str], after: str) -> bool:
    """Whether ``after`` begins a sentence behind the stop of ``tail``, which stands behind ``before``."""
    head = _HEAD.match(after)
    rest = after[head.end() :] if head else after
    found = _NEXT_WORD.match(rest)
    word = found[0] if found else ""
    if word and word.islower():
        return False
    stop = tail["stop"]
    if stop == "." and not tail["closers"]:
        return _full_stop_ends(before, word)
    if any(closer in "\"”’»'“" for closer in tail["closers"]) and stop != ".":
        speaker = _SPEAKER.match(rest)
        return not (speaker and speaker["verb"] in SAYING)
    return True


def _full_stop_ends(before: str, following: str) -> bool:
    """Whether the full stop behind ``before`` ends a sentence when the word ``following`` (empty: a sign) comes next."""
    found = _LAST_WORD.search(before)
    if found is None:
        return True
    word, start = found[0], found.start()
    small, begins = word.lower(), following.lower() in STARTERS
    if word.isdecimal():
        return _number_ends(word, before[:start], following)
    if small in {"a.m", "p.m"}:
        return following.lower() not in AFTER_TIMES and not following.isdecimal()
    if small in TRAILING:
        return begins or (small in {"etc", "al", "usw", "usf"} and following[:1].isupper())
    if small in NUMBERING and (following[:1].isdecimal() or (len(word) == 1 and word.islower())):
        return False
    if small in LEADING and not (word.islower() and len(word) == 1 and begins):
        return False
    if len(word) == 1 and word.isalpha() and word.lower() != word.upper():
        return begins and word != "M" and not before[:start].rstrip().endswith(".")
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        return begins
    return True


def _number_ends(number: str, before: str, following: str) -> bool:
    """Whether a full stop behind a number ends a sentence: not in dates (``3. Mai``), ordinals, and the numbers of a list."""
    if len(number) > 2:
        return True
    if following.lower() in MONTHS and following.lower() != "may":
        return False
    line = before.rpartition("\n")[2]
    if not line.strip(_OPENERS + " \t#"):
        return False
    previous = _LAST_WORD.search(before.rstrip())
    return not (previous and previous[0].lower() in BEFORE_ORDINALS)
