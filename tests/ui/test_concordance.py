"""Finding in the folder: lines in context that are sorted, gone to, and marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.core.annotation import Claim, Mention
from reader.core.query import Query
from reader.search.folder import Progress, search
from reader.search.index import Index, is_supported
from reader.store.memory import MemoryStore
from reader.ui import concordance
from reader.ui.screens import concordance as screens
from reader.ui.screens.concordance import ConcordanceScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

ONE = "An old bridge fell. Nobody was hurt when the bridge fell."
TWO = "In Ulm the zebra crossed a bridge to see Anna.\n\nThe road is open."
THREE = "No bridge is safe, the mayor says."

SIZES = [(80, 24), (120, 40)]


def found(pilot: Pilot[Any]) -> list[str]:
    """The documents of the lines that are listed, in their order."""
    listed = [row.split() for row in rows(pilot)[2:-1]]
    return [next(part for part in parts if part.endswith(".txt")) for parts in listed if any(part.endswith(".txt") for part in parts)]


def screen_of(pilot: Pilot[Any]) -> ConcordanceScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ConcordanceScreen)
    return screen


async def searched(pilot: Pilot[Any], words: str) -> None:
    """Open the first article and have ``words`` found in the folder."""
    await opened(pilot)
    await press(pilot, "F", f"text:{words}", "enter")
    await over(pilot)


async def over(pilot: Pilot[Any]) -> None:
    """Wait until the search that is shown is over."""
    await until(pilot, lambda: isinstance(top := pilot.app.screen, ConcordanceScreen) and top.progress is not None and top.progress.is_over)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_matches_of_all_articles_stand_under_one_another(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one="A bridge.", two=TWO, wide="漢字" * 40 + " bridge 🌉👩\u200d🔬 " + "é" * 90).run_test(size=size) as pilot:
        await searched(pilot, "bridge")
        assert "3 lines · 3 of 3 documents" in rows(pilot)[0]
        columns = {_cell_of(row, "bridge") for row in rows(pilot)[2:5]}
        assert len(columns) == 1
        assert " ".join(rows(pilot)[-1].split()) == "Enter go Space pick e entity c claim u undo l r d sort F anew Esc back"
        assert "By document (l: by the word on the left, r: on the right)" in rows(pilot)[1]


def _cell_of(row: str, words: str) -> int:
    from rich.cells import cell_len

    return cell_len(row[: row.index(words)]) if words in row else -1


async def test_lines_are_sorted_by_the_words_on_either_side_and_by_document(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO, zoo=THREE).run_test(size=(120, 40)) as pilot:
        await searched(pilot, "bridge")
        assert found(pilot) == ["one.txt", "one.txt", "two.txt", "zoo.txt"]
        await press(pilot, "l")
        assert found(pilot) == ["two.txt", "zoo.txt", "one.txt", "one.txt"]
        assert "By the word on the left" in rows(pilot)[1]
        await press(pilot, "r")
        assert found(pilot) == ["one.txt", "one.txt", "zoo.txt", "two.txt"]
        await press(pilot, "d")
        assert found(pilot) == ["one.txt", "one.txt", "two.txt", "zoo.txt"]


async def test_sorting_leaves_the_cursor_on_its_line(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO, zoo=THREE).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "G", "l")
        line = screen_of(pilot).pane.context
        assert line is not None
        assert line.path == "zoo.txt"
        assert rows(pilot)[3].startswith("▸")


async def test_enter_goes_to_the_place_in_its_article_and_n_goes_on_there(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "G", "enter")
        await opened(pilot, "two.txt")
        assert pilot.app.screen is reading(pilot)
        assert state(pilot).caret == TWO.index("bridge")
        await until(pilot, lambda: "“bridge” 1/1" in rows(pilot)[0])


async def test_enter_in_the_open_article_moves_the_caret(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "j", "enter")
        assert state(pilot).caret == ONE.rindex("bridge")
        await press(pilot, "N")
        assert state(pilot).caret == ONE.index("bridge")


async def test_the_last_search_is_offered_and_its_line_is_found_again(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "j", "enter", "F")
        assert rows(pilot)[-1].startswith(" Find in the folder: bridge ")
        await press(pilot, "enter")
        await over(pilot)
        assert rows(pilot)[3].startswith("▸")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_words_that_are_nowhere_are_told(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await searched(pilot, "absent")
        assert "Nothing found. F asks for other words" in shown(pilot)
        assert "0 lines · 0 of 2 documents" in rows(pilot)[0]
        await press(pilot, "e", "c", "space", "enter")
        assert screen_of(pilot).pane.context is None
        await press(pilot, "F", "text:road", "enter")
        await over(pilot)
        assert found(pilot) == ["two.txt"]
        await press(pilot, "escape")
        assert pilot.app.screen is reading(pilot)


async def test_lines_come_while_the_folder_is_still_searched_and_escape_stops_that(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_begun, may_go_on, has_stopped = Event(), Event(), Event()
    real = search

    def slow(*given: Any, **more: Any) -> Iterator[Progress]:
        (last,) = real(*given, **more)
        yield Progress(last.lines[:1], 1, last.total, 1)
        has_begun.set()
        may_go_on.wait(30)
        if more["is_stopped"]():
            has_stopped.set()
        yield last

    monkeypatch.setattr(concordance, "search", slow)
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "F", "text:bridge", "enter")
        await until(pilot, lambda: "1 line so far · 1 of 2 documents …" in rows(pilot)[0])
        assert has_begun.is_set()
        assert found(pilot) == ["one.txt"]
        await press(pilot, "escape")
        may_go_on.set()
        await until(pilot, has_stopped.is_set)
        assert pilot.app.screen is reading(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_three_lines_of_three_articles_are_tagged_at_once_and_one_undo_takes_it_back(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    store = MemoryStore()
    texts = {"one": "Anna spoke.", "two": "They met Anna.", "zoo": "Anna left. So did Bo."}
    async with make_app(store, **texts).run_test(size=size) as pilot:
        await searched(pilot, "Anna")
        await press(pilot, "space", "space", "space")
        assert "3 picked · 3 lines" in rows(pilot)[0]
        assert [row[1] for row in rows(pilot)[2:5]] == ["✓"] * 3
        await press(pilot, "e")
        assert "p Person" in rows(pilot)[-1]
        await press(pilot, "p")
        await until(pilot, lambda: "Tag 3 places as" in rows(pilot)[-1])
        records = reading(pilot).desk.session.records
        (entity,) = records.entities()
        assert entity.name == "Anna"
        assert sorted(a.targets[0].quote for a in records.users_of(entity.id)) == ["Anna"] * 3
        assert len(records.documents()) == 3
        assert [row[2] for row in rows(pilot)[2:5]] == ["●"] * 3
        assert len(reading(pilot).desk.session.history.done) == 1
        await press(pilot, "u")
        assert "Undid: tag 3 places" in rows(pilot)[-1]
        assert records.entities() == []
        assert records.documents() == frozenset()
        assert [row[2] for row in rows(pilot)[2:5]] == [" "] * 3
        await press(pilot, "ctrl+r")
        assert len(records.documents()) == 3
        await press(pilot, "escape", "u")
        assert records.documents() == frozenset()


async def test_what_was_tagged_elsewhere_is_there_when_that_article_is_opened(make_app: MakeApp) -> None:
    async with make_app(one="Nothing here.", two="They met Anna.").run_test(size=(80, 24)) as pilot:
        await searched(pilot, "anna")
        await press(pilot, "e", "p")
        await until(pilot, lambda: "u takes it back" in rows(pilot)[-1])
        await press(pilot, "escape", "ctrl+n")
        await opened(pilot, "two.txt")
        (annotation,) = placed(pilot)
        assert isinstance(annotation.body, Mention)
        assert annotation.targets[0].quote == "Anna"


async def test_undoing_from_the_article_goes_to_where_it_was_done(make_app: MakeApp) -> None:
    async with make_app(one="Nothing here.", two="They met Anna.").run_test(size=(80, 24)) as pilot:
        await searched(pilot, "anna")
        await press(pilot, "e", "p")
        await until(pilot, lambda: "u takes it back" in rows(pilot)[-1])
        await press(pilot, "escape", "u")
        await opened(pilot, "two.txt")
        assert state(pilot).caret == len("They met ")


async def test_sentences_are_claimed_once_each(make_app: MakeApp) -> None:
    async with make_app(one="A bridge is a bridge. Bridges fall.", two=THREE).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "space", "space", "space", "space", "c")
        await until(pilot, lambda: "Mark 3 claims" in rows(pilot)[-1])
        records = reading(pilot).desk.session.records
        quotes = [a.targets[0].quote for d in records.documents() for a in records.annotations_of(d) if isinstance(a.body, Claim)]
        assert sorted(quotes) == ["A bridge is a bridge.", "Bridges fall.", THREE]


async def test_what_is_marked_already_is_not_marked_again(make_app: MakeApp) -> None:
    async with make_app(one=ONE).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "c", "c")
        assert "this is marked already" in rows(pilot)[-1]
        assert len(placed(pilot)) == 1


async def test_an_article_that_has_changed_meanwhile_is_not_marked(make_app: MakeApp) -> None:
    app = make_app(one="Nothing here.", two="They met Anna.")
    async with app.run_test(size=(80, 24)) as pilot:
        await searched(pilot, "anna")
        _, entry = reading(pilot).desk.entries[1]
        entry.file.write_text("Anna was met.")
        await press(pilot, "e", "p")
        await until(pilot, lambda: "two.txt has changed since" in shown(pilot))
        assert reading(pilot).desk.session.records.documents() == frozenset()
        entry.file.unlink()
        await press(pilot, "e", "p")
        await until(pilot, lambda: "no longer there" in shown(pilot))


async def test_an_expression_is_searched_for_in_all_articles(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "F", "ctrl+r")
        assert rows(pilot)[-1].startswith(" Find regex in the folder:")
        await press(pilot, "text:br[a-z]+e (fell|to)", "enter")
        await over(pilot)
        assert found(pilot) == ["one.txt", "one.txt", "two.txt"]
        await press(pilot, "slash", "text:(", "enter")
        await over(pilot)
        assert "This is no regular expression" in shown(pilot)


async def test_hostile_names_and_texts_are_shown_as_stand_ins(make_app: MakeApp) -> None:
    name = "\x1b]0;x\x07[@click=app.quit]\u202e.txt"
    async with make_app(**{"a.txt": "Plain.", name: "\x1b[31mred bridge\x9b2J \u202etxet [b]x[/b]"}).run_test(size=(120, 40)) as pilot:
        await searched(pilot, "bridge")
        text = shown(pilot)
        assert "␛[31mred bridge" in text
        assert "[b]x[/b]" in text
        assert not {letter for letter in text if letter != "\n" and not letter.isprintable()}


async def test_a_file_that_cannot_be_read_is_told_at_the_end(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=b"\0\1\2" * 200).run_test(size=(120, 40)) as pilot:
        await searched(pilot, "bridge")
        assert "Not all could be searched. two.txt: It is not a text file" in rows(pilot)[-2]
        assert found(pilot) == ["one.txt", "one.txt"]


async def test_a_burst_of_keys_keeps_its_order(make_app: MakeApp) -> None:
    async with make_app(one="Anna. Anna. Anna.").run_test(size=(80, 24)) as pilot:
        await searched(pilot, "anna")
        for key in ("j", "space", "e"):
            await pilot.press(key)
        await press(pilot, "o")
        (annotation,) = placed(pilot)
        assert annotation.targets[0].start == 6


@pytest.mark.skipif(not is_supported(), reason="this SQLite keeps no index")
async def test_a_large_folder_is_searched_before_and_after_its_index_is_made(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(tmp_path / "cache" / "index")
    monkeypatch.setattr(concordance, "MANY", 1)
    monkeypatch.setattr(concordance, "index_path", lambda _: index.path)
    async with make_app(one=ONE, two=TWO, zoo=THREE).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        before = found(pilot)
        entries = [reading(pilot).desk.entries[number][1] for number in range(3)]
        await until(pilot, lambda: index.is_current(entries))
        await press(pilot, "F", "enter")
        await over(pilot)
        assert found(pilot) == before == ["one.txt", "one.txt", "two.txt", "zoo.txt"]
        assert index.without_match(Query("zebra"), entries) == {"one.txt", "zoo.txt"}


async def test_many_lines_that_are_sorted_are_all_there_in_the_end(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "RESORTED", 3)
    async with make_app(one=ONE, two=TWO, zoo=THREE).run_test(size=(80, 24)) as pilot:
        await searched(pilot, "bridge")
        await press(pilot, "l", "F", "enter")
        await over(pilot)
        assert found(pilot) == ["two.txt", "zoo.txt", "one.txt", "one.txt"]
