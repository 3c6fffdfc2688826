"""Finding in a folder: looking through it, making its index, asking that; each against ``grep`` on the same files in the same run."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.query import Query
from reader.library import Library
from reader.search import indexing
from reader.search.folder import Numbered, numbered, search
from reader.search.index import Index, is_supported
from tests.bench.programs import rounds
from tests.bench.table import Base, Measure
from tests.bench.texts import text

RARE, COMMON, ABSENT = "zeppelin", "the", "quagga"
EVERY = 100
"""Of so many documents one has the rare word."""

SIZE = 5_000


def folder_of(root: Path, documents: int) -> Library:
    """Articles of about the same size, each with words of its own."""
    numbers = random.Random(1)
    body = text(SIZE * 200)
    for number in range(documents):
        inside = root / f"{number // 1000:02}"
        inside.mkdir(parents=True, exist_ok=True)
        start = numbers.randrange(len(body) - SIZE)
        own = f"\n\nNumber {numbers.getrandbits(64):016x}{f' and a {RARE} over it' if number % EVERY == 0 else ''}.\n"
        (inside / f"{number:06}.txt").write_text(body[start : start + SIZE] + own)
    return Library(root)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return folder_of(tmp_path_factory.mktemp("small"), 500)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return folder_of(tmp_path_factory.mktemp("large"), 10_000)


@pytest.fixture(scope="module")
def index(large: Library, tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("cache") / "index"
    process = indexing.start(large, large.entries, path)
    assert process is not None
    assert process.wait(300) == 0
    return Index(path)


def timed(act: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of some calls."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def grep(library: Library, words: str) -> None:
    subprocess.run(["grep", "-rciF", words, library.root], stdout=subprocess.DEVNULL, check=False)


def lines(library: Library, documents: list[Numbered], query: Query, index: Index | None = None) -> int:
    return sum(len(progress.lines) for progress in search(library, documents, query, index=index))


@pytest.mark.bench
@pytest.mark.parametrize("words", [RARE, COMMON, ABSENT])
def test_looking_through_500_documents(small: Library, words: str, record: Callable[[Measure], None]) -> None:
    documents = numbered(small.entries)
    times = timed(lambda: lines(small, documents, Query(words)), rounds(9))
    record(Measure(f"find: “{words}” in 500 documents", times, "none", Base("grep -c", timed(lambda: grep(small, words), rounds(9)))))
    assert (lines(small, documents, Query(words)) > 0) is (words != ABSENT)


@pytest.mark.bench
def test_an_expression_in_500_documents(small: Library, record: Callable[[Measure], None]) -> None:
    documents, query = numbered(small.entries), Query("zep+elin", is_pattern=True)
    times = timed(lambda: lines(small, documents, query), rounds(9))
    record(Measure("find: /zep+elin/ in 500 documents", times, "none", Base("grep -c", timed(lambda: grep(small, "zep+elin"), rounds(9)))))
    assert lines(small, documents, query) == 500 // EVERY


@pytest.mark.bench
@pytest.mark.skipif(not is_supported(), reason="this SQLite keeps no index")
def test_making_the_index_of_10000_documents(large: Library, tmp_path: Path, record: Callable[[Measure], None]) -> None:
    def make() -> None:
        index = Index(tmp_path / "index")
        index.discard()
        process = indexing.start(large, large.entries, index.path)
        assert process is not None
        assert process.wait(300) == 0

    base = Base("grep -c", timed(lambda: grep(large, RARE), 3))
    times = timed(make, min(3, rounds(3)))
    size = sum(path.stat().st_size for path in tmp_path.iterdir()) / 1_000_000
    record(Measure("find: making the index of 10,000 documents", times, "none", base, remark=f"{size:.0f} MB"))
    assert Index(tmp_path / "index").is_current(large.entries)


@pytest.mark.bench
@pytest.mark.skipif(not is_supported(), reason="this SQLite keeps no index")
@pytest.mark.parametrize("words", [RARE, COMMON, ABSENT])
def test_asking_the_index_of_10000_documents(large: Library, index: Index, words: str, record: Callable[[Measure], None]) -> None:
    documents = numbered(large.entries)
    base = Base("grep -c", timed(lambda: grep(large, words), rounds(5)))
    scanned = timed(lambda: lines(large, documents, Query(words)), min(3, rounds(3)))
    asked = timed(lambda: lines(large, documents, Query(words), index), rounds(5))
    record(Measure(f"find: “{words}” in 10,000 documents, all looked through", scanned, "none", base))
    record(Measure(f"find: “{words}” in 10,000 documents, with their index", asked, "none", base))
    assert lines(large, documents, Query(words), index) == lines(large, documents, Query(words))
