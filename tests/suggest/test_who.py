from __future__ import annotations

import pytest

from reader.suggest.who import defines, who_is_who


def told(labels: dict[str, str], defined: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    return {name: (same.name, same.rule) for name, same in who_is_who(labels, defined or {}).items()}


def test_names_lead_to_the_fullest_one_by_their_rule() -> None:
    labels = {"Tolvane": "OTHER", "Senator Tolvane": "PERSON", "M. Tolvane": "PERSON", "Mira Tolvane": "PERSON", "Mira": "PERSON"}
    assert told(labels) == {
        "Tolvane": ("Mira Tolvane", "surname"),
        "Senator Tolvane": ("Mira Tolvane", "surname"),
        "M. Tolvane": ("Mira Tolvane", "surname"),
        "Mira Tolvane": ("Mira Tolvane", "exact"),
        "Mira": ("Mira Tolvane", "first name"),
    }


def test_a_name_with_a_title_is_the_name_without() -> None:
    assert told({"Governor Pell Arden": "PERSON", "Pell Arden": "PERSON"})["Governor Pell Arden"] == ("Pell Arden", "exact")


def test_an_acronym_in_brackets_is_what_stands_before_it() -> None:
    labels = {"Coastal Research Institute": "ORG", "Corvid Reef Institute": "ORG", "CRI": "ORG"}
    assert told(labels)["CRI"] == ("CRI", "exact")
    assert told(labels, {"CRI": "Corvid Reef Institute"})["CRI"] == ("Corvid Reef Institute", "acronym")


@pytest.mark.parametrize(
    "labels",
    [
        {"Washington": "PLACE", "George Washington": "PERSON"},
        {"US": "PLACE", "University of Sandvik": "ORG"},
        {"Arden": "PLACE", "Pell Arden": "PERSON"},
        {"Reef": "OTHER", "Corvid Reef": "PLACE"},
        {"Corvid": "OTHER", "Corvid Reefson": "PERSON"},
    ],
)
def test_a_place_or_a_word_that_is_no_first_name_stands_for_itself(labels: dict[str, str]) -> None:
    name = next(iter(labels))
    assert told(labels)[name] == (name, "exact")


def test_capitals_alone_make_no_other_name() -> None:
    assert told({"MIRA TOLVANE": "PERSON", "Mira Tolvane": "PERSON"})["MIRA TOLVANE"][0] == "Mira Tolvane"


@pytest.mark.parametrize(
    ("name", "acronym", "is_one"),
    [
        ("Coastal Research Institute", "CRI", True),
        ("Korean Central News Agency", "KCNA", True),
        ("Deutsche Bahn", "DB", True),
        ("Coastal Research Institute", "BRI", False),
        ("Coastal Research Institute", "Corvid", False),
        ("Coastal", "CL", False),
    ],
)
def test_brackets_explain_only_what_has_the_letters_of_the_name(name: str, acronym: str, is_one: bool) -> None:
    assert defines(name, acronym) == is_one
