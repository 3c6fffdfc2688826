"""What a name could stand for among many entities: the same as asking each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.namesakes import stands_for
from reader.core.short_names import MOST_SHARING, ShortNames

WORDS = st.sampled_from(
    ["Jan", "Leike", "J.", "Kennedy", "Space", "Center", "KSC", "K.S.C.", "von", "der", "Dr.", "Al-Hassan", "Inc.", "the", "O’Neil"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(NAMES, min_size=1, max_size=3).map(tuple)), NAMES)
def test_the_candidates_are_those_that_each_alone_would_be(entities: dict[str, tuple[str, ...]], name: str) -> None:
    names = ShortNames()
    for id, known in [*entities.items(), *reversed(entities.items())]:
        names.put(id, known)
    names.put("g", ("Jan Jan Leike Jan",))
    names.remove("g")
    wanted = {id: stands_for(name, known) for id, known in entities.items()}
    assert {found.entity: found.likely for found in names.candidates(name)} == {id: likely for id, likely in wanted.items() if likely}


def test_names_that_are_put_anew_or_removed_are_no_candidates_any_more() -> None:
    names = ShortNames()
    names.put("a", ("Jan Leike", "@janleike"))
    assert [found.entity for found in names.candidates("Leike")] == ["a"]
    names.put("a", ("Sam Bowman",))
    assert names.candidates("Leike") == ()
    assert [found.entity for found in names.candidates("Bowman")] == ["a"]
    names.remove("a")
    names.remove("a")
    assert names.candidates("Bowman") == ()
    assert names.sharing("Bowman") == ()


def family(number: int) -> str:
    """A surname for each number up to 676."""
    return f"N{chr(97 + number // 26)}{chr(97 + number % 26)}son"


def test_a_word_that_very_many_share_tells_nobody() -> None:
    names = ShortNames()
    for number in range(MOST_SHARING + 1):
        names.put(str(number), (f"John {family(number)}",))
    assert names.candidates("John") == ()
    assert [found.entity for found in names.candidates(family(7))] == ["7"]


def test_a_name_without_letters_and_one_without_end_are_nobodys() -> None:
    names = ShortNames()
    names.put("a", ("x" * 10_000, "\x1b[2J", "", "Jan Leike"))
    for name in ("", " ", "!?", "x" * 10_000, "\x1b"):
        assert names.candidates(name) == ()
    assert [found.entity for found in names.candidates("Leike")] == ["a"]
