"""Reading an article while it is still being opened."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.core.stored import Stored
from reader.library import Entry, Library
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until


class SlowStore(MemoryStore):
    """A store that is read when its gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Event()

    def load(self) -> Stored:
        self.gate.wait(30)
        return super().load()


@pytest.fixture
def slow_store(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[ReaderApp, SlowStore]]:
    def make(**files: str) -> tuple[ReaderApp, SlowStore]:
        monkeypatch.setattr("reader.ui.desk.HEAVY", 0)
        app, store = make_app(**files), SlowStore()
        app._desk._open_store = lambda _: (store, None)
        return app, store

    return make


SlowApp = Callable[..., tuple[ReaderApp, SlowStore]]


async def test_an_article_is_read_while_its_large_store_is(slow_store: SlowApp) -> None:
    app, store = slow_store(a="One here. Two here. Three here.")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "One here" in shown(pilot))
        assert "being opened …" in rows(pilot)[0]
        await press(pilot, "right_parenthesis", "w")
        assert state(pilot).caret == 14
        store.gate.set()
        await opened(pilot)
        assert state(pilot).caret == 14
        assert "being opened …" not in shown(pilot)


async def test_keys_that_need_the_marks_wait_for_them_with_all_that_come_after(slow_store: SlowApp) -> None:
    app, store = slow_store(a="One here. Two here. Three here.")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "One here" in shown(pilot))
        await press(pilot, "right_parenthesis", "c", "right_parenthesis", "e", "p")
        assert state(pilot).caret == 10
        assert placed(pilot) == []
        store.gate.set()
        await opened(pilot)
        await until(pilot, lambda: len(placed(pilot)) == 2)
        assert [(type(mark.body).__name__, mark.targets[0].quote) for mark in placed(pilot)] == [
            ("Claim", "Two here."),
            ("Mention", "Three"),
        ]


async def test_quitting_waits_for_nothing(slow_store: SlowApp) -> None:
    app, store = slow_store(a="One here.")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "One here" in shown(pilot))
        await press(pilot, "c", "ctrl+q")
        assert app.return_code == 0
        store.gate.set()


async def test_of_a_large_file_the_beginning_is_read_before_the_whole(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, load = Event(), Library.load

    def held(library: Library, entry: Entry) -> Document:
        gate.wait(30)
        return load(library, entry)

    monkeypatch.setattr(Library, "load", held)
    text = "\n\n".join(f"Paragraph {number} is one of many, and here it is." for number in range(8000))
    async with make_app(a=text).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Paragraph 3 " in shown(pilot))
        assert "being opened …" in rows(pilot)[0]
        await press(pilot, "pagedown", "pagedown", "w", "G")
        caret, page = state(pilot).caret, rows(pilot)[5:20]
        assert text[caret:].startswith("is one of many") or caret > 0
        gate.set()
        await opened(pilot)
        await until(pilot, lambda: state(pilot).caret == len(text))
        await press(pilot, "g", "pagedown", "pagedown", "w")
        assert state(pilot).caret == caret
        assert rows(pilot)[5:20] == page


async def test_a_large_file_that_cannot_be_read_after_all_says_so(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(library: Library, entry: Entry) -> Document:  # noqa: ARG001  # the signature of loading
        raise SourceError("a.txt: The disk is gone.")

    monkeypatch.setattr(Library, "load", fail)
    async with make_app(a="One of many here.\n\n" * 20_000).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "The disk is gone." in shown(pilot))
        await press(pilot, "w", "c")
        assert reading(pilot).state is None
