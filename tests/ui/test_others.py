"""What others write, shown while one reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event

import pytest

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Provenance
from reader.core.records import Records
from reader.core.span import Span
from reader.core.stored import Stored
from reader.core.visit import Visit
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from tests.ui.driving import opened, press, reading, shown, state, until

TEXT = "It fell. Ann came.\n"


class SlowOthers:
    """One other annotator, whose marks take until ``go`` to be read."""

    def __init__(self, document: str) -> None:
        made = Provenance("ben", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
        self._claim = Annotation("1" * 14, document, (describe(TEXT, Span(0, 8)),), Claim("fact"), made)
        self.go = Event()
        self.looks = 0
        self.visits: tuple[Visit, ...] = ()

    def have_changed(self) -> bool:
        return True

    def look(self) -> Mapping[str, Stored]:
        self.looks += 1
        self.go.wait()
        return {"ben": Stored(Records((self._claim,)), visits=self.visits)}

    def text(self, digest: str) -> str | None:
        """None was kept."""


@pytest.fixture
def others(tmp_path: Path) -> Iterator[SlowOthers]:
    (tmp_path / "a.txt").write_text(TEXT)
    (library,) = libraries([tmp_path])
    found = SlowOthers(library.load(library.entries[0]).id)
    yield found
    found.go.set()


def app_on(folder: Path, others: SlowOthers) -> ReaderApp:
    arrivals = Arrivals(libraries([folder]))
    arrivals.run()
    return ReaderApp(arrivals, Config("tester", None, {}, load_scheme(None)), lambda _: (MemoryStore(), None), lambda _: others)


async def test_while_the_marks_of_others_are_read_they_are_not_read_again(tmp_path: Path, others: SlowOthers) -> None:
    async with app_on(tmp_path, others).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        for _ in range(3):
            reading(pilot).look_around()
        assert others.looks == 1
        assert "By ben" not in shown(pilot)
        others.go.set()
        await until(pilot, lambda: "By ben: 1" in shown(pilot))
        before = others.looks
        reading(pilot).look_around()
        await until(pilot, lambda: others.looks > before)
        assert len(state(pilot).marks) == 0


async def test_quitting_waits_for_nobody(tmp_path: Path, others: SlowOthers) -> None:
    async with app_on(tmp_path, others).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        reading(pilot).look_around()
        await press(pilot, "q")
    assert pilot.app.return_code == 0
    assert not others.go.is_set()


async def test_the_marks_of_others_follow_a_moved_file_each_by_what_they_know(tmp_path: Path, others: SlowOthers) -> None:
    (library,) = libraries([tmp_path])
    document = library.load(library.entries[0])
    others.visits = (Visit(document.id, "a.txt", document.sha256, len(TEXT), 0, 0),)
    others.go.set()
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    async with app_on(tmp_path, others).run_test(size=(120, 40)) as pilot:
        reading(pilot).look_around()
        await until(pilot, lambda: "By ben: 1" in shown(pilot))
        assert state(pilot).document.id != document.id


async def test_a_copy_shows_no_marks_of_others(tmp_path: Path, others: SlowOthers) -> None:
    (library,) = libraries([tmp_path])
    document = library.load(library.entries[0])
    others.visits = (Visit(document.id, "a.txt", document.sha256, len(TEXT), 0, 0),)
    others.go.set()
    (tmp_path / "b.txt").write_text(TEXT)
    async with app_on(tmp_path, others).run_test(size=(120, 40)) as pilot:
        reading(pilot).look_around()
        await until(pilot, lambda: "By ben: 1" in shown(pilot))
        await press(pilot, "ctrl+n")
        assert state(pilot).document.path == "b.txt"
        assert "By ben" not in shown(pilot)
