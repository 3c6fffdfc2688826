"""The edits between two texts turn one into the other, and read as what was changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.difference import Edit, Move, differences, moves
from reader.core.graphemes import is_boundary
from reader.core.span import Span

few_letters = st.text("ab .\n", max_size=80)
any_letters = st.text(max_size=60)
few_words = st.lists(
    st.sampled_from(["the ", "bridge ", "fell, ", "he ", "said. ", "It ", "rained.\n\n", "40% ", "not ", "橋", "が", "e\u0301 "])
).map("".join)
joining = st.text("e\u0301\u200d🇩🇪👩👧क्षि\r\n ", max_size=40)
texts = few_letters | any_letters | few_words | joining


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with some stretches replaced."""
    old = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(old)), max_size=6)))
    ends = [0, *cuts, len(old)]
    pieces = [old[start:end] for start, end in pairwise(ends)]
    return old, "".join(draw(texts) if index % 2 else piece for index, piece in enumerate(pieces))


pairs = versions() | st.tuples(texts, texts)


def shown(old: str, new: str) -> str:
    """The old text with ``[-what was taken out-]`` and ``{+what was put in+}``."""
    line, at = "", 0
    for edit in differences(old, new):
        line += old[at : edit.old.start]
        line += f"[-{edit.old.of(old)}-]" if len(edit.old) else ""
        line += f"{{+{edit.new.of(new)}+}}" if len(edit.new) else ""
        at = edit.old.end
    return line + old[at:]


@given(pairs)
def test_the_edits_turn_the_old_text_into_the_new_one(pair: tuple[str, str]) -> None:
    old, new = pair
    made, at = "", 0
    for edit in differences(old, new):
        made += old[at : edit.old.start] + edit.new.of(new)
        at = edit.old.end
    assert made + old[at:] == new


@given(pairs)
def test_between_two_edits_something_stays(pair: tuple[str, str]) -> None:
    edits = differences(*pair)
    for before, after in pairwise(edits):
        assert before.old.end < after.old.start
        assert after.old.start - before.old.end == after.new.start - before.new.end
    assert all(len(edit.old) or len(edit.new) for edit in edits)


@given(pairs)
def test_an_edit_splits_no_character(pair: tuple[str, str]) -> None:
    old, new = pair
    for edit in differences(old, new):
        assert is_boundary(old, edit.old.start)
        assert is_boundary(old, edit.old.end)
        assert is_boundary(new, edit.new.start)
        assert is_boundary(new, edit.new.end)


@given(texts)
def test_nothing_changed_between_a_text_and_itself(text: str) -> None:
    assert differences(text, text) == ()


@given(pairs)
def test_what_was_taken_out_and_put_in_makes_up_for_the_lengths(pair: tuple[str, str]) -> None:
    old, new = pair
    edits = differences(old, new)
    assert sum(len(edit.new) - len(edit.old) for edit in edits) == len(new) - len(old)


@given(pairs)
def test_the_same_texts_differ_in_the_same_way_each_time(pair: tuple[str, str]) -> None:
    assert differences(*pair) == differences(*pair)


@given(texts.filter(bool))
def test_a_text_that_came_from_nothing_was_put_in_as_a_whole(text: str) -> None:
    assert differences("", text) == (Edit(Span(0, 0), Span(0, len(text))),)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("The bridge will fall on Tuesday.", "The bridge may fall on Tuesday.", "The bridge [-will-]{+may+} fall on Tuesday."),
        ("Sales rose 3.5% in May.", "Sales rose 4.5% in May.", "Sales rose [-3.5%-]{+4.5%+} in May."),
        ("It rose 3.5% to $1,200.", "It rose 4.5% to $1,300.", "It rose [-3.5%-]{+4.5%+} to [-$1,200-]{+$1,300+}."),
        ("He left, she said.", "He left, she claimed.", "He left, she [-said-]{+claimed+}."),
        ("It rained. It fell.", "It rained. Nobody was hurt. It fell.", "It rained. {+Nobody was hurt. +}It fell."),
        ("One day.\n\nThree days.", "One day.\n\nTwo days.\n\nThree days.", "One day.\n\n{+Two days.\n\n+}Three days."),
        ("cafe\u0301 au lait", "cafe au lait", "[-cafe\u0301-]{+cafe+} au lait"),
        ("我喜欢吃苹果。", "我喜欢吃香蕉。", "我喜欢吃[-苹果-]{+香蕉+}。"),
        ("हिन्दी में लिखा", "हिन्दी में पढ़ा", "हिन्दी में [-लिखा-]{+पढ़ा+}"),
        ("The old bridge", "The bridge", "The [-old -]bridge"),
        ("one two\nthree four", "one two three four", "one two[-\n-]{+ +}three four"),
    ],
)
def test_changes_are_told_in_words(old: str, new: str, marked: str) -> None:
    assert shown(old, new) == marked


def test_words_that_two_passages_share_by_chance_do_not_cut_an_edit() -> None:
    old = "A storm in the mountains destroyed the harvest of the valley."
    new = "Nobody had expected the minister to answer every question."
    assert shown(old, new) == f"[-{old[:-1]}-]{{+{new[:-1]}+}}."


def test_one_letter_in_a_very_long_word_is_found() -> None:
    assert differences("a" * 1000 + "b" + "c" * 1000, "a" * 1000 + "d" + "c" * 1000) == (Edit(Span(1000, 1001), Span(1000, 1001)),)


def test_a_paragraph_that_moved_is_told_as_a_move() -> None:
    first, second, third = (
        "The bridge fell on Tuesday.\n\n",
        "It had been inspected only the week before.\n\n",
        "Two engineers resigned.\n\n",
    )
    old, new = first + second + third, second + third + first
    assert moves(old, new, differences(old, new)) == (Move(Span(0, len(first)), Span(len(second + third), len(new))),)


@given(pairs)
def test_moved_words_are_the_same_in_both_places(pair: tuple[str, str]) -> None:
    old, new = pair
    for move in moves(old, new, differences(old, new)):
        assert move.old.of(old).split() == move.new.of(new).split()
