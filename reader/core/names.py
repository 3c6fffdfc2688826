"""Name phrases: the whole name that a reader points at, told by capitals alone.

A name is a run of capitalised words, with the small words that join names between them (*Ursula von der Leyen*, *University of Oxford*).
Commas and other signs end it, so does a possessive, which is left off (*Leike’s team*). Function words do not belong to it however they
are written (*The Superalignment team*, *In Berlin*), nor do weekdays, months before a number, and the honorifics Mr., Mrs., Ms., Dr.,
Prof., Sen., Rep. and Gov.; other titles (*President*, *Sir*) do. Two names that touch (*Sam Altman OpenAI*) are taken for one.

In scripts without capitals a name is the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from reader.core.abbreviations import MONTHS, STARTERS, WEEKDAYS, words_of
from reader.core.sentences import is_sentence_break
from reader.core.shape import shape
from reader.core.span import Span
from reader.core.words import without_possessive, word_at, words_before, words_from

WORDS = 12
"""Words that a name may have before, and after, the one at the offset."""

_HONORIFICS = words_of("mr mrs ms mx dr prof sen sens rep reps gov messrs mme mlle herr frau monsieur madame señor señora sra")
_PARTICLES = words_of("de da do dos das del della di du des la le las los el al von van der den ter ten zu bin ibn bint ben y e af av")
_HEADS = words_of(
    """
    academy agency alliance archbishop army assembly association bank bay bishop board bureau cape center centre chamber church city
    coalition college commission committee commonwealth confederation congress convention council county court daughters democratic
    department diocese district doctors duchess duke earl embassy faculty federation foundation fund government governor gulf house
    institute institution isle isles journal king kingdom league library lord mayor minister ministry museum office order organisation
    organization palace parliament party people plains prince princess province queen republic royal school secretary senate society
    sons standards state states strait straits sultanate supreme tower treaty union university
    """
)
"""Words after which ``of`` and ``for`` belong to a name. After others they part two: *Jared Kaplan of Anthropic*."""

_HEADS_IN_ORDER = tuple(sorted(_HEADS))
_JOINERS = frozenset({"of", "for", "the"})

_NOT_NAMES = (STARTERS - words_of("la le el los las der die das des una du")) | words_of(
    """
    yes dear hello hi hey thanks please oh ok well is are was were do does did has have had can could would should might must
    let me him us them whom whose shall never ever just perhaps maybe finally earlier later recently currently previously eventually
    additionally furthermore nevertheless nonetheless indeed clearly apparently reportedly unlike like following given speaking asked
    its into onto upon within throughout across around near every few much less least first second third whether because either
    neither nor
    """
)
_IN_CAPITALS_TOO = words_of("the a an in on of and to for at by with is from")
_DOTTED = words_of("jr sr inc corp co ltd bros")
_BEFORE_DOT = words_of("st ste mt ft")
_SPACE = re.compile(r"[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?|[^\S\n]&[^\S\n]")
_DOT = re.compile(r"\.[^\S\n]?")
_PREFIX = re.compile(r"(?:non|pro|anti|ex|pre|post|mid|un|co|neo)-(?=[A-Z])", re.IGNORECASE)
_TAIL = re.compile(
    "(?:-(?:based|backed|led|owned|run|born|bred|style|era|made|funded|controlled|linked|like|wide|related|friendly|aligned|held|dominated"
    "|sponsored|supported|occupied|speaking|only|approved|trained|educated|built|inspired|ruled|affiliated|specific|area|bound|type))+$"
)
_NUMBER = re.compile(r"\s?[0-9]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word and what it is to a name. ``core`` is the part that belongs to one, ``None`` when nothing does."""

    span: Span
    spelt: str
    core: Span | None

    @property
    def is_particle(self) -> bool:
        return self.spelt in _PARTICLES or self.spelt in _JOINERS


def may_head(words: str) -> bool:
    """Whether a name may go on behind ``words`` with *of*, as it does in *Bank of England*; ``False`` rules it out."""
    return words.lower().startswith(_HEADS_IN_ORDER)


def name_at(text: str, offset: int, within: Span) -> Span | None:
    """The name that the word at ``offset`` belongs to; ``None`` where there is none: on small words, numbers, links and signs.

    A handle is a name by itself. A word in a script without capitals is one too. Nothing outside ``within`` is looked at.
    """
    span = word_at(text, offset, within)
    if span is None:
        return None
    kinds = shape(span.of(text))
    has_no_case = any(kind in "漢かカ" or (kind == "x" and letter > "\x7f") for kind, letter in zip(kinds, span.of(text), strict=True))
    if kinds[0] == "@" or has_no_case:
        return without_possessive(text, span)
    before = [_word(text, word) for word in islice(words_before(text, span.start, within), WORDS)]
    after = [_word(text, word) for word in islice(words_from(text, span.end, within), WORDS)]
    words = [*reversed(before), _word(text, span), *after]
    at = len(before)
    if words[at].core is None:
        left = _neighbour(words, at, -1)
        right = _neighbour(words, at, 1)
        if not words[at].is_particle or left is None or right is None or not _are_joined(text, words, left, right, within):
            return None
        at = left
    return _name_around(text, words, at, within)


def _name_around(text: str, words: list[_Word], at: int, within: Span) -> Span | None:
    """The name that the word at index ``at``, which has a core, belongs to."""
    first = last = at
    while (left := _neighbour(words, first, -1)) is not None and _are_joined(text, words, left, first, within):
        first = left
    while (right := _neighbour(words, last, 1)) is not None and _are_joined(text, words, last, right, within):
        last = right
    start, end = words[first].core, words[last].core
    if start is None or end is None:
        return None
    has_dot = words[last].spelt in _DOTTED and end.end < within.end and text[end.end] == "."
    return Span(start.start, end.end + has_dot)


def _neighbour(words: list[_Word], at: int, step: int) -> int | None:
    """The index of the nearest word with a core, over particles only."""
    at += step
    while 0 <= at < len(words) and words[at].core is None and words[at].is_particle:
        at += step
    return at if 0 <= at < len(words) and words[at].core is not None else None


def _are_joined(text: str, words: list[_Word], left: int, right: int, within: Span) -> bool:
    """Whether the words at two indices belong to one name, given that only particles stand between them."""
    first, second = words[left], words[right]
    if first.core is None or second.core is None or first.core.end != first.span.end or second.core.start != second.span.start:
        return False
    for one, other in pairwise(words[left : right + 1]):
        gap = text[one.span.end : other.span.start]
        after_initial = one is first and (one.span.end - one.span.start == 1 or one.spelt in _BEFORE_DOT)
        if not _SPACE.fullmatch(gap) and not (after_initial and _DOT.fullmatch(gap)):
            return False
    if text[second.span.start - 2] in ".!?" and is_sentence_break(text, second.span.start, within):
        return False
    between = [word.spelt for word in words[left + 1 : right]]
    if any(word in _JOINERS for word in between):
        return between[0] in ("of", "for") and between[1:] in ([], ["the"]) and first.spelt in _HEADS
    return True


def _word(text: str, span: Span) -> _Word:
    stem = without_possessive(text, span)
    letters = stem.of(text)
    spelt = letters.lower()
    return _Word(span, spelt, _core(text, stem, letters, spelt))


def _core(text: str, span: Span, letters: str, spelt: str) -> Span | None:
    """The part of a word that can belong to a name."""
    kinds = shape(letters)
    if not (kinds[0].isalnum() and any("A" <= kind <= "Z" for kind in kinds)) or "://" in letters or "@" in letters or "/" in letters:
        return None
    is_initial = len(letters) == 1 and text[span.end : span.end + 1] == "."
    if spelt in _HONORIFICS or spelt in WEEKDAYS or (spelt in MONTHS and _NUMBER.match(text, span.end)):
        return None
    in_capitals = len(letters) > 1 and letters.isupper()
    if not is_initial and spelt in (_IN_CAPITALS_TOO if in_capitals else _NOT_NAMES):
        return None
    prefix, tail = _PREFIX.match(kinds), _TAIL.search(kinds)
    start = span.start + (prefix.end() if prefix else 0)
    end = span.start + tail.start() if tail and "A" <= kinds[0] <= "Z" else span.end
    return Span(start, end) if start < end else None
