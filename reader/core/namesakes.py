"""Namesakes: which one longer name a short one stands for, told by the strings alone.

*Leike* stands for *Jan Leike* by the surname, *Jan* by the first name, *KSC* for *Kennedy Space Center* by the acronym, and *Dr. Jan Leike*
is exactly *Jan Leike*. Where two longer names would do equally well (*Clinton* beside *Bill Clinton* and *Hillary Clinton*) none is given.
Surnames and first names are sought only in names that look like a person's: *Korea* does not stand for *North Korea*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reader.core.abbreviations import words_of

EXACT = "exact"
SURNAME = "surname"
FIRST_NAME = "first name"
ACRONYM = "acronym"

LONGEST = 200
"""Code points of a name beyond which it is nobody's."""

MANY = 32
"""Names that something may be short for, from which on it is for none."""

TITLES = words_of(
    """
    mr mrs ms mx miss dr prof professor sir dame lord lady sen senator sens rep representative gov governor president vice vice-president
    premier chancellor minister secretary mayor congressman congresswoman king queen prince princess emperor pope saint father sister
    brother rev reverend bishop archbishop cardinal rabbi imam sheikh ayatollah judge justice attorney sheriff officer detective inspector
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt commander admiral marshal corporal private coach doctor
    herr frau monsieur madame mme mlle señor señora sra messrs hon ambassador chairman chairwoman chair ceo co-founder founder
    administrator director commissioner councillor spokesman spokeswoman
    """
)
"""Words before a name that are no part of it, in lower case without a full stop."""

_OFFICES = words_of(
    """
    administrator ambassador chairman chairwoman chancellor commissioner congressman congresswoman councillor director governor mayor
    minister president professor representative secretary senator spokesman spokeswoman ceo
    """
)
"""Titles that follow what they are of: *NASA Administrator*, *US President*."""

_LATER_TITLES = words_of("prime deputy acting former first interim assistant associate emeritus general elect foreign defence defense")
_ENDINGS = words_of("jr sr ii iii iv phd md esq obe mbe cbe mp kc qc")
_LEGAL = words_of("inc corp co ltd llc plc lp llp gmbh ag sa pbc corporation incorporated limited company")
_SMALL = words_of("of the and for in on at to a an de la le du des der die das und für et y e & van von del della di do da")
_PARTICLES = words_of("de da do dos das del della di du la le van von der den ter ten zu bin ibn bint ben al el y e af av st")

_NEVER_OF_A_PERSON = words_of(
    """
    academy act agency airlines airport airways alliance america archive archives army asia assembly association australia avenue award
    awards bank base bay beach bill board bridge britain brothers building bureau bureaus business cabinet california campaign canada
    cape carolina castle cathedral center centre chamber channel church city club coast code college commission committee commonwealth
    community company conference congress constitution convention corps council country county court cup dakota day democrats department
    desert district division dynasty east economy embassy empire energy europe exchange festival field force forces forest forum
    foundation front fund gallery games gate government group guard gulf hall health high hill hills hospital hotel house index
    industries initiative institute institution international island islands isle isles jersey journal kingdom korea laboratory labs lake
    law league library line live magazine march market media mexico ministry mission monument mountain mountains movement museum music
    national nations navy network news north observatory ocean office olympics open orchestra order organisation organization palace
    park parliament partners party peninsula people peoples plan point police port post prize program programme project province
    railway record records region report republic republicans research reserve resistance review revolution river road royal school
    science sea senate series service services show society south space square stadium star state states station straits street
    studio studios summit sun supreme system systems team technologies technology telegraph television temple territory theater theatre
    times tower trade treaty trial tribunal tribune trust tv union united university valley village virginia volcano wales wall war west
    week wing women world yard year zealand zone zoo
    """
)
_NEVER_FIRST_OF_A_PERSON = words_of(
    """
    the a an new old north south east west northern southern eastern western central middle upper lower greater great little big united
    latin mount mt lake river fort port cape san santa los las saint st sri el black white red green blue golden high human american
    british english french german italian spanish russian chinese japanese korean indian iranian iraqi israeli arab european african asian
    australian canadian mexican irish scottish welsh dutch swedish polish turkish greek roman egyptian ukrainian afghan pakistani muslim
    christian jewish catholic islamic soviet republican democratic liberal conservative labour labor social communist in on at by for from
    """
) - {"christian", "roman", "blue"}

_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’ʼ][sS]?$")
_EDGES = ' \t\n\r,;:()[]"“”„«»‘'
_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.){2,}|[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Likely:
    """The ``name`` that another one stands for, and by which ``rule``: ``exact``, ``surname``, ``first name`` or ``acronym``."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name in its parts. ``words`` are those that are neither titles nor endings, at least one; ``title`` may be empty."""

    name: str
    title: str
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names that differ in nothing that matters have in common."""
        whole = " ".join(self.words)
        return whole.casefold() if len(self.words) > 1 or len(whole) > 4 else whole

    @property
    def is_person_like(self) -> bool:
        """Whether it could be a person's full name."""
        if not 2 <= len(self.words) <= 6 or self.words[0].lower() in _NEVER_FIRST_OF_A_PERSON:
            return False
        small = [word.lower() for word in self.words]
        if any(word in _NEVER_OF_A_PERSON for word in small[1:]) or any(word in _SMALL and word not in _PARTICLES for word in small):
            return False
        capitals = sum(len(word) > 2 and word.isalpha() and word.isupper() for word in self.words)
        if 0 < capitals < len(self.words):
            return False
        return all(word[0].isupper() or word.lower() in _PARTICLES for word in self.words) and not any(
            letter.isdigit() for letter in self.name
        )


class Namesakes:
    """The names of one text or folder, to be asked what other ones stand for. Made in time that grows with their number alone."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._exact: dict[str, list[_Parts]] = {}
        self._surnames: dict[str, list[_Parts]] = {}
        self._first_names: dict[str, list[_Parts]] = {}
        self._acronyms: dict[str, list[_Parts]] = {}
        for name in dict.fromkeys(names):
            parts = _parts(name)
            if parts is not None:
                self._names.add(name)
                self._add(parts)

    def _add(self, parts: _Parts) -> None:
        _put(self._exact, parts.key, parts)
        if parts.is_person_like:
            for at in range(1, len(parts.words)):
                _put(self._surnames, " ".join(parts.words[at:]), parts)
            if not _INITIAL.fullmatch(parts.words[0]):
                _put(self._first_names, parts.words[0], parts)
        for letters in acronyms_of(parts.words):
            _put(self._acronyms, letters, parts)

    def of(self, name: str) -> Likely | None:
        """The one name that ``name`` stands for; ``None`` where there is none, or more than one."""
        parts = _parts(name)
        if parts is None:
            return None
        if name in self._names:
            return Likely(name, EXACT)
        same = [other for other in self._exact.get(parts.key, []) if not (parts.title and other.title and parts.title != other.title)]
        if same:
            return Likely(_preferred(same).name, EXACT)
        return _only(self._shorter(parts))

    def longer(self, name: str) -> Likely | None:
        """The one longer name that ``name`` stands for, be the name itself there or not; ``None`` where not exactly one is."""
        parts = _parts(name)
        return None if parts is None else _only([pair for pair in self._shorter(parts) if pair[0].key != parts.key])

    def _shorter(self, parts: _Parts) -> list[tuple[_Parts, str]]:
        """What ``parts`` may be short for, and by which rule."""
        whole = " ".join(parts.words)
        found: list[tuple[_Parts, str]] = []
        if len(parts.words) == 1 and looks_like_acronym(whole):
            found += ((other, ACRONYM) for other in self._acronyms.get(whole.replace(".", "").casefold(), []))
        found += ((other, SURNAME) for other in self._surnames.get(whole, []))
        if len(parts.words) == 1 and not parts.title:
            found += ((other, FIRST_NAME) for other in self._first_names.get(whole, []))
        elif len(parts.words) > 1 and parts.is_person_like:
            found += ((other, SURNAME) for other in self._surnames.get(parts.words[-1], []) if _is_shorter(parts, other))
        return found


def stands_for(name: str, others: Iterable[str]) -> Likely | None:
    """The one name of ``others`` that ``name`` stands for, and by which rule; ``None`` where there is none, or more than one.

    ``exact`` disregards titles, a possessive, and capitals where the name is long; it comes before all other rules. Takes time that
    grows with the number of ``others``; who asks often keeps a :class:`Namesakes`.
    """
    return Namesakes(others).of(name)


def bare(name: str) -> str:
    """``name`` without its titles, endings and possessive: *Mira Tolvane* of *Senator Mira Tolvane’s*. As it is when nothing is left."""
    parts = _parts(name)
    return name if parts is None else " ".join(parts.words)


def looks_like_acronym(word: str) -> bool:
    """Whether ``word`` has the shape of an acronym: two to eight letters, hardly any of them small (*KSC*, *U.N.*, *AfD*, *DoJ*)."""
    letters = word.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters[0].isupper() and sum(map(str.isupper, letters)) * 2 > len(letters)


def acronyms_of(words: tuple[str, ...]) -> set[str]:
    """The initials of ``words`` in lower case, with and without the small ones among them; none of a single word."""
    parts = [part for word in words for part in word.split("-") if part[:1].isalnum()]
    large = [part for part in parts if part.lower() not in _SMALL]
    found = {"".join(part[0].casefold() for part in some) for some in (parts, large)}
    return {letters for letters in found if len(large) > 1 and 2 <= len(letters) <= 8}


@lru_cache(maxsize=4096)
def _parts(name: str) -> _Parts | None:
    """``name`` in its parts; ``None`` when nothing of it is a name."""
    if len(name) > LONGEST:
        return None
    words = [word for found in _WORD.findall(_POSSESSIVE.sub("", name.strip(_EDGES))) if (word := found.strip(_EDGES))]
    first = 1 if len(words) > 1 and words[0].lower() == "the" else 0
    start = first
    if words[first:] and all(word.rstrip(".").lower() in TITLES | _LATER_TITLES for word in words[first:]):
        return _Parts(name, "", tuple(words[first:]))
    while start < len(words) - 1 and _is_title(words, start):
        start += 1
    office = next((at for at in range(len(words) - 2, start, -1) if words[at].rstrip(".").lower() in _OFFICES), None)
    if office is not None and _is_title(words, office) and not any(word.lower() in _SMALL for word in words[start:office]):
        start = office + 1
    end = len(words)
    while end - start > 1 and words[end - 1].rstrip(".").lower() in _ENDINGS | _LEGAL:
        end -= 1
    if start == end:
        return None
    return _Parts(name, " ".join(words[first:start]).lower(), tuple(words[start:end]))


def _is_title(words: list[str], at: int) -> bool:
    """Whether the word at index ``at`` is a title before a name."""
    word = words[at].rstrip(".").lower()
    following = words[at + 1].rstrip(".").lower()
    if following in _SMALL - _PARTICLES or following in _NEVER_OF_A_PERSON:
        return False
    return word in TITLES or (word in _LATER_TITLES and following in TITLES)


def _put(kept: dict[str, list[_Parts]], key: str, parts: _Parts) -> None:
    """Keeps ``parts`` under ``key``, save when so many are there that nothing would stand for one of them anyway."""
    others = kept.setdefault(key, [])
    if len(others) < MANY:
        others.append(parts)


def _preferred(same: list[_Parts]) -> _Parts:
    """Of names that are the same the one with the least beside the name."""
    return min(same, key=lambda other: (len(other.name), other.name))


def _is_shorter(parts: _Parts, other: _Parts) -> bool:
    """Whether ``parts``, which has the surname of ``other``, is the same name with less of it: *J. Leike*, *Jan H. Leike*."""
    return len(" ".join(parts.words)) < len(" ".join(other.words)) and _agree(parts.words[0], other.words[0])


def _agree(one: str, other: str) -> bool:
    """Whether two first names are the same, or one is the other's initial."""
    is_short = _INITIAL.fullmatch(one) or _INITIAL.fullmatch(other)
    return one == other or (bool(is_short) and one[0] == other[0])


def _only(found: list[tuple[_Parts, str]]) -> Likely | None:
    """The fullest name of ``found``, if the others are only shorter or titled writings of it."""
    if not 0 < len(found) < MANY:
        return None
    fullest, rule = max(found, key=lambda pair: _fullness(pair[0]))
    for other, _ in found:
        if other.key != fullest.key and not (other.words[-1] == fullest.words[-1] and _agree(other.words[0], fullest.words[0])):
            return None
    return Likely(fullest.name, rule)


def _fullness(parts: _Parts) -> tuple[int, int, bool, str]:
    """What the fullest of several names has most of; no two names have the same."""
    return len(parts.words), sum(map(len, parts.words)), not parts.title, parts.name
