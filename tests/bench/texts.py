"""Invented news: prose of any size with embedded posts, the same in every run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from random import Random

OPENING = (
    "Odo Marsh, a pilot of the outer harbour who has brought in ships for forty years without losing one, will lead the lantern school of "
    "Marrowgate, the council said on Tuesday."
)
"""The first paragraph of every text."""

FIRST_WORD = "Marrowgate"
"""A word of the first paragraph that its title, which is cut after 80 code points, does not have."""

GIVEN = (
    "Mara",
    "Odo",
    "Ines",
    "Tobin",
    "Lira",
    "Hask",
    "Wenna",
    "Dorit",
    "Pell",
    "Ansel",
    "Brida",
    "Corin",
    "Edda",
    "Falk",
    "Greta",
    "Hollis",
    "Ivo",
    "Jonna",
    "Kester",
    "Lunet",
)
FAMILY = (
    "Quill",
    "Marsh",
    "Harrow",
    "Venn",
    "Tallow",
    "Rook",
    "Sedge",
    "Thorn",
    "Wick",
    "Alder",
    "Birch",
    "Crane",
    "Dell",
    "Ember",
    "Fenn",
    "Gale",
    "Heath",
    "Lock",
    "Moor",
    "Nettle",
)
PLACES = ("Brindle", "Saltmere", "Hollowick", "Fernby", "Tarn", "Ostrow", "Grayling", "Culver", "Windle", "Ashcombe")
BODIES = ("the Harbour Board", "the Lantern Guild", "the Rope Makers", "the Tide Office", "the Northern Fleet", "the Almanac Society")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THINGS = (
    "the price of oil",
    "the height of the tide",
    "the number of ships",
    "the length of the winter",
    "the weight of the bell",
    "the toll",
)
MOVES = (
    "had risen by {n} per cent",
    "had fallen to {n}",
    "would not be more than {n}",
    "was {n} when the ice broke",
    "had doubled in {n} years",
)
VERBS = ("said", "told the council", "wrote to the almanac", "denied", "promised", "warned")
RESTS = (
    ".",
    ".",
    ", as it was last year.",
    ", and that nobody in the street of the rope makers had been asked.",
    ", for the last time it did, the winter was three weeks longer than the almanac had promised.",
    ", because the pilots would rather wait for the morning than trust the new lanterns.",
    ", though the keepers of the lower harbour remember it otherwise.",
    ", which the people of the islands heard with relief.",
)
WIDE = (
    "潮の高さは今年も変わらず、灯台守は夜明けまで待った。",
    "港口的灯塔整夜未熄，议会将在下周再次开会。",
    "Everybody cheered 🎉 when the family 👩‍👩‍👧‍👦 of the keeper 🧑🏽‍🔧 came ashore 🚢, flags 🇸🇪 and all ✨.",
    "A naïve café owner wrote “na\u0308chstes Jahr” on the wall 👍🏿 of the inn.",
)
"""Sentences with wide characters, sequences that are one character on the screen, and combining marks."""

_NAME = re.compile(rf"\b(?:{'|'.join(GIVEN)}) (?:{'|'.join(FAMILY)})\b")


class Shape(StrEnum):
    """What a text is made of."""

    PLAIN = "plain"
    WIDE = "with emoji and CJK"
    LINE = "in one line"
    PARAGRAPH = "in one hard-wrapped paragraph"


def text(size: int, shape: Shape = Shape.PLAIN) -> str:
    """A text of ``size`` bytes of UTF-8, less a paragraph at the most."""
    dice = Random(f"{size} {shape}")
    match shape:
        case Shape.LINE:
            return _filled([OPENING], _sentences(dice, Shape.PLAIN), size, " ")
        case Shape.PARAGRAPH:
            head = "\n\n".join(_wrapped(paragraph) for paragraph in (OPENING, *(_paragraph(dice, Shape.PLAIN) for _ in range(6))))
            return f"{head}\n\n{_wrapped(_filled([], _sentences(dice, Shape.PLAIN), size - len(head) - 2, ' '))}"
        case _:
            return _filled([OPENING], _pieces(dice, shape), size, "\n")


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of persons stand, in order."""
    return (match.span() for match in _NAME.finditer(text))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand, in order."""
    return (match.span() for match in re.finditer(r"[^\s.。][^.。\n]*[.。]", text))


def _filled(parts: list[str], more: Iterator[str], size: int, between: str) -> str:
    """``parts`` and as many ``more`` as fit into ``size`` bytes."""
    left = size - sum(len(part.encode()) + 1 for part in parts)
    for part in more:
        left -= len(part.encode()) + 1
        if left < 0:
            break
        parts.append(part)
    return between.join(parts)


def _pieces(dice: Random, shape: Shape) -> Iterator[str]:
    """Paragraphs; a post after the second and the third as the seed has, and then after every sixth."""
    for number in range(2, 10**9):
        yield _paragraph(dice, shape)
        if number in (2, 3) or number % 6 == 3:
            yield _post(dice, shape)


def _paragraph(dice: Random, shape: Shape) -> str:
    return " ".join(_sentence(dice, shape) for _ in range(dice.choice((1, 2, 2, 3))))


def _sentences(dice: Random, shape: Shape) -> Iterator[str]:
    while True:
        yield _sentence(dice, shape)


def _sentence(dice: Random, shape: Shape) -> str:
    if shape is Shape.WIDE and dice.random() < 0.5:
        return dice.choice(WIDE)
    move = dice.choice(MOVES).format(n=dice.randrange(2, 1000))
    day, body = dice.choice(DAYS), dice.choice(BODIES)
    said = f"{dice.choice(VERBS)} in {dice.choice(PLACES)} on {day} that {dice.choice(THINGS)} {move}{dice.choice(RESTS)}"
    return f"{_name(dice)} of {body} {said}"


def _post(dice: Random, shape: Shape) -> str:
    """Lines without markup, and under them who wrote them, as pages flatten embedded posts."""
    lines = "\n".join(_sentence(dice, shape) for _ in range(dice.randrange(1, 3)))
    name = _name(dice)
    return f"{lines}\n— {name} (@{name.replace(' ', '').lower()}) May {dice.randrange(1, 29)}, 2024"


def _name(dice: Random) -> str:
    return f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"


def _wrapped(paragraph: str) -> str:
    """At 72 code points."""
    return re.sub(r"(.{1,72})(?: |$)", r"\1\n", paragraph).rstrip("\n")
