"""Telling how far a long command is: at a terminal only, when it takes a while, and without a trace."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.formats.contract import Handover
from reader.report.waiting import Counted, Waiting
from reader.running import exporting


class Screen(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = Screen()
    monkeypatch.setattr("reader.report.waiting.sys", SimpleNamespace(stderr=made))
    return made


def wait_for(screen: Screen, words: str) -> None:
    end = time.monotonic() + 30
    while words not in screen.getvalue():
        assert time.monotonic() < end, screen.getvalue()
        time.sleep(0.005)


def test_it_says_how_many_are_done_of_all_and_takes_it_away_in_the_end(screen: Screen) -> None:
    with Waiting("reading annotations", patience=0) as waiting:
        wait_for(screen, "reading annotations …")
        for number in Counted(waiting, "abc", "exporting documents"):
            if number == "c":
                wait_for(screen, "exporting documents: 2 of 3 …")
    assert screen.getvalue().endswith("\r\x1b[K")


def test_what_is_soon_over_is_not_told(screen: Screen) -> None:
    with Waiting("reading annotations") as waiting:
        assert list(Counted(waiting, "abc", "exporting documents")) == ["a", "b", "c"]
    assert screen.getvalue() == ""


def test_nothing_is_told_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("reader.report.waiting.sys", SimpleNamespace(stderr=pipe))
    with Waiting("reading annotations", patience=0):
        time.sleep(0.05)
    assert pipe.getvalue() == ""


def test_nothing_is_told_where_the_export_itself_goes_to_the_terminal(screen: Screen) -> None:
    with Waiting("reading annotations", is_quiet=True, patience=0):
        time.sleep(0.05)
    assert screen.getvalue() == ""


def test_what_goes_wrong_ends_it(screen: Screen) -> None:
    def fail() -> None:
        with Waiting("reading annotations", patience=0):
            wait_for(screen, "reading")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_things_can_be_gone_through_again(screen: Screen) -> None:
    with Waiting("reading annotations") as waiting:
        counted = Counted(waiting, "ab", "exporting documents")
        assert [*counted, *counted] == ["a", "b", "a", "b"]
    assert screen.getvalue() == ""


def test_an_export_that_takes_long_tells_how_far_it_is(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        name, suffix, title = "slow", ".txt", "takes its time"

        def write(self, handover: Handover, out: io.BufferedIOBase) -> None:
            for document in handover.documents:
                if document.path == "b.txt":
                    wait_for(screen, "exporting documents: 1 of 2 …")
                out.write(document.text.encode())

    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"This is {name}.")
    monkeypatch.setattr("reader.plugins.exporter", lambda _: Slow())
    monkeypatch.setattr("reader.report.waiting.PATIENCE", 0)
    out = tmp_path / "out"
    code = exporting.export(str(tmp_path), "ann", format="slow", output=os.fspath(out), with_text=True, may_replace=False)
    assert (code, out.read_text()) == (0, "This is a.This is b.")
