"""A durable commit against a bare write of the same bytes, taken in turn in one run, and opening: ``pytest -m bench -s``."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median, quantiles

import pytest

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Claim, Mention, Provenance
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store.codec import encode_record, row_number
from reader.store.layout import line, render
from reader.store.tiny import TinyStore

ROUNDS = 300
QUOTE = "The bridge fell on Tuesday, he said, when it rained."


def marks(dice: Random) -> Iterator[Annotation]:
    """Claims and mentions in fifty documents, without end."""
    made = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
    while True:
        start, entity = dice.randrange(10**7), f"{dice.randrange(1000):014x}"
        target = Selector(start, start + len(QUOTE), QUOTE, "prefix " * 4, "suffix " * 4)
        body = Claim("fact", entity) if dice.random() < 0.5 else Mention(entity)
        yield Annotation(f"{dice.getrandbits(53):014x}", f"{dice.randrange(50):014x}", (target,), body, made)


def filled(path: Path, count: int, dice: Random) -> TinyStore:
    """A store of ``count`` annotations at rest."""
    path.parent.mkdir(parents=True)
    numbered = ((row_number(record.id), record) for record, _ in zip(marks(dice), range(count), strict=False))
    rows = {number: line(number, encode_record(record)) for number, record in numbered}
    path.write_bytes(render({"annotations": rows, "meta": {1: line(1, {"schema": 2})}})[0])
    return TinyStore(path)


@pytest.mark.bench
@pytest.mark.parametrize("count", [10, 1_000, 10_000, 100_000])
def test_a_commit_against_a_bare_write_and_sync(tmp_path: Path, count: int) -> None:
    dice = Random(count)
    path = tmp_path / ".reader" / "ana.json"
    store = filled(path, count, dice)
    began = time.perf_counter()
    assert len(store.load().records) == count
    opened = time.perf_counter() - began
    bare = os.open(tmp_path / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    times, floor, size = [], [], 0
    for record, number in zip(marks(dice), range(ROUNDS), strict=False):
        change = Change(None, record)
        transaction = Transaction("mark claim", (change,), record.document, 3)
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
    print(  # noqa: T201
        f"\n{count:7,} annotations: commit {median(times):.3f} ms (p95 {quantiles(times, n=20)[-1]:.3f}), bare {median(floor):.3f} ms, "
        f"ratio {median(times) / median(floor):.2f}; open {opened * 1000:.0f} ms, close {closed * 1000:.0f} ms",
        end="",
    )
    assert len(TinyStore(path).load().records) == count + ROUNDS
