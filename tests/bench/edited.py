"""Articles of invented prose, and edits of texts that know where every code point went."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from reader.core.span import Span


def _listed(words: str) -> list[str]:
    return words.split()


_WORDS = _listed("""
river bridge council harbour storm engineer ferry market report budget vote repair winter railway tunnel station museum garden
festival library
school teacher doctor clinic vaccine patient virus letter editor reporter photograph evidence witness court judge verdict appeal sentence
farmer orchard valley mountain glacier forest fire drought rain flood levee pump road traffic bicycle tram driver union strike wage contract
factory steel copper solar panel battery grid outage turbine wind coal mine gas pipeline tax income debt bank loan interest currency export
tariff border visa passport refugee camp shelter bread price inflation wheat rice fish salmon net boat captain island lighthouse coast tide
""")
_VERBS = _listed("""
approved rejected delayed repaired closed opened visited described denied confirmed praised criticised ignored measured counted published
flooded rebuilt sold bought borrowed planned promised announced postponed questioned defended inspected recorded warned expected
""")
_QUALITIES = _listed("""
old new narrow broken expensive quiet public private northern southern secret recent early late careful hasty wooden concrete empty crowded
rusty famous forgotten temporary permanent annual local national unpopular generous
""")
_NAMES = (
    "Ada Brenner",
    "Tomas Okafor",
    "Mirela Vance",
    "Jonas Petrak",
    "Selma Idowu",
    "Karl Lindqvist",
    "Noor Haddad",
    "Piet de Wolf",
    "Wren Castellan",
    "Ines Marlowe",
    "Otto Braddock",
    "Yara Fontaine",
    "Ruben Achterberg",
    "Lucía Ibarra",
    "Émile Sarrazin",
    "Zofia Wójcik",
)
_PLACES = _listed("Elmstead Norrholm Castelmare Veldhoven Quarrytown Ashby Port Sorrel Lindau Brackwater Sankt Olaf")
_FURNITURE = ("Advertisement", "Read more: our guide to the region", "Share this article", "Sign up for our newsletter.", "— — —")


def article(dice: Random, size: int) -> str:
    """An article of about ``size`` code points: paragraphs of invented sentences, names that come back, lines that repeat."""
    people, places = dice.sample(_NAMES, 5), dice.sample(_PLACES, 3)
    paragraphs, length = [" ".join(_phrase(dice) for _ in range(2)).capitalize()], 0
    while length < size:
        if dice.random() < 0.08:
            paragraphs.append(dice.choice(_FURNITURE))
        else:
            paragraphs.append(" ".join(_sentence(dice, people, places) for _ in range(dice.choice((1, 2, 3, 3, 4, 5, 7)))))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n"


def _phrase(dice: Random) -> str:
    quality = f"{dice.choice(_QUALITIES)} " if dice.random() < 0.6 else ""
    return f"the {quality}{dice.choice(_WORDS)}"


def _sentence(dice: Random, people: list[str], places: list[str]) -> str:
    who, where = dice.choice(people), dice.choice(places)
    name = dice.choice((who, who.split()[-1]))
    what = f"{dice.choice(_VERBS)} {_phrase(dice)}"
    made = dice.choice(
        (
            f"{name} {what} in {where}",
            f"{_phrase(dice)} of {where} {what}, {name} said",
            f"in {dice.randrange(1950, 2026)}, {name} {what} and {dice.choice(_VERBS)} {_phrase(dice)}",
            f"“{_phrase(dice)} is {dice.choice(_QUALITIES)},” said {name}, who {what}",
            f"{dice.randrange(2, 99)}% of {dice.choice(_WORDS)}s in {where} were {dice.choice(_QUALITIES)} – {name} {what}",
            f"it wasn’t {_phrase(dice)} that {what}, but {_phrase(dice)} with {_phrase(dice)} near {_phrase(dice)}",
            f"{name} and {dice.choice(people)} {what}... {_phrase(dice)} was {dice.choice(_QUALITIES)}",
            f"{_phrase(dice)} {what}",
        )
    )
    return made[0].upper() + made[1:] + dice.choice(".....!?")


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a span went: the smallest span over what still belongs to it (``None``: nothing), and its offsets.

    ``survived`` is the share of its characters that are still the same.
    """

    span: Span | None
    offsets: frozenset[int]
    survived: float


class Edited:
    """A text under edits. Each code point knows which one of the old text it is, or stands for (``origins``; -1: none), and which it is."""

    def __init__(self, text: str) -> None:
        self.old = text
        self.text = text
        self.origins = list(range(len(text)))
        self.kept = [True] * len(text)

    def insert(self, at: int, words: str) -> None:
        self._put(at, at, words, [-1] * len(words))

    def delete(self, span: Span) -> None:
        self._put(span.start, span.end, "", [])

    def replace(self, span: Span, words: str) -> None:
        """Other words in the place of those of ``span``: they stand for them."""
        stood = [origin for origin in self.origins[span.start : span.end] if origin >= 0]
        if not stood:
            origins = [-1] * len(words)
        else:
            origins = [stood[min(place * len(stood) // max(1, len(words)), len(stood) - 1)] for place in range(len(words))]
            origins[0], origins[-1] = stood[0], stood[-1]
        self._put(span.start, span.end, words, origins)

    def spell(self, span: Span, words: str) -> None:
        """The same words in another spelling."""
        self.replace(span, words)
        for place in range(span.start, span.start + len(words)):
            self.kept[place] = True

    def move(self, span: Span, to: int) -> None:
        """Take ``span`` out and put it in at ``to``, which is not within it."""
        words, origins, kept = span.of(self.text), self.origins[span.start : span.end], self.kept[span.start : span.end]
        self.delete(span)
        to -= len(span) if to >= span.end else 0
        self._put(to, to, words, origins)
        self.kept[to : to + len(words)] = kept

    def truth(self, span: Span) -> Truth:
        """What became of ``span`` of the old text, without white space at its ends."""
        mine = [at for at, origin in enumerate(self.origins) if span.start <= origin < span.end]
        while mine and self.text[mine[0]].isspace():
            mine.pop(0)
        while mine and self.text[mine[-1]].isspace():
            mine.pop()
        letters = sum(not char.isspace() for char in span.of(self.old)) or 1
        same = {self.origins[at] for at in mine if self.kept[at] and not self.text[at].isspace()}
        survived = min(1.0, len(same) / letters)
        if not mine or not survived:
            return Truth(None, frozenset(), 0.0)
        return Truth(Span(mine[0], mine[-1] + 1), frozenset(mine), survived)

    def _put(self, start: int, end: int, words: str, origins: list[int]) -> None:
        self.text = self.text[:start] + words + self.text[end:]
        self.origins[start:end] = origins
        self.kept[start:end] = [False] * len(words)


Edit = Callable[[Edited, Random], None]


def paragraphs(text: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]


def sentences(text: str) -> list[Span]:
    found = re.finditer(r"(?<![^\s])[^\n]+?(?:[.!?]+[”\"]?(?=\s)|(?=\n))", text)
    return [Span(match.end() - len(match[0].lstrip()), match.end()) for match in found if match[0].strip()]


def words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer(r"[\w’'%]+", text)]


def insert_words(edited: Edited, dice: Random) -> None:
    at = dice.choice(words(edited.text)).start
    edited.insert(at, "".join(f"{dice.choice(_QUALITIES + _WORDS)} " for _ in range(dice.randint(1, 4))))


def insert_sentence(edited: Edited, dice: Random) -> None:
    at = dice.choice(sentences(edited.text)).end
    edited.insert(at, f" {_sentence(dice, list(_NAMES), _PLACES)}")


def insert_paragraph(edited: Edited, dice: Random) -> None:
    at = dice.choice(paragraphs(edited.text)).start
    edited.insert(at, " ".join(_sentence(dice, list(_NAMES), _PLACES) for _ in range(dice.randint(1, 5))) + "\n\n")


def delete_words(edited: Edited, dice: Random) -> None:
    found = words(edited.text)
    first = dice.randrange(len(found) - 5)
    edited.delete(Span(found[first].start, found[first + dice.randint(1, 4)].start))


def delete_sentence(edited: Edited, dice: Random) -> None:
    _drop(edited, dice.choice(sentences(edited.text)))


def delete_paragraph(edited: Edited, dice: Random) -> None:
    _drop(edited, dice.choice(paragraphs(edited.text)))


def replace_words(edited: Edited, dice: Random) -> None:
    found = words(edited.text)
    first = dice.randrange(len(found) - 5)
    last = first + dice.choice((0, 0, 0, 1, 2))
    edited.replace(Span(found[first].start, found[last].end), " ".join(dice.choice(_QUALITIES + _WORDS) for _ in range(dice.randint(1, 3))))


def replace_paragraph(edited: Edited, dice: Random) -> None:
    span = dice.choice(paragraphs(edited.text))
    edited.insert(span.end, " ".join(_sentence(dice, list(_NAMES), _PLACES) for _ in range(dice.randint(1, 5))))
    edited.delete(span)


def move_paragraph(edited: Edited, dice: Random) -> None:
    found = paragraphs(edited.text)
    if len(found) > 3:
        one = dice.randrange(len(found) - 1)
        to = dice.choice([index for index in range(len(found)) if index not in (one, one + 1)])
        edited.move(Span(found[one].start, found[one + 1].start), found[to].start)


def move_sentence(edited: Edited, dice: Random) -> None:
    found = sentences(edited.text)
    one = dice.randrange(len(found))
    to = found[dice.choice([index for index in range(len(found)) if index != one])].end
    words = len(found[one])
    edited.move(found[one], to)
    edited.insert(to - words if to > found[one].start else to, " ")


def retype(edited: Edited, dice: Random) -> None:
    """Typography changes all over: quotation marks, dashes, dots, spaces, line ends."""
    changes = [(r"[“”]", '"'), (r"’", "'"), (r" – ", " — "), (r"\.\.\.", "…"), (r"(?<=\d)% ", "\u00a0% "), (r"\n\n", "\n")]
    changes += [(r"(?<=[.!?]) (?=[A-Z“])", dice.choice(("  ", "\n", "\u00a0")))]
    for pattern, spelling in dice.sample(changes, dice.randint(1, len(changes))):
        for found in reversed(list(re.finditer(pattern, edited.text))):
            edited.spell(Span(*found.span()), spelling)


def _drop(edited: Edited, span: Span) -> None:
    """Delete ``span`` with the spaces after it, and the line ends when it is a whole line."""
    rest = edited.text[span.end :]
    is_line = edited.text[span.start - 1 : span.start] in ("", "\n") and rest[:1] == "\n"
    edited.delete(Span(span.start, span.end + len(rest) - len(rest.lstrip("\n" if is_line else " "))))
