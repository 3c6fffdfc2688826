"""Runs of capitalised words that are names, told with what the whole text says of its words.

A capital says nothing at the beginning of a sentence, nor in a heading that has all its words capitalised. There a word is taken for a
name's when the text has it capitalised elsewhere, or when it is no ordinary word and nowhere in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from reader.core.abbreviations import MONTHS, STARTERS, WEEKDAYS, words_of
from reader.core.namesakes import looks_like_acronym
from reader.suggest.lists import heads, is_common, is_demonym, is_listed, is_people, is_small, phrases, words
from reader.suggest.tokens import Word

_QUOTES = ("“", "”", '"', "‘", "’", "„")

LONGEST = 14
"""Words of a name."""

_PARTICLES = words_of("de da do dos das del della di du la le las los el al von van der den ter ten zu bin ibn bint ben y af av")
_ENDINGS = words_of("jr sr inc corp co ltd bros")
_INSIDE_POSSESSIVES = words_of(
    "people king queen children women men ladies driver workers veterans teachers farmers citizens lloyd mcdonald"
)
_OFFICES_BEFORE_OF = words_of(
    "secretary governor king queen duke duchess earl prince princess archbishop bishop lord mayor minister chamber strait straits cape bay "
    "gulf house order statue state isle kingdom plains sons daughters palace tower treaty city church lake mount museum"
)
_TAILS = words_of(
    "based backed led owned run born bred style era made funded controlled linked like wide related friendly aligned held dominated "
    "sponsored supported occupied speaking only approved trained educated built inspired ruled affiliated specific area bound type"
)
_PREFIXES = words_of("non pro anti ex pre post mid un co neo all inter trans self high low long short best full part well cross multi semi")


_CAPTIONS = words_of("image images photo photos photograph picture pictures video audio credit credits source sources caption file via")
_GERMAN = words_of("der die das und ist nicht mit ein eine von den dem im auf für sich des zu")
_SIDES = words_of("north south east west")
_SIDED = words_of("northern southern eastern western")
_BELIEFS = words_of(
    "republican democratic conservative liberal libertarian socialist communist progressive nationalist presidential congressional "
    "parliamentary federal olympic paralympic"
)
"""Adjectives that are written large and name nothing by themselves."""

_WHOLE_MONTHS = words_of("january february march april may june july august september october november december")


class Setting(Enum):
    """How the words of a passage are written."""

    PLAIN = auto()
    TITLE_CASE = auto()
    CAPITALS = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one block or line, and how they are written."""

    words: Sequence[Word]
    setting: Setting


@dataclass(frozen=True, slots=True)
class Run:
    """A name in a passage: the indices of its first and last word. ``end`` is where it ends in the text."""

    passage: Passage
    first: int
    last: int
    end: int

    @property
    def start(self) -> int:
        return self.passage.words[self.first].start

    @property
    def words(self) -> Sequence[Word]:
        return self.passage.words[self.first : self.last + 1]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text says of its words: those in lower case, those capitalised where that says something, and pairs of these.

    ``has_capital_nouns`` tells that all nouns have capitals in it, as in German.
    """

    in_lower_case: frozenset[str]
    capitalised: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    has_capital_nouns: bool


def passage_of(words: Sequence[Word], ends_with_stop: bool) -> Passage:
    """``words`` with how they are written. A sentence that ends with a full stop is never taken for a heading in title case."""
    if 2 * sum(word.is_capital for word in words) < len(words):
        return Passage(words, Setting.PLAIN)
    long = [word for word in words if len(word.text) > 1]
    large = [word for word in long if len(word.text) > 3 and word.text[0].isalpha()]
    if len(large) > 1 and sum(word.text.isupper() for word in long) > 0.75 * len(long):
        return Passage(words, Setting.CAPITALS)
    is_short = not ends_with_stop and len(large) > 2 and len(words) < 30
    if is_short and sum(word.is_capital for word in large[1:]) >= 0.75 * (len(large) - 1):
        return Passage(words, Setting.TITLE_CASE)
    return Passage(words, Setting.PLAIN)


def evidence_of(passages: Iterable[Passage]) -> Evidence:
    """What the passages of a whole text say."""
    lower: set[str] = set()
    capitalised: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    german = small = 0
    for passage in passages:
        if passage.setting is not Setting.PLAIN:
            continue
        before: Word | None = None
        for word in passage.words:
            if not word.is_capital:
                lower.add(word.text)
                german += word.text in _GERMAN
                small += 1
            elif not word.opens:
                capitalised.add(word.text)
                if before is not None and word.is_near and before.is_capital and not before.opens:
                    pairs.add((before.text, word.text))
            before = word
    return Evidence(frozenset(lower), frozenset(capitalised), frozenset(pairs), german > 4 and german > 0.08 * small)


def runs(text: str, passage: Passage, evidence: Evidence) -> list[Run]:
    """The names of ``passage`` in order; they do not overlap."""
    found: list[Run] = []
    at, tokens = 0, passage.words
    able = [word.is_capital and _can_name(passage, index, evidence) and not _is_caption(text, word) for index, word in enumerate(tokens)]
    while at < len(tokens):
        if not able[at]:
            at += 1
            continue
        last = _last_of(tokens, able, at)
        run = _trimmed(text, passage, at, last, evidence)
        if run is not None:
            found.append(run)
        at = last + 1
    return found


def _can_name(passage: Passage, at: int, evidence: Evidence) -> bool:
    """Whether the capitalised word at index ``at`` can belong to a name, as far as it tells by itself and its neighbours."""
    word = passage.words[at]
    if not word.text[0].isalpha() or "://" in word.text or "@" in word.text or word.lower in WEEKDAYS:
        return False
    if word.text[0].islower():
        head = word.text.partition("-")[0]
        return any(letter.isupper() for letter in head)
    if word.lower in words("people", "courtesies"):
        return False
    if word.lower in MONTHS and (word.lower in _WHOLE_MONTHS or _is_by_number(passage.words, at)):
        return _is_no_month(passage.words, at)
    if len(word.text) == 1:
        following = passage.words[at + 1] if at + 1 < len(passage.words) else None
        return following is not None and following.is_near and following.is_capital and word.text not in "IA"
    if word.opens and word.lower in STARTERS and not is_small(word.lower) and not _is_pair(passage.words, at, evidence):
        return False
    if passage.setting is Setting.CAPITALS:
        return is_listed(word.lower) or word.text in evidence.capitalised or word.text.title() in evidence.capitalised
    if is_small(word.lower) and len(word.text) == 2 and word.text.isupper() and word.lower not in words("places", "countries"):
        after = passage.words[at + 1] if at + 1 < len(passage.words) else None
        return after is not None and after.is_near and after.is_capital and not after.text.isupper() and not is_common(after.lower)
    if is_small(word.lower) and word.lower in words("people", "first_names") and at + 1 < len(passage.words):
        after = passage.words[at + 1]
        if after.is_near and after.is_capital and (not word.opens or (word.text, after.text) in evidence.pairs):
            return True
    if is_small(word.lower) and not word.text.isupper() and at and word.is_near and passage.setting is Setting.PLAIN:
        before = passage.words[at - 1]
        return before.lower in words("people", "first_names") and before.is_capital and not is_common(before.lower)
    if is_small(word.lower):
        return word.text.isupper() and (word.lower in words("places", "countries") or word.text in ("WHO", "IS"))
    if len(word.text) > 3 and word.text.isupper() and is_common(word.lower) and word.lower not in words("kinds", "known_organisations"):
        return False
    if passage.setting is Setting.TITLE_CASE:
        return word.text in evidence.capitalised or not (is_common(word.lower) or word.lower in evidence.in_lower_case)
    return True


def _is_caption(text: str, word: Word) -> bool:
    """Whether a word with a colon behind it says what stands there: *Tolvane harbour. ⟦Image⟧: Mira Arden*."""
    return word.lower in _CAPTIONS and text[word.end : word.end + 1] == ":"


def _is_pair(tokens: Sequence[Word], at: int, evidence: Evidence) -> bool:
    """Whether the word at index ``at`` and the next one belong together: *Los Angeles*, *El Salvador*."""
    if at + 1 >= len(tokens) or not tokens[at + 1].is_near:
        return False
    one, other = tokens[at], tokens[at + 1]
    return (one.text, other.text) in evidence.pairs or f"{one.lower} {other.lower}" in phrases("places", "with_two_words")


def _is_no_month(tokens: Sequence[Word], at: int) -> bool:
    """Whether the name of a month is rather a person's: *Theresa May*, *April Jones*."""
    if _is_by_number(tokens, at):
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and tokens[at].is_near and before.lower in words("people", "first_names"):
        return True
    first = tokens[at].lower in words("people", "first_names")
    return first and after is not None and after.is_near and after.is_capital and not is_common(after.lower)


def _is_by_number(tokens: Sequence[Word], at: int) -> bool:
    beside = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return any(word.text[0].isdigit() for word in beside)


def _last_of(tokens: Sequence[Word], able: Sequence[bool], first: int) -> int:
    """The index of the last word of the name that begins at ``first``."""
    last = first
    while last - first < LONGEST:
        following = _next_of(tokens, able, first, last)
        if following is None:
            break
        last = following
    return last


def _next_of(tokens: Sequence[Word], able: Sequence[bool], first: int, last: int) -> int | None:
    """The index of the word that goes on with the name ``first`` to ``last``; ``None`` where it ends."""
    at = last + 1
    if at >= len(tokens) or not tokens[at].is_near:
        return None
    if tokens[last].has_possessive and not (tokens[last].lower in _INSIDE_POSSESSIVES and able[at]):
        return None
    if _has_tail(tokens[last].text):
        return None
    if able[at]:
        return None if _begins_anew(tokens, able, first, at) else at
    begin = at
    while at < len(tokens) and at - begin < 3 and tokens[at].is_near and not tokens[at].is_capital:
        at += 1
    if at == begin or at >= len(tokens) or not able[at] or not tokens[at].is_near:
        return None
    between = [word.lower for word in tokens[begin:at]]
    if all(word in _PARTICLES for word in between):
        return at
    head = tokens[last].lower
    if between[0] in ("of", "for") and between[1:] in ([], ["the"]):
        if tokens[at].text.isupper() and is_listed(tokens[at].lower):
            return None
        if any(word.lower in ("of", "for") for word in tokens[first:last]) and is_common(head) and is_common(tokens[at].lower):
            return at
        is_head = head in words("kinds", "organisations") or head in words("places", "heads") or head in _OFFICES_BEFORE_OF
        return at if is_head else None
    if between == ["and"] and is_common(head) and is_common(tokens[at].lower) and not is_listed(head):
        return at if _is_one_body(tokens, able, first, at) else None
    return None


def _begins_anew(tokens: Sequence[Word], able: Sequence[bool], first: int, at: int) -> bool:
    """Whether a person's name touches that of an organisation: *NASA ⟦Bill Ingalls⟧*, *State University ⟦Simon Ličen⟧*."""
    if tokens[at].lower not in words("people", "first_names"):
        return False
    head = tokens[at - 1]
    if not (
        head.lower in words("kinds", "organisations") or (looks_like_acronym(head.text) and head.text.isupper() and len(head.text) > 2)
    ):
        return False
    last = at
    while last + 1 < len(tokens) and able[last + 1] and tokens[last + 1].is_near and last - first < LONGEST:
        last += 1
    is_head = any(tokens[last].lower in some for some in (heads(), words("kinds", "works"), words("kinds", "events")))
    return last > at and not is_head and not (is_common(tokens[at].lower) and is_common(tokens[at + 1].lower))


def _is_one_body(tokens: Sequence[Word], able: Sequence[bool], first: int, at: int) -> bool:
    """Whether the words on both sides of an *and* are of one organisation: *Department of Health and Human Services*."""
    if any(word.lower in ("of", "for") for word in tokens[first:at]):
        return True
    last = at
    while last + 1 < len(tokens) and able[last + 1] and tokens[last + 1].is_near and last - at < LONGEST:
        last += 1
    return last > at and tokens[last].lower in words("kinds", "organisations")


def _has_tail(word: str) -> bool:
    return "-" in word and word.rpartition("-")[2] in _TAILS


def _trimmed(text: str, passage: Passage, first: int, last: int, evidence: Evidence) -> Run | None:
    """The name that is left when what does not belong to it is taken off both ends; ``None`` when that is nothing."""
    tokens = passage.words
    is_title = _is_quoted(text, tokens[first].start, tokens[last].end)
    while first <= last and not is_title and _is_no_beginning(passage, first, last, evidence):
        first += 1
        while first <= last and not tokens[first].is_capital:
            first += 1
    while last > first and tokens[last].lower in words("kinds", "generic_capitals") and tokens[last].text.isupper():
        last -= 1
    if first == last and is_common(tokens[first].lower) and _is_label(text, tokens, first):
        return None
    if first > last:
        return None
    is_named_so = first and first == last and tokens[first - 1].lower == "the" and tokens[first].lower in _SIDES and not tokens[first].opens
    if not is_named_so and all(not word.is_capital or _names_nothing(word.text) for word in tokens[first : last + 1]):
        return None
    if first == last and (_prefixed(tokens[first].text) or (evidence.has_capital_nouns and _may_be_noun(tokens, first))):
        return None
    end = tokens[last].end
    if _has_tail(tokens[last].text):
        end -= len(tokens[last].text) - len(tokens[last].text.partition("-")[0])
    if tokens[last].lower in _ENDINGS and text[end : end + 1] == ".":
        end += 1
    return Run(passage, first, last, end)


def _may_be_noun(tokens: Sequence[Word], at: int) -> bool:
    """Whether a word by itself may be an ordinary noun where all of these have capitals."""
    word = tokens[at]
    if is_listed(word.lower) or (at and tokens[at - 1].lower in words("people", "courtesies")):
        return False
    return word.text[1:].islower()


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand around several words, as around the title of a work."""
    return text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES and " " in text[start:end]


def _is_label(text: str, tokens: Sequence[Word], at: int) -> bool:
    """Whether a colon or number behind an ordinary word shows that it is a label or kind: *Image: …*, *Category 3*."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return text[tokens[at].end : tokens[at].end + 1] == ":" or (after is not None and after.is_near and after.text[0].isdigit())


def _prefixed(word: str) -> bool:
    return "-" in word and word.partition("-")[0].lower() in _PREFIXES


def _is_no_beginning(passage: Passage, first: int, last: int, evidence: Evidence) -> bool:
    """Whether the first word of a run does not belong to the name."""
    word = passage.words[first]
    following = passage.words[first + 1] if first < last else None
    if (
        following is not None
        and is_demonym(word.lower)
        and (_is_title(following.lower) or following.lower in words("people", "first_names"))
    ):
        return True
    if not word.opens or passage.setting is not Setting.PLAIN or (len(word.text) > 1 and word.text.isupper()):
        return False
    if following is None:
        return _is_ordinary(word, evidence)
    if (word.text, following.text) in evidence.pairs or _is_title(word.lower):
        return False
    if f"{word.lower} {following.lower}" in phrases("places", "with_two_words"):
        return False
    if word.lower in words("people", "first_names") and not following.opens and not is_small(word.lower):
        return False
    return _is_ordinary(word, evidence) and passage.words[last].lower not in heads()


def _is_ordinary(word: Word, evidence: Evidence) -> bool:
    """Whether a word at the beginning of a sentence is rather an ordinary one than a name."""
    if word.text in evidence.capitalised and word.lower not in evidence.in_lower_case:
        return False
    return is_common(word.lower) or word.lower in evidence.in_lower_case


def _is_title(word: str) -> bool:
    return word in words("people", "titles") or word in ("prime", "former", "acting", "assistant", "foreign", "us", "u.s.")


@lru_cache(maxsize=8192)
def _names_nothing(word: str) -> bool:
    """Whether a run of this word alone names nothing: an acronym for a general thing, or what belongs to a place."""
    small = word.lower()
    if _has_tail(small):
        small = small.partition("-")[0]
    if is_people(small):
        return False
    if looks_like_acronym(word) and small.strip(".") in words("kinds", "generic_capitals"):
        return True
    return is_demonym(small) or small in _BELIEFS or small in _SIDES or small in _SIDED or small in _ENDINGS
