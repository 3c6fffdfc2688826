"""Documents that arrive while other things are done."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.arrivals import Arrivals
from reader.library import libraries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".c.txt", "deep/d.txt"):
        (folder / name).write_text(f"This is {name}.\n", "utf-8")
    return folder


def all_of(arrivals: Arrivals) -> list[tuple[str, str]]:
    """What arrived in the end, as folders and names."""
    arrivals.start()
    taken = []
    while True:
        is_over = arrivals.is_over
        taken += arrivals.take()
        if is_over:
            return [(library.root.name, name) for library, names in taken for name in names]


def test_all_libraries_arrive_one_after_the_other(folder: Path) -> None:
    arrivals = Arrivals(libraries([folder / "deep" / "d.txt", folder]))
    assert all_of(arrivals) == [("deep", "d.txt"), ("articles", "a.txt"), ("articles", "b.txt"), ("articles", "deep/d.txt")]
    assert arrivals.count == 4
    assert arrivals.take() == []


def test_what_is_named_and_left_out_comes_last(folder: Path) -> None:
    arrivals = Arrivals(libraries([folder, folder / ".c.txt", folder / "a.txt"]))
    assert [name for _, name in all_of(arrivals)] == ["a.txt", "b.txt", "deep/d.txt", ".c.txt"]


def test_finding_all_at_once_gives_the_same(folder: Path) -> None:
    at_once = Arrivals(libraries([folder, folder / ".c.txt"]))
    at_once.run()
    assert at_once.is_over
    assert [name for _, names in at_once.take() for name in names] == ["a.txt", "b.txt", "deep/d.txt", ".c.txt"]


@pytest.mark.parametrize(
    ("name", "tasks"), [("a.HTML", ["reader.sources.page"]), ("a.md", ["reader.sources.markdown_outline"]), ("a.txt", [])]
)
def test_what_the_first_document_needs_is_started_before_it_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, tasks: list[str]
) -> None:
    (folder / "deep" / name).write_text("Hello.\n")
    (folder / "deep" / "b.html").write_text("Hello.\n")
    arrivals = Arrivals(libraries([folder / "deep"]))
    prepared = []
    monkeypatch.setattr("reader.sources.bounded.prepare", lambda task: prepared.append((task, arrivals.count)))
    assert all_of(arrivals)[0] == ("deep", name)
    assert prepared == [(task, 0) for task in tasks]


def test_waiting_ends_with_the_first_document_or_when_there_is_none(folder: Path, tmp_path: Path) -> None:
    for path, has_some in ((folder, True), (tmp_path / "empty", False)):
        path.mkdir(exist_ok=True)
        arrivals = Arrivals(libraries([path]))
        arrivals.start()
        arrivals.wait(60)
        assert bool(arrivals.count) is has_some
        assert has_some or arrivals.is_over


def test_a_folder_that_went_away_is_told(folder: Path) -> None:
    arrivals = Arrivals(libraries([folder / "deep"]))
    (folder / "deep" / "d.txt").unlink()
    (folder / "deep").rmdir()
    assert all_of(arrivals) == []
    assert "cannot be read" in (arrivals.problem or "")


def test_stopping_leaves_nothing_behind(folder: Path) -> None:
    arrivals = Arrivals(libraries([folder]))
    arrivals.start()
    arrivals.stop()
    arrivals.stop()
    arrivals.wait(60)
    assert arrivals.count <= 3
