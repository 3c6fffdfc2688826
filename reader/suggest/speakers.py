"""Who a sentence says has said it, where a name stands plainly beside the word for saying."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.core.abbreviations import MONTHS, STARTERS, WEEKDAYS, words_of
from reader.core.names import may_head, name_at
from reader.core.span import Span

_VERBS = (
    "said|says|told|tells|wrote|writes|announced|announces|claimed|claims|stated|states|added|adds|argued|argues|tweeted|posted|reported|reports"
    "|warned|warns|explained|explains|noted|notes|insisted|insists|admitted|admits|confirmed|confirms|testified|revealed|concluded|estimates|estimated"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(?:the\s+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.?\s+)?")
_INVERTED = re.compile(
    r"[,”\"’»]\s+(?:said|says|wrote|writes|added|adds|explained|warned|argued)\s+(?:the\s+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.?\s+)?(?=[^\W\d_]|@)"
)
_CAPITAL = r"(?:(?![a-z])[^\W\d_]|@)(?:[\w.-]|['’](?!s\b))*"
_JOINED = rf"{_CAPITAL}(?:\s(?:(?:&|de|da|del|di|la|von|van|der|den|al|bin)\s){{0,2}}{_CAPITAL}){{0,6}}"
_NAME = re.compile(_JOINED)
_LAST = re.compile(rf"(?<![\w@'’-]){_JOINED}\Z")
_OF = re.compile(r"\s(?:of|from|at)\s(?:the\s)?\Z")
_BETWEEN = re.compile(r"\s*(?:(?:has|have|had|also|later|then|once|previously|first|again|\w+ly)\s+){0,2}\Z")
_BEFORE = re.compile(r"([^\s,;:“”\"(]+)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LONGEST_APPOSITION, _LONGEST_NAME = 80, 60  # code points

_NO_NAMES = STARTERS | WEEKDAYS | MONTHS | words_of("mr mrs ms dr prof sen rep gov i")
_NOT_BEFORE = words_of(
    """
    of for to with by from at in on about against between among and or than like under over
    some many several most few all both other two three four five no
    """
)
"""Words before a name that make somebody else speak, or several."""

_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person)\s+(?:for|of)\s+(?:the\s+)?\Z", re.IGNORECASE)


def speaker(text: str, sentence: Span, known: Mapping[str, object]) -> str | None:
    """The name of who says ``sentence``, a span of ``text``; ``None`` when no name is plainly there.

    A single word at the beginning of the sentence is taken for a name when it is among the ``known`` ones, or is one elsewhere in the text.
    """
    words = sentence.of(text)
    for pattern in (_ACCORDING, _INVERTED):
        if found := pattern.search(words):
            named = _NAME.match(words, found.end())
            if named is not None and named[0].lower() not in _NO_NAMES:
                return named[0].rstrip(".")
            if pattern is _ACCORDING:
                return None  # somebody is named, but not plainly
    for found in _VERB.finditer(words):
        name = _subject(text, Span(sentence.start, sentence.start + found.start()))
        if name is not None and _is_plain(text, name, sentence, known):
            return name.of(text)
    return None


def _subject(text: str, before: Span) -> Span | None:
    """The name at the end of what stands before the word for saying, or before what two commas set apart there."""
    between = _BETWEEN.search(text, max(before.start, before.end - _LONGEST_NAME), before.end)
    end = between.start() if between else before.end
    if end <= before.start:
        return None
    if text[end - 1] != ",":
        return _name_ending(text, Span(before.start, end))
    comma = text.rfind(",", max(before.start, end - _LONGEST_APPOSITION), end - 1)
    if comma < 0:
        return None
    last = _name_ending(text, Span(before.start, end - 1))
    if last is not None and not text[comma + 1 : last.start].strip():
        return last  # the mayor, Ana Vidal, said
    return _name_ending(text, Span(before.start, comma))


def _name_ending(text: str, before: Span) -> Span | None:
    """The name at the very end of ``before``; of a name and what it belongs to (*Ana Vidal of the Tide Office*), the first."""
    found = _LAST.search(text, max(before.start, before.end - _LONGEST_NAME), before.end)
    if found is None:
        return None
    start = found.start()
    while start < before.end:
        first = text[start : before.end].split(None, 1)
        if first[0].lower().rstrip(".") not in _NO_NAMES:
            break
        start += len(first[0]) + 1
    if start >= before.end:
        return None
    of = _OF.search(text, max(before.start, start - 10), start)
    if of is None:
        return Span(start, before.end)
    holder = _name_ending(text, Span(before.start, of.start()))
    if holder is None:
        return Span(start, before.end)
    last = max(holder.start, text.rfind(" ", holder.start, holder.end) + 1)
    if not may_head(text[last : holder.end]):
        return holder
    joined = name_at(text, last, Span(last, before.end))  # Bank of England, but Ana Vidal of the Tide Office
    return Span(holder.start, before.end) if joined is not None and joined.end > holder.end else holder


def _is_plain(text: str, name: Span, sentence: Span, known: Mapping[str, object]) -> bool:
    """Whether ``name`` is one, and it alone speaks."""
    word, lead = name.of(text), text[sentence.start : name.start]
    before = _BEFORE.search(lead)
    if before is not None and before[1].lower() in _NOT_BEFORE and not _SPOKESPERSON.search(lead):
        return False
    if lead.strip(" \t\n“\"‘'(") or " " in word or word[0] == "@" or not word[1:].islower() or word in known:
        return True
    return _stands_inside(text, word)


def _stands_inside(text: str, word: str) -> bool:
    """Whether ``word`` stands inside a sentence anywhere, where a capital tells a name."""
    at = text.find(f" {word}")
    while at > 0:
        if (text[at - 1].isalpha() or text[at - 1] == ",") and not text[at + 1 + len(word) : at + 2 + len(word)].isalnum():
            return True
        at = text.find(f" {word}", at + 1)
    return False
