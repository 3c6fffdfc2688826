"""Posts that an extractor dropped, and where they go."""

from __future__ import annotations

import pytest

from reader.core.document import BlockKind
from reader.sources.pieces import Passage, Piece, Slot
from reader.sources.posts.markup import PLACEHOLDER, placeholder
from reader.sources.put_back import put_back
from reader.sources.stream import Stream

LINES = {letter: f"This is the line called {letter}." for letter in "abcdef"}


def back(page: str, article: str) -> str:
    """Where the posts of a page go: letters are lines, digits posts, dots short lines."""
    lines = [placeholder(int(sign)) if sign.isdigit() else LINES.get(sign, "short") for sign in page]
    stream = Stream("\n".join("".join(line.split()) for line in lines))
    pieces: list[Piece] = [Slot(int(sign)) if sign.isdigit() else Passage(BlockKind.PARAGRAPH, LINES[sign]) for sign in article]
    placed = put_back(pieces, stream, sum(sign.isdigit() for sign in page), PLACEHOLDER)
    letters = {line: letter for letter, line in LINES.items()}
    return "".join(str(piece.number) if isinstance(piece, Slot) else letters[piece.text] for piece in placed)


@pytest.mark.parametrize(
    ("page", "article", "expected"),
    [
        ("a0b", "a0b", "a0b"),
        ("a0b", "ab", "a0b"),
        ("a.0.b", "ab", "a0b"),
        ("ac0b", "ab", "a0b"),
        ("a01b", "ab", "a01b"),
        ("a01b", "a1b", "a01b"),
        ("a01b", "a0b", "a01b"),
        ("0ab", "ab", "0ab"),
        ("0.1ab", "ab", "01ab"),
        ("ab0", "ab", "ab0"),
        ("c0d", "ab", "ab0"),
        ("0", "", "0"),
        ("a0b1c2", "bca", "b1c2a0"),
    ],
)
def test_a_missing_post_goes_to_its_nearest_neighbour(page: str, article: str, expected: str) -> None:
    assert back(page, article) == expected


def test_a_line_within_a_passage_is_a_neighbour() -> None:
    passage = Passage(BlockKind.PARAGRAPH, f"{LINES['a']} {LINES['b']}")
    stream = Stream("\n".join("".join(line.split()) for line in (LINES["a"], placeholder(0), LINES["b"])))
    assert put_back([passage], stream, 1, PLACEHOLDER) == [passage, Slot(0)]


def test_a_post_whose_place_is_not_known_goes_to_the_end() -> None:
    passage = Passage(BlockKind.PARAGRAPH, LINES["a"])
    assert put_back([passage], Stream(""), 2, PLACEHOLDER) == [passage, Slot(0), Slot(1)]
