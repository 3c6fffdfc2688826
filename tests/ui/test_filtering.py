"""The inspector's list under a filter: put together by letters, kept true while marks change, walked."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.ui import slicing
from reader.ui.screens.filter import FilterScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state

TEXT = "The bridge fell on Tuesday. Ann Lee said so. Nobody knows why it fell. The mayor denied it all."
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


async def mark(pilot: Pilot[None]) -> None:
    """A claim on the first sentence and on the third, a person in the second, a tag on the third."""
    await opened(pilot)
    await press(pilot, "c", "right_parenthesis", "e", "p", "right_parenthesis", "c", "t", "text:odd", "enter", "g")


def listed(pilot: Pilot[None]) -> list[str]:
    """The lines of the inspector, without its posts."""
    pane = reading(pilot)._inspector.query_one("#outline")
    return [pane._lines[place].text for place in range(len(pane._lines))]  # type: ignore[attr-defined]


def heading(pilot: Pilot[None]) -> str:
    pane = reading(pilot)._inspector.query_one("#outline")
    return str(pane._titles[0])  # type: ignore[attr-defined]


@SIZES
async def test_a_letter_and_a_value_filter_the_list(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(a=TEXT).run_test(size=size) as pilot:
        await mark(pilot)
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, FilterScreen)
        assert "Verdict" in shown(pilot)
        await press(pilot, "s")
        assert [row.split()[-1] for row in rows(pilot)[2:4]] == ["2", "1"]
        await press(pilot, "enter")
        assert listed(pilot) == ["The bridge fell on Tuesday.", "Nobody knows why it fell."]
        assert heading(pilot) == "Marks 2: claims"
        assert "Marks 2: claims" in shown(pilot)


async def test_only_values_that_occur_are_offered(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(80, 24)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "t")
        assert "#odd" in shown(pilot)
        await press(pilot, "escape", "r")
        assert "nothing to choose from" in shown(pilot)


async def test_conditions_are_combined(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "f", "t", "enter")
        assert listed(pilot) == ["Nobody knows why it fell."]
        assert heading(pilot) == "Marks 1: claims · #odd"
        await press(pilot, "f")
        assert "now: claims · #odd" in rows(pilot)[0]
        assert any("✓ #odd" in row for row in rows(pilot))
        await press(pilot, "t", "enter")  # the same again takes it back
        assert heading(pilot) == "Marks 2: claims"


@pytest.mark.parametrize("key", ["0", "escape"])
async def test_all_marks_are_listed_again(make_app: MakeApp, key: str) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        before = listed(pilot)
        await press(pilot, "f", "s", "enter", "f", key)
        assert (listed(pilot), heading(pilot)) == (before, "Marks")
        assert "All marks are listed again." in shown(pilot)


async def test_leaving_with_q_leaves_the_filter_as_it_is(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "f", "q")
        assert heading(pilot) == "Marks 2: claims"
        assert pilot.app.is_running


async def test_the_list_may_have_another_order(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "o", "down", "enter")
        assert listed(pilot) == ["fact 2", "The bridge fell on Tuesday.", "Nobody knows why it fell.", "PERSON 1", "Ann Lee"]
        assert heading(pilot) == "Marks 3: by kind"


async def test_the_list_stays_true_while_marks_are_made_changed_and_taken_back(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "G", "c")
        assert heading(pilot) == "Marks 3: claims"
        assert listed(pilot)[-1] == "The mayor denied it all."
        await press(pilot, "g", "d")
        assert listed(pilot) == ["Nobody knows why it fell.", "The mayor denied it all."]
        await press(pilot, "u", "u")
        assert listed(pilot) == ["The bridge fell on Tuesday.", "Nobody knows why it fell."]


@SIZES
async def test_walking_goes_through_what_is_filtered_and_says_so(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(a=TEXT).run_test(size=size) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "greater_than_sign")
        assert state(pilot).caret == TEXT.index("Nobody")
        assert "2 of 2: claims." in shown(pilot)
        await press(pilot, "greater_than_sign")
        assert "There is no mark after this one under the filter (claims). f changes it." in shown(pilot)
        await press(pilot, "less_than_sign")
        assert (state(pilot).caret, state(pilot).selection.mark) == (0, placed(pilot)[0].id)
        await press(pilot, "f", "0", "greater_than_sign")
        assert state(pilot).caret == TEXT.index("Ann")


async def test_a_line_is_chosen_as_without_a_filter(make_app: MakeApp) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "tab", "down", "enter")
        assert state(pilot).caret == TEXT.index("Nobody")


async def test_another_article_is_filtered_too(make_app: MakeApp) -> None:
    async with make_app(a=TEXT, b=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s", "enter", "ctrl+n")
        await opened(pilot, "b.txt")
        assert heading(pilot) == "Marks 0: claims"
        await press(pilot, "c", "e", "p")
        assert listed(pilot) == ["The bridge fell on Tuesday."]


async def test_filtering_many_marks_leaves_room_for_keys(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s")
        monkeypatch.setattr(slicing, "SLICE", 0)
        monkeypatch.setattr(slicing, "REST", 3600)
        await press(pilot, "enter")
        assert heading(pilot) == "Marks 1 so far …: claims"
        await press(pilot, "w")
        assert state(pilot).caret == TEXT.index("bridge")
        slices = reading(pilot).filtering._slices
        while slices._steps is not None:
            slices._go_on(slices._steps)
        assert heading(pilot) == "Marks 2: claims"


async def test_a_mark_made_while_a_filter_is_at_work_is_listed_too(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_app(a=TEXT).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "f", "s")
        monkeypatch.setattr(slicing, "SLICE", 0)
        monkeypatch.setattr(slicing, "REST", 3600)
        await press(pilot, "enter", "G", "c")
        slices = reading(pilot).filtering._slices
        while slices._steps is not None:
            slices._go_on(slices._steps)
        assert heading(pilot) == "Marks 3: claims"
