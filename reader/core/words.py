"""Words: what a double click takes, and where the word motions stop.

A word is a run of letters, marks and digits, with the hyphens, apostrophes, ampersands and dots inside it (``weak-to-strong``, ``doesn’t``,
``AT&T``, ``U.S.``), or as a whole a handle, hashtag, link, address, or number with its signs (``$3.5m``, ``40%``, ``2024-05-28``). White
space and other punctuation are no words.

Scripts that put no space between words cannot be parted without a dictionary. Katakana and hiragana run on to the end of the script.
Ideographs beside kana, and up to four by themselves, are taken together, as compounds and names mostly are; longer runs are
Chinese sentences, and taken one by one. Thai, Lao, Khmer and Burmese come in runs up to the next space.

Only the run without white space around an offset is looked at. Where such a run is longer than 1,024 code points it is cut at each 1,024th
of ``within``, so that every call sees the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from reader.core.graphemes import is_boundary, next_grapheme
from reader.core.shape import shape
from reader.core.span import Span

RUN = 1024
"""Code points without white space that are looked at together."""

REACH = 4 * RUN
"""Code points that a search for the next or previous word goes through."""

_INNER = r"(?:[-'&_]|\.(?=[a-z0-9]))"
_WORD = re.compile(
    rf"""
    (?: https?:// | www\. ) [^\s<>"]+                                 # a link
    | [A-Za-z0-9._+-]+ @ [A-Za-z0-9-]+ (?: \.[A-Za-z0-9-]+ )+         # an address
    | (?<![A-Za-z0-9]) @ [A-Za-z0-9_]+ (?: [.-][a-z0-9_][A-Za-z0-9_]* )*
      (?: @ [A-Za-z0-9_]+ (?: [.-][A-Za-z0-9_]+ )* )? (?: '[sS](?![A-Za-z0-9_]) )?  # a handle
    | (?<![A-Za-z0-9]) \# [A-Za-z0-9_漢かカ]+ (?: '[sS](?![A-Za-z0-9_]) )?  # a hashtag
    | (?: [A-Za-z0-9-]+ \. )+ [a-z]{{2,}} / [^\s<>"]*                   # a link without its scheme
    | Ph\.D\.?
    | (?: [A-Za-z] \. ){{2,}} (?: [A-Za-z] (?![A-Za-z0-9]) )? (?: -[A-Za-z0-9]+ )* (?: '[sS](?![A-Za-z0-9_]) )?  # initials
    | (?<![A-Za-z0-9]) [+-]? [A-Z]{{0,3}} [$] [0-9] (?: [.,:'/-]? [A-Za-z0-9] )*  # an amount
    | (?: (?<![A-Za-z0-9.,]) [+-] )? [0-9]+ (?: [.,:'/][0-9]+ )+ (?: -?[A-Za-z0-9]+ )* [%$]?   # a number, date or time
    | (?: (?<![A-Za-z0-9]) - (?=[0-9]) )? [A-Za-z0-9_]+ (?: {_INNER} [A-Za-z0-9_]+ )* [%$]?
    | [漢]+ | [か]+ | [カ]+
    """,
    re.VERBOSE,
)
_LINK = re.compile(r"https?://|www\.|(?:[A-Za-z0-9-]+\.)+[a-z]{2,}/")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_OPENS = {")": "(", "]": "["}
_SPACE = re.compile(r"\s")
_LONGEST_COMPOUND = 4


def word_at(text: str, offset: int, within: Span) -> Span | None:
    """The word that the code point at ``offset`` belongs to; ``None`` on white space, on punctuation, and outside ``within``."""
    if not within.contains(offset) or text[offset].isspace():
        return None
    words = _words(text, _run_at(text, offset, within))
    index = bisect_right(words, offset, key=lambda word: word.start) - 1
    return words[index] if index >= 0 and words[index].contains(offset) else None


def without_possessive(text: str, span: Span) -> Span:
    """The word ``span`` without a final ``’s``: ``company`` of ``company’s``. Other words as they are."""
    has_possessive = len(span) > 2 and _POSSESSIVE.match(text, span.end - 2, span.end)
    return Span(span.start, span.end - 2) if has_possessive else span


def next_word(text: str, offset: int, within: Span) -> int:
    """The start of the first word that begins after ``offset``; ``within.end`` when there is none.

    In more than 4,096 code points without a word, a place that far on.
    """
    for word in words_from(text, offset, within):
        if word.start > offset:
            return word.start
    return _stop(text, offset + REACH, within)


def next_word_end(text: str, offset: int, within: Span) -> int:
    """The end of the first word that ends after ``offset``; ``within.end`` when there is none, or a place 4,096 code points on."""
    for word in words_from(text, offset, within):
        if word.end > offset:
            return word.end
    return _stop(text, offset + REACH, within)


def previous_word(text: str, offset: int, within: Span) -> int:
    """The start of the last word that begins before ``offset``; ``within.start`` when there is none, or a place 4,096 code points back."""
    for word in words_before(text, offset, within):
        return word.start
    return _stop(text, offset - REACH, within)


def words_from(text: str, offset: int, within: Span) -> Iterator[Span]:
    """The words in order that end after ``offset``, as far as 4,096 code points on."""
    at = max(offset, within.start)
    last = min(within.end, at + REACH)
    while at < last:
        if text[at].isspace():
            at += 1
            continue
        run = _run_at(text, at, within)
        yield from (word for word in _words(text, run) if word.end > offset)
        at = run.end


def words_before(text: str, offset: int, within: Span) -> Iterator[Span]:
    """The words that begin before ``offset``, the last of them first, as far as 4,096 code points back."""
    at = min(offset, within.end)
    first = max(within.start, at - REACH)
    while at > first:
        if text[at - 1].isspace():
            at -= 1
            continue
        run = _run_at(text, at - 1, within)
        yield from (word for word in reversed(_words(text, run)) if word.start < offset)
        at = run.start


def _stop(text: str, offset: int, within: Span) -> int:
    """The first grapheme boundary at or after ``offset`` in ``within``."""
    if offset <= within.start or offset >= within.end:
        return min(max(offset, within.start), within.end)
    return min(within.end, offset if is_boundary(text, offset) else next_grapheme(text, offset))


def _run_at(text: str, offset: int, within: Span) -> Span:
    """The run without white space that holds ``offset``, where there is none.

    ``within`` is parted into cells of ``RUN`` code points. The end of a cell cuts a run when there is no white space in the cell.
    """
    cell = (offset - within.start) // RUN
    if _stop(text, within.start + cell * RUN, within) > offset:
        cell -= 1
    before, first, last, after = (_stop(text, within.start + (cell + step) * RUN, within) for step in (-1, 0, 1, 2))
    start = _after_space(text, first, offset)
    if start == first and _SPACE.search(text, before, first):
        start = _after_space(text, before, first)
    space = _SPACE.search(text, offset, last)
    if space is None and _SPACE.search(text, first, offset):
        space = _SPACE.search(text, last, after)
        last = after
    return Span(start, space.start() if space else last)


def _after_space(text: str, start: int, end: int) -> int:
    """The place after the last white space of ``text[start:end]``; ``start`` when there is none."""
    piece = text[start:end]
    if not piece or piece[-1].isspace():
        return end
    return end - len(piece.rsplit(None, 1)[-1])


def _words(text: str, run: Span) -> list[Span]:
    """The words of a run without white space, in order."""
    kinds = shape(run.of(text))
    words: list[Span] = []
    at = 0
    while found := _WORD.search(kinds, at):
        start, end = found.span()
        if _LINK.match(kinds, start):
            end = _link_end(text, run.start, start, end)
        at = end
        beside_kana = kinds[start - 1 : start] in ("か", "カ") or kinds[end : end + 1] in ("か", "カ")
        if kinds[start] == "漢" and end - start > _LONGEST_COMPOUND and not beside_kana:
            words += _characters(text, Span(run.start + start, run.start + end))
        else:
            words.append(_whole(text, Span(run.start + start, run.start + end), run))
    return words


def _link_end(text: str, shift: int, start: int, end: int) -> int:
    """Where a link ends that goes no further than ``end``: before the punctuation that is the sentence's."""
    link = text[shift + start : shift + end]
    while link[-1] in ".,:;!?'\"’”»…*_" or (link[-1] in ")]" and link.count(link[-1]) > link.count(_OPENS[link[-1]])):
        link = link[:-1]
    return start + len(link)


def _characters(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        end = min(span.end, next_grapheme(text, at))
        yield Span(at, end)
        at = end


def _whole(text: str, span: Span, run: Span) -> Span:
    """``span`` without splitting a grapheme, as far as ``run`` allows: joiners and prefixes may hang on a word's ends."""
    start, end = span.start, span.end
    while start > run.start and not is_boundary(text, start):
        start -= 1
    while end < run.end and not is_boundary(text, end):
        end += 1
    return Span(start, end)
