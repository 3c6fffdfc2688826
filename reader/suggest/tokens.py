"""The words of a passage, each with what stands before it: what rules about names look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.core.abbreviations import LEADING, STARTERS, TRAILING
from reader.core.span import Span

_WORD = re.compile(
    r"""
    (?: https?:// | www\. ) [^\s<>"]+
    | (?<![\w@]) [@\#] \w+ (?: [.-]\w+ )*
    | (?: [^\W\d_]\. ){2,} (?: [^\W\d_](?!\w) )?
    | U\.[SKN] (?!\w)
    | [^\W_]+ (?: [-'’&] [^\W_]+ )* (?: \.(?:com|org|net|io|ai|AI|gov|edu|tv|fm|co)\b )? (?: @[\w.-]+ )?
    """,
    re.VERBOSE,
)
_JOINING = re.compile(r"[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?|[^\S\n]&[^\S\n]")
_DOT = re.compile(r"\.[^\S\n]?\n?")
_POSSESSIVE = re.compile(r"['’][sS]?$")
_CAMEL = re.compile(r"[^\W\d_A-Z]{1,5}[A-Z]")
_OPENING = frozenset('.!?…:;"“„«‘([{•*|·–>')
_DOMAINS = frozenset(["com", "co", "org", "net", "ly", "be", "me", "gl", "io", "gd", "it", "tv", "uk", "de"])
"""What stands before the path of a link that is written without its scheme: *pic.twitter.com/U2h8*."""

_BEFORE_NAMES = frozenset({"st", "ste", "mt", "ft", "jr", "sr"})


class Word(NamedTuple):
    """A word of a text, without its possessive.

    ``opens`` tells that it stands where a capital says nothing: at the beginning of a sentence, line, quotation or bracket.
    ``is_capital`` tells that it is written as names are: *Leike*, *OpenAI*, *iPhone*. ``is_near`` tells that it may belong to the same name
    as the word before it.
    """

    start: int
    end: int
    text: str
    lower: str
    opens: bool
    is_near: bool
    has_possessive: bool
    is_capital: bool


def words_of_passage(text: str, passage: Span) -> list[Word]:
    """The words of ``passage`` in order: also numbers, links, handles and hashtags, each as a whole."""
    found: list[Word] = []
    last = passage.start
    before = None
    for match in _WORD.finditer(text, passage.start, passage.end):
        start, end = match.span()
        spelt = match[0]
        gap = text[last:start]
        last = end
        if gap == " " and before is not None and spelt.islower() and "'" not in spelt and "’" not in spelt:
            before = Word(start, end, spelt, spelt, False, True, False, False)  # most words are such ones
        else:
            before = _word(spelt, start, gap, before)
        found.append(before)
    return found


def _word(spelt: str, start: int, gap: str, before: Word | None) -> Word:
    """The word ``spelt`` with its possessive, which stands at ``start``, ``gap`` after the word ``before``."""
    possessive = _POSSESSIVE.search(spelt)
    if possessive and possessive.start():
        spelt = spelt[: possessive.start()]
    lower = spelt.lower()
    is_capital = not spelt.islower() and (spelt[0].isupper() or bool(_CAMEL.match(spelt)))
    if gap == "/" and before is not None and before.lower.rpartition(".")[2] in _DOMAINS:
        is_capital = False
    if before is None:
        opens, is_near = True, False
    elif gap == " ":
        # A full stop that belongs to the word before (*U.S.*) may end the sentence as well.
        opens = before.text[-1] == "." and is_capital and lower in STARTERS
        is_near = not opens
    else:
        is_near = bool(_JOINING.fullmatch(gap)) or (bool(_DOT.fullmatch(gap)) and _is_before_name(before))
        is_abbreviation = gap.strip() == "." and gap[0] == "." and _is_cut(before, lower)
        opens = not is_near and not is_abbreviation and not _OPENING.isdisjoint(gap)
    return Word(start, start + len(spelt), spelt, lower, opens, is_near, bool(possessive), is_capital)


def _is_before_name(word: Word) -> bool:
    """Whether a full stop after ``word`` joins it with what follows: after an initial, and in *St. Louis*."""
    return (len(word.text) == 1 and word.text.isupper()) or (word.lower in _BEFORE_NAMES and word.text[0].isupper())


def _is_cut(word: Word, following: str) -> bool:
    """Whether a full stop after ``word`` is only an abbreviation's."""
    return word.lower in LEADING or (word.lower in TRAILING and following not in STARTERS)
