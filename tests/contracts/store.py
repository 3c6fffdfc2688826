"""What every store promises. A suite for one kind of store subclasses :class:`StoreContract` and says how to make it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Claim, Entity, Provenance
from reader.core.document import digest_of_text
from reader.core.errors import StoreError
from reader.core.history import LIMIT, History
from reader.core.records import Records
from reader.core.stored import News, Step, Stored
from reader.core.transaction import Change, Transaction, inverse
from reader.core.visit import Visit
from reader.session import Session, Store

TIME = "2026-11-23T10:15:00Z"
CLAIM = Annotation(
    f"{1:014x}", "doc", (Selector(4, 10, "bridge", "The ", " fell"),), Claim("fact", f"{2:014x}"), Provenance("ana", TIME, TIME)
)
BUILDER = Entity(f"{2:014x}", "The builder", "ORG")
VISIT = Visit("doc", "bridge.txt", "ab", 15, 4, 10)


def added(*records: Annotation | Entity, title: str = "add") -> Transaction:
    return Transaction(title, tuple(Change(None, record) for record in records), "doc", 4)


MARK = added(CLAIM, BUILDER, title="mark claim")
RENAME = Transaction("rename", (Change(BUILDER, replace(BUILDER, name="Somebody else")),), "doc", 4)


class StoreContract(ABC):
    @abstractmethod
    def make(self, folder: Path) -> Store:
        """A new store, in ``folder`` if it needs a place."""

    @abstractmethod
    def reopen(self, store: Store, folder: Path) -> Store:
        """The same store as another run of the program would open it, ``store`` being closed."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path

    @pytest.fixture
    def store(self, folder: Path) -> Store:
        return self.make(folder)

    def again(self, store: Store, folder: Path) -> Store:
        store.close()
        return self.reopen(store, folder)

    def test_a_new_store_is_empty(self, store: Store) -> None:
        stored = store.load()
        assert stored == Stored()

    def test_what_is_committed_is_there_when_opened_again(self, store: Store, folder: Path) -> None:
        store.load()
        store.commit(MARK.changes, Step.DO, MARK)
        stored = self.again(store, folder).load()
        assert Records(stored.records) == Records((CLAIM, BUILDER))
        assert stored.history == History((MARK,))

    def test_a_commit_needs_no_load_before_it(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        self.again(store, folder).commit(RENAME.changes, Step.DO, RENAME)
        assert store.load().history.done == (MARK, RENAME)

    def test_undoing_moves_a_transaction_and_removes_what_it_added(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        store.commit(inverse(MARK).changes, Step.UNDO, MARK)
        stored = self.again(store, folder).load()
        assert stored.records == Records()
        assert stored.history == History((), (MARK,))

    def test_redo_takes_the_latest_undone_first(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        store.commit(RENAME.changes, Step.DO, RENAME)
        store.commit(inverse(RENAME).changes, Step.UNDO, RENAME)
        store.commit(inverse(MARK).changes, Step.UNDO, MARK)
        store = self.again(store, folder)
        assert store.load().history == History((), (RENAME, MARK))
        store.commit(MARK.changes, Step.REDO, MARK)
        assert self.again(store, folder).load().history == History((MARK,), (RENAME,))

    def test_doing_forgets_what_was_undone(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        store.commit(RENAME.changes, Step.DO, RENAME)
        store.commit(inverse(RENAME).changes, Step.UNDO, RENAME)
        other = added(Entity(f"{3:014x}", "The river", "LOC"))
        store.commit(other.changes, Step.DO, other)
        assert self.again(store, folder).load().history == History((MARK, other))

    def test_a_transaction_that_was_done_twice_is_undone_once(self, store: Store, folder: Path) -> None:
        nothing = Transaction("nothing", (), "doc", 0)
        for _ in range(3):
            store.commit((), Step.DO, nothing)
        store.commit((), Step.UNDO, nothing)
        assert self.again(store, folder).load().history == History((nothing, nothing), (nothing,))

    def test_of_equal_transactions_the_one_undone_last_is_redone_first(self, store: Store, folder: Path) -> None:
        other = added(Entity(f"{3:014x}", "The river", "LOC"))
        nothing = Transaction("nothing", (), "doc", 0)
        for step in (nothing, other, nothing):
            store.commit(step.changes, Step.DO, step)
        for step in (nothing, other, nothing):
            store.commit(inverse(step).changes, Step.UNDO, step)
        store.commit((), Step.REDO, nothing)
        assert self.again(store, folder).load().history == History((nothing,), (nothing, other))

    def test_a_change_that_starts_from_something_else_is_refused(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        stale = Transaction("stale", (Change(None, Entity(f"{4:014x}", "New", "ORG")), Change(RENAME.changes[0].after, BUILDER)), "doc", 4)
        with pytest.raises(StoreError, match="“stale” was not kept"):
            store.commit(stale.changes, Step.DO, stale)
        stored = self.again(store, folder).load()
        assert Records(stored.records) == Records((CLAIM, BUILDER))
        assert stored.history == History((MARK,))

    def test_adding_a_record_whose_id_is_taken_is_refused(self, store: Store) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        twin = added(Entity(CLAIM.id, "Of another sort", "ORG"))
        with pytest.raises(StoreError, match="was not kept"):
            store.commit(twin.changes, Step.DO, twin)

    def test_the_latest_visit_of_a_document_is_kept(self, store: Store, folder: Path) -> None:
        store.save_visit(VISIT)
        other = replace(VISIT, document="other")
        store.save_visit(other)
        store.save_visit(replace(VISIT, furthest=15))
        assert set(self.again(store, folder).load().visits) == {replace(VISIT, furthest=15), other}

    def test_only_the_latest_thousand_steps_are_remembered(self, store: Store, folder: Path) -> None:
        steps = [added(Entity(f"{number:014x}", "Many", "ORG")) for number in range(LIMIT + 2)]
        for step in steps:
            store.commit(step.changes, Step.DO, step)
        store.commit(inverse(steps[-1]).changes, Step.UNDO, steps[-1])
        stored = self.again(store, folder).load()
        assert stored.history == History(tuple(steps[2:-1]), (steps[-1],))
        assert len(stored.records) == LIMIT + 1

    def test_there_is_no_news_of_what_one_did_oneself(self, store: Store) -> None:
        store.load()
        store.commit(MARK.changes, Step.DO, MARK)
        store.save_visit(VISIT)
        assert store.news() == News()

    def test_closing_twice_does_nothing(self, store: Store, folder: Path) -> None:
        store.commit(MARK.changes, Step.DO, MARK)
        store.close()
        assert self.again(store, folder).load().history.done == (MARK,)

    def test_a_session_finds_its_work_and_its_history_again(self, store: Store, folder: Path) -> None:
        session = Session(store)
        session.do(MARK)
        session.do(RENAME)
        session.undo()
        session.close()
        session = Session(self.reopen(store, folder))
        assert session.records == Records((CLAIM, BUILDER))
        assert session.redo() == RENAME
        assert (session.undo(), session.undo()) == (RENAME, MARK)
        assert session.undo() is None
        assert len(session.records) == 0

    def test_a_text_that_marks_were_made_on_is_found_by_its_digest(self, store: Store, folder: Path) -> None:
        store.keep_text("The bridge fell.")
        assert self.again(store, folder).text(digest_of_text("The bridge fell.")) == "The bridge fell."

    def test_a_text_of_another_version_than_is_wanted_is_not_kept(self, store: Store, folder: Path) -> None:
        digest = digest_of_text("The bridge fell.")
        store.keep_text("The bridge fell.", {digest_of_text("The bridge stands.")})
        store.close()
        assert self.reopen(store, folder).text(digest) is None
        store.keep_text("The bridge fell.", {digest})
        assert self.again(store, folder).text(digest) == "The bridge fell."
