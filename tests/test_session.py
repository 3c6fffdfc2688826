"""The session keeps, applies and takes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from reader.commands.marking import mark_claim
from reader.core.anchor import Selector
from reader.core.document import digest_of_text
from reader.core.errors import StoreError
from reader.core.records import ConflictError
from reader.core.span import Span
from reader.core.state import Selection
from reader.core.stored import News, Step
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.session import Session
from reader.store.memory import MemoryStore
from tests.notation import Table


class FullStore(MemoryStore):
    """Keeps one transaction and refuses the next."""

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        if self.load().history.done:
            raise StoreError("The disk is full.")
        super().commit(changes, step, transaction)


def marked(store: MemoryStore) -> Table:
    table = Table("One. |Two. Three.")
    table.store = store
    table.session = Session(store)
    table.session.open(Table("One. Two. Three.").state.document)
    return table.press("c")


def test_what_was_done_is_in_the_store_before_anybody_hears_of_it() -> None:
    store = MemoryStore()
    table = Table("One.")
    table.session = Session(store)
    table.session.open(Table("One.").state.document)
    heard: list[bool] = []
    table.session.watch(lambda transaction: heard.append(store.load().history.done == (transaction,)))
    table.press("c")
    assert heard == [True]


def test_when_the_store_refuses_nothing_has_changed() -> None:
    table = marked(FullStore())
    before = (table.annotations(), table.session.history)
    with pytest.raises(StoreError):
        table.press(") c")
    assert (table.annotations(), table.session.history) == before


def test_undo_that_cannot_be_kept_is_not_done() -> None:
    table = marked(FullStore())
    with pytest.raises(StoreError):
        table.session.undo()
    assert len(table.annotations()) == 1
    assert len(table.session.history.done) == 1


def test_a_transaction_from_another_state_is_refused() -> None:
    table = marked(MemoryStore())
    (annotation,) = table.annotations()
    again = Transaction("again", (Change(None, annotation),), annotation.document, 0)
    with pytest.raises(ConflictError):
        table.session.do(again)


def test_a_new_session_finds_marks_history_and_places() -> None:
    store = MemoryStore()
    table = marked(store)
    visit = Visit(table.state.document.id, "test.txt", "0" * 64, 16, 5, 16)
    table.session.visit(visit)
    again = Session(store)
    state = again.open(table.state.document)
    assert len(state.marks) == 1
    assert again.visits == {visit.document: visit}
    assert again.undo() == table.session.history.done[0]
    assert len(state.marks) == 0
    assert again.redo() == table.session.history.done[0]
    assert len(state.marks) == 1


def test_doing_something_new_forgets_what_was_undone() -> None:
    table = marked(MemoryStore())
    table.press("u ) c")
    assert table.session.redo() is None


def test_with_nothing_done_there_is_nothing_to_undo() -> None:
    session = Session(MemoryStore())
    assert session.undo() is session.redo() is None


class SharedStore(MemoryStore):
    """Has news of another process."""

    news_of_others = News()

    def news(self) -> News:
        news, self.news_of_others = self.news_of_others, News()
        return news


def test_what_another_process_marks_is_shown_and_the_caret_stays() -> None:
    store = SharedStore()
    table = marked(store)
    (mine,) = table.session.records.annotations_of(table.state.document.id)
    other = replace(mine, id=f"{77:014x}", targets=(Selector(0, 4, "One.", "", " Two."),))
    heard: list[Transaction] = []
    table.session.watch(heard.append)
    caret, history = table.state.caret, table.session.history
    store.news_of_others = News({other.id: other}, (), ("something was cut off",))
    assert table.session.catch_up() == ("something was cut off",)
    assert {mark.id for mark in table.state.marks} == {mine.id, other.id}
    assert table.session.records.get(other.id) == other
    assert [change.after for change in heard[0].changes] == [other]
    assert (table.state.caret, table.session.history) == (caret, history)


def test_what_another_process_removes_or_edits_is_shown() -> None:
    store = SharedStore()
    table = marked(store)
    (mine,) = table.session.records.annotations_of(table.state.document.id)
    store.news_of_others = News({mine.id: replace(mine, tags=("theirs",))})
    table.session.catch_up()
    assert table.session.records.annotation(mine.id) == replace(mine, tags=("theirs",))
    store.news_of_others = News({mine.id: None})
    table.session.catch_up()
    assert (list(table.state.marks), len(table.session.records)) == ([], 0)


def test_a_step_that_another_process_stands_in_the_way_of_is_left_out_of_what_undo_takes() -> None:
    store = SharedStore()
    table = marked(store)
    (mine,) = table.session.records.annotations_of(table.state.document.id)
    note = replace(mine, tags=("mine",))
    table.session.do(Transaction("add tag", (Change(mine, note),), table.state.document.id, 0))
    store.news_of_others = News({mine.id: replace(mine, tags=("theirs",))})
    table.session.catch_up()
    with pytest.raises(ConflictError, match=r"“add tag” cannot be undone.* next undo"):
        table.session.undo()
    assert table.session.records.annotation(mine.id) == replace(mine, tags=("theirs",))
    assert [transaction.title for transaction in table.session.history.done] == ["mark claim"]


def test_no_news_tell_nobody() -> None:
    table = marked(SharedStore())
    heard: list[Transaction] = []
    table.session.watch(heard.append)
    assert table.session.catch_up() == ()
    assert heard == []


def test_places_that_another_process_keeps_are_known() -> None:
    store = SharedStore()
    table = marked(store)
    visit = Visit("doc", "bridge.txt", "ab", 15, 4, 10)
    store.news_of_others = News({}, (visit,))
    table.session.catch_up()
    assert table.session.visits["doc"] == visit


def test_the_text_is_kept_at_the_first_mark_and_not_by_reading() -> None:
    store = MemoryStore()
    table = Table("One. |Two. Three.")
    table.session = Session(store)
    table.session.open(Table("One. Two. Three.").state.document)
    digest = digest_of_text("One. Two. Three.")
    assert store.text(digest) is None
    table.press("c")
    assert table.session.text(digest) == "One. Two. Three."


def test_a_text_that_could_not_be_kept_is_kept_when_it_is_opened_again() -> None:
    class Forgetful(MemoryStore):
        def keep_text(self, text: str, versions: Collection[str] | None = None) -> None:
            """Stopped before it was kept."""

    forgetful = Forgetful()
    table = marked(forgetful)
    (annotation,) = table.annotations()
    store = MemoryStore(table.session.records)
    document = Table("One. Two. Three.").state.document
    Session(store).open(replace(document, text="One. Two. Four."))
    assert store.text(digest_of_text("One. Two. Four.")) is None
    Session(store).open(document)
    assert store.text(annotation.targets[0].text) == "One. Two. Three."


OLD, NEW = "One. Two is here. Three.", "None. One. Two was here. Three."


def reopened() -> Session:
    """A session with a claim on a sentence that was edited since, opened without seeking it."""
    store = MemoryStore()
    table = Table(OLD)
    table.session = Session(store)
    table.session.open(Table(OLD).state.document)
    table.session.select(Selection.caret(5))
    table.press("c")
    session = Session(store)
    session.open_at_once(Table(NEW).state.document)
    return session


def shown(session: Session) -> list[str]:
    assert session.state is not None
    return [span.of(NEW) for mark in session.state.marks for span in mark.spans]


def test_opening_at_once_leaves_to_be_sought_what_was_marked_before_an_edit() -> None:
    session = reopened()
    assert shown(session) == []
    placing = session.placing()
    assert placing is not None
    (placed,) = placing.run()
    assert session.settle(placed) == (Span(11, 24),)
    assert shown(session) == ["Two was here."]
    assert session.placing() is None


def test_what_was_removed_while_it_was_sought_stays_removed() -> None:
    session = reopened()
    placing = session.placing()
    assert placing is not None
    (placed,) = placing.run()
    session.undo()
    assert session.settle(placed) == ()
    assert shown(session) == []
    session.redo()
    assert session.placing() is not None


def test_a_mark_that_was_sought_is_not_sought_again_when_it_comes_back() -> None:
    session = reopened()
    session.open(Table(NEW).state.document)
    session.undo()
    assert shown(session) == []
    session.redo()
    assert (shown(session), session.placing()) == (["Two was here."], None)


def test_what_another_process_marked_on_an_older_text_is_sought_too() -> None:
    store = SharedStore()
    session = Session(store)
    session.open(Table(NEW).state.document)
    (claim,) = reopened().records.annotations_of(Table(NEW).state.document.id)
    store.news_of_others = News({claim.id: claim})
    session.catch_up()
    assert shown(session) == []
    assert session.placing() is not None


def test_a_document_beside_the_open_one_is_looked_at_and_marked_without_being_opened() -> None:
    store = MemoryStore()
    table = marked(store)
    other = replace(Table("Four. Five.").state.document, id="0" * 13 + "7", path="other.txt")
    state = table.session.beside(other)
    assert (state.document.text, len(state.marks)) == ("Four. Five.", 0)
    assert table.session.state is not None
    assert table.session.state.document.id != other.id
    transaction = mark_claim(state, table.context, ())
    assert transaction is not None
    table.session.do(transaction, [other])
    assert len(table.session.beside(other).marks) == 1
    assert len(table.session.state.marks) == 1
    assert store.text(other.digest) == other.text
