"""Which claims say the same as others, and which post a sentence tells again: by words, explained, without a model.

Two claims are compared only when they share a rare feature: a stem, or two stems that follow each other. Features that very many claims
have propose nothing, and a claim is compared with its ``COMPARED`` likeliest partners, so the cost grows with the number of claims
and not with its square. The partners are then measured by the token set ratio of rapidfuzz on stems, and by how much of the weight of
their words (rare ones weigh more, as in the usual inverse document frequency) they share.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from reader.core.wording import NEGATIONS
from reader.suggest.stems import numbers_of, stem_of, stems_of, words_of

COMMON = 64
"""Claims that a feature may stand in to propose partners by itself."""

TWINS = 4
"""Statements of the same stems that are compared with all others; each one more is only a pair with the one before it."""

COMPARED = 12
"""Partners that a claim is compared with."""

PROPOSED = 400
"""Proposals that are looked at for one claim."""

LEAST = 0.62
"""The score from which on two claims are told to be alike."""

PARAPHRASE = 0.38
"""The score from which on a post may be what a sentence tells again. There are few posts, and their author is often named: less will do."""

NAMED = 0.12
"""What naming a post's author adds to the score of a sentence that shares something with it."""

SPELLED = 75
"""How alike, of 100, two stems are spelled that are taken for the same."""

STEP = 500
"""Claims between two reports of how far the comparing is."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim (its id) in a document (its id), where it was marked (code points, half-open), and its words."""

    id: str
    document: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are, 0 to 1, whether what differs turns one against the other, and why, the weightiest first."""

    score: float
    contradicts: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements (by their numbers, the earlier first) that are alike."""

    first: int
    second: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Progress:
    """How many statements were compared with all others, and the pairs that this brought."""

    done: int
    pairs: tuple[Pair, ...]


def pairs(statements: Sequence[Statement], least: float = LEAST) -> Iterator[Progress]:
    """The pairs of ``statements`` that are alike by ``least`` or more, each once, told some at a time. Overlapping ones are no pairs."""
    stems: list[tuple[str, ...]] = []
    for statement in statements:
        if len(stems) % STEP == 0:
            yield Progress(0, ())
        stems.append(stems_of(statement.words))
    counts = Counter(stem for one in stems for stem in set(one))
    weights = {stem: log(1 + len(stems) / count) for stem, count in counts.items()}
    weighed = [_weighed(one, weights) for one in stems]
    texts = [" ".join(sorted(one.stems)) for one in weighed]
    features, frequency = _features(texts, stems)
    posting: dict[int, array[int]] = defaultdict(lambda: array("l"))
    seen, latest = Counter[str](), dict[str, int]()
    found: list[Pair] = []
    for number, text in enumerate(texts):
        seen[text] += 1
        if seen[text] <= TWINS:
            rare = sorted((one for one in features[text] if 1 < frequency[one] <= COMMON), key=lambda one: frequency[one])
            closest = _closest(number, rare, posting, frequency, texts, least)
            for feature in rare:
                posting[feature].append(number)
        else:
            closest = [(latest[text], 1.0)]
        latest[text] = number
        for other, ratio in closest:
            pair = _pair(statements, number, other, _blend(ratio, _shared(weighed[other], weighed[number], weights)), least)
            if pair is not None:
                found.append(pair)
        if number % STEP == STEP - 1:
            yield Progress(number + 1, tuple(found))
            found.clear()
    yield Progress(len(statements), tuple(found))


def likeness(was: str, now: str) -> Likeness:
    """How alike two wordings are when nothing is known of others."""
    one, other = stems_of(was), stems_of(now)
    shared = _shared(_weighed(one, {}), _weighed(other, {}), {})
    return _judged(was, now, _blend(_ratio(" ".join(one), " ".join(other)), shared))


def rank(words: str, others: Sequence[str], names: Sequence[str] = ()) -> list[tuple[int, float]]:
    """Which of ``others``, by their numbers, ``words`` tell again: the likeliest first, each with its score from 0 to 1.

    ``names`` are who wrote each of them: whoever is named in ``words`` is likelier to be told again.
    """
    mine, theirs = stems_of(words), [stems_of(other) for other in others]
    counts = Counter(stem for one in theirs for stem in set(one))
    weights = {stem: log(1 + 2 * len(theirs) / count) for stem, count in counts.items()}
    said = set(words_of(words))
    near = _near(mine, list(counts))
    ranked = []
    for number, (stems, other) in enumerate(zip(theirs, others, strict=True)):
        name = set(words_of(names[number])) if number < len(names) else set()
        own = [stem for stem in mine if stem not in {stem_of(word) for word in name}]
        score = max((_told(own, part, weights, near) for part in _parts(other, stems)), default=0.0)
        ranked.append((number, min(1.0, score + NAMED) if score > 0 and name & said else score))
    return sorted(ranked, key=lambda one: (-one[1], one[0]))


def in_common(one: str, other: str) -> tuple[str, ...]:
    """The words of ``other`` that carry meaning and whose stems are in ``one``, in order, as they are compared."""
    stems = set(stems_of(one))
    return tuple(dict.fromkeys(word for word in words_of(other) if len(word) > 1 and stem_of(word) in stems))


def _pair(statements: Sequence[Statement], number: int, other: int, score: float, least: float) -> Pair | None:
    one, two = statements[other], statements[number]
    if score < least or (one.document == two.document and one.start < two.end and two.start < one.end):
        return None
    return Pair(other, number, _judged(one.words, two.words, score))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The stems of a statement, and what they weigh together."""

    stems: frozenset[str]
    weight: float


def _weighed(stems: Iterable[str], weights: Mapping[str, float]) -> _Weighed:
    distinct = frozenset(stems)
    return _Weighed(distinct, sum(weights.get(stem, 1.0) for stem in distinct))


def _features(texts: Sequence[str], stems: Sequence[Sequence[str]]) -> tuple[dict[str, list[int]], Counter[int]]:
    """The features of each text as numbers, and in how many statements each one is; of twins, a few count."""
    numbers: dict[object, int] = {}
    features, frequency, seen = dict[str, list[int]](), Counter[int](), Counter[str]()
    for text, one in zip(texts, stems, strict=True):
        seen[text] += 1
        if seen[text] == 1:
            features[text] = list({numbers.setdefault(feature, len(numbers)) for feature in (*one, *pairwise(one))})
        if seen[text] <= TWINS:
            frequency.update(features[text])
    return features, frequency


def _closest(
    number: int, rare: Sequence[int], posting: dict[int, array[int]], frequency: Counter[int], texts: Sequence[str], least: float
) -> list[tuple[int, float]]:
    """The earlier statements that are likest, with the token set ratio of each, 0 to 1."""
    from rapidfuzz import fuzz, process  # only where claims are compared

    votes: dict[int, float] = defaultdict(float)
    looked = 0
    for feature in rare:
        for other in posting.get(feature, ()):
            votes[other] += 1 / frequency[feature]
        looked += len(posting.get(feature, ()))
        if looked > PROPOSED:
            break
    likeliest = sorted(votes, key=lambda other: (-votes[other], other))[:COMPARED]
    cutoff = 100 * max(0.0, 2 * least - 1)
    measured = process.extract(
        texts[number], [texts[other] for other in likeliest], scorer=fuzz.token_set_ratio, limit=None, score_cutoff=cutoff, processor=None
    )
    return [(likeliest[at], ratio / 100) for _, ratio, at in measured]


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(one, other) / 100


def _blend(ratio: float, shared: float) -> float:
    """The ratio alone takes a claim of two words for any that holds them; the weight that is shared alone hears nothing of spelling."""
    return 0.5 * ratio + 0.5 * shared


def _shared(one: _Weighed, other: _Weighed, weights: Mapping[str, float]) -> float:
    """How much of the weight of their stems two statements share, of 1: half by what both have, half by what the lighter has."""
    both = one.stems & other.stems
    if len(both) < 2:
        return 0.0
    shared = sum(weights.get(stem, 1.0) for stem in both)
    return (2 * shared / (one.weight + other.weight) + shared / min(one.weight, other.weight)) / 2


def _near(mine: Iterable[str], theirs: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each stem of ``mine``, those of ``theirs`` that are spelled alike, and how much, up to 1."""
    from rapidfuzz import fuzz, process  # only where something is compared

    found = {stem: process.extract(stem, theirs, scorer=fuzz.ratio, limit=None, score_cutoff=SPELLED) for stem in set(mine)}
    return {stem: {known: ratio / 100 for known, ratio, _ in matches} for stem, matches in found.items()}


def _told(mine: Iterable[str], theirs: Iterable[str], weights: Mapping[str, float], near: Mapping[str, Mapping[str, float]]) -> float:
    """How much of a sentence stands in a post, and of the post in the sentence, by the weight of the stems: the mean of both."""
    own, other = set(mine), set(theirs)
    if not own or not other:
        return 0.0
    found = {stem: {known: ratio for known, ratio in near[stem].items() if known in other} for stem in own}
    told = sum(weights.get(stem, 1.0) * max(found[stem].values(), default=0.0) for stem in own)
    heard = {known for matches in found.values() for known in matches}
    back = sum(weights.get(stem, 1.0) for stem in heard)
    return (told / sum(weights.get(stem, 1.0) for stem in own) + back / sum(weights.get(stem, 1.0) for stem in other)) / 2


def _parts(words: str, stems: Sequence[str]) -> list[Sequence[str]]:
    """All of a post, and each of its sentences: a sentence of an article tells one of them more often than all."""
    return [stems, *(part for sentence in re.split(r"(?<=[.!?…])\s+|\n+", words) if len(part := stems_of(sentence)) >= 3)]


def _judged(was: str, now: str, score: float) -> Likeness:
    """``score`` with what differs: numbers, a negation, opposites; these turn one wording against the other."""
    reasons = [*_other_numbers(was, now), *_other_negation(was, now), *_opposites(was, now)]
    if reasons:
        return Likeness(score, contradicts=True, reasons=tuple(reasons))
    mine, theirs = stems_of(was), stems_of(now)
    shared = [stem for stem in dict.fromkeys(mine) if stem in set(theirs)]
    same = "the same words" if set(mine) == set(theirs) else f"{len(shared)} of {min(len(set(mine)), len(set(theirs)))} words in common"
    return Likeness(score, contradicts=False, reasons=(same,))


def _other_numbers(was: str, now: str) -> list[str]:
    """Numbers of which each wording has some that the other has not; a number that is only added says no more than more words do."""
    old, new = numbers_of(was), numbers_of(now)
    gone, come = [n for n in old if n not in new], [n for n in new if n not in old]
    return [f"{old[one]} here, {new[other]} there" for one, other in zip(gone, come, strict=False)]


def _other_negation(was: str, now: str) -> list[str]:
    old, new = _negated(was), _negated(now)
    if len(old) % 2 == len(new) % 2:
        return []
    return [f"“{(new or old)[0]}” in one of them only" if not old or not new else "negated in one of them"]


def _opposites(was: str, now: str) -> list[str]:
    old, new = set(words_of(was)), set(words_of(now))
    for one, other in _PAIRS:
        for mine, theirs in ((one, other), (other, one)):
            first, second = sorted(old & mine), sorted(new & theirs)
            if first and second and not old & theirs and not new & mine:
                return [f"“{first[0]}” against “{second[0]}”"]
    return []


def _negated(words: str) -> list[str]:
    return [word for word in re.findall(r"\w+(?:'\w+)*", words.casefold().replace("’", "'")) if word in _NEGATIVE]


_NEGATIVE = frozenset(
    word for words in NEGATIONS.values() for word in words.split(", ") if word not in {"personne", "sans", "without", "ohne"}
)

_PAIRS = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        (
            "rose rise rises risen grew grow grows increased increase increases climbed gained up",
            "fell fall falls fallen shrank decreased decrease decreases dropped drop declined decline lost down",
        ),
        ("more higher larger bigger above", "fewer less lower smaller below"),
        ("won wins win", "lost loses lose"),
        ("true right correct", "false wrong incorrect untrue"),
        ("accepted approved passed backed supported agreed", "rejected refused blocked opposed denied"),
        ("opened open opens", "closed shut close closes"),
        ("safe", "dangerous unsafe"),
        ("alive", "dead"),
        ("guilty", "innocent acquitted"),
        ("before", "after"),
        ("first", "last"),
        ("always", "never"),
        ("legal", "illegal"),
        ("stieg stiegen gestiegen wuchs", "sank sanken gesunken fiel fielen gefallen"),
        ("mehr hoher", "weniger niedriger"),
        ("augmente hausse monte", "baisse diminue chute"),
    )
)
"""Words that say the opposite of each other."""
