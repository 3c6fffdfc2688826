"""What a name is of, by rules that vote: its words, what stands before it, and what behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.core.abbreviations import words_of
from reader.core.namesakes import bare, looks_like_acronym
from reader.suggest.lists import all_places, is_common, is_demonym, is_people, phrases, words

PERSON, ORG, PLACE, EVENT, WORK, OTHER = "PERSON", "ORG", "PLACE", "EVENT", "WORK", "OTHER"

_BODIES = words_of(
    "company agency group firm startup start-up party union newspaper magazine network broadcaster publisher bank university channel "
    "website organisation organization charity ministry maker giant club team band rival lab"
)
_SITES = words_of("city town village province state county region capital district island mainland coast country river mountain port")
_PIECES = words_of(
    "book film movie novel song album app model journal study bill law treaty software tool system game play poem painting series"
)
_HOUSES = words_of("museum center centre gallery theater theatre library hotel hospital church stadium house school temple observatory")
"""What is a body of people as well as a place; where it stands tells which is meant."""

_INSIDE = words_of("in near outside across around throughout inside")
_HEADED = words_of(
    "ceo cto cfo chief spokesman spokeswoman spokesperson founder co-founder director president chairman headquarters leadership"
)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+")
_NUMBERED = re.compile(r".*\w-?\d+(?:\.\d+)?[a-z]?")


@dataclass(frozen=True, slots=True)
class Place:
    """A name where it stands. ``before`` and ``after`` are words in lower case, the nearest first, of the same passage.

    ``courtesy`` is the *Mr.* before it, empty where there is none; ``has_comma`` tells whether a comma follows.
    """

    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    courtesy: str = ""
    has_comma: bool = False
    has_possessive: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """Says that a name is of ``label``, with a weight, and why."""

    label: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name is of: the label, the weightiest reasons for it, and how sure that is (0..1)."""

    label: str
    reasons: tuple[str, ...]
    confidence: float


def kind_of(votes: Iterable[Vote]) -> Kind:
    """What most weight is for. Votes for the same reason count once, those after it a little."""
    weights: dict[str, float] = {}
    reasons: dict[str, dict[str, float]] = {}
    for vote in votes:
        told = reasons.setdefault(vote.label, {})
        weights[vote.label] = weights.get(vote.label, 0.0) + (vote.weight if vote.reason not in told else 0.1 * min(1.0, vote.weight))
        told.setdefault(vote.reason, vote.weight)
    label = max(weights, key=lambda one: weights[one], default=OTHER)
    if weights.get(label, 0.0) < 0.6:
        return Kind(OTHER, ("capitalised",), 0.4)
    total = sum(weights.values())
    told = reasons[label]
    best = sorted(told, key=lambda reason: -told[reason])[:2]
    return Kind(label, tuple(best), round(min(0.95, 0.3 + 0.65 * (weights[label] / total) * min(1.0, weights[label] / 2.5)), 2))


def votes_of_name(name: str) -> Iterator[Vote]:
    """What the words of ``name`` say."""
    spelt = [word for word in name.split() if word]
    small = [word.lower().rstrip(".") for word in spelt]
    whole = " ".join(small)
    yield from _votes_of_lists(whole, small)
    yield from _votes_of_heads(spelt, small)
    if any(word in _ENDINGS_OF_BODIES for word in small[-1:]) or "&" in name:
        yield Vote(ORG, 1.5, "named like a firm")
    if len(spelt) == 1 and looks_like_acronym(spelt[0]):
        yield Vote(ORG, 1.4, "an acronym")
    if _NUMBERED.fullmatch(spelt[-1]) and len(spelt) < 3:
        yield Vote(WORK, 1.2, "has a number")
    yield from _votes_for_person(name, spelt, small)


_ENDINGS_OF_BODIES = words_of("inc corp ltd llc plc gmbh co ag sa pbc")


def _votes_of_lists(whole: str, small: Sequence[str]) -> Iterator[Vote]:
    if whole in words("kinds", "known_organisations"):
        yield Vote(ORG, 3.0, "a known organisation")
    if whole in words("kinds", "known_works"):
        yield Vote(WORK, 3.0, "a known work")
    if whole in words("places", "countries"):
        yield Vote(PLACE, 3.5, "a country")
    elif whole in words("places", "places") or whole in phrases("places", "with_two_words"):
        yield Vote(PLACE, 2.8, "a known place")
    elif whole in ("north", "south", "east", "west"):
        yield Vote(PLACE, 1.6, "a part of the world")
    elif len(small) > 1 and " ".join(small[1:]) in words("places", "countries") and small[0] in words("places", "first_words"):
        yield Vote(PLACE, 2.0, "part of a country")
    elif len(small) > 2 and small[1] == "of" and small[2] in all_places() and small[0] in _SITES:
        yield Vote(PLACE, 2.8, f"a {small[0]} of that name")
    if len(small) == 2 and small[1] in words("kinds", "known_organisations") and is_demonym(small[0]):
        yield Vote(ORG, 2.0, "part of a known organisation")
    if is_people(small[-1]):
        yield Vote(OTHER, 3.0, "the people of a place or faith")


def _votes_of_heads(spelt: Sequence[str], small: Sequence[str]) -> Iterator[Vote]:
    last, first = small[-1], small[0]
    weight = 2.6 if len(small) > 1 else 1.2
    if len(small) == 2 and first in words("people", "first_names") and not is_common(first):
        weight = 0.8
    if last in _HOUSES:
        yield Vote(ORG, weight - 0.9, f"ends with ‘{spelt[-1]}’")
        yield Vote(PLACE, weight - 0.9, f"ends with ‘{spelt[-1]}’")
    elif last in words("kinds", "organisations"):
        yield Vote(ORG, weight, f"ends with ‘{spelt[-1]}’")
    elif last in words("places", "heads"):
        yield Vote(PLACE, weight - 0.2, f"ends with ‘{spelt[-1]}’")
    if last in words("kinds", "events"):
        yield Vote(EVENT, weight - 0.1, f"ends with ‘{spelt[-1]}’")
    if last in words("kinds", "works"):
        yield Vote(WORK, weight - 0.3, f"ends with ‘{spelt[-1]}’")
    if len(small) < 2:
        return
    if "of" in small[1:3] or "for" in small[1:3]:
        head = small[small.index("of") - 1] if "of" in small else first
        if head in _HOUSES:
            yield Vote(ORG, 1.7, f"begins with ‘{spelt[0]}’")
            yield Vote(PLACE, 1.7, f"begins with ‘{spelt[0]}’")
        elif head in words("kinds", "organisations"):
            yield Vote(ORG, 2.8, f"begins with ‘{spelt[0]}’")
        elif head in words("places", "heads") or head in words("places", "first_words"):
            yield Vote(PLACE, 2.6, f"begins with ‘{spelt[0]}’")
    if first in words("kinds", "organisation_first_words"):
        yield Vote(ORG, 3.0, f"begins with ‘{spelt[0]}’")
    if first in words("kinds", "event_first_words"):
        yield Vote(EVENT, 2.2, f"begins with ‘{spelt[0]}’")
    if first in words("places", "first_words") and last not in words("kinds", "organisations"):
        yield Vote(PLACE, 1.3, f"begins with ‘{spelt[0]}’")


def _votes_for_person(name: str, spelt: Sequence[str], small: Sequence[str]) -> Iterator[Vote]:
    core = bare(name).split()
    titles, first_names = words("people", "titles"), words("people", "first_names")
    if len(core) < len(spelt) and small[0] in titles:
        yield Vote(PERSON, 3.2, f"after ‘{spelt[0]}’")
    elif len(core) < len(spelt) and not titles.isdisjoint(small[:-1]):
        yield Vote(PERSON, 3.0, "after an office")
    elif small[0] in titles:
        yield Vote(PERSON, 2.2, f"begins with ‘{spelt[0]}’")
    elif small[-1] in titles and len(small) > 1 and small[0] not in first_names:
        yield Vote(PERSON, 2.4, f"ends with ‘{spelt[-1]}’")
    first, last = core[0].lower().rstrip("."), core[-1].lower()
    if last in words("kinds", "organisations") or (last in words("places", "heads") and first not in first_names):
        return
    is_place_too = first in all_places()
    if first in first_names and len(core) > 1:
        yield Vote(PERSON, 1.2 if is_place_too or (is_common(last) and is_common(first)) else 2.8, "a first name")
    elif first in first_names and not is_common(first):
        yield Vote(PERSON, 0.6 if is_place_too else 1.4, "a first name")
    if last in words("people", "surnames"):
        yield Vote(PERSON, 1.2 if len(core) > 1 else 1.0, "a surname")
    if 1 < len(core) < 4:
        yield from _votes_of_shape(core, is_place_too)


def _votes_of_shape(core: Sequence[str], is_place_too: bool) -> Iterator[Vote]:
    """What the shape of a name of two or three words says."""
    first, last = core[0], core[-1]
    has_initials = bool(_INITIAL.fullmatch(first)) or (len(core) == 2 and len(first) == 2 and first.isupper() and not is_place_too)
    if has_initials and last[1:].islower() and not is_common(last.lower()):
        yield Vote(PERSON, 1.8, "an initial")
    if any(_SYLLABLES.fullmatch(word) for word in core):
        yield Vote(PERSON, 1.8, "written like a person’s name")
    if all(word[0].isupper() and not word.isupper() and not is_common(word.lower()) and not is_demonym(word.lower()) for word in core):
        yield Vote(PERSON, 1.0, "no ordinary words")


def votes_of_place(place: Place) -> Iterator[Vote]:
    """What the words around a name say."""
    before, after = place.before, place.after
    near = before[0] if before else ""
    following = after[0] if after else ""
    if place.courtesy:
        yield Vote(PERSON, 3.6, f"after ‘{place.courtesy}’")
    if near in words("people", "titles"):
        yield Vote(PERSON, 2.0, f"after ‘{near}’")
    if near in words("people", "saying"):
        yield Vote(PERSON, 0.9, f"after ‘{near}’")
    if following in words("people", "saying") and not place.has_possessive and not place.has_comma:
        yield Vote(PERSON, 0.8 if place.text.count(" ") < 3 else 0.3, f"before ‘{following}’")
        yield Vote(ORG, 0.5, f"before ‘{following}’")
    if following in ("who", "whose"):
        yield Vote(PERSON, 1.6, f"before ‘{following}’")
    if place.has_comma and following.isdigit() and len(following) == 2:
        yield Vote(PERSON, 2.0, "before an age")
    if (
        place.has_comma
        and following in ("a", "an", "the", "former", "then")
        and any(word in words("people", "titles") for word in after[1:6])
    ):
        yield Vote(PERSON, 1.5, "explained by an office")
    yield from _votes_of_neighbours(place, near, before, following)


def _votes_of_neighbours(place: Place, near: str, before: tuple[str, ...], following: str) -> Iterator[Vote]:
    behind = before[1] if len(before) > 1 else ""
    if near in _BODIES:
        yield Vote(ORG, 2.0, f"after ‘{near}’")
    if near in ("at", "joined"):
        yield Vote(ORG, 0.5, f"after ‘{near}’")
    if near == "to" and behind == "according":
        yield Vote(ORG, 0.9, "after ‘according to’")
        yield Vote(PERSON, 0.6, "after ‘according to’")
    if near in ("for", "of", "with") and behind in words("people", "titles"):
        yield Vote(ORG, 1.5, f"after ‘{behind} {near}’")
    if place.has_possessive and following in _HEADED:
        yield Vote(ORG, 1.2, f"before ‘{following}’")
    if near in _INSIDE or (near == "the" and behind in _INSIDE | {"at"}):
        yield Vote(PLACE, 1.0, f"after ‘{near if near in _INSIDE else behind}’")
    beside = all_places()
    if place.has_comma and following in beside:
        yield Vote(PLACE, 1.2, "before the place that it is in")
    if near in ("from", "to" if behind != "according" else "", "toward", "towards", "off"):
        yield Vote(PLACE, 0.4, f"after ‘{near}’")
    if near in _SITES or (near == "of" and behind in _SITES):
        yield Vote(PLACE, 1.6, f"after ‘{near if near in _SITES else behind}’")
    if near in _PIECES:
        yield Vote(WORK, 1.5, f"after ‘{near}’")
    if near.isdigit() and len(near) == 4:
        yield Vote(EVENT, 0.7, "after a year")
    if place.is_quoted:
        yield Vote(WORK, 0.8, "in quotation marks")
