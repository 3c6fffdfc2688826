"""How good the suggested names are on texts whose names are known, and how fast: ``pytest -m bench tests/bench/test_names.py -s``.

``READER_NAMES`` names a folder of the project's own JSON exports, or of files with ``text`` and ``names``; without it the shared corpus is
taken where it is. The rules were developed with an eye on :data:`SEEN`; the figures of the others tell how they do elsewhere.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from reader.config import load_scheme
from reader.core.sentences import sentences
from reader.plugins import suggester
from reader.sources.text import document_of
from reader.suggest.contract import Knowledge
from reader.suggest.loosened import loosened
from tests.bench.edited import article
from tests.bench.naming import Score, parted, read_corpus, score
from tests.bench.table import Base, Measure

CORPUS = Path(os.environ.get("READER_NAMES") or Path(__file__).parents[3] / "shared" / "corpus" / "names")

SEEN = frozenset(
    f"GUM_{name}"
    for name in [
        *("interview_cyclone", "interview_herrick", "interview_licen", "news_asylum", "news_election", "news_flag", "news_iodine"),
        *("news_korea", "news_nasa", "news_stampede", "news_warming"),
    ]
)

PROTOTYPE = {"links": 0.90, "exact": 0.91, "surname": 0.86, "longer name later": 0.57}
"""What a first attempt reached on texts of this kind."""

RULES = ("exact", "surname", "first name", "acronym", "longer name later", "other writing")

LENGTH = 10_000

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    """The scores by half (``seen``, ``unseen``, ``all``) and sort of text (``news``, ``interview``, ``all``).

    The halves that are called ``spaced`` are without the names in words that have lost the space between them, as many of the corpus have.
    """
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    found: dict[tuple[str, str], Score] = {}
    knowledge = Knowledge(load_scheme(None))
    for sample in read_corpus(CORPUS):
        suggestions = [*suggester("names").suggest(sample.document, knowledge)]
        sort = "interview" if "interview" in sample.name else "news"
        half = "seen" if sample.name in SEEN else "unseen"
        for suffix, one in (("", score(sample, suggestions)), (", spaced", score(*parted(sample, suggestions)))):
            for key in ((half + suffix, sort), (half + suffix, "all"), (f"all{suffix}", sort), (f"all{suffix}", "all")):
                found.setdefault(key, Score())
                found[key] += one
    return found


def test_names_are_found_and_told_apart(scores: dict[tuple[str, str], Score]) -> None:
    print()  # noqa: T201
    for line in _table(scores):
        print(line)  # noqa: T201
    for one in scores.values():
        assert one.marked
        assert one.touched_share > 0.9


def test_what_is_said_to_be_the_same_mostly_is(scores: dict[tuple[str, str], Score]) -> None:
    one = scores["all", "all"]
    assert one.link_precision() > PROTOTYPE["links"]
    assert one.link_precision("exact") > PROTOTYPE["exact"]
    assert one.link_precision("surname") > PROTOTYPE["surname"]
    assert one.link_precision("longer name later") > PROTOTYPE["longer name later"]


def test_suggesting_the_names_of_an_article_takes_little(record: Callable[[Measure], None]) -> None:
    text = article(Random(7), 2 * LENGTH)[:LENGTH]
    document = document_of(text, path="a.txt", sha256="", encoding="utf-8")
    names, knowledge = suggester("names"), Knowledge(load_scheme(None))
    values, base = [], []
    for _ in range(25):
        start = time.perf_counter()
        found = list(names.suggest(document, knowledge))
        middle = time.perf_counter()
        parted = [sentence for block in document.blocks for sentence in sentences(text, block.span)]
        values.append(1000 * (middle - start))
        base.append(1000 * (time.perf_counter() - middle))
        assert found
        assert parted
    record(Measure("names of 10,000 characters", values, "suggestions", Base("their sentences", base)))


def test_suggesting_the_names_of_a_text_that_has_lost_its_spaces_takes_little(record: Callable[[Measure], None]) -> None:
    plain = article(Random(7), 2 * LENGTH)
    joined = re.sub(r"(?<=[a-z,.]) (?=[a-zA-Z]\w* \w+ )", lambda found: "" if found.start() % 400 < 250 else " ", plain)[:LENGTH]
    names, knowledge = suggester("names"), Knowledge(load_scheme(None))
    assert loosened(joined).spaces
    values: list[float] = []
    base: list[float] = []
    for text, times in ((joined, values), (plain[:LENGTH], base)):
        document = document_of(text, path="a.txt", sha256="", encoding="utf-8")
        for _ in range(25):
            start = time.perf_counter()
            found = list(names.suggest(document, knowledge))
            times.append(1000 * (time.perf_counter() - start))
            assert found
    record(Measure("names of 10,000 characters, joined", values, "suggestions, joined", Base("with their spaces", base)))


def _table(scores: dict[tuple[str, str], Score]) -> Iterator[str]:
    yield "half            sort       names  F1    P     R     any   whole rej.  type | links, then " + ", ".join(RULES)
    for (half, sort), one in sorted(scores.items()):
        shares = (one.f1, one.precision, one.recall, one.touched_share, one.whole_f1, one.rejoined_f1, one.typed_share)
        spans = "  ".join(f"{share:.2f}" for share in shares)
        rules = "   ".join(_of_links(one, rule) for rule in RULES)
        yield f"{half:15} {sort:10} {one.marked:5}  {spans}  | {_of_links(one)} {rules}"


def _of_links(one: Score, *rules: str) -> str:
    count = sum(count for (rule, _), count in one.links.items() if not rules or rule in rules)
    return f"{one.link_precision(*rules):.2f} of {count}" if count else "–"
