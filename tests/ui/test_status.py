"""How far the work on articles is: said by one letter, shown for every article, walked by one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.core.annotation import DocumentStatus, Provenance, Stage
from reader.core.stages import stage_of
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from reader.ui.stages import next_open
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows, shown, state, until

TEXTS = {name: f"The bridge of {name} fell. Nobody knows why.\n" for name in "abc"}
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


def stage(pilot: Pilot[None]) -> Stage:
    return stage_of(state(pilot).records, state(pilot).document.id)


def line_of(pilot: Pilot[None], name: str) -> str:
    """The library's row of an article."""
    return next(row for row in rows(pilot)[1:] if f"{name}.txt" in row)


async def open_library(pilot: Pilot[None]) -> None:
    if not reading(pilot).has_class("-library"):
        await press(pilot, "f2")
    await pilot.pause(0.3)  # until the lines in sight were looked at


@SIZES
async def test_one_letter_says_how_far_the_article_is(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(**TEXTS).run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "i")
        assert all(word in rows(pilot)[-1] for word in ("n ○ new", "w ◐ in work", "d ● done", "? ? doubtful"))
        await press(pilot, "d")
        assert stage(pilot) is Stage.DONE
        assert "● done. 1 of 3 articles is done. ! goes to the next that is open." in shown(pilot)
        assert rows(pilot)[0].startswith(" ● done · ")
        await open_library(pilot)
        assert "● a.txt" in line_of(pilot, "a")
        assert "done" in line_of(pilot, "a")
        assert "○ b.txt" in line_of(pilot, "b")
        assert "new" in line_of(pilot, "b")
        assert "Library 3 · 1 done" in shown(pilot)


async def test_a_mark_puts_an_article_in_work_and_undo_makes_it_new_again(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "c")
        assert "◐ a.txt" in line_of(pilot, "a")
        assert "in work" in line_of(pilot, "a")
        await press(pilot, "u")
        assert "○ a.txt" in line_of(pilot, "a")
        assert rows(pilot)[0].startswith(" The bridge")  # nobody has said anything


async def test_undo_takes_the_word_back_and_the_heading_with_it(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "i", "d")
        assert "1 done" in shown(pilot)
        await press(pilot, "u")
        assert stage(pilot) is Stage.NEW
        assert "1 done" not in rows(pilot)[1]
        assert "Undid: status done." in shown(pilot)


async def test_the_same_status_again_is_nothing_to_do(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "i", "d", "i", "d")
        assert "there is nothing to do here" in shown(pilot)
        assert len(reading(pilot).desk.session.history.done) == 1


async def test_a_status_is_not_what_repeating_repeats(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "c", "i", "d", "right_parenthesis", "full_stop")
        assert len(state(pilot).marks) == 2
        assert stage(pilot) is Stage.DONE


@SIZES
async def test_the_next_open_article_is_opened_past_those_that_are_done(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(**TEXTS).run_test(size=size) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n", "i", "d", "ctrl+o", "exclamation_mark")
        await opened(pilot, "c.txt")
        await press(pilot, "exclamation_mark")  # after the last comes the first
        await opened(pilot, "a.txt")


async def test_a_doubtful_article_is_open(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n", "i", "question_mark", "ctrl+o", "exclamation_mark")
        await opened(pilot, "b.txt")
        assert "3 · 1 doubtful" in shown(pilot)


async def test_when_all_are_done_it_says_so(make_app: MakeApp) -> None:
    async with make_app(**TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n", "i", "d", "ctrl+n", "i", "d", "exclamation_mark")
        await opened(pilot, "a.txt")
        await press(pilot, "exclamation_mark")
        assert "All other articles are done." in shown(pilot)
        await press(pilot, "i", "d")
        assert "● done. 3 of 3 articles are done." in shown(pilot)
        await press(pilot, "exclamation_mark")
        assert "All articles are done." in shown(pilot)
        assert state(pilot).document.path == "a.txt"


async def test_where_the_library_is_narrowed_the_next_open_one_is_among_what_it_shows(make_app: MakeApp) -> None:
    async with make_app(**TEXTS, ab="An article.").run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        reading(pilot).narrow_library("a")
        await press(pilot, "exclamation_mark")
        await opened(pilot, "ab.txt")
        await press(pilot, "exclamation_mark")
        await opened(pilot, "a.txt")


async def test_what_was_said_before_is_shown_of_articles_that_were_not_opened_now(make_app: MakeApp) -> None:
    store = MemoryStore()
    async with make_app(store, **TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n", "i", "d", "ctrl+n", "c", "ctrl+o", "ctrl+o", "q")
    async with make_app(store, **TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        desk = reading(pilot).desk
        for index in (1, 2):
            desk._known.pop(index, None)  # as if they were out of sight
        reading(pilot).refresh_library()
        await pilot.pause()
        assert "● b.txt" in line_of(pilot, "b")
        assert "◐ c.txt" in line_of(pilot, "c")
        assert [*next_open(desk)][-1] == 2


async def test_an_article_whose_file_is_gone_is_neither_counted_nor_opened(make_app: MakeApp, tmp_path: Path) -> None:
    store = MemoryStore()
    async with make_app(store, **TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "i", "d", "ctrl+n", "c", "i", "d", "q")
    (tmp_path / "articles" / "b.txt").unlink()
    arrivals = Arrivals(libraries([tmp_path / "articles"]))
    arrivals.run()
    app = ReaderApp(arrivals, Config("tester", None, {}, load_scheme(None)), lambda _: (store, None))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await until(pilot, lambda: bool(reading(pilot).desk.gone))
        await pilot.pause()
        assert "2 · 1 done · 1 gone" in shown(pilot)
        await press(pilot, "exclamation_mark")
        await opened(pilot, "c.txt")
        await press(pilot, "exclamation_mark")
        assert "All other articles are done." in shown(pilot)


async def test_where_there_is_one_article_only_it_is_not_said_that_others_are_done(make_app: MakeApp) -> None:
    async with make_app(a="One.").run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "exclamation_mark")
        assert "There is no other article here." in shown(pilot)


async def test_an_article_that_cannot_be_read_is_passed_over(make_app: MakeApp) -> None:
    async with make_app(a=TEXTS["a"], b=bytes(range(256)) * 8, c=TEXTS["c"]).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await until(pilot, lambda: reading(pilot).desk.known(1) is not None)
        await press(pilot, "exclamation_mark")
        await opened(pilot, "c.txt")


async def test_an_article_without_words_can_be_done(make_app: MakeApp) -> None:
    async with make_app(a="", b="One.\n").run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "i", "d")
        assert stage(pilot) is Stage.DONE


async def test_the_heading_fits_the_narrow_library(make_app: MakeApp) -> None:
    texts = {f"{number:02}": "One article.\n" for number in range(12)}
    async with make_app(**texts).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "i", "d", "ctrl+n", "i", "d", "ctrl+n", "i", "question_mark")
        assert rows(pilot)[1][:26] == " 12 · 2 done · 1 doubtful "


async def test_of_many_that_are_done_the_heading_takes_signs_where_words_do_not_fit(make_app: MakeApp) -> None:
    made = Provenance("tester", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
    stages = [Stage.DONE] * 12_345 + [Stage.DOUBTFUL] * 1_234
    store = MemoryStore([DocumentStatus(f"{number:014x}", f"d{number}", stage, made) for number, stage in enumerate(stages)])
    async with make_app(store, **TEXTS).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert rows(pilot)[1].startswith(" 3 ●12,345 ?1,234 ")


async def test_a_long_name_leaves_room_for_the_word(make_app: MakeApp) -> None:
    async with make_app(a="One.\n", **{"a_name_that_is_longer_than_the_library": "One. Two.\n"}).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n", "c", "i", "question_mark")
        assert rows(pilot)[3][:26] == " ? a_name_th… ◆1 doubtful "
