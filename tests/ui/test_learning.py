"""Names learned from the articles that are done, as the reader comes to use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.core.anchor import describe
from reader.core.annotation import Annotation, DocumentStatus, Entity, Mention, Provenance, Record, Stage
from reader.core.transaction import Change, Transaction
from reader.session import Session
from reader.sources.text import document_of
from reader.store.memory import MemoryStore
from reader.suggest import learning
from reader.suggest.examples import Example
from reader.suggest.gain import Gain
from reader.suggest.learning import Taught, Then, Untaught
from tests.suggest.lessons import Rules, articles
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows, state, until

SIZE = (140, 40)
NEW = "On market day Odo Fenn of the Barrel Board spoke in Tarnby about the toll.\n"
MADE = Provenance("tester", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
BETTER, WORSE = Gain(5, 90, 0.5, 0.9, 5, 0), Gain(5, 90, 0.5, 0.4, 0, 5)


class NamesRules(Rules):
    name = "names"


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.plugins.suggesters", lambda: ([NamesRules()], []))


class FakeLearner:
    """Learns nothing: gives the next of the ``outcomes`` at once, and remembers what it was given."""

    outcomes: Iterator[Taught | Untaught]
    lessons: list[list[str]]
    closed: int

    def begin(self, examples: list[Example], then: Then) -> None:
        type(self).lessons.append([example.text for example in examples])
        then(next(type(self).outcomes))

    def close(self) -> None:
        type(self).closed += 1


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> type[FakeLearner]:
    FakeLearner.outcomes, FakeLearner.lessons, FakeLearner.closed = iter(()), [], 0
    monkeypatch.setattr(learning, "Learner", FakeLearner)
    return FakeLearner


def folder(done: int, count: int = 12) -> tuple[MemoryStore, dict[str, str]]:
    """A store with ``count`` invented articles whose names are all marked, the first of them ``done``; and their files, with a new one."""
    store, files, entities = MemoryStore(), {"a": NEW}, dict[str, Entity]()
    session = Session(store)
    for number, example in enumerate(articles(count)):
        path = f"old{number:02}.txt"
        document = document_of(example.text, path=path, sha256=f"{number:064x}", encoding="utf-8")
        session.open(document)
        files[path] = example.text
        made: list[Record] = []
        for span, label in example.names:
            words = span.of(example.text)
            if words not in entities:
                made.append(entities.setdefault(words, Entity(f"{len(entities) + 1:014x}", words, label)))
            id = f"{number + 1:07x}{span.start:07x}"
            made.append(Annotation(id, document.id, (describe(document, span),), Mention(entities[words].id), MADE))
        if number < done:
            made.append(DocumentStatus(f"{number + 1:04x}ffffffffff", document.id, Stage.DONE, MADE))
        session.do(Transaction("mark", tuple(Change(None, record) for record in made), document.id, 0))
    return store, files


async def asked(pilot: Pilot[Any], *keys: str) -> None:
    await opened(pilot, "a.txt")
    await press(pilot, *keys)
    await until(pilot, lambda: state(pilot).suggested is not None)
    await pilot.pause()


def types(pilot: Pilot[Any]) -> dict[str, str]:
    """The words that are suggested, with their types."""
    return {one.span.of(state(pilot).document.text): one.label for one in state(pilot).suggested or ()}


def footer(pilot: Pilot[Any]) -> str:
    return " ".join(" ".join(rows(pilot)[-4:]).split())


async def learned(pilot: Pilot[Any], times: int = 1) -> None:
    """Wait until something came of learning so often."""
    folders = reading(pilot).learning._folders
    await until(pilot, lambda: any(one.outcome is not None and not one.is_busy for one in folders.values()))
    await until(pilot, lambda: not times or len(FakeLearner.lessons) >= times)
    await pilot.pause()


async def test_names_are_learned_from_the_articles_that_are_done_and_used_when_the_reader_says_so(make_app: MakeApp) -> None:
    store, files = folder(12)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await learned(pilot, 0)
        assert "What was learned from 12 of your articles is better than the rules" in footer(pilot)
        assert "F7 uses it." in footer(pilot)
        assert set(types(pilot).values()) == {"PERSON"}
        await press(pilot, "f7")
        await until(pilot, lambda: types(pilot) == {"Odo Fenn": "PERSON", "Barrel Board": "ORG", "Tarnby": "PLACE"})
        assert "Learned suggestions are on. What was learned from 12" in footer(pilot)
        await press(pilot, "f7")
        await until(pilot, lambda: set(types(pilot).values()) == {"PERSON"})
        assert "Learned suggestions are off." in footer(pilot)


async def test_nothing_is_learned_before_suggestions_are_shown_or_from_fewer_than_five(
    make_app: MakeApp, learner: type[FakeLearner]
) -> None:
    for done, keys in ((12, "w"), (4, "S")):
        store, files = folder(done)
        async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
            await opened(pilot, "a.txt")
            await press(pilot, keys)
            await pilot.pause(0.2)
            assert learner.lessons == []
    assert learner.closed == 0


async def test_only_articles_that_are_done_teach_and_once_more_are_it_is_learned_again(
    make_app: MakeApp, learner: type[FakeLearner]
) -> None:
    learner.outcomes = iter([Taught(b"", WORSE), Taught(b"", WORSE)])
    store, files = folder(5)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await learned(pilot)
        assert sorted(learner.lessons[0]) == sorted(example.text for example in articles(5))
        assert "is not better than the rules yet, and not used" in footer(pilot)
        await press(pilot, "w")
        await asked(pilot, "S", "S")
        assert len(learner.lessons) == 1
        await press(pilot, "e", "p", "i", "d")
        await learned(pilot, 2)
        assert len(learner.lessons[1]) == 6
        assert "not better" not in footer(pilot)
    assert learner.closed == 1


async def test_what_is_no_longer_better_is_no_longer_used_and_that_is_said(make_app: MakeApp, learner: type[FakeLearner]) -> None:
    from reader.suggest.model import train

    learner.outcomes = iter([Taught(train(articles(12)), BETTER), Taught(b"", WORSE)])
    store, files = folder(5)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await learned(pilot)
        await press(pilot, "f7")
        await until(pilot, lambda: "PLACE" in types(pilot).values())
        await press(pilot, "e", "p", "i", "d")
        await learned(pilot, 2)
        await until(pilot, lambda: "PLACE" not in types(pilot).values())
        assert "is not better than the rules yet, and not used" in footer(pilot)


async def test_who_asks_too_early_is_told_what_is_missing(make_app: MakeApp, learner: type[FakeLearner]) -> None:
    store, files = folder(4)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "f7")
        await pilot.pause()
        assert "Names are learned from articles that are done: 5 are needed, and there are 4. i says that one is." in footer(pilot)
        assert learner.lessons == []


async def test_without_the_extra_whoever_asks_is_told_which_to_install_and_nobody_else(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "find_spec", lambda _: None)
    store, files = folder(5)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await learned(pilot, 0)
        assert "install" not in footer(pilot)
        await press(pilot, "f7")
        await pilot.pause()
        assert "pip install 'claim-reader[learn]'" in footer(pilot)


async def test_what_came_of_it_waits_for_the_end_of_a_question(
    make_app: MakeApp, learner: type[FakeLearner], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.learning.MOMENT", 0.02)
    learner.outcomes = iter([Taught(b"", WORSE)])
    store, files = folder(5)
    async with make_app(store=store, **files).run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "e")
        reading(pilot).suggesting.toggle()
        await learned(pilot)
        assert "not better" not in footer(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: "is not better than the rules yet" in footer(pilot))
