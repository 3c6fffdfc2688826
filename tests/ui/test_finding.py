"""Searching in the open document."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste

from reader.core.finding import Occurrences, Searched
from reader.core.matches import Matches
from reader.core.query import Query
from reader.core.span import Span
from reader.ui import seeking
from reader.ui.finding import NOTHING, Finding
from tests.ui.conftest import MakeApp
from tests.ui.driving import press, reading, rows, state, until

BRIDGES = "The bridge fell.\n\nA Bridge in Ulm stands. The colour is red, the color is blue.\n"


def test_the_place_among_the_matches_is_told() -> None:
    finding = Finding.of_words(Searched("a b a"), "a").counted()
    assert finding.standing(4) == "“a” 2/2"
    assert finding.standing(1) == "“a” –/2"


def test_words_that_are_not_counted_yet_are_found_all_the_same() -> None:
    finding = Finding.of_words(Searched("a b a"), "a")
    assert finding.standing(0) == "“a” …"
    assert finding.next_from(1) == Span(4, 5)


def test_more_matches_than_are_kept_are_told_to_be_more() -> None:
    finding = Finding.of_pattern(Query("a", is_pattern=True), Matches.of([Span(0, 1), Span(4, 5)], most=1))
    assert finding.standing(0) == "/a/ 1/1+"


def test_without_a_search_there_is_nothing_to_tell_or_to_go_to() -> None:
    assert NOTHING.standing(0) == ""
    assert NOTHING.next_from(0) is NOTHING.previous_from(0) is None


@given(
    st.lists(st.sampled_from(["ab", "Ab", "c", " ", "\n", "İ"]), max_size=20).map("".join),
    st.integers(0, 30),
    st.sampled_from(["ab", "c ab", "b c ab", "Ab"]),
)
def test_what_is_counted_is_what_is_shown(text: str, offset: int, words: str) -> None:
    finding = Finding.of_words(Searched(text), words).counted()
    shown = finding.within(Span(0, len(text)))
    assert finding.count == len(shown)
    assert [finding.standing(match.start) for match in shown] == [f"“{words}” {number}/{len(shown)}" for number in range(1, len(shown) + 1)]
    assert finding.next_from(offset) == Occurrences(Searched(text), words).next_from(offset)


async def test_the_caret_goes_along_while_words_are_written_and_the_title_counts(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "text:bridge")
        assert state(pilot).caret == BRIDGES.index("bridge")
        assert "“bridge” 1/2" in rows(pilot)[0]
        await press(pilot, "enter", "n")
        assert state(pilot).caret == BRIDGES.index("Bridge")
        assert "“bridge” 2/2" in rows(pilot)[0]


async def test_a_short_title_leaves_room_for_where_the_caret_is_among_the_matches(make_app: MakeApp) -> None:
    async with make_app(a="The mayor.\n\nThe strike did not cost the city a thing.", b="x").run_test(size=(76, 24)) as pilot:
        await press(pilot, "slash", "text:did not cost the", "enter")
        assert rows(pilot)[0].strip().startswith("The mayor.")
        assert "“did not cost the” 1/1" in rows(pilot)[0]
        assert "1/2 · at" in rows(pilot)[0]


async def test_the_prompt_says_how_to_find_by_a_regular_expression(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "text:colou?r")
        assert rows(pilot)[-1].startswith(" Find: colou?r")
        assert rows(pilot)[-1].rstrip().endswith("Ctrl+R regex")
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: reading(pilot).finding.query.is_pattern)
        await pilot.pause()
        assert rows(pilot)[-1].startswith(" Find regex: colou?r")
        assert rows(pilot)[-1].rstrip().endswith("Ctrl+R words")
        assert "/colou?r/ 1/2" in rows(pilot)[0]
        await press(pilot, "enter", "n")
        assert state(pilot).caret == BRIDGES.index("color")


async def test_an_invalid_expression_says_so_and_the_place_stays(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "ctrl+r", "text:in")
        await until(pilot, lambda: state(pilot).caret == BRIDGES.index("in Ulm"))
        await press(pilot, "text:(")
        await until(pilot, lambda: "no regular" in rows(pilot)[-1])
        assert state(pilot).caret == BRIDGES.index("in Ulm")
        await press(pilot, "text: ?Ulm)")
        await until(pilot, lambda: "no regular" not in rows(pilot)[-1] and reading(pilot).finding.query.words == "in( ?Ulm)")
        assert state(pilot).caret == BRIDGES.index("in Ulm")


async def test_an_expression_that_takes_for_ever_is_given_up_and_no_key_waits_for_it(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "PATIENCE", 0.3)
    async with make_app(a="a" * 60 + "!").run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "ctrl+r", "text:(a+)+$")
        assert "(a+)+$" in rows(pilot)[-1]
        await until(pilot, lambda: "given up" in rows(pilot)[-1])
        await press(pilot, "escape", "l")
        assert state(pilot).caret == 1


async def test_leaving_the_prompt_goes_back(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "l", "slash", "text:ulm", "escape")
        assert state(pilot).caret == 1
        assert reading(pilot).finding is NOTHING
        assert "c claim" in rows(pilot)[-1]


async def test_words_that_are_nowhere_are_told_at_enter(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "text:absent", "enter")
        assert "“absent” is not in this article." in rows(pilot)[-1]


async def test_in_a_long_article_words_are_found_and_counted_meanwhile(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "SHORT", 10)
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "text:bridge", "enter")
        await until(pilot, lambda: "“bridge” 1/2" in rows(pilot)[0])
        assert state(pilot).caret == BRIDGES.index("bridge")
        await press(pilot, "slash", "text:absent", "enter")
        await until(pilot, lambda: "“absent” is not in this article." in rows(pilot)[-1])
        await until(pilot, lambda: not any(thread.name == "finding" for thread in threading.enumerate()))


async def test_an_expression_in_a_long_article_is_found_from_the_caret_first(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "SHORT", 10)
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "w", "w", "w", "slash", "ctrl+r", "text:[Bb]ridge")
        await until(pilot, lambda: "/[Bb]ridge/ 2/2" in rows(pilot)[0])
        assert state(pilot).caret == BRIDGES.index("Bridge")


async def test_the_line_that_is_written_is_edited_in_its_midst(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "text:brige", "left", "left", "text:d")
        assert "Find: bridge" in rows(pilot)[-1]
        await press(pilot, "ctrl+u", "ctrl+k", "text:stands")
        assert state(pilot).caret == BRIDGES.index("stands")


async def test_what_is_pasted_is_searched_for(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        pilot.app.post_message(Paste("in\nUlm"))
        await pilot.pause()
        assert state(pilot).caret == BRIDGES.index("in Ulm")


async def test_a_long_line_shows_its_end_and_hostile_words_as_stand_ins(make_app: MakeApp) -> None:
    async with make_app(a=BRIDGES).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        pilot.app.post_message(Paste("漢" * 60 + "\x1b[31m" + "e" * 20))
        await pilot.pause()
        row = rows(pilot)[-1]
        assert "e" * 20 in row
        assert "\x1b" not in row
        assert "␛" in row
        assert "Ctrl+R regex" in row
