"""An article that was edited since it was marked is read while its marks are sought."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, PostCorrection, Provenance, Record
from reader.core.document import Platform
from reader.core.records import Records
from reader.core.span import Span
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui import settling
from reader.ui.app import ReaderApp
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows, shown, state, until

LINE = "They all said yes.\n"
BEFORE = LINE * 12
AFTER = "The vote\n\n" + BEFORE
MADE = Provenance("tester", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
FIFTH = Span(4 * len(LINE), 5 * len(LINE) - 1)


class SlowTexts(MemoryStore):
    """Keeps what the article was, and takes until ``go`` to find it."""

    def __init__(self, *records: Record) -> None:
        super().__init__(Records(records))
        self.keep_text(BEFORE)
        self.go = Event()

    def text(self, digest: str) -> str | None:
        self.go.wait(30)
        return super().text(digest)


def document_id(tmp_path: Path) -> str:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(AFTER)
    (library,) = libraries([tmp_path / "articles"])
    return library.load(library.entries[0]).id


@pytest.fixture
def claim(tmp_path: Path) -> Annotation:
    """A claim on the fifth of twelve lines that are alike."""
    return Annotation("1" * 14, document_id(tmp_path), (describe(BEFORE, FIFTH),), Claim("fact"), MADE)


async def test_the_article_is_read_and_marked_while_marks_are_sought(make_app: MakeApp, claim: Annotation) -> None:
    store = SlowTexts(claim)
    async with make_app(store, a=AFTER).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert len(state(pilot).marks) == 0
        await press(pilot, "j", "j", "c")
        assert [mark.hull for mark in state(pilot).marks] == [Span(29, 47)]
        store.go.set()
        await until(pilot, lambda: len(state(pilot).marks) == 2)
        assert state(pilot).marks.within(Span(86, 104))[0].id == claim.id
        await pilot.pause()
        assert "Claims 2" in shown(pilot)
        assert [index for index, row in enumerate(rows(pilot)) if "◆" in row[:80]] == [5, 11]


async def test_the_title_tells_how_many_are_sought_when_it_takes_long(
    make_app: MakeApp, claim: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "FELT", 0.01)
    store = SlowTexts(claim)
    async with make_app(store, a=AFTER).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "placing 1 mark …" in rows(pilot)[0])
        store.go.set()
        await until(pilot, lambda: "placing" not in rows(pilot)[0])
        assert "1 mark" in rows(pilot)[0]


async def test_what_is_to_be_reviewed_is_told_when_everything_was_sought(make_app: MakeApp, claim: Annotation) -> None:
    store = SlowTexts(claim)
    async with make_app(store, a="Something else.\n").run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "R")
        assert "The marks are still being looked for." in rows(pilot)[-1]
        store.go.set()
        await until(pilot, lambda: "1 mark to review. R goes to it." in rows(pilot)[-1])


async def test_what_is_sought_for_an_article_that_was_left_is_not_put_into_the_next(make_app: MakeApp, claim: Annotation) -> None:
    store = SlowTexts(claim)
    async with make_app(store, a=AFTER, b=AFTER).run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n")
        await opened(pilot, "b.txt")
        store.go.set()
        await press(pilot, "c")
        assert len(state(pilot).marks) == 1
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: state(pilot).document.path == "a.txt" and len(state(pilot).marks) == 1)
        assert next(iter(state(pilot).marks)).id == claim.id


async def test_a_post_that_was_made_on_an_older_text_appears_when_it_was_sought(make_app: MakeApp, tmp_path: Path) -> None:
    store = SlowTexts(PostCorrection("c" * 14, document_id(tmp_path), "p1", describe(BEFORE, FIFTH), MADE, Platform.OTHER))
    async with make_app(store, a=AFTER).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert state(pilot).document.posts == ()
        store.go.set()
        await until(pilot, lambda: len(state(pilot).document.posts) == 1)
        await pilot.pause()
        assert "Posts 1" in shown(pilot)
        await press(pilot, "right_square_bracket")
        assert state(pilot).caret == 86


class Ben:
    """Another annotator, who has marked the article before it was edited."""

    def __init__(self, claim: Annotation) -> None:
        self._store = SlowTexts(claim)
        self.go = self._store.go
        self._is_new = True

    def have_changed(self) -> bool:
        return self._is_new

    def look(self) -> dict[str, object]:
        self._is_new = False
        return {"ben": self._store.load()}

    def text(self, digest: str) -> str | None:
        return self._store.text(digest)


async def test_the_marks_of_others_are_sought_too(tmp_path: Path, claim: Annotation) -> None:
    arrivals = Arrivals(libraries([tmp_path / "articles"]))
    arrivals.run()
    ben = Ben(claim)
    config = Config("tester", None, {}, load_scheme(None))
    app = ReaderApp(arrivals, config, lambda _: (MemoryStore(), None), lambda _: ben)  # type: ignore[arg-type,return-value]  # looks
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        reading(pilot).look_around()
        await until(pilot, lambda: bool(reading(pilot).company._kept))
        assert "By ben" not in shown(pilot)
        ben.go.set()
        await until(pilot, lambda: "By ben: 1" in shown(pilot))
        assert len(state(pilot).marks) == 0
