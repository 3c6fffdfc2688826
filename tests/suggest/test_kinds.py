from __future__ import annotations

import pytest

from reader.suggest.kinds import Place, kind_of, votes_of_name, votes_of_place


def label_of(name: str, **place: object) -> str:
    return kind_of([*votes_of_name(name), *votes_of_place(Place(name, **place))]).label  # type: ignore[arg-type]  # what each test names


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Jan Leike", "PERSON"),
        ("Senator Tolvane", "PERSON"),
        ("Prime Minister", "PERSON"),
        ("J. K. Corvid", "PERSON"),
        ("Kwang Ho-su", "PERSON"),
        ("Harbour Board", "ORG"),
        ("University of Sandvik", "ORG"),
        ("Corvida Inc.", "ORG"),
        ("KBX", "ORG"),
        ("Norway", "PLACE"),
        ("New York", "PLACE"),
        ("Mount Corvid", "PLACE"),
        ("Bay of Sandvik", "PLACE"),
        ("State of Texas", "PLACE"),
        ("Sandvik Festival", "EVENT"),
        ("Hurricane Corvid", "EVENT"),
        ("Clean Harbours Act", "WORK"),
        ("GPT-4", "WORK"),
        ("Norwegians", "OTHER"),
        ("Corvida", "OTHER"),
    ],
)
def test_the_words_of_a_name_tell_what_it_is_of(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ({"courtesy": "Mr"}, "PERSON"),
        ({"before": ("spokesman", "the")}, "PERSON"),
        ({"after": ("said", "that")}, "PERSON"),
        ({"after": ("44", "is"), "has_comma": True}, "PERSON"),
        ({"after": ("a", "researcher", "at"), "has_comma": True}, "PERSON"),
        ({"before": ("company", "the")}, "ORG"),
        ({"before": ("for", "spokesman")}, "ORG"),
        ({"after": ("ceo", "said"), "has_possessive": True}, "ORG"),
        ({"before": ("in",)}, "PLACE"),
        ({"before": ("of", "town")}, "PLACE"),
        ({"after": ("norway",), "has_comma": True}, "PLACE"),
        ({"before": ("novel", "the")}, "WORK"),
        ({"is_quoted": True}, "WORK"),
        ({}, "OTHER"),
    ],
)
def test_the_words_around_a_name_tell_what_it_is_of(place: dict[str, object], label: str) -> None:
    assert label_of("Corvida", **place) == label


def test_the_weightiest_reasons_are_told_first() -> None:
    kind = kind_of([*votes_of_name("Jan Leike"), *votes_of_place(Place("Jan Leike", before=("researcher",)))])
    assert kind.reasons == ("a first name", "after ‘researcher’")


def test_nothing_to_go_by_is_said_so() -> None:
    kind = kind_of([])
    assert (kind.label, kind.reasons) == ("OTHER", ("capitalised",))
