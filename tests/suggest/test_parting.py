from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.suggest.parting import Parting, is_ordinary


@pytest.mark.parametrize(
    "words",
    [
        "the council has decided to repair the bridge",
        "Mira Tolvane of the Harbour Board said",
        "NATO conference",
        "As a result some folks believe",
        "I think we probably should have selected the",
        "So if we go to",
        "without doubting his enthusiasm",
        "Team Estonia",
    ],
)
def test_joined_words_are_parted_where_they_were_joined(words: str) -> None:
    assert list(Parting("").parts(words.replace(" ", ""))) == words.split()


def test_a_name_that_the_text_has_alone_is_kept_whole() -> None:
    assert list(Parting("They met, and Weatherall spoke.").parts("sawWeatherall")) == ["saw", "Weatherall"]


def test_a_word_of_mixed_letters_that_the_text_repeats_is_kept_whole() -> None:
    assert list(Parting("On eFerry now. Then eFerry again.").parts("theeFerryboat")) == ["the", "eFerry", "boat"]


@pytest.mark.parametrize(("letters", "ordinary"), [("bridge", True), ("Bridge", True), ("BRIDGE", False), ("thebridge", False)])
def test_ordinary_words_are_known(letters: str, ordinary: bool) -> None:
    assert is_ordinary(letters) is ordinary


@given(st.text(alphabet="abcdefgitheAMTN", max_size=40))
def test_parts_are_the_letters_again(letters: str) -> None:
    assert "".join(Parting("").parts(letters)) == letters
