from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.graphemes import is_boundary
from reader.core.span import Span
from reader.core.words import RUN, next_word, next_word_end, previous_word, without_possessive, word_at, words_from
from tests.core.pictures import draw, read, whole

PIECES = ["a", "Bc", " ", "  ", "\n", "’s", "'", "-", ".", ",", "@", "#", "3", "$"]
PIECES += ["%", "é", "\u0301", "漢", "か", "カ", "👍🏽", "https://", "/", "—", "x" * 300]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@pytest.mark.parametrize(
    "picture",
    [
        "the ⟦weak-to-str|ong⟧ model",
        "the ⟦compan|y’s⟧ team",
        "it ⟦does|n’t⟧ work",
        "by ⟦@Anthr|opicAI⟧, now",
        "at ⟦@us|er@mastodon.social⟧.",
        "the ⟦#MeT|oo⟧ time",
        "(⟦https://t.co/aq|SF?x=(1)⟧).",
        "see ⟦x.com/Open|AI⟧, or",
        "to ⟦me|@example.org⟧.",
        "paid ⟦1,0|00.5⟧, or",
        "paid ⟦$3.|5m⟧ for",
        "up ⟦4|0%⟧ on",
        "on ⟦2024-0|5-28⟧.",
        "the ⟦U.|S.⟧ said",
        "⟦AT|&T⟧ said",
        "“⟦quo|ted⟧” word",
        "a word—⟦da|sh⟧",
        "⟦cafe|\u0301s⟧ here",
        "⟦क्षत्रि|य⟧ है",
        "⟦岸田首|相⟧が来た",
        "⟦テス|ト⟧を",
        "⟦东|京⟧。",
        "习近⟦平|⟧在北京会见",
    ],
)
def test_the_word_at_an_offset_is_taken_whole(picture: str) -> None:
    text, offset, span = read(picture)
    at = offset - 1 if span and offset == span.end else offset
    assert word_at(text, at, whole(text)) == span


@pytest.mark.parametrize("picture", ["a| b", "a|, b", "a |— b", "|“a”", "a |👍🏽 b"])
def test_white_space_and_punctuation_are_no_words(picture: str) -> None:
    text, offset, _ = read(picture)
    assert word_at(text, offset, whole(text)) is None


def test_a_word_ends_where_the_passage_does() -> None:
    assert word_at("abcdef", 3, Span(2, 5)) == Span(2, 5)


@pytest.mark.parametrize(("word", "stem"), [("company’s", "company"), ("OpenAI's", "OpenAI"), ("boss", "boss"), ("’s", "’s")])
def test_a_possessive_can_be_left_off(word: str, stem: str) -> None:
    assert without_possessive(word, whole(word)).of(word) == stem


def test_the_next_word_begins_past_punctuation() -> None:
    text, offset, span = read("The| — “⟦bridge⟧” fell")
    assert span is not None
    assert next_word(text, offset, whole(text)) == span.start


def test_the_end_of_a_word_leaves_the_space_behind_it() -> None:
    text, offset, span = read("⟦The bri|dge⟧ fell")
    assert span is not None
    assert next_word_end(text, offset, whole(text)) == span.end


def test_the_word_before_the_start_of_a_word_is_the_previous_one() -> None:
    text, offset, span = read("The ⟦old⟧ |bridge")
    assert span is not None
    assert previous_word(text, offset, whole(text)) == span.start


def test_without_a_word_motions_go_to_the_ends_of_the_passage() -> None:
    text = "one … two … six"
    assert (next_word(text, 4, Span(3, 6)), next_word_end(text, 4, Span(3, 6)), previous_word(text, 5, Span(3, 6))) == (6, 6, 3)


def test_a_run_without_spaces_is_cut_at_the_same_places_from_anywhere() -> None:
    text = "a" * (5 * RUN)
    words = list(words_from(text, 0, whole(text)))
    assert [len(word) for word in words] == [RUN] * 4  # as far as the search reaches
    assert all(word_at(text, at, whole(text)) == word for word in words for at in (word.start, word.end - 1))


@given(TEXTS, st.integers(0, 3), st.data())
def test_looking_up_and_walking_find_the_same_words(text: str, first: int, data: st.DataObject) -> None:
    within = Span(min(first, len(text)), len(text))
    words = list(words_from(text, within.start, within))
    at = data.draw(st.integers(within.start, within.end))
    assert word_at(text, at, within) == next((word for word in words if word.contains(at)), None), draw(text, words)
    assert next_word(text, at, within) == next((word.start for word in words if word.start > at), within.end)
    assert next_word_end(text, at, within) == next((word.end for word in words if word.end > at), within.end)
    assert previous_word(text, at, within) == next((word.start for word in reversed(words) if word.start < at), within.start)


@given(TEXTS)
def test_words_split_no_grapheme(text: str) -> None:
    for word in words_from(text, 0, whole(text)):
        assert is_boundary(text, word.start)
        assert is_boundary(text, word.end)
