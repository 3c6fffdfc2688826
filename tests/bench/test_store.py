"""A durable commit against a bare write of the same bytes and a sync, taken in turn; opening and closing a store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.sources import folder
from reader.store.tiny import TinyStore
from tests.bench.programs import rounds
from tests.bench.scenes import ANNOTATOR, ARTICLE, Scene
from tests.bench.stores import ENTITIES, marks
from tests.bench.table import Base, Measure


@pytest.mark.bench
@pytest.mark.parametrize("scene", [Scene(5_000, 10), Scene(5_000, 1_000), Scene(10_000_000, 100_000)], ids=str)
def test_a_commit_against_a_bare_write_and_sync(
    scene: Scene, folder_of: Callable[[Scene], Path], tmp_path: Path, record: Callable[[Measure], None]
) -> None:
    root = folder_of(scene)
    path = root / ".reader" / f"{ANNOTATOR}.json"
    document = folder.load(root / ARTICLE, root)
    count = rounds(30) * 10
    began = time.perf_counter()
    store = TinyStore(path)
    assert len(store.load().records) == scene.marks + len(ENTITIES)
    opened = time.perf_counter() - began
    bare = os.open(tmp_path / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    times, floor, size = [], [], 0
    for number, mark in enumerate(marks(document, count)):
        change = Change(None, mark)
        transaction = Transaction("mark claim", (change,), document.id, mark.hull.start)
        began = time.perf_counter()
        store.commit((change,), Step.DO, transaction)
        taken = time.perf_counter() - began
        after = path.with_suffix(".journal").stat().st_size
        content = b"x" * (after - size)
        began = time.perf_counter()
        os.write(bare, content)
        os.fdatasync(bare)
        if number:  # the first commit makes the journal
            times.append(taken * 1000)
            floor.append((time.perf_counter() - began) * 1000)
        size = after
    os.close(bare)
    began = time.perf_counter()
    store.close()
    closed = time.perf_counter() - began
    record(Measure(f"commit, {scene.marks:,} marks", times, "commit", Base("write and sync", floor)))
    record(Measure(f"store: opening, {scene.marks:,} marks", [opened * 1000], "none"))
    record(Measure(f"store: closing after {count} commits, {scene.marks:,} marks", [closed * 1000], "none"))
    assert len(TinyStore(path).load().records) == scene.marks + len(ENTITIES) + count
