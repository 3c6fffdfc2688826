"""Word lists: what the package knows of names and words beforehand, read from its TOML files when first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("s", ""),
    ("es", ""),
    ("d", ""),
    ("ed", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("ily", "y"),
    ("er", ""),
    ("r", ""),
    ("ers", ""),
    ("rs", ""),
    ("est", ""),
    ("y", ""),
    ("al", ""),
    ("ally", ""),
    ("ion", ""),
    ("ions", ""),
    ("ion", "e"),
    ("ment", ""),
    ("ness", ""),
    ("ier", "y"),
    ("iest", "y"),
    ("ful", ""),
    ("fully", ""),
    ("less", ""),
    ("ist", ""),
    ("ists", ""),
    ("able", ""),
    ("ity", ""),
)
_MOST = 65_536  # words that are remembered


@cache
def words(file: str, name: str) -> frozenset[str]:
    """The words of the list ``name`` in ``file``, a TOML file beside this module without its suffix."""
    return frozenset(_file(file)[name].split())


@cache
def phrases(file: str, name: str) -> frozenset[str]:
    """The phrases of the list ``name`` in ``file``, which are parted by ``|``."""
    return frozenset(" ".join(phrase.split()) for phrase in _file(file)[name].split("|"))


@cache
def all_places() -> frozenset[str]:
    """The single words that name countries and other places."""
    return words("places", "countries") | words("places", "places")


@cache
def heads() -> frozenset[str]:
    """The words on which the names of organisations and places end."""
    return words("kinds", "organisations") | words("places", "heads")


@cache
def frequent() -> Sequence[str]:
    """The most frequent words that are written small, in any form, the most frequent first."""
    return tuple(_file("frequent")["frequent"].split())


@cache
def _frequent_alone() -> frozenset[str]:
    """The frequent words that no list of names has."""
    return frozenset(frequent()) - listed_names()


@cache
def listed_names() -> frozenset[str]:
    """The single words, in lower case, that the lists of names have, and those that are called after places."""
    names = words("people", "first_names") | words("people", "surnames") | all_places() | _words_of_places() | words("kinds", "others")
    after_places = words("places", "demonyms") | words("places", "peoples")
    bodies = words("kinds", "known_organisations") | words("kinds", "known_works")
    return names | bodies | after_places | {f"{one}s" for one in after_places}


@lru_cache(maxsize=_MOST)
def is_small(word: str) -> bool:
    """Whether ``word``, in lower case, is a word of grammar: an article, pronoun, auxiliary, conjunction, preposition or number."""
    return word.replace("’", "'") in words("english", "small")


@lru_cache(maxsize=_MOST)
def is_common(word: str) -> bool:
    """Whether ``word``, in lower case, is an ordinary English word, or one of grammar."""
    known = words("english", "common")
    if word in known or is_small(word) or word in _frequent_alone():
        return True
    if "-" in word:
        return all(is_common(part) for part in word.split("-") if part)
    return _stem_is_in(word, known)


def is_brand(word: str) -> bool:
    """Whether ``word``, in lower case, is a known organisation or work."""
    return word in words("kinds", "known_organisations") or word in words("kinds", "known_works")


def is_demonym(word: str) -> bool:
    """Whether ``word``, in lower case, is called after a place or faith: *french*, *texans*."""
    listed = words("places", "demonyms")
    return word in listed or (word.endswith("s") and word[:-1] in listed)


def is_people(word: str) -> bool:
    """Whether ``word``, in lower case, is a noun for people of a place or faith: *texans*, *jews*."""
    return word in words("places", "peoples") or (word.endswith("s") and word[:-1] in words("places", "demonyms"))


def is_listed(word: str) -> bool:
    """Whether ``word``, in lower case, is in one of the lists of names."""
    return (
        word in words("people", "first_names")
        or word in words("people", "surnames")
        or word in words("places", "countries")
        or word in words("places", "places")
        or word in _words_of_places()
        or word in words("kinds", "known_organisations")
        or word in words("kinds", "known_works")
        or word in words("kinds", "others")
    )


def _stem_is_in(word: str, known: frozenset[str]) -> bool:
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            whole = stem + instead
            if len(whole) > 2 and (whole in known or whole in words("english", "small")):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return True
    return False


@cache
def _words_of_places() -> frozenset[str]:
    return frozenset(word for phrase in phrases("places", "with_two_words") for word in phrase.split()) - words("english", "common")


@cache
def _file(name: str) -> dict[str, str]:
    content = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return {key: value for key, value in tomllib.loads(content).items() if isinstance(value, str)}
