"""Quitting, handing on, and taking back what is large."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Entity, Mention
from reader.core.span import Span
from reader.core.transaction import Change, Transaction
from reader.session import Session
from reader.sources.text import document_of
from reader.store.tiny import TinyStore
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.stores import MADE
from tests.bench.table import Base, Measure
from tests.bench.texts import name_spans, text

SMALL, LARGE = Scene(None, 8), Scene(10_000_000, 100_000)
OCCURRENCES = 10_000


@pytest.mark.bench
@pytest.mark.parametrize("keys", [(), ("c",)], ids=["at once", "after a mark"])
def test_quitting(keys: tuple[str, ...], programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]) -> None:
    times: dict[Scene, list[float]] = {SMALL: [], LARGE: []}
    floor = []
    for _ in range(max(1, rounds(30) // 6)):
        empty = programs.empty("ready")
        empty.time_to("ready")
        empty.settle()
        floor.append(programs.time_end(empty, "\x11"))
        for scene, taken in times.items():
            terminal = programs.ready(scene, folder_of(scene))
            terminal.press("l", *keys)
            if keys:
                assert f"{scene.marks + 1} marks" in terminal.text
            taken.append(programs.time_end(terminal, "q"))
    said = "after a mark" if keys else "at once"
    record(Measure(f"quitting {said}, {SMALL}", times[SMALL], "none", Base("empty app", floor)))
    record(Measure(f"quitting {said}, {LARGE}", times[LARGE], "none", Base("the seed", times[SMALL])))


@pytest.mark.bench
def test_exporting(programs: Programs, folder_of: Callable[[Scene], Path], tmp_path: Path, record: Callable[[Measure], None]) -> None:
    times: dict[Scene, list[float]] = {SMALL: [], LARGE: []}
    for _ in range(max(1, rounds(30) // 10)):
        for scene, taken in times.items():
            taken.append(programs.time_command("export", folder_of(scene), "-o", tmp_path / "export.json", "--force"))
            exported = json.loads((tmp_path / "export.json").read_bytes())
            assert sum(len(document["annotations"]) for document in exported["documents"]) == scene.marks
    for scene, taken in times.items():
        record(Measure(f"export, {scene}", taken, "none", unit="s"))


@pytest.mark.bench
def test_tagging_every_occurrence_and_taking_it_back(tmp_path: Path, record: Callable[[Measure], None]) -> None:
    document = document_of(text(2_000_000), path="a.txt", sha256="", encoding="utf-8")
    entity = Entity(f"{1:014x}", "Mara Quill", "PERSON")
    mentions = [
        Annotation(f"{number:014x}", document.id, (describe(document.text, Span(*place)),), Mention(entity.id), MADE)
        for number, place in enumerate(islice(name_spans(document.text), OCCURRENCES), 2)
    ]
    changes = (Change(None, entity), *(Change(None, mention) for mention in mentions))
    store = TinyStore(tmp_path / ".reader" / "bench.json")
    session = Session(store)
    state = session.open(document)
    done, undone = [], []
    for _ in range(max(3, rounds(30) // 4)):
        began = time.perf_counter()
        session.do(Transaction("tag every occurrence", changes, document.id, 0))
        done.append((time.perf_counter() - began) * 1000)
        assert len(state.marks) == OCCURRENCES
        began = time.perf_counter()
        session.undo()
        undone.append((time.perf_counter() - began) * 1000)
        assert len(state.marks) == 0
    session.close()
    record(Measure(f"tagging {OCCURRENCES:,} occurrences, in the session", done, "none"))
    record(Measure(f"undo of {OCCURRENCES:,} changes, in the session", undone, "great undo"))
