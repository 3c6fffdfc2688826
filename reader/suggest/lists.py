"""Word lists: what the package knows of names and words beforehand, read from its TOML files when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
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
_PREFIXES = ("non-", "pro-", "anti-", "co-", "re-")


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
def is_small(word: str) -> bool:
    """Whether ``word``, in lower case, is a word of grammar: an article, pronoun, auxiliary, conjunction, preposition or number."""
    return word.replace("’", "'") in words("english", "small")


@cache
def is_common(word: str) -> bool:
    """Whether ``word``, in lower case, is an ordinary English word, or one of grammar."""
    known = words("english", "common")
    if word in known or is_small(word):
        return True
    if "-" in word:
        return all(is_common(part) for part in word.split("-") if part)
    if _stem_is_in(word, known):
        return True
    return any(word.startswith(prefix) and len(word) > len(prefix) + 3 and _stem_is_in(word[len(prefix) :], known) for prefix in _PREFIXES)


def _stem_is_in(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
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
def _file(name: str) -> dict[str, str]:
    content = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return {key: value for key, value in tomllib.loads(content).items() if isinstance(value, str)}
