"""Random work on a store, and what must be found after it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from random import Random
from typing import TypeAlias, assert_never

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Claim, Entity, Mention, Note, Provenance, Record, Relation
from reader.core.history import LIMIT, History
from reader.core.stored import Step, Stored
from reader.core.transaction import Change, Transaction, inverse
from reader.core.visit import Visit
from reader.store.disk import Disk
from reader.store.tiny import TinyStore

SEED = 20261123
"""Of the small doses."""

LONGEST_JOURNAL = 3000
"""Bytes after which a store under torture compacts: a few commits."""

TIME = "2026-11-23T10:15:00Z"
WORDS = ("The", "bridge", "fell", "in", "the", "night", "“so”", "naïve", "\u202eturned", "🌉", "\x1b[2J", 'a "quote"', "\\", "{", "}")


class Upkeep(Enum):
    """What a store does that changes nothing of what is kept."""

    COMPACT = "compact"
    REOPEN = "reopen"
    CATCH_UP = "catch up"


@dataclass(frozen=True, slots=True)
class Commit:
    step: Step
    transaction: Transaction

    @property
    def changes(self) -> tuple[Change, ...]:
        return inverse(self.transaction).changes if self.step is Step.UNDO else self.transaction.changes


Act: TypeAlias = Commit | Visit | Upkeep


@dataclass(frozen=True, slots=True)
class Truth:
    """What a store must hold: records by id, transactions in the order of their rows with whether they stand undone, visits by document."""

    records: Mapping[str, Record] = field(default_factory=dict)
    steps: tuple[tuple[Transaction, bool], ...] = ()
    visits: Mapping[str, Visit] = field(default_factory=dict)

    @property
    def history(self) -> History:
        done = tuple(transaction for transaction, undone in self.steps if not undone)
        return History(done, tuple(transaction for transaction, undone in self.steps if undone)[::-1])

    def after(self, act: Act) -> Truth:
        match act:
            case Upkeep():
                return self
            case Visit():
                return replace(self, visits={**self.visits, act.document: act})
            case Commit():
                records = {id: record for id, record in self.records.items() if id not in {change.id for change in act.changes}}
                records |= {change.id: change.after for change in act.changes if change.after}
                return replace(self, records=records, steps=self._steps_after(act))
            case _:
                assert_never(act)

    def _steps_after(self, act: Commit) -> tuple[tuple[Transaction, bool], ...]:
        """A new step goes last; one that is undone or redone changes in its place, or is put back when another process dropped it."""
        if act.step is Step.DO:
            return (*(step for step in self.steps if not step[1]), (act.transaction, False))[-LIMIT:]
        was, shall_be = (act.transaction, act.step is Step.REDO), (act.transaction, act.step is Step.UNDO)
        places = [place for place, step in enumerate(self.steps) if step == was]
        if not places:
            return (*self.steps, shall_be)
        place = places[-1] if act.step is Step.UNDO else places[0]
        return (*self.steps[:place], shall_be, *self.steps[place + 1 :])


def acts(truth: Truth, seed: int) -> Iterator[tuple[Act, Truth]]:
    """Endless work that starts from ``truth``, and the truth after each act. The same seed gives the same work."""
    dice = Random(seed)
    while True:
        act = draw_act(truth, dice)
        truth = truth.after(act)
        yield act, truth


def draw_act(truth: Truth, dice: Random) -> Act:
    history = truth.history
    match dice.choices(("do", "undo", "redo", "visit", "upkeep"), (12, 3, 2, 1, 2))[0]:
        case "undo" if history.done:
            return Commit(Step.UNDO, history.done[-1])
        case "redo" if history.undone:
            return Commit(Step.REDO, history.undone[-1])
        case "visit":
            return Visit(f"doc-{dice.randrange(4)}", "bridge.txt", "ab", 1000, dice.randrange(1000), dice.randrange(1000))
        case "upkeep":
            return dice.choice(list(Upkeep))
        case _:
            return Commit(Step.DO, draw_transaction(truth.records, dice))


def draw_transaction(records: Mapping[str, Record], dice: Random) -> Transaction:
    """Records added, changed and removed, one to four; the more there are the more are removed."""
    known = list(records.values())
    changed: dict[str, Change] = {}
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        match dice.choices(("add", "change", "remove"), (20, 15, len(known)))[0]:
            case "change" if known:
                record = dice.choice(known)
                changed[record.id] = Change(record, draw_record(record.id, type(record), dice))
            case "remove" if known:
                record = dice.choice(known)
                changed[record.id] = Change(record, None)
            case _:
                id = f"{dice.getrandbits(53):014x}"
                changed[id] = Change(None, draw_record(id, dice.choice((Annotation, Annotation, Entity, Relation)), dice))
    return Transaction(_words(dice, 2), tuple(changed.values()), f"doc-{dice.randrange(4)}", dice.randrange(1000))


def draw_record(id: str, sort: type[Record], dice: Random) -> Record:
    provenance = Provenance("ana", TIME, TIME)
    if sort is Entity:
        return Entity(id, f"{_words(dice, 3)} {id}", dice.choice(("PERSON", "ORG", "LOC")), (_words(dice, 1),))
    if sort is Relation:
        return Relation(id, "supports", f"{dice.getrandbits(53):014x}", f"{dice.getrandbits(53):014x}", provenance)
    quote, start = _words(dice, 8), dice.randrange(1000)
    body = dice.choice((Claim("fact", note=_words(dice, 30)), Mention(f"{dice.getrandbits(53):014x}"), Note(_words(dice, 30))))
    return Annotation(id, f"doc-{dice.randrange(4)}", (Selector(start, start + len(quote), quote),), body, provenance)


class Worker:
    """One process's store under torture."""

    def __init__(self, path: Path, disk: Disk | None = None, longest_journal: int = LONGEST_JOURNAL) -> None:
        self._path = path
        self._disk = disk
        self._longest = longest_journal
        self._store = self._opened()

    def perform(self, act: Act) -> None:
        """Do it; when this returns it is acknowledged. ``StoreError`` when it was not done."""
        match act:
            case Commit():
                self._store.commit(act.changes, act.step, act.transaction)
            case Visit():
                self._store.save_visit(act)
            case Upkeep.COMPACT:
                self._store.compact()
            case Upkeep.CATCH_UP:
                self._store.news()
            case Upkeep.REOPEN:
                self._store.close()
                self._store = self._opened()
            case _:
                assert_never(act)

    def load(self) -> Stored:
        return self._store.load()

    def close(self) -> None:
        self._store.close()

    def _opened(self) -> TinyStore:
        return TinyStore(self._path, disk=self._disk, longest_journal=self._longest)


def check_found(path: Path, expected: tuple[Truth, ...], disk: Disk | None = None, told: str = "") -> Truth:
    """Open the database anew: it must be whole and hold one of the ``expected`` truths, which is given back. ``told`` says after what."""
    store = TinyStore(path, disk=disk, longest_journal=LONGEST_JOURNAL)
    found = store.load()
    store.close()
    assert found.problems == (), f"{told}: {found.problems}"
    for truth in expected:
        if is_truth(found, truth):
            return truth
    raise AssertionError(f"{told}: {_difference(found, expected[-1])}")


def is_truth(found: Stored, truth: Truth) -> bool:
    """Whether a store holds exactly what it should."""
    records = {record.id: record for record in found.records}
    return records == truth.records and found.history == truth.history and {v.document: v for v in found.visits} == truth.visits


def truth_of(found: Stored) -> Truth:
    """What one process alone has made a store hold."""
    steps = (*((done, False) for done in found.history.done), *((undone, True) for undone in reversed(found.history.undone)))
    return Truth({record.id: record for record in found.records}, steps, {visit.document: visit for visit in found.visits})


def rounds(full: int) -> int:
    """``full`` rounds of a battery, times what the environment variable ``TORTURE_ROUNDS`` says (0.1: a tenth); one at least."""
    return max(1, round(full * float(os.environ.get("TORTURE_ROUNDS", "1"))))


def _difference(found: Stored, truth: Truth) -> str:
    records = {record.id: record for record in found.records}
    lost = sorted(truth.records.keys() - records.keys())
    more = sorted(records.keys() - truth.records.keys())
    other = sorted(id for id in truth.records.keys() & records.keys() if truth.records[id] != records[id])
    counts = [len(history.done) for history in (found.history, truth.history)]
    return f"records lost {lost}, too many {more}, altered {other}; steps done {counts[0]} for {counts[1]}; {len(found.visits)} visits"


def _words(dice: Random, most: int) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(1, most)))
