"""Who is who within an article: the fullest name that each of its names stands for.

The same name is the same entity. A surname, first name or acronym stands for a longer name where there is only one that it can stand for;
an acronym in brackets stands for the name before it. What is called after a place is not the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.core.namesakes import ACRONYM, EXACT, FIRST_NAME, SURNAME, Likely, Namesakes, acronyms_of, bare, looks_like_acronym
from reader.suggest.kinds import PERSON, PLACE
from reader.suggest.lists import all_places, words

SURENESS: Mapping[str, float] = {EXACT: 0.95, ACRONYM: 0.85, SURNAME: 0.85, FIRST_NAME: 0.7}
"""How sure it is that a name stands for another one, by the rule."""

LATER = 0.7
"""What that is multiplied with where the longer name comes only later."""


@dataclass(frozen=True, slots=True)
class Same:
    """The fullest ``name`` that a string of the text stands for, by which ``rule``, and the string in the text that has it."""

    name: str
    rule: str
    full: str


def who_is_who(labels: Mapping[str, str], defined: Mapping[str, str]) -> dict[str, Same]:
    """What each name stands for. ``labels`` are the names of a text with what they are of, ``defined`` acronyms with what they were
    said to be.

    Takes time that grows with the number of names alone.
    """
    namesakes = Namesakes(labels)
    found: dict[str, Same] = {}
    for name in labels:
        likely = _longer(name, labels, defined, namesakes)
        seen = {name}
        while likely is not None and likely.name not in seen:
            seen.add(likely.name)
            rule, full = likely.rule, likely.name
            further = _longer(full, labels, defined, namesakes)
            if further is None or further.name in seen:
                break
            likely = Likely(further.name, rule)
        found[name] = Same(_shown(name), EXACT, name) if likely is None else Same(_shown(likely.name), likely.rule, likely.name)
    return _with_one_writing(found)


def defines(name: str, acronym: str) -> bool:
    """Whether ``acronym``, in brackets behind ``name``, is short for it: it has the shape of one, and the letters of the name in order."""
    if not looks_like_acronym(acronym) or len(name.split()) < 2:
        return False
    letters = acronym.replace(".", "").casefold()
    if letters in acronyms_of(tuple(name.split())):
        return True
    rest = iter(name.casefold())
    return letters[0] == name[:1].casefold() and all(letter in rest for letter in letters)


def _longer(name: str, labels: Mapping[str, str], defined: Mapping[str, str], namesakes: Namesakes) -> Likely | None:
    if name in defined:
        return Likely(defined[name], ACRONYM)
    likely = namesakes.longer(name)
    small = name.lower().rstrip(".")
    if likely is None or small in all_places():
        return None
    if likely.rule == ACRONYM:
        return likely
    if labels[likely.name] != PERSON or labels[name] == PLACE:
        return None
    return likely if likely.rule != FIRST_NAME or small in words("people", "first_names") else None


def _shown(name: str) -> str:
    """``name`` as the name of an entity: without titles."""
    return bare(name)


def _with_one_writing(found: Mapping[str, Same]) -> dict[str, Same]:
    """``found`` with one name for those that differ in capitals alone: the one that comes first and is not all in capitals."""
    writings: dict[str, str] = {}
    for same in found.values():
        key = same.name.casefold() if len(same.name) > 4 else same.name
        kept = writings.setdefault(key, same.name)
        if kept.isupper() and not same.name.isupper():
            writings[key] = same.name
    return {
        name: Same(writings[same.name.casefold() if len(same.name) > 4 else same.name], same.rule, same.full)
        for name, same in found.items()
    }
