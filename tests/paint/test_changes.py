"""Changes are told in context, in brackets."""

from __future__ import annotations

from hypothesis import given

from reader.core.comparison import compare
from reader.paint.changes import Part, inline, passages, spelled
from reader.paint.telling import items
from tests.core.test_difference import pairs
from tests.notation import document


def told(old: str, new: str) -> list[str]:
    return [spelled(passage.pieces) for passage in passages(compare(document(old), document(new)))]


def test_changes_in_one_sentence_are_told_together() -> None:
    assert told("It rained. The bridge will fall on Tuesday. So.", "It rained. The bridge may fall on Friday. So.") == [
        "The bridge [-will-]{+may+} fall on [-Tuesday-]{+Friday+}."
    ]


def test_changes_in_two_sentences_are_told_apart() -> None:
    assert told("The bridge fell. Nobody was hurt.", "The tower fell. Nobody was there.") == [
        "The [-bridge-]{+tower+} fell.",
        "Nobody was [-hurt-]{+there+}.",
    ]


def test_another_break_of_lines_is_not_told() -> None:
    assert told("One two\nthree.", "One\ntwo three.") == []


@given(pairs)
def test_the_pieces_of_two_wordings_hold_the_words_of_both(pair: tuple[str, str]) -> None:
    pieces = inline(*pair)
    for part, words in ((Part.OLD, pair[0]), (Part.NEW, pair[1])):
        whole = "".join(piece.words for piece in pieces if piece.part in (part, Part.SAME))
        assert "".join(whole.split()) == "".join(words.split())


@given(pairs)
def test_all_that_is_told_stands_in_its_text(pair: tuple[str, str]) -> None:
    for item in items(compare(document(pair[0]), document(pair[1]))):
        assert item.old is None or 0 <= item.old <= len(pair[0])
        assert item.new is None or 0 <= item.new <= len(pair[1])
        assert "\n" not in spelled(item.pieces)
