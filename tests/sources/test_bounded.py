"""Work in a process of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.sources import bounded
from reader.sources.bounded import Failure

TASKS = "tests.sources.bounded_tasks"


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    yield
    bounded.stop_all()


def run(text: str, seconds: float = 20) -> object:
    return bounded.run(TASKS, text, seconds)


def process() -> object:
    """The number of the process that answers next."""
    said = run("say x")
    assert isinstance(said, dict)
    return said["by"]


def test_an_answer_comes_back_with_every_character() -> None:
    said = run("say Zoë 😀\n\u2028\x00")
    assert isinstance(said, dict)
    assert said["said"] == "Zoë 😀\n\u2028\x00"


def test_the_same_process_answers_again() -> None:
    assert process() == process()


def test_what_takes_too_long_is_stopped() -> None:
    start = time.monotonic()
    assert run("sleep", seconds=0.5) == Failure("it took longer than 0.5 seconds")
    assert time.monotonic() - start < 10


def test_what_was_stopped_does_nothing_more(tmp_path: Path) -> None:
    run(f"touch {tmp_path / 'late'}", seconds=0.5)
    time.sleep(1)
    assert not (tmp_path / "late").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the address space")
def test_what_needs_too_much_memory_is_told() -> None:
    assert run("fill") == Failure("it needed too much memory")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("die", "it needed too much memory or broke the program that reads it"),
        ("fail", "the program that reads it failed (KeyError)"),
        ("nest", "it is nested too deeply"),
        ("refuse it is no page", "it is no page"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_is_answered(text: str, reason: str) -> None:
    assert run(text) == Failure(reason)
    assert run("print on") == "on"


def test_what_a_library_prints_is_no_answer() -> None:
    assert run("print this") == "this"


def test_a_process_that_was_killed_meanwhile_is_replaced() -> None:
    import os
    import signal

    first = process()
    assert isinstance(first, int)
    os.kill(first, signal.SIGKILL)
    time.sleep(0.2)
    assert process() != first


def test_nothing_is_imported_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit")
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    said = run("say x")
    assert isinstance(said, dict)
    assert not {"", str(tmp_path)} & set(said["imports from"])


def test_several_threads_are_answered_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, [f"print {number}" for number in range(12)])) == [str(number) for number in range(12)]


def test_a_system_without_more_processes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    failure = run("say x")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("no process to read it in could be started")


def test_an_answer_that_is_none_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/cat")
    assert isinstance(run("say x"), Failure)
