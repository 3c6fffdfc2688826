"""Long work on many marks that goes on beside the keys: summing up, filtering; and finding the next open article of many that are done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.core.annotation import DocumentStatus, Stage
from reader.core.visit import Visit
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.desk import Desk
from reader.ui.panes.facts import library_title
from reader.ui.stages import next_open
from tests.bench.drills import ENTER, ESCAPE
from tests.bench.driver import TimedTerminal
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.stores import MADE
from tests.bench.table import Base, Measure

SEED, LARGE = Scene(None, 8), Scene(10_000_000, 100_000)
DOCUMENTS = 100_000


def until_whole(terminal: TimedTerminal, key: str, words: str) -> tuple[float, float]:
    """Milliseconds from ``key`` to the first screen with ``words``, and to the first one that is not only “so far”."""
    sent = terminal.stamped(key)
    terminal.settle()
    first, whole = [], []

    def look(at: float, rows: Sequence[str]) -> None:
        shown = "\n".join(rows)
        if words in shown:
            first.append((at - sent) * 1000)
            if "so far" not in shown:
                whole.append((at - sent) * 1000)

    terminal.replay(look)
    return first[0], whole[0]


@pytest.mark.bench
@pytest.mark.parametrize("scene", [SEED, LARGE], ids=str)
def test_summing_up(scene: Scene, folder_of: Callable[[Scene], Path], programs: Programs, record: Callable[[Measure], None]) -> None:
    helps, first, whole, again = [], [], [], []
    for _ in range(rounds(3)):
        terminal = programs.ready(scene, folder_of(scene))
        helps.append(terminal.time_keys("?").first)
        terminal.press(ESCAPE)
        times = until_whole(terminal, "V", "Of the whole folder")
        assert f"{scene.marks:,} mark" in terminal.text, terminal.text
        first.append(times[0])
        whole.append(times[1])
        terminal.press(ESCAPE)
        again.append(until_whole(terminal, "V", "Of the whole folder")[1])
        programs.kill(terminal)
    record(Measure(f"summary V: the first screen, {scene}", first, "none", Base("the help ?", helps)))
    record(Measure(f"summary V: all counted, {scene}", whole, "none"))
    record(Measure(f"summary V: all counted once more, {scene}", again, "none"))


@pytest.mark.bench
@pytest.mark.parametrize("scene", [SEED, LARGE], ids=str)
def test_filtering(scene: Scene, folder_of: Callable[[Scene], Path], programs: Programs, record: Callable[[Measure], None]) -> None:
    opened, first, whole, chosen, listed = [], [], [], [], []
    for _ in range(rounds(3)):
        terminal = programs.ready(scene, folder_of(scene))
        opened.append(terminal.time_keys("f").first)
        times = until_whole(terminal, "v", "no verdict")
        first.append(times[0])
        whole.append(times[1])
        times = until_whole(terminal, ENTER, ": no verdict")
        chosen.append(times[0])
        listed.append(times[1])
        programs.kill(terminal)
    record(Measure(f"filter f: the screen, {scene}", opened, "none"))
    record(Measure(f"filter by verdict: the first values, {scene}", first, "none"))
    record(Measure(f"filter by verdict: all values counted, {scene}", whole, "none"))
    record(Measure(f"filter by verdict: the first lines, {scene}", chosen, "none"))
    record(Measure(f"filter by verdict: all listed, {scene}", listed, "none"))


@pytest.mark.bench
def test_keys_under_a_filter(folder_of: Callable[[Scene], Path], programs: Programs, record: Callable[[Measure], None]) -> None:
    plain, filtered = (programs.ready(LARGE, folder_of(LARGE)) for _ in range(2))
    filtered.press("f", "v", ENTER)
    filtered.settle()
    assert "no verdict" in filtered.text
    for name, key, back in (("word w", "w", "g"), ("next mark >", ">", "g"), ("claim c", "c", "u")):
        taken: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(rounds(15)):
            for terminal in (plain, filtered):
                taken[terminal is filtered].append(terminal.time_keys(key).last)
                terminal.press(back)
        record(Measure(f"key: {name}, {LARGE}, under a filter", taken[True], "large", Base("without", taken[False])))


@pytest.mark.bench
def test_a_key_while_a_filter_is_at_work(folder_of: Callable[[Scene], Path], programs: Programs, record: Callable[[Measure], None]) -> None:
    terminal = programs.ready(LARGE, folder_of(LARGE))
    terminal.press("f", "o", "j", "j", "j")
    sent = terminal.stamped(ENTER)
    keys: list[float] = []
    rows: list[tuple[float, str]] = []
    while time.perf_counter() - sent < 1.5:
        keys.append(terminal.stamped("w"))
        terminal.listen(time.perf_counter() + 0.1)
    terminal.settle()
    terminal.replay(lambda at, shown: rows.append((at, "".join(shown[0]))))
    waits = [min((at - key for at, _ in rows if at > key), default=0.0) * 1000 for key in keys[2:]]
    record(Measure(f"key: word w, {LARGE}, while a filter goes through the marks, to the next update", waits, "loading"))


@pytest.mark.bench
def test_the_next_open_article_of_many(tmp_path: Path, record: Callable[[Measure], None]) -> None:
    names = [f"{number:06}.txt" for number in range(DOCUMENTS)]
    (tmp_path / names[0]).write_text("The bridge fell.\n")
    store = MemoryStore([DocumentStatus(f"{number:014x}", f"d{number}", Stage.DONE, MADE) for number in range(1, DOCUMENTS)])
    for number, name in enumerate(names[1:], 1):
        store.save_visit(Visit(f"d{number}", name, f"{number:x}", 1, 0, 1))
    arrivals = Arrivals(libraries([tmp_path]))
    desk = Desk(arrivals, Config("bench", None, {}, load_scheme(None)), lambda _: (store, None))
    arrivals._arrive(arrivals.libraries[0], names)
    arrivals._end()
    desk.take_arrivals()
    desk.put(0)
    desk.adopt(desk.opening(desk.load(0), lambda _: None)())
    times, titles = [], []
    for _ in range(rounds(5)):
        began = time.perf_counter()
        found = [*next_open(desk)]
        times.append((time.perf_counter() - began) * 1000)
        assert found == [None] * DOCUMENTS
        began = time.perf_counter()
        title = library_title(desk)[0]
        titles.append((time.perf_counter() - began) * 1000)
        assert title == "Library 100,000 · 99,999 done"
    record(Measure("next open article !, the other 99,999 are done, in slices between keys", times, "none"))
    record(Measure("the library's heading, 99,999 are done, without its paint", titles, "key"))
