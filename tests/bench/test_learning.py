"""What is learned from few articles: names with their types against the rules, how long it takes, and how fast claims are suggested.

The articles are news texts with their names in the folder ``shared/corpus/names`` beside the project, or where ``READER_NAMES`` says: JSON
files with ``text`` and ``names`` (``start``, ``end``, ``label``: PER, ORG, LOC or MISC). Their edges are noisy: no method comes near 1.
Times are of the processor, since no key waits for any of it.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import pytest

from reader.core.document import Document
from reader.core.span import Span
from reader.plugins import SUGGESTERS, names, suggester
from reader.sources.text import document_of
from reader.suggest.candidates import Strings, candidates
from reader.suggest.claims import CLAIMS
from reader.suggest.contract import Knowledge
from reader.suggest.examples import Example, Names, found_in
from reader.suggest.learning import Learned
from reader.suggest.model import Model, known_names, train
from tests.bench.table import Measure
from tests.bench.texts import text
from tests.notation import SCHEME

FOLDER = Path(os.environ.get("READER_NAMES") or Path(__file__).parents[3] / "shared" / "corpus" / "names")
LABELS = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
ROUNDS = 10
"""Ways in which the articles are parted into those learned from and those judged."""

needs_names = pytest.mark.skipif(not FOLDER.is_dir(), reason="the texts with names are not here")
RULES = suggester("names") if "names" in names(SUGGESTERS) else None


@dataclass
class Score:
    """Right, found and wanted names; and of those whose span is right, how many are of the right type."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    spans: int = 0

    def add(self, truth: Names, found: Iterable[tuple[Span, str]]) -> None:
        given, types = set(found), dict(truth)
        self.found += len(given)
        self.wanted += len(truth)
        self.spans += sum(span in types for span, _ in given)
        self.right += sum(types.get(span) == label for span, label in given)

    def __str__(self) -> str:
        f1 = 2 * self.right / max(1, self.found + self.wanted)
        return f"F1 {f1:.3f} (spans {2 * self.spans / max(1, self.found + self.wanted):.3f}), types {self.right / max(1, self.spans):.3f}"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """The texts with the four types of the truth; what the rules call otherwise is of the fourth, and no amounts or dates."""
    made = []
    for file in sorted(FOLDER.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        truth = sorted((Span(name["start"], name["end"]), LABELS.get(name["label"], "OTHER")) for name in told["names"])
        found = found_in(_document(told["text"]), Knowledge(SCHEME), RULES)
        made.append(Example(told["text"], tuple(truth), _comparable(found)))
    return made


@needs_names
@pytest.mark.bench
@pytest.mark.parametrize("count", [5, 10, 20])
def test_types_by_rules_and_learned_from_so_many_articles(examples: list[Example], count: int, record: Callable[[Measure], None]) -> None:
    ruled, learned, seconds = Score(), Score(), []
    for seed in range(ROUNDS if count < 20 else len(examples)):
        ordered = _ordered(examples, seed, count)
        began = time.process_time()
        model = Model(train(ordered[:count]))
        seconds.append((time.process_time() - began) * 1000)
        strings = Strings(known_names(ordered[:count]))
        for example in ordered[count:]:
            given = candidates(example.text, example.found, strings)
            ruled.add(example.names, ((candidate.span, candidate.known or candidate.rules) for candidate in given))
            learned.add(example.names, ((found.span, found.label) for found in model.find(example.text, example.found)))
    whose = "rules" if RULES else "strings marked before (there are no rules)"
    record(Measure(f"learning: from {count} articles", seconds, "none", remark=f"learned: {learned}; {whose}: {ruled}"))
    print(f"\n  learned: {learned}\n  {whose}: {ruled}")  # noqa: T201
    assert learned.right > 0


@needs_names
@pytest.mark.bench
@pytest.mark.parametrize("count", [5, 40])
def test_time_to_learn_again(examples: list[Example], count: int, record: Callable[[Measure], None]) -> None:
    given = (examples * 2)[:count]
    taken = []
    for _ in range(5):
        began = time.process_time()
        train(given)
        taken.append((time.process_time() - began) * 1000)
    size = f"{mean(len(one.text) for one in given):.0f} characters each"
    record(Measure(f"learning: again from {count} articles", taken, "none", remark=size))
    assert min(taken) > 0


@needs_names
@pytest.mark.bench
def test_time_to_suggest_what_was_learned(examples: list[Example], record: Callable[[Measure], None]) -> None:
    whole = "\n\n".join(example.text for example in examples)[:10_000]
    learned = Learned(train(examples), RULES)
    record(Measure("learning: suggesting for 10,000 characters", _times(learned.suggest, _document(whole)), "none"))
    assert list(learned.suggest(_document(whole), Knowledge(SCHEME)))


@pytest.mark.bench
def test_time_to_suggest_claims(record: Callable[[Measure], None]) -> None:
    source = _document(text(10_000))
    record(Measure("claims: suggesting for 10,000 characters", _times(CLAIMS.suggest, source), "none"))
    assert list(CLAIMS.suggest(source, Knowledge(SCHEME)))


def _times(suggest: Callable[[Document, Knowledge], Iterable[object]], source: Document) -> Sequence[float]:
    taken = []
    for _ in range(30):
        began = time.process_time()
        list(suggest(source, Knowledge(SCHEME)))
        taken.append((time.process_time() - began) * 1000)
    return taken


def _ordered(examples: list[Example], seed: int, count: int) -> list[Example]:
    """The examples in another order: by chance, or, when all but one are learned from, each in turn as the one that is judged."""
    if count >= len(examples) - 1:
        return [*examples[:seed], *examples[seed + 1 :], examples[seed]]
    return random.Random(seed).sample(examples, len(examples))


def _document(words: str) -> Document:
    return document_of(words, path="text", sha256="0" * 64, encoding="utf-8")


def _comparable(found: Names) -> Names:
    """As the truth types them."""
    return tuple((span, label if label in LABELS.values() else "OTHER") for span, label in found if label not in ("DATE", "AMOUNT"))
