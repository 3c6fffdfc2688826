"""The summary: numbers of the folder and of the article, and what is behind them."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.ui import slicing
from reader.ui.screens.summary import SummaryScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, rows, shown, state

TEXTS = {
    "a": "The bridge fell on Tuesday. Ann Lee said so. Nobody knows why it fell.",
    "b": "Ann Lee denied it. The mayor left.",
    "c": "Nothing is known yet.",
}
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


async def mark(pilot: Pilot[None]) -> None:
    """In a: two claims and Ann Lee; in b: Ann Lee again and a claim, and it is done; the caret is in a."""
    await opened(pilot, "a.txt")
    await press(pilot, "c", "right_parenthesis", "e", "p", "right_parenthesis", "c", "ctrl+n")
    await opened(pilot, "b.txt")
    await press(pilot, "e", "p", "right_parenthesis", "c", "i", "d", "ctrl+o")
    await opened(pilot, "a.txt")


def row(pilot: Pilot[None], start: str) -> str:
    """The row that begins with words, without what stands before them."""
    return next(found for line in rows(pilot) if (found := line.strip(" ▸")).startswith(start))


async def go_to(pilot: Pilot[None], start: str) -> None:
    """Walk to a row."""
    for _ in range(40):
        if any(line.startswith("▸") and line.strip(" ▸").startswith(start) for line in rows(pilot)[2:]):
            return
        await press(pilot, "down")
    raise AssertionError(shown(pilot))


@SIZES
async def test_the_folder_is_summed_up(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(**TEXTS).run_test(size=size) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        assert "5 marks" in rows(pilot)[0]
        assert "Of the whole folder" in rows(pilot)[1]
        assert row(pilot, "Articles") == "Articles 3"
        assert row(pilot, "○ new").split()[:3] == ["○", "new", "1"]
        assert row(pilot, "◐ in work").split()[:4] == ["◐", "in", "work", "1"]
        assert row(pilot, "● done").split()[:3] == ["●", "done", "1"]
        assert row(pilot, "Claims 3").split()[-3:] == ["no", "verdict", "all"]
        assert row(pilot, "no claimant").split()[2:4] == ["3", "3"]
        await go_to(pilot, "Ann Lee")
        assert row(pilot, "Ann Lee").split()[2] == "2"
        assert "█" in row(pilot, "Ann Lee")


async def test_one_key_changes_between_folder_and_article(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "V", "a")
        assert f"Of {TEXTS['a'][:20]}" in rows(pilot)[1]
        assert row(pilot, "This article").rstrip() == "This article: ◐ in work"
        assert row(pilot, "no claimant").split()[2:4] == ["2", "2"]
        await press(pilot, "a")
        assert "Articles 3" in shown(pilot)


@SIZES
async def test_behind_a_number_are_its_marks_and_enter_goes_to_one(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(**TEXTS).run_test(size=size) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        await go_to(pilot, "no claimant")
        await press(pilot, "enter")
        assert "Claims · no claimant: 3" in rows(pilot)[1]
        assert [line.strip(" ▸◆").split("  ")[0] for line in rows(pilot)[2:5]] == [
            "The bridge fell on Tuesday.",
            "Nobody knows why it fell.",
            "The mayor left.",
        ]
        assert rows(pilot)[4].rstrip().endswith("fact · b.txt")
        await press(pilot, "down", "down", "enter")
        await opened(pilot, "b.txt")
        assert state(pilot).caret == TEXTS["b"].index("The mayor")


async def test_a_mark_of_the_open_article_is_gone_to_at_once(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(80, 24)) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        await go_to(pilot, "Ann Lee")
        await press(pilot, "enter", "enter")
        assert state(pilot).document.path == "a.txt"
        assert state(pilot).caret == TEXTS["a"].index("Ann")


async def test_behind_a_status_are_its_articles(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(80, 24)) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        await go_to(pilot, "● done")
        await press(pilot, "enter")
        assert "Articles ● done: 1" in rows(pilot)[1]
        assert "b.txt" in rows(pilot)[2]
        await press(pilot, "enter")
        await opened(pilot, "b.txt")


async def test_escape_goes_back_to_the_number_and_then_leaves(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(80, 24)) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        await go_to(pilot, "no claimant")
        await press(pilot, "enter", "escape")
        assert rows(pilot)[8].startswith("▸ no claimant")
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, SummaryScreen)


async def test_where_nothing_is_marked_it_says_how_far_the_article_is(make_app: MakeApp) -> None:
    async with make_app(a="One.").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "V")
        assert "This article: ○ new" in shown(pilot)
        await press(pilot, "enter")  # leads nowhere
        assert isinstance(pilot.app.screen, SummaryScreen)


async def test_another_width_lays_the_tables_out_anew(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await mark(pilot)
        await press(pilot, "V")
        wide = row(pilot, "● done").rstrip()
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert len(row(pilot, "● done").rstrip()) < len(wide)


async def test_while_it_is_counted_the_number_so_far_is_shown_and_escape_leaves(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_app(**TEXTS).run_test(size=(80, 24)) as pilot:
        await mark(pilot)
        monkeypatch.setattr(slicing, "SLICE", 0)
        monkeypatch.setattr(slicing, "REST", 3600)
        await press(pilot, "V")
        assert "0 marks so far …" in rows(pilot)[0]
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, SummaryScreen)


async def test_names_cannot_do_anything_to_the_terminal(make_app: MakeApp) -> None:
    async with make_app(a="The \x1b[2Jbridge [@click=app.quit]fell[/] \u202eon Tuesday.").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "c", "v", "G", "t", "text:[red]hot", "enter", "V")
        assert "#[red]hot" in shown(pilot)
        assert not {"\x1b", "\u202e"} & set(shown(pilot))
