"""How many keys a mark takes by motions alone, with suggestions, and with ``*``: counted by a simulated reader, exactly.

See :mod:`tests.bench.annotator` for what is counted. Ten invented articles with known names and claims, each reader going from one to
the next with what was marked before; and, where there are some, real texts with the names in them (``READER_NAMES`` is their folder).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from reader import plugins
from reader.config import load_scheme
from reader.core.scheme import Scheme
from reader.core.span import Span
from reader.core.suggestion import Sort
from reader.sources.text import document_of
from reader.suggest.contract import Suggester
from reader.suggest.loosened import loosened
from tests.bench.annotator import Article, Reader, Tally, Wanted
from tests.bench.table import Base, Measure
from tests.bench.texts import BODIES, PLACES, name_spans, sentence_spans, text

ARTICLES = 10
FOLDER = Path(os.environ.get("READER_NAMES", "names"))
LABELS = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": ("PLACE",), "MISC": ("OTHER", "EVENT", "WORK")}
"""Types of the texts with names as the scheme has them."""


def invented(number: int) -> Article:
    """An article of some 3,000 characters in which persons, places, bodies and sentences with a number are to be marked."""
    words = text(3000 + 100 * number)
    wanted = [Wanted(Span(start, end), Sort.MENTION, ("PERSON",)) for start, end in name_spans(words)]
    for names, label in ((PLACES, "PLACE"), (BODIES, "ORG")):
        pattern = re.compile("|".join(rf"\b{re.escape(name.removeprefix('the '))}\b" for name in names))
        wanted += [Wanted(Span(*match.span()), Sort.MENTION, (label,)) for match in pattern.finditer(words)]
    for start, end in sentence_spans(words):
        if re.search(r"\d", words[start:end]) and not words[start:end].startswith("—"):
            wanted.append(Wanted(Span(start, end), Sort.CLAIM, ("fact",)))
    return Article(document_of(words, path=f"{number}.txt", sha256=f"{number:064}", encoding="utf-8"), tuple(wanted))


def real(path: Path) -> Article:
    """A text with its names."""
    kept = json.loads(path.read_text("utf-8"))
    wanted = tuple(Wanted(Span(name["start"], name["end"]), Sort.MENTION, LABELS[name["label"]]) for name in kept["names"])
    return Article(document_of(kept["text"], path=f"{path.stem}.txt", sha256="0" * 64, encoding="utf-8"), wanted)


def names_only(scheme: Scheme) -> Scheme:
    """The scheme of whoever marks names only: no dates and amounts, which are then not suggested."""
    return replace(scheme, entity_types=tuple(label for label in scheme.entity_types if label.name not in ("DATE", "AMOUNT")))


def counted(articles: Sequence[Article], scheme: Scheme, suggesters: Sequence[Suggester], *, every: bool = True) -> list[Tally]:
    """The tally of each article, read in turn."""
    reader, tallies = Reader(scheme, suggesters, every=every), []
    for article in articles:
        reader.tally = Tally()
        reader.mark(article)
        tallies.append(reader.tally)
    return tallies


def per_mark(tallies: Sequence[Tally]) -> list[float]:
    return [tally.total / tally.marks for tally in tallies]


def told(tallies: Sequence[Tally]) -> str:
    """All keys over all marks, and what they were for."""
    keys: dict[str, int] = {}
    for tally in tallies:
        for why, times in tally.keys.items():
            keys[why] = keys.get(why, 0) + times
    marks, total = sum(tally.marks for tally in tallies), sum(keys.values())
    return f"{total:,} keys for {marks:,} marks: {total / marks:.2f} ({', '.join(f'{why} {times:,}' for why, times in keys.items())})"


def measured(
    name: str, articles: Sequence[Article], scheme: Scheme, suggesters: list[Suggester], record: Callable[[Measure], None]
) -> None:
    assert suggesters
    alone = counted(articles, scheme, [])
    base = Base("motions", per_mark(alone))
    record(Measure(f"{name}: by motions", base.values, "none", remark=told(alone), unit="keys"))
    for what, every in (("with suggestions", False), ("with suggestions and *", True)):
        helped = counted(articles, scheme, suggesters, every=every)
        record(Measure(f"{name}: {what}", per_mark(helped), "none", base, remark=told(helped), unit="keys"))
        assert sum(tally.marks for tally in helped) == sum(tally.marks for tally in alone)


@pytest.fixture(autouse=True)
def kept_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost spaces are put into a text once: the reader here has it looked through hundreds of times, and it is the text's alone."""
    monkeypatch.setattr("reader.suggest.names.loosened", lru_cache(loosened))


@pytest.mark.bench
def test_ten_invented_articles(record: Callable[[Measure], None]) -> None:
    suggesters, _ = plugins.suggesters()
    measured("invented", [invented(number) for number in range(ARTICLES)], load_scheme(None), suggesters, record)


@pytest.mark.bench
@pytest.mark.skipif(not FOLDER.is_dir(), reason="READER_NAMES leads to no folder of texts with names")
def test_real_texts_with_names(record: Callable[[Measure], None]) -> None:
    found, _ = plugins.suggesters()
    suggesters = [suggester for suggester in found if suggester.name != "claims"]
    paths = sorted(FOLDER.glob("*.json"))[-ARTICLES:]
    measured("names", [real(path) for path in paths], names_only(load_scheme(None)), suggesters, record)
