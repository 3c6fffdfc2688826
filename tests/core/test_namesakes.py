from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.namesakes import Likely, Namesakes, acronyms_of, bare, looks_like_acronym, stands_for

PEOPLE = ["Mira Tolvane", "Ursula von der Leyen", "Martin Luther King Jr.", "J. K. Rowling", "Dr. Edvin Aasen"]


@pytest.mark.parametrize(
    ("name", "full", "rule"),
    [
        ("Mira Tolvane", "Mira Tolvane", "exact"),
        ("Mira Tolvane’s", "Mira Tolvane", "exact"),
        ("Professor Mira Tolvane", "Mira Tolvane", "exact"),
        ("Harbour Board Administrator Mira Tolvane", "Mira Tolvane", "exact"),
        ("MIRA TOLVANE", "Mira Tolvane", "exact"),
        ("Edvin Aasen", "Dr. Edvin Aasen", "exact"),
        ("Martin Luther King", "Martin Luther King Jr.", "exact"),
        ("Tolvane", "Mira Tolvane", "surname"),
        ("Prime Minister Tolvane", "Mira Tolvane", "surname"),
        ("M. Tolvane", "Mira Tolvane", "surname"),
        ("von der Leyen", "Ursula von der Leyen", "surname"),
        ("Leyen", "Ursula von der Leyen", "surname"),
        ("King", "Martin Luther King Jr.", "surname"),
        ("Rowling", "J. K. Rowling", "surname"),
        ("Mira", "Mira Tolvane", "first name"),
    ],
)
def test_a_short_name_stands_for_the_one_person_of_that_name(name: str, full: str, rule: str) -> None:
    assert stands_for(name, PEOPLE) == Likely(full, rule)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("KSC", "Kennedy Space Center"),
        ("U.N.", "United Nations"),
        ("AfD", "Alternative für Deutschland"),
        ("DoJ", "Department of Justice"),
        ("DHS", "Department of Homeland Security"),
        ("FDA", "the Food and Drug Administration"),
    ],
)
def test_an_acronym_stands_for_the_one_name_of_these_initials(name: str, full: str) -> None:
    assert stands_for(name, [full, "Harbour Board"]) == Likely(full, "acronym")


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Clinton", ["Bill Clinton", "Hillary Clinton"]),
        ("Jordan", ["Michael Jordan", "Jordan Peele"]),
        ("President Clinton", ["Secretary Clinton"]),
        ("AA", ["Alcoholics Anonymous", "American Airlines"]),
    ],
)
def test_a_name_that_fits_two_stands_for_none(name: str, others: list[str]) -> None:
    assert stands_for(name, others) is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Korea", "North Korea"),
        ("York", "New York"),
        ("Kennedy", "Kennedy Space Center"),
        ("Times", "New York Times"),
        ("House", "White House"),
        ("Secretary", "Secretary of State"),
        ("Mira Olsen", "Mira Tolvane"),
        ("tolvane", "Mira Tolvane"),
        ("", "Mira Tolvane"),
        ("Dr.", "Mira Tolvane"),
        ("Prime Minister", "Olav Minister"),
    ],
)
def test_a_part_of_another_name_stands_for_nothing(name: str, other: str) -> None:
    assert stands_for(name, [other]) is None


def test_several_writings_of_one_name_do_not_make_it_doubtful() -> None:
    assert stands_for("Tolvane", ["M. Tolvane", "President Mira Tolvane", "Mira Tolvane"]) == Likely("Mira Tolvane", "surname")


def test_the_same_name_comes_before_a_longer_one() -> None:
    assert stands_for("Tolvane", ["Mira Tolvane", "Tolvane"]) == Likely("Tolvane", "exact")


def test_a_name_that_is_there_itself_may_still_stand_for_a_longer_one() -> None:
    assert Namesakes(["Mira Tolvane", "Tolvane"]).longer("Tolvane") == Likely("Mira Tolvane", "surname")
    assert Namesakes(["Mira Tolvane", "Tolvane"]).longer("Mira Tolvane") is None


def test_a_bare_name_has_no_titles_and_endings() -> None:
    assert [bare(name) for name in ("Senator Mira Tolvane’s", "Martin Luther King Jr.", "Dr.", "")] == [
        "Mira Tolvane",
        "Martin Luther King",
        "Dr.",
        "",
    ]


def test_words_in_capitals_look_like_acronyms_and_others_do_not() -> None:
    assert [word for word in ("KSC", "U.S.", "AfD", "A", "Kaplan", "OPENAILABS", "R2D2") if looks_like_acronym(word)] == [
        "KSC",
        "U.S.",
        "AfD",
    ]


def test_initials_are_taken_with_and_without_the_small_words() -> None:
    assert acronyms_of(("Department", "of", "Justice")) == {"doj", "dj"}
    assert acronyms_of(("Anthropic",)) == set()


@given(st.lists(st.text("AaBb. -’sof", max_size=12), max_size=8), st.text("AaBb. -’sof", max_size=12))
def test_what_a_name_stands_for_is_always_one_of_the_others(others: list[str], name: str) -> None:
    found = stands_for(name, others)
    assert found is None or found.name in others
    assert Namesakes(others).of(name) == found


@given(st.lists(st.sampled_from(["Mira Tolvane", "M. Tolvane", "Dr. Mira Tolvane", "Olav Tolvane", "Tolvane Mira"])), st.data())
def test_the_order_of_the_others_does_not_matter(others: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(others))
    assert [stands_for(name, others) for name in ("Tolvane", "Mira")] == [stands_for(name, shuffled) for name in ("Tolvane", "Mira")]
