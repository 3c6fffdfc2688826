"""What suggestions cost: gathering them, off the screen's thread; and keys while they are shown, against the same without them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import plugins
from reader.config import load_scheme
from reader.core.annotation import Entity
from reader.core.marks import Marks
from reader.core.occurrences import occurrences
from reader.core.records import Records
from reader.core.span import Span
from reader.core.suggested import Suggested, in_order
from reader.core.suggestion import Sort, Suggestion
from reader.sources.text import document_of
from reader.suggest.checkworthy import cues_in
from reader.suggest.contract import Knowledge
from reader.suggest.gathering import gather
from reader.suggest.knowledge import names_of, refused_names
from tests.bench.driver import TimedTerminal
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Base, Measure
from tests.bench.texts import FAMILY, GIVEN, text

KNOWN = 1000
"""Entities that the reader has made."""

KEYS = {
    "character l": (("l",), ("l",), ("g",)),
    "word w": (("w",), ("w",), ("g",)),
    "page PageDown": ((), ("\x1b[6~",), ("\x1b[5~",)),
    "claim c": ((), ("c",), ("u", "g")),
}
"""By name: what is pressed before, the key that is timed, what puts things back."""


def entities() -> list[Entity]:
    """As many as a reader may have, most of them nowhere in the text."""
    names = [f"{given} {family}{number or ''}" for number in range(3) for given in GIVEN for family in FAMILY][:KNOWN]
    return [Entity(f"{number:014x}", name, "PERSON", (name.split()[0] + name.split()[1],)) for number, name in enumerate(names)]


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds, each time."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def gather_anew(gathering: Callable[[], object]) -> None:
    """Gather as in an article that is seen for the first time: what is kept of sentences is forgotten."""
    cues_in.cache_clear()
    gathering()


@pytest.mark.bench
def test_gathering_for_an_article(record: Callable[[Measure], None]) -> None:
    suggesters, problems = plugins.suggesters()
    assert problems == []
    scheme, known = load_scheme(None), Records(entities())
    knowledge = Knowledge(scheme, names_of(known.entities()), refused_names(known))
    read = document_of(text(10_000), path="a.txt", sha256="0" * 64, encoding="utf-8")
    names = " and ".join(suggester.name for suggester in suggesters) or "nobody"
    for suggester in suggesters:
        record(Measure(f"gather: {suggester.name}", timed(lambda one=suggester: gather(read, knowledge, [one]), rounds(30)), "none"))  # type: ignore[misc]
    found = gather(read, knowledge, suggesters).suggestions
    remark = f"{names}: {len(found)} suggestions for {len(read.text):,} characters, {KNOWN:,} entities known"
    record(Measure("gather: all", timed(lambda: gather(read, knowledge, suggesters), rounds(30)), "gather", remark=remark))
    record(
        Measure(
            "gather: all, for the first time", timed(lambda: gather_anew(lambda: gather(read, knowledge, suggesters)), rounds(30)), "gather"
        )
    )
    record(
        Measure(
            "gather: what is known",
            timed(lambda: (names_of(known.entities()), refused_names(known)), rounds(30)),
            "none",
            remark="on the screen's thread",
        )
    )
    marks, ordered = Marks(read), in_order(found)
    record(Measure("gather: what is left", timed(lambda: Suggested(ordered, marks), rounds(30)), "none", remark="on the screen's thread"))
    assert len(Suggested(found, marks)) > 0 or not suggesters


@pytest.mark.bench
def test_what_is_left_of_many(record: Callable[[Measure], None]) -> None:
    read = document_of(text(600_000), path="a.txt", sha256="0" * 64, encoding="utf-8")
    spans = (Span(58 * number, 58 * number + 9) for number in range(10_000))
    many = [Suggestion(span, Sort.MENTION, "PERSON", ("a name",), "bench") for span in spans]
    marks, ordered = Marks(read), in_order(many)
    record(Measure("10,000 suggestions put in order", timed(lambda: in_order(many), rounds(10)), "none", remark="in a thread"))
    left = timed(lambda: Suggested(ordered, marks), rounds(10))
    record(Measure("what is left of 10,000 suggestions", left, "none", remark="on the screen's thread"))
    assert len(Suggested(ordered, marks)) == len(many)


@pytest.mark.bench
def test_finding_every_occurrence(record: Callable[[Measure], None]) -> None:
    for size in (10_000, 10_000_000):
        read = document_of(text(size), path="a.txt", sha256="0" * 64, encoding="utf-8")
        found = occurrences(read, ("Mara Quill", "Quill", "@maraquill"), 10_000)
        taken = timed(lambda read=read: occurrences(read, ("Mara Quill", "Quill", "@maraquill"), 10_000), 5)  # type: ignore[misc]
        record(Measure(f"every occurrence, {size:,} bytes", taken, "none", remark=f"{len(found):,} found, in a thread"))
        assert found


@pytest.mark.bench
@pytest.mark.parametrize("name", KEYS)
def test_a_key_while_suggestions_are_shown(
    name: str, programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]
) -> None:
    scene = Scene(10_000)
    without, shown = (programs.ready(scene, folder_of(scene)) for _ in range(2))
    shown.press("S")
    shown.listen(time.perf_counter() + 1)
    assert "suggest" in shown.text.lower()
    before, keys, after = KEYS[name]
    taken: dict[TimedTerminal, list[float]] = {without: [], shown: []}
    for _ in range(rounds(30)):
        for terminal, times in taken.items():
            terminal.press(*before)
            times += [terminal.time_keys(key).last for key in keys]
            terminal.press(*after)
    record(Measure(f"key: {name}, suggestions shown", taken[shown], "large", Base("not shown", taken[without])))
    assert min(taken[shown]) > 0
