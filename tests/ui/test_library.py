"""The library: documents that come while one is read, and the list narrowed by words."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from tests.ui.conftest import MakeApp
from tests.ui.driving import press, reading, rows, shown, state


class SlowArrivals(Arrivals):
    """Documents that come when the test says so."""

    def bring(self, *names: str) -> None:
        for name in names:
            (self.libraries[0].root / name).write_text(f"This is {name}.\n", "utf-8")
        self._arrive(self.libraries[0], list(names))

    def end(self) -> None:
        self._end()


@pytest.fixture
def arrivals(tmp_path: Path) -> SlowArrivals:
    (tmp_path / "articles").mkdir()
    return SlowArrivals(libraries([tmp_path / "articles"]))


def app_on(arrivals: Arrivals) -> ReaderApp:
    return ReaderApp(arrivals, Config("tester", None, {}, load_scheme(None)), lambda _: (MemoryStore(), None))


async def settle(pilot: Pilot[None]) -> None:
    """Let the screen look for what arrived, and show it."""
    await pilot.pause()
    reading(pilot)._take_arrivals()
    await pilot.pause()
    reading(pilot)._learn_lines_in_sight()
    while any(thread.name == "loading" for thread in threading.enumerate()):
        await pilot.pause(0.01)
    await pilot.pause()


def listed(pilot: Pilot[None]) -> list[str]:
    """The names that the library shows, from the top."""
    return [line.text for line in reading(pilot).library_pane.lines_in_sight]


def numbered(first: int, last: int) -> list[str]:
    return [f"{number:03}.txt" for number in range(first, last)]


async def test_the_first_document_is_opened_as_soon_as_it_is_known(arrivals: SlowArrivals) -> None:
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Looking for documents …" in shown(pilot)
        arrivals.bring("a.txt")
        await settle(pilot)
        assert "This is a.txt." in shown(pilot)
        assert "Library" not in shown(pilot)
        arrivals.bring("b.txt")
        await settle(pilot)
        assert state(pilot).document.path == "a.txt"
        assert listed(pilot) == ["a.txt", "b.txt"]


async def test_a_first_document_that_cannot_be_read_is_passed_over(arrivals: SlowArrivals, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "articles" / "a.txt")
    arrivals._arrive(arrivals.libraries[0], ["a.txt"])
    arrivals.bring("b.txt")
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert state(pilot).document.path == "b.txt"
        assert any("a.txt" in row and "unreadable" in row for row in rows(pilot))


async def test_an_unreadable_document_says_why_when_it_is_opened(arrivals: SlowArrivals, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "articles" / "a.txt")
    arrivals._arrive(arrivals.libraries[0], ["a.txt"])
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "It is no ordinary file but a pipe" in shown(pilot)


async def test_what_is_still_looked_for_is_counted_after_a_while(arrivals: SlowArrivals) -> None:
    arrivals.bring(*numbered(0, 20))
    arrivals.began += 1000
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Library 20" in shown(pilot)
        arrivals.began -= 2000
        await settle(pilot)
        assert "20 documents so far …" in shown(pilot)
        arrivals.bring(*numbered(20, 1100))
        arrivals.end()
        await settle(pilot)
        assert "Library 1,100" in shown(pilot)


async def test_without_news_nothing_is_drawn(arrivals: SlowArrivals, monkeypatch: pytest.MonkeyPatch) -> None:
    arrivals.began += 1000  # how long it takes is news too
    for names in ((), ("a.txt", "b.txt")):
        async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
            arrivals.bring(*names)
            await settle(pilot)
            with monkeypatch.context() as patch:
                drawn: list[Widget] = []
                patch.setattr(Widget, "refresh", lambda self, *_, drawn=drawn, **__: drawn.append(self) or self)
                reading(pilot)._take_arrivals()
                assert drawn == []


async def test_while_nothing_is_found_no_key_does_harm(arrivals: SlowArrivals) -> None:
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "j", "f2", "slash", "escape", "ctrl+n", "ctrl+o", "enter", "escape", "G", "u")
        assert "Looking for documents …" in shown(pilot)
        await press(pilot, "q")
    assert pilot.app.return_code == 0


async def test_when_nothing_is_found_in_the_end_the_screen_goes(arrivals: SlowArrivals) -> None:
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert pilot.app.is_running
        arrivals.end()
        await settle(pilot)
        assert not pilot.app._running or pilot.app._exit


async def test_what_arrives_moves_neither_cursor_nor_page(arrivals: SlowArrivals) -> None:
    arrivals.bring(*numbered(0, 100))
    async with app_on(arrivals).run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "shift+tab", "G", "k", "k")
        before = listed(pilot), reading(pilot).library_pane.cursor_value
        arrivals.bring(*numbered(100, 200))
        await settle(pilot)
        assert (listed(pilot), reading(pilot).library_pane.cursor_value) == before
        reading(pilot).library_pane._scroll(-30)
        await settle(pilot)
        before = listed(pilot), reading(pilot).library_pane.cursor_value
        arrivals.bring(*numbered(200, 300))
        await settle(pilot)
        assert (listed(pilot), reading(pilot).library_pane.cursor_value) == before


async def test_no_document_out_of_sight_is_opened_or_looked_at(arrivals: SlowArrivals, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = set()
    original = os.stat

    def watch(path: int | str, *rest: object, **more: object) -> object:
        looked_at.add(Path(str(path)).name)
        return original(path, *rest, **more)  # type: ignore[arg-type]

    arrivals.bring(*numbered(0, 500))
    arrivals.end()
    monkeypatch.setattr(os, "stat", watch)
    async with app_on(arrivals).run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "shift+tab", "j")
        await settle(pilot)
    assert "005.txt" in looked_at
    assert not looked_at & set(numbered(40, 500))


async def test_words_narrow_the_library_while_they_are_written(arrivals: SlowArrivals) -> None:
    arrivals.bring("bridge falls.txt", "bridge stands.txt", "war.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+tab", "slash", "text:br")
        assert listed(pilot) == ["bridge falls.txt", "bridge stands.txt"]
        assert "2 of 3: br" in shown(pilot)
        await press(pilot, "text: STAND")
        assert listed(pilot) == ["bridge stands.txt"]
        await press(pilot, *["backspace"] * 6)
        assert len(listed(pilot)) == 2


async def test_enter_opens_the_one_under_the_cursor_and_the_list_stays_narrow(arrivals: SlowArrivals) -> None:
    arrivals.bring("bridge falls.txt", "bridge stands.txt", "war.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+tab", "slash", "text:bridge", "down", "enter")
        assert state(pilot).document.path == "bridge stands.txt"
        assert pilot.app.focused is reading(pilot).article
        assert len(listed(pilot)) == 2
        await press(pilot, "ctrl+n")
        assert "This is the last article." in rows(pilot)[-1]
        await press(pilot, "ctrl+o")
        assert state(pilot).document.path == "bridge falls.txt"


async def test_escape_shows_all_again_with_the_cursor_where_it_was(arrivals: SlowArrivals) -> None:
    arrivals.bring("bridge falls.txt", "tower.txt", "war.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+tab", "slash", "text:war", "escape")
        assert len(listed(pilot)) == 3
        assert reading(pilot).library_pane.cursor_value == "2"
        await press(pilot, "slash", "text:tow", "enter", "shift+tab", "escape")
        assert len(listed(pilot)) == 3
        assert reading(pilot).library_pane.cursor_value == "1"
        assert reading(pilot).library_pane.has_focus
        await press(pilot, "escape")
        assert pilot.app.focused is reading(pilot).article


async def test_words_that_no_name_holds_are_said_to_be_so(arrivals: SlowArrivals) -> None:
    arrivals.bring("a.txt", "b.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "shift+tab", "slash", "text:zzz", "enter")
        assert "No name holds “zzz”." in rows(pilot)[-1]
        assert state(pilot).document.path == "a.txt"
        await press(pilot, "enter", "escape")
        assert len(listed(pilot)) == 2


async def test_the_next_article_is_the_next_that_is_shown(arrivals: SlowArrivals) -> None:
    arrivals.bring("a1.txt", "b.txt", "c1.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+n", "shift+tab", "slash", "text:1", "escape")
        assert state(pilot).document.path == "b.txt"
        for key, path in (("ctrl+n", "c1.txt"), ("ctrl+o", "a1.txt")):
            reading(pilot).go_to_entry(1)
            reading(pilot).narrow_library("1")
            await press(pilot, key)
            assert state(pilot).document.path == path


async def test_in_the_article_the_same_key_finds_words(make_app: MakeApp) -> None:
    async with make_app(a="One bridge.", b="Two there.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", "text:bridge", "enter")
        assert state(pilot).caret == 4
        assert len(listed(pilot)) == 2


async def test_a_title_is_found_once_its_document_was_in_sight(make_app: MakeApp) -> None:
    async with make_app(a="A Tale of Bridges\n\nIt fell.", b="Two there.").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "shift+tab", "slash", "text:tale")
        assert listed(pilot) == ["a.txt"]


async def test_undo_finds_the_article_among_those_that_are_not_shown(arrivals: SlowArrivals) -> None:
    arrivals.bring("a.txt", "b.txt")
    arrivals.end()
    async with app_on(arrivals).run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "ctrl+n", "shift+tab", "slash", "text:b", "enter", "u")
        assert state(pilot).document.path == "a.txt"
