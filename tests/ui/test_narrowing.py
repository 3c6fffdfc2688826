"""Which names hold some words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.narrowing import Narrowing

NAMES = ["Bridge falls.txt", "a/Bridge stands.txt", "STRASSE.txt", "line\nbreak.txt"]


def narrowed(*texts: str, names: list[str] = NAMES) -> list[str]:
    """The names that are shown after each of ``texts`` was written in turn."""
    narrowing = Narrowing()
    narrowing.add(names)
    for text in texts:
        narrowing.narrow(text)
    return [names[narrowing[place]] for place in range(len(narrowing))]


def test_all_words_are_needed_in_any_order_and_case_does_not_count() -> None:
    assert narrowed("FALLS bridge") == ["Bridge falls.txt"]
    assert narrowed("bridge") == ["Bridge falls.txt", "a/Bridge stands.txt"]
    assert narrowed("straße") == ["STRASSE.txt"]
    assert narrowed("absent") == []


def test_without_words_all_are_shown() -> None:
    assert narrowed() == narrowed("") == narrowed("  ") == narrowed("bridge", "") == NAMES


def test_a_title_is_sought_through_once_it_is_known() -> None:
    narrowing = Narrowing()
    narrowing.add(NAMES)
    narrowing.know_title(2, "A Bridge Abroad")
    narrowing.know_title(2, "A bridge at home")
    narrowing.narrow("bridge strasse")
    assert [narrowing[place] for place in range(len(narrowing))] == [2]
    narrowing.narrow("abroad")
    assert len(narrowing) == 0


def test_words_do_not_reach_from_a_name_into_the_next() -> None:
    assert narrowed("txta") == narrowed("\0") == []


def test_places_and_documents_lead_to_each_other() -> None:
    narrowing = Narrowing()
    narrowing.add(NAMES)
    assert (narrowing.place_of(3), narrowing.place_of(4)) == (3, None)
    narrowing.narrow("a")
    assert [narrowing.place_of(index) for index in range(4)] == [0, 1, 2, 3]
    narrowing.narrow("r id")
    assert [narrowing.place_of(index) for index in range(4)] == [0, 1, None, None]
    assert (narrowing.place_from(1), narrowing.place_from(2)) == (1, 2)


WORDS = st.text("ab ", max_size=5)
SOME_NAMES = st.lists(st.text("abAB", min_size=1, max_size=4), max_size=8)


@given(st.lists(WORDS, max_size=5), SOME_NAMES, SOME_NAMES)
def test_whatever_was_written_before_and_came_later_the_same_are_shown(texts: list[str], names: list[str], later: list[str]) -> None:
    narrowing = Narrowing()
    narrowing.add(names)
    for text in texts:
        narrowing.narrow(text)
    narrowing.add(later)
    words = texts[-1].split() if texts else []
    expected = [index for index, name in enumerate(names + later) if all(word in name.casefold() for word in words)]
    assert [narrowing[place] for place in range(len(narrowing))] == expected
    assert [narrowing.place_of(index) for index in expected] == list(range(len(expected)))
