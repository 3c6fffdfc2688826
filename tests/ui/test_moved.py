"""Articles whose files were moved, edited or removed between two readings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.core.visit import Visit
from reader.sources.text import id_of
from reader.store.memory import MemoryStore
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

TEXT = "The old bridge over the river fell on Monday night. Nobody was hurt, the mayor said. It had stood for a century.\n"
EDITED = f"An update. {TEXT}"
OTHER = "Something else entirely.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def marked(make_app: MakeApp, store: MemoryStore) -> MakeApp:
    """Makes an app on the folder in which an article was marked three times by an earlier one."""
    async with make_app(store, a=TEXT, z=OTHER).run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "right_parenthesis", "c", "right_parenthesis", "c", "q")
    return make_app


@asynccontextmanager
async def app(make: MakeApp, store: MemoryStore, **files: str) -> AsyncIterator[Pilot[None]]:
    async with make(store, **{"z": OTHER, **files}).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.pause()
        yield pilot


async def open_entry(pilot: Pilot[None], path: str) -> None:
    names = [reading(pilot).desk.entries[index][1].path for index in range(len(reading(pilot).desk.entries))]
    reading(pilot).go_to_entry(names.index(path))
    await opened(pilot, path)


async def list_gone(pilot: Pilot[None], count: int = 1) -> None:
    await until(pilot, lambda: len(reading(pilot).desk.gone) == count)
    await pilot.pause()


def visit(store: MemoryStore, document: str) -> Visit | None:
    return next((visit for visit in store.load().visits if visit.document == document), None)


# The same content under another name


async def test_a_moved_article_keeps_its_marks_and_says_so(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "b.txt")
    async with app(marked, store) as pilot:
        assert state(pilot).document.path == "b.txt"
        assert len(placed(pilot)) == 3
        assert "This article was a.txt: its 3 marks came along." in rows(pilot)[-1]
        await press(pilot, "q")
    kept = visit(store, id_of("a.txt"))
    assert kept is not None
    assert (kept.path, kept.before) == ("b.txt", "a.txt")
    (folder / "b.txt").write_text(EDITED)
    async with app(marked, store) as pilot:
        assert len(placed(pilot)) == 3
        assert "came along" not in shown(pilot)


async def test_undo_reaches_across_a_move(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "b.txt")
    async with app(marked, store) as pilot:
        await press(pilot, "u", "u")
        assert len(placed(pilot)) == 1
        await press(pilot, "ctrl+r")
        assert len(placed(pilot)) == 2
        await open_entry(pilot, "z.txt")
        await press(pilot, "u")
        assert state(pilot).document.path == "b.txt"
        assert len(placed(pilot)) == 1


async def test_a_mark_on_a_moved_article_is_one_more_of_the_same(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "b.txt")
    async with app(marked, store) as pilot:
        await press(pilot, "e", "p")
        assert {annotation.document for annotation in placed(pilot)} == {id_of("a.txt")}
        assert len(placed(pilot)) == 4
        kept = visit(store, id_of("a.txt"))
        assert kept is not None
        assert kept.path == "b.txt"


async def test_a_copy_takes_no_marks(marked: MakeApp, store: MemoryStore) -> None:
    async with app(marked, store, b=TEXT) as pilot:
        await open_entry(pilot, "b.txt")
        assert placed(pilot) == []
        await press(pilot, "c")
        assert len(placed(pilot)) == 1
        await open_entry(pilot, "a.txt")
        assert len(placed(pilot)) == 3


async def test_what_stands_where_an_article_has_moved_away_from_is_another(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "b.txt")
    async with app(marked, store) as pilot:
        await press(pilot, "q")
    async with app(marked, store, a="A new article stands here now.\n") as pilot:
        await open_entry(pilot, "a.txt")
        assert placed(pilot) == []
        await press(pilot, "c")
        await open_entry(pilot, "b.txt")
        assert len(placed(pilot)) == 3


async def test_the_library_counts_the_marks_of_a_moved_article(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "y.txt")
    async with app(marked, store, b=OTHER) as pilot:
        reading(pilot)._learn_lines_in_sight()
        await until(pilot, lambda: any("y.txt" in row and "◆3" in row for row in rows(pilot)))
        assert state(pilot).document.path == "b.txt"


# Moved and edited


async def test_a_moved_and_edited_article_is_asked_about_and_takes_the_marks_when_told(
    marked: MakeApp, folder: Path, store: MemoryStore
) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store, b=EDITED) as pilot:
        assert placed(pilot) == []
        await until(pilot, lambda: "Is this a.txt, which is gone?" in shown(pilot))
        assert "3 of its 3 marked passages are here: M answers." in shown(pilot)
        await press(pilot, "j")
        assert rows(pilot)[-1].startswith(" M moved? ")
        await press(pilot, "M")
        assert "a.txt is gone. 3 of its 3 marked passages are in this article." in shown(pilot)
        await press(pilot, "y")
        await opened(pilot)
        assert len(placed(pilot)) == 3
        assert "This is a.txt; its marks are here." in rows(pilot)[-1]
        assert "moved" in next(row for row in rows(pilot) if "→ a.txt" in row)
        await press(pilot, "q")
    async with app(marked, store) as pilot:
        assert len(placed(pilot)) == 3
        assert reading(pilot).desk.gone == {}


async def test_a_refusal_is_remembered(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store, b=EDITED) as pilot:
        await until(pilot, lambda: reading(pilot).matching.is_offered)
        await press(pilot, "M", "n")
        assert "You are not asked again." in rows(pilot)[-1]
        assert placed(pilot) == []
        await press(pilot, "M")
        assert "No article that is gone is like this one." in rows(pilot)[-1]
        await press(pilot, "q")
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        await open_entry(pilot, "z.txt")
        await open_entry(pilot, "b.txt")
        await press(pilot, "M")
        assert "No article that is gone is like this one." in rows(pilot)[-1]


async def test_leaving_the_question_leaves_it_open(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store, b=EDITED) as pilot:
        await until(pilot, lambda: reading(pilot).matching.is_offered)
        await press(pilot, "M", "escape", "M")
        assert "Is this a.txt?" in shown(pilot)


async def test_marks_that_were_taken_can_be_given_back(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store, b=EDITED) as pilot:
        await until(pilot, lambda: reading(pilot).matching.is_offered)
        await press(pilot, "M", "y", "M")
        assert "This article was a.txt, and its marks came along." in shown(pilot)
        await press(pilot, "n")
        assert placed(pilot) == []
        assert "This is not a.txt; its marks are with that again." in rows(pilot)[-1]
        await open_entry(pilot, "a.txt")
        assert len(placed(pilot)) == 3
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        assert (state(pilot).document.path, placed(pilot)) == ("b.txt", [])


async def test_the_marks_of_a_moved_article_that_was_not_it_can_be_given_back(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder / "b.txt")
    async with app(marked, store) as pilot:
        await press(pilot, "M", "n")
        assert placed(pilot) == []
        await press(pilot, "c")
        assert [annotation.document for annotation in placed(pilot)] == [id_of("b.txt")]


async def test_an_article_that_was_marked_meanwhile_is_not_asked_about(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store, b=EDITED) as pilot:
        await until(pilot, lambda: reading(pilot).matching.is_offered)
        await press(pilot, "c", "M")
        assert "No article that is gone is like this one." in rows(pilot)[-1]


async def test_an_article_with_nothing_in_common_is_not_asked_about(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        await press(pilot, "M")
        assert "No article that is gone is like this one." in rows(pilot)[-1]


# Gone


async def test_an_article_that_is_gone_is_listed_after_the_others_and_shows_its_kept_text(
    marked: MakeApp, folder: Path, store: MemoryStore
) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        lines = reading(pilot).library_pane.lines_in_sight
        assert [(line.text, line.glyph) for line in lines] == [("z.txt", "○"), ("a.txt", "×")]
        assert "◆3 gone" in shown(pilot)
        assert "Library 1 · 1 gone" in shown(pilot)
        await open_entry(pilot, "a.txt")
        assert len(placed(pilot)) == 3
        assert "The old bridge over the river fell" in shown(pilot)
        assert "This file is gone." in rows(pilot)[-1]


@pytest.mark.parametrize("keys", [["c"], ["d"], ["enter"], ["m"], ["e"], ["P"]])
async def test_nothing_is_marked_or_changed_where_the_file_is_gone(
    marked: MakeApp, folder: Path, store: MemoryStore, keys: list[str]
) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        await open_entry(pilot, "a.txt")
        before = store.load()
        await press(pilot, *keys)
        assert "The file of this article is gone: its marks can be read, not changed." in shown(pilot)
        await press(pilot, "G", "q")
    assert store.load().records == before.records
    assert visit(store, id_of("a.txt")) in before.visits


async def test_without_a_kept_text_its_marks_are_in_the_inspector(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    store._texts.clear()
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        await open_entry(pilot, "a.txt")
        assert "Its file is gone, and its text was not kept." in shown(pilot)
        assert "Not found in this text 3" in shown(pilot)
        await press(pilot, "c")
        assert "can be read, not changed" in rows(pilot)[-1]
        await press(pilot, "slash", "text:x", "escape", "G")
        assert "Its file is gone, and its text was not kept." in shown(pilot)


async def test_an_article_that_vanishes_while_it_is_read_can_still_be_opened(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    async with app(marked, store) as pilot:
        await open_entry(pilot, "z.txt")
        (folder / "a.txt").unlink()
        await open_entry(pilot, "a.txt")
        assert len(placed(pilot)) == 3
        (folder / "a.txt").write_text(TEXT)
        await open_entry(pilot, "z.txt")
        await open_entry(pilot, "a.txt")
        await press(pilot, "G", "m", "text:Back.", "enter")
        assert len(placed(pilot)) == 4


async def test_undo_of_what_was_marked_where_the_file_is_gone_shows_it(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").unlink()
    async with app(marked, store) as pilot:
        await list_gone(pilot)
        await press(pilot, "u")
        await opened(pilot, "a.txt")
        assert len(placed(pilot)) == 2


async def test_a_path_that_leads_out_of_the_folder_is_not_listed(marked: MakeApp, folder: Path, store: MemoryStore) -> None:
    (folder / "a.txt").rename(folder.parent / "outside.txt")
    kept = visit(store, id_of("a.txt"))
    assert kept is not None
    store.save_visit(Visit(kept.document, "../outside.txt", kept.sha256, 1, 0, 0))
    async with app(marked, store) as pilot:
        await pilot.pause(0.1)
        assert reading(pilot).desk.gone == {}


async def test_a_database_on_disk_knows_all_of_it_again(make_app: MakeApp, folder: Path) -> None:
    def stored() -> TinyStore:
        return TinyStore(database_path(folder, "tester").path)

    async with make_app(stored(), a=TEXT, z=OTHER).run_test(size=(120, 40)) as pilot:
        assert not (folder / ".reader").exists()
        await press(pilot, "c", "q")
    (folder / "a.txt").unlink()
    async with make_app(stored(), b=EDITED).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: reading(pilot).matching.is_offered)
        await press(pilot, "M", "n")
        await open_entry(pilot, "a.txt")
        assert "The old bridge over the river fell" in shown(pilot)
        await press(pilot, "q")
    async with make_app(stored(), z=OTHER).run_test(size=(120, 40)) as pilot:
        await list_gone(pilot)
        await open_entry(pilot, "b.txt")
        await press(pilot, "M")
        assert "No article that is gone is like this one." in rows(pilot)[-1]


async def test_a_text_that_cannot_be_kept_is_told_and_the_mark_is_kept_all_the_same(make_app: MakeApp, folder: Path) -> None:
    (folder / ".reader").mkdir(parents=True)
    (folder / ".reader" / "snapshots").write_text("in the way")
    store = TinyStore(database_path(folder, "tester").path)
    async with make_app(store, a=TEXT).run_test(size=(120, 40)) as pilot:
        await press(pilot, "c")
        store._keeper.close()
        reading(pilot).look_around()
        await pilot.pause()
        assert "The text that was marked was not kept" in shown(pilot)
        assert len(placed(pilot)) == 1
