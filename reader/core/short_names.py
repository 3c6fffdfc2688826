"""The names of many entities by their words, to be asked which of them a shorter name could stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.core.namesakes import LONGEST, Likely, acronyms_of, looks_like_acronym, stands_for

MOST_SHARING = 200
"""Entities that may share a word; a word that more share tells none of them from the others, and is passed over."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity (its id) that a name could stand for, by which of its names and by which rule."""

    entity: str
    likely: Likely


class ShortNames:
    """Entities (their ids) with their names. Asking looks only at those that share a word or initials with what is asked for."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._by_word: dict[str, dict[str, None]] = {}
        self._by_initials: dict[str, dict[str, None]] = {}
        self._asked: dict[str, tuple[Candidate, ...]] = {}

    def put(self, id: str, names: tuple[str, ...]) -> None:
        """Have ``names`` be those of the entity ``id``, whatever they were."""
        self.remove(id)
        self._names[id] = names
        for index, key in _keys(names):
            (self._by_initials if index else self._by_word).setdefault(key, {})[id] = None

    def remove(self, id: str) -> None:
        """Forget the entity ``id``, if it is known."""
        self._asked.clear()
        for is_initials, key in set(_keys(self._names.pop(id, ()))):
            index = self._by_initials if is_initials else self._by_word
            index[key].pop(id, None)
            if not index[key]:
                del index[key]

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The entities that ``name`` could stand for, in the order in which they were put; the one that has just this name among them."""
        if name not in self._asked:
            found = ((id, stands_for(name, self._names[id])) for id in self._sharing(name))
            self._asked[name] = tuple(Candidate(id, likely) for id, likely in found if likely is not None)
        return self._asked[name]

    def sharing(self, name: str) -> tuple[str, ...]:
        """The entities that have a word of ``name`` in theirs, or its letters for initials."""
        return tuple(self._sharing(name))

    def _sharing(self, name: str) -> Iterable[str]:
        if len(name) > LONGEST:
            return ()
        found = [self._by_word.get(word, {}) for word in _words(name)]
        if looks_like_acronym(name):
            found.append(self._by_initials.get(name.replace(".", "").casefold(), {}))
        return dict.fromkeys(id for sharing in found if len(sharing) <= MOST_SHARING for id in sharing)


def _keys(names: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """The words and initials of ``names``, each with whether it is initials; some of them twice."""
    for name in names:
        if len(name) <= LONGEST:
            yield from ((False, word) for word in _words(name))
            words = tuple(name.split())
            if len(words) > 1:  # with and without a title before and an ending after, whatever those are
                yield from ((True, letters) for some in {words, words[1:], words[:-1]} for letters in acronyms_of(some))


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())
