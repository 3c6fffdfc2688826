"""A text goes on from the document whose marked passages it holds, and from none by accident."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.precursor import Precursor, likeliest

TEXT = "The old bridge over the river fell on Monday night. Nobody was hurt, said the mayor, Ann Lee. It had stood for a century."
FELL = "The old bridge over the river fell on Monday night."
STOOD = "It had stood for a century."


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([FELL, "Nobody was hurt", "It was new."], Precursor("doc", 2, 3)),
        ([FELL, FELL], Precursor("doc", 1, 1)),
        ([FELL, "It was new.", "It was blue."], None),
        (["Ann Lee", "Monday"], None),
        ([], None),
        ([" ", "\n"], None),
        ([FELL, *[f"Another passage, no. {number}, much longer than any of this text: {'-' * 40}" for number in range(60)]], None),
    ],
)
def test_half_of_the_passages_and_more_than_a_few_names_must_be_there(passages: Sequence[str], expected: Precursor | None) -> None:
    assert likeliest(TEXT, {"doc": passages}) == expected


def test_of_several_the_one_with_the_greatest_share_is_taken() -> None:
    passages = {"half": [FELL, "It was new."], "most": [FELL, STOOD, "It was new."], "none": ["It was new."]}
    assert likeliest(TEXT, passages) == Precursor("most", 2, 3)


@given(st.lists(st.sampled_from(TEXT.split()) | st.text(max_size=5), min_size=8), st.data())
def test_the_text_itself_is_always_like_its_own_passages(words: Sequence[str], data: st.DataObject) -> None:
    text = " ".join((TEXT, *words))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=40)))
    passages = [TEXT, *(text[start:end] for start, end in pairwise(cuts))]
    precursor = likeliest(text, {"doc": passages, "other": ["nowhere in there"]})
    assert precursor is not None
    assert (precursor.document, precursor.found) == ("doc", precursor.asked)
