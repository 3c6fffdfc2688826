"""What changed words do to a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.wording import CERTAINTIES, HEDGES, NEGATIONS, Shift, Wording, language_of, wording


@pytest.mark.parametrize(
    ("was", "now", "shift", "reasons"),
    [
        ("It will fall.", "It may fall.", Shift.SOFTENED, ("“will” became “may”",)),
        ("It may fall.", "It will fall.", Shift.STRENGTHENED, ("“may” became “will”",)),
        ("He stole it.", "According to police he stole it.", Shift.SOFTENED, ("“according to” was added",)),
        ("Up to 40 died.", "40 died.", Shift.STRENGTHENED, ("“up to” was taken out",)),
        ("It cost $1,200.50.", "It cost $1,300.50.", Shift.NUMBER, ("“$1,200.50” became “$1,300.50”",)),
        ("Three died.", "Four died.", Shift.NUMBER, ("“three” became “four”",)),
        ("It rose 3 % in May.", "It rose 3 % in June.", Shift.REWORDED, ()),
        ("May 5 was dry.", "June 5 was dry.", Shift.REWORDED, ()),
        ("He does.", "He doesn’t.", Shift.NEGATION, ("“doesn't” was added",)),
        ("It may cost 5.", "It will not cost 6.", Shift.NEGATION, ("“not” was added", "“5” became “6”", "“may” became “will”")),
        ("It might fall.", "It could fall.", Shift.REWORDED, ("“might” became “could”",)),
        ("One two.", "two one.", Shift.REWORDED, ()),
    ],
)
def test_the_gravest_shift_is_told_with_every_word_that_shows_one(was: str, now: str, shift: Shift, reasons: tuple[str, ...]) -> None:
    assert wording(was, now) == Wording(shift, reasons)


def test_each_language_has_its_own_words() -> None:
    assert wording("Er will gehen.", "Er soll gehen.", "de-AT") == Wording(Shift.SOFTENED, ("“soll” was added",))
    assert wording("Il est parti.", "Il serait parti.", "fr") == Wording(Shift.SOFTENED, ("“serait” was added",))
    assert wording("It will fall.", "It may fall.", "pt").shift is Shift.SOFTENED


def test_the_language_of_a_text_is_told_by_its_commonest_words() -> None:
    assert language_of("The bridge in the north fell, and that was that.") == "en"
    assert language_of("Die Brücke ist in der Nacht eingestürzt, und das war es.") == "de"
    assert language_of("Le pont est tombé dans la nuit, et les gens sont partis.") == "fr"
    assert language_of("") == "en"


@pytest.mark.parametrize("language", HEDGES)
def test_no_word_is_in_two_lists(language: str) -> None:
    lists = [set(lists[language].split(", ")) for lists in (HEDGES, CERTAINTIES, NEGATIONS)]
    assert sum(map(len, lists)) == len(set().union(*lists))


@given(st.text(max_size=80))
def test_the_same_words_shift_nothing(text: str) -> None:
    assert wording(text, text) == Wording(Shift.REWORDED, ())


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_softened_claim_is_a_strengthened_one_backwards(was: str, now: str) -> None:
    opposite = {Shift.SOFTENED: Shift.STRENGTHENED, Shift.STRENGTHENED: Shift.SOFTENED}
    there, back = wording(was, now).shift, wording(now, was).shift
    assert back is opposite.get(there, there)
