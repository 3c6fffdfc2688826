"""The driver measures what a little program does at known times. No upper bound: the machine may be busy."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.bench import driver
from tests.bench.driver import TimedTerminal
from tests.bench.test_loading import latencies

PRELUDE = """
import os, sys, time, tty
tty.setraw(0)
write = lambda words: os.write(1, words.encode())
key = lambda: os.read(0, 20).decode()
"""

Run = Callable[[str], TimedTerminal]


@pytest.fixture
def run() -> Iterator[Run]:
    """Runs the lines of a program in a terminal."""
    started: list[TimedTerminal] = []

    def start(lines: str) -> TimedTerminal:
        started.append(TimedTerminal([sys.executable, "-Sc", PRELUDE + lines], {"PATH": os.environ["PATH"]}))
        return started[-1]

    yield start
    for terminal in started:
        with suppress(ProcessLookupError):
            terminal.stop()


def test_a_start_is_timed_to_the_word_and_not_to_what_comes_before(run: Run) -> None:
    terminal = run("write('Loading …'); time.sleep(0.3); write('\\rThe bridge'); key()")
    assert terminal.time_to("bridge") >= 300


def test_a_word_that_arrives_in_two_parts_is_timed_when_it_is_whole(run: Run) -> None:
    terminal = run("write('The bri'); time.sleep(0.2); write('dge'); key()")
    assert terminal.time_to("bridge") >= 200


def test_a_word_that_never_comes_fails_with_the_screen(run: Run) -> None:
    terminal = run("write('The bridge'); key()")
    with pytest.raises(AssertionError, match="The bridge"):
        terminal.time_to("ferry", seconds=0.3)


def test_a_key_is_timed_to_the_last_byte_of_its_update(run: Run) -> None:
    terminal = run("write('ready'); key(); time.sleep(0.1); write('The'); time.sleep(0.05); write('bridge'); key()")
    terminal.time_to("ready")
    update = terminal.time_keys("x")
    assert 150 <= update.last > update.first >= 100
    assert update.size == len("Thebridge")
    assert update.is_quiet


def test_a_key_is_timed_to_the_end_of_work_that_begins_with_an_echo(run: Run) -> None:
    terminal = run(
        "write('ready'); write(key()); end = time.process_time() + 0.4\nwhile time.process_time() < end: pass\nwrite('found'); key()"
    )
    terminal.time_to("ready")
    assert terminal.time_keys("x").last >= 400


def test_a_key_that_changes_nothing_fails(run: Run) -> None:
    terminal = run("write('ready'); key(); write('\\x1b[1;1Hready'); key()")
    terminal.time_to("ready")
    with pytest.raises(AssertionError, match="changed nothing"):
        terminal.time_keys("x", patience=0.3)


def test_a_program_that_is_never_quiet_is_timed_to_the_first_change(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "NEVER_QUIET", 0.3)
    terminal = run("write('ready'); key(); time.sleep(0.1)\nfor n in range(10**6): write(f'\\r{n}'); time.sleep(0.01)")
    terminal.time_to("ready")
    update = terminal.time_keys("x")
    assert not update.is_quiet
    assert update.last == update.first >= 100


def test_another_size_is_timed_to_the_update_that_it_brings(run: Run) -> None:
    terminal = run(
        "import signal\n"
        "def resized(*_): time.sleep(0.1); write(str(os.get_terminal_size(1).columns))\n"
        "signal.signal(signal.SIGWINCH, resized); write('ready')\n"
        "while True: time.sleep(1)"
    )
    terminal.time_to("ready")
    assert terminal.time_resize(90, 30).last >= 100
    assert "90" in terminal.text


def test_the_end_of_a_program_is_timed_from_the_key(run: Run) -> None:
    terminal = run("write('ready'); key(); write('bye'); os.close(1); time.sleep(0.2)")
    terminal.time_to("ready")
    assert terminal.time_end("q") >= 200


def test_a_program_has_settled_when_its_work_is_done(run: Run) -> None:
    terminal = run("write('ready'); end = time.process_time() + 0.3\nwhile time.process_time() < end: pass\nwrite('done'); key()")
    terminal.settle()
    assert "done" in terminal.text
    assert terminal.work() >= 0.3


def test_memory_is_what_the_system_says(run: Run) -> None:
    terminal = run("held = bytearray(os.urandom(1)) * 30_000_000; del held; write('ready'); key()")
    terminal.time_to("ready")
    assert terminal.megabytes("VmHWM") >= 28
    assert 0 < terminal.megabytes("VmRSS") < terminal.megabytes("VmHWM")


def test_a_terminal_answers_that_it_shows_updates_as_a_whole(run: Run) -> None:
    terminal = run("write('\\x1b[?2026$p'); write(key()[1:])")
    terminal.time_to("[?2026;2$y")


def test_keys_in_a_row_are_each_timed_to_when_the_title_counts_them(run: Run) -> None:
    terminal = run("write('ready'); key(); time.sleep(0.3)\nfor n in (2, 3): write(f'\\r{n} selected'); time.sleep(0.2)\nkey()")
    terminal.time_to("ready")
    pressed = [terminal.stamped("l") for _ in range(3)]
    terminal.listen(time.perf_counter() + 1)
    first, second, third = latencies(terminal, pressed)
    assert first >= second >= 150  # the program rests from the first key on, which may be long before the others were sent
    assert third >= 350


def test_keys_that_are_lost_are_told(run: Run) -> None:
    terminal = run("write('ready'); key(); write('\\r1 selected'); key()")
    terminal.time_to("ready")
    pressed = [terminal.stamped("l") for _ in range(2)]
    terminal.listen(time.perf_counter() + 0.3)
    assert terminal.has_heard("1 selected")
    with pytest.raises(AssertionError, match="1 of 2 keys were lost"):
        latencies(terminal, pressed)
