"""The claim ledger on many claims, and keys where many relations are: ``pytest -m bench -s tests/bench/test_ledger.py``."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from rapidfuzz import fuzz, process

from reader.core.annotation import Annotation, Relation
from reader.sources import folder
from reader.store.place import database_path
from reader.suggest.alike import Statement, pairs
from reader.suggest.stems import stems_of
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import ANNOTATOR, ARTICLE, Scene
from tests.bench.stores import ENTITIES, MADE, marks, sealed
from tests.bench.table import Base, Measure
from tests.bench.test_differences import Writer

CLAIMS = Scene(1_000_000, 10_000)
RELATED = Scene(10_000_000, 100_000)
RELATIONS = 50_000
FEW, MANY, VERY_MANY = 1000, 10_000, 100_000


@cache
def statements(count: int) -> tuple[Statement, ...]:
    """Claims of many articles, every fifth of which is another one with a few words changed."""
    writer, dice = Writer(7), Random(count)
    words: list[str] = []
    for number in range(count):
        words.append(writer.edited(f"{dice.choice(words)} ", 1).strip() if number % 5 == 4 else writer.sentence())
    return tuple(Statement(f"{n:014x}", f"{n % 100:014x}", 1000 * n, 1000 * n + len(said), said) for n, said in enumerate(words))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def all_pairs(count: int) -> int:
    return sum(len(progress.pairs) for progress in pairs(statements(count)))


def quadratic(count: int) -> int:
    """Every claim measured with every other, one row of the table at a time."""
    texts = [" ".join(stems_of(one.words)) for one in statements(count)]
    return sum(len(process.extract(text, texts, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=62)) for text in texts)


@pytest.mark.bench
def test_all_pairs_of_claims(record: Callable[[Measure], None]) -> None:
    assert all_pairs(FEW) > FEW // 8
    few = [seconds(lambda: all_pairs(FEW)) for _ in range(rounds(5))]
    floor = [seconds(lambda: quadratic(FEW)) for _ in range(rounds(5))]
    record(Measure(f"ledger: all pairs of {FEW:,} claims", few, "none", Base("each with each", floor), "s"))
    for count in (MANY, VERY_MANY):
        taken = [seconds(lambda count=count: all_pairs(count)) for _ in range(1 if count == VERY_MANY else rounds(3))]  # type: ignore[misc]
        record(Measure(f"ledger: all pairs of {count:,} claims", taken, "none", Base(f"of {FEW:,}", few), "s"))
    assert all_pairs(MANY) > MANY // 8


@pytest.mark.bench
def test_the_ledger_of_many_claims(programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]) -> None:
    opened, walked, compared = [], [], []
    for _ in range(rounds(3)):
        terminal = programs.ready(CLAIMS, folder_of(CLAIMS))
        began = time.perf_counter()
        opened.append(terminal.time_keys("L").first)
        assert "Claims of the folder" in terminal.text
        walked += [terminal.time_keys("j").first for _ in range(20)]
        terminal.wait_for("pairs alike", 300)
        while "comparing" in terminal.text:
            terminal.listen(time.perf_counter() + 0.1)
        compared.append(time.perf_counter() - began)
        programs.kill(terminal)
    record(Measure(f"ledger: L to its first change, {CLAIMS}", opened, "key"))
    record(Measure("ledger: j while claims are compared", walked, "key"))
    record(Measure("ledger: L to all compared", compared, "none", unit="s"))
    assert min(compared) > 0


def related(root: Path) -> None:
    """Put relations between the marks of the article in the folder ``root``: each to one that is far away, the first to a thousand."""
    annotations = marks(folder.load(root / ARTICLE, root), RELATED.marks)
    dice = Random(3)
    first = min(annotations, key=lambda one: one.hull.start)
    ids = dice.sample(range(2**20, 2**53), RELATIONS)
    ends = [(first, other) for other in dice.sample(annotations, 1000) if other is not first]
    while len(ends) < RELATIONS:
        ends.append((dice.choice(annotations), dice.choice(annotations)))
    relations = [_relation(f"{id:014x}", *pair) for id, pair in zip(ids, ends, strict=True)]
    database_path(root, ANNOTATOR).path.write_bytes(sealed([*ENTITIES, *annotations, *relations]))


def _relation(id: str, source: Annotation, target: Annotation) -> Relation:
    return Relation(id, "supports", source.id, target.id, MADE)


@pytest.mark.bench
def test_keys_where_many_relations_are(
    programs: Programs, folder_of: Callable[[Scene], Path], tmp_path: Path, record: Callable[[Measure], None]
) -> None:
    plain, root = folder_of(RELATED), tmp_path / "related"
    copytree(plain, root)
    related(root)
    terminals = [programs.ready(RELATED, root), programs.ready(RELATED, plain)]
    for terminal in terminals:
        terminal.press("g", ">")
    assert "⇄" in terminals[0].text
    assert "⇄" not in terminals[1].text
    for key in (">", "l", "w"):
        taken, without = ([terminal.time_keys(key).last for _ in range(rounds(30))] for terminal in terminals)
        record(Measure(f"key: {key}, {RELATED}, {RELATIONS:,} relations", taken, "key", Base("without relations", without)))
        assert min(taken) > 0
