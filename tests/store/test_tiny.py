"""One annotator's database: broken, newer, older, shared by two processes, or on a full disk, nothing in it is lost."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.core.annotation import Annotation, Entity, Note
from reader.core.errors import StoreError
from reader.core.history import History
from reader.core.records import Records
from reader.core.stored import News, Step, Stored
from reader.core.transaction import Change, Transaction, inverse
from reader.store import codec, contents
from reader.store.layout import Tables, line, parse, render, row
from reader.store.tiny import TinyStore
from tests import strategies
from tests.contracts.store import BUILDER, CLAIM, MARK, RENAME, VISIT, added
from tests.laws import check_laws
from tests.store.faults import FailingDisk

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
RIVER = added(Entity(f"{3:014x}", "The river", "LOC"), title="tag the river")
EXAMPLES = Path(__file__).parent / "examples"
EXAMPLE = EXAMPLES / "schema-1.json"
ASIDE = "ana.broken-20261123T101500.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles" / ".reader" / "ana.json"


def opened(path: Path, disk: FailingDisk | None = None) -> TinyStore:
    return TinyStore(path, lambda: NOW, disk)


def do(store: TinyStore, *transactions: Transaction) -> None:
    for transaction in transactions:
        store.commit(transaction.changes, Step.DO, transaction)


def keep(path: Path, *transactions: Transaction) -> None:
    """Have ``transactions`` in the database as it is at rest."""
    store = opened(path)
    do(store, *transactions)
    store.close()


def stored(path: Path) -> Stored:
    store = opened(path)
    found = store.load()
    store.close()
    return found


def files(path: Path) -> dict[str, bytes]:
    """What the database's folder holds."""
    return {found.name: found.read_bytes() for found in path.parent.iterdir()}


def edit(path: Path, old: str, new: str) -> bytes:
    """Damage the file by hand, and give what it was then."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path.read_bytes()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_the_laws_hold_for_any_transaction(data: st.DataObject) -> None:
    work = data.draw(strategies.works)
    check_laws(work, data.draw(strategies.transactions(Records(work))))


@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_a_store_that_is_opened_again_at_any_time_agrees_with_memory(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("articles") / ".reader" / "ana.json"
    store, records, history = opened(path), Records(), History()
    for _ in range(data.draw(st.integers(1, 8))):
        choice = data.draw(st.sampled_from(["do", "do", "undo", "redo", "reopen"]))
        if choice == "reopen":
            store.close()
            store = opened(path)
            found = store.load()
            assert (Records(found.records), found.history, found.problems) == (records, history, ())
        elif choice == "undo" and history.done:
            turned = inverse(history.done[-1])
            store.commit(turned.changes, Step.UNDO, history.done[-1])
            records.apply(turned)
            history = history.after_undo()
        elif choice == "redo" and history.undone:
            store.commit(history.undone[-1].changes, Step.REDO, history.undone[-1])
            records.apply(history.undone[-1])
            history = history.after_redo()
        else:
            transaction = data.draw(strategies.transactions(records))
            do(store, transaction)
            records.apply(transaction)
            history = history.after_doing(transaction)
    store.close()
    found = stored(path)
    assert (Records(found.records), found.history, found.problems) == (records, history, ())


def test_loading_makes_nothing(path: Path) -> None:
    assert stored(path) == Stored()
    assert not path.parent.parent.exists()


def test_stock_tinydb_opens_what_is_kept(path: Path) -> None:
    keep(path, MARK)
    with TinyDB(path, access_mode="r") as stock:
        assert stock.tables() == {"annotations", "entities", "history", "meta"}
        claim = stock.table("annotations").get(doc_id=int(CLAIM.id, 16))
        assert claim is not None
        assert claim["body"] == {"type": "claim", "kind": "fact", "claimant": BUILDER.id}
        schema, seal = stock.table("meta").all()
        assert schema == {"schema": codec.SCHEMA_VERSION}
        assert seal.keys() == {"checksum", "folded"}


def test_a_commit_is_one_replacement_however_much_it_changes(path: Path) -> None:
    disk = FailingDisk()
    store = opened(path, disk)
    do(store, MARK)
    start = disk.count
    do(store, RIVER)
    one, start = disk.count - start, disk.count
    do(store, added(*(Entity(f"{number:014x}", "Many", "LOC") for number in range(100, 200))))
    assert disk.count - start == one


def test_two_processes_lose_nothing_of_each_other(path: Path) -> None:
    one, other = opened(path), opened(path)
    one.load(), other.load()
    for number in range(10, 30, 2):
        do(one, added(Entity(f"{number:014x}", "One's", "ORG")))
        do(other, added(Entity(f"{number + 1:014x}", "Other's", "ORG")))
    found = stored(path)
    assert {record.id for record in found.records} == {f"{number:014x}" for number in range(10, 30)}
    assert len(found.history.done) == 20


def test_a_record_that_another_process_changed_is_not_written_over(path: Path) -> None:
    one, other = opened(path), opened(path)
    do(one, MARK)
    other.load()
    do(one, RENAME)
    before = files(path)
    with pytest.raises(StoreError, match="another reader has changed record 00000000000002 since"):
        do(other, Transaction("other name", (Change(BUILDER, replace(BUILDER, name="Other")),), "doc", 4))
    assert files(path) == before


def test_undo_finds_its_own_step_among_those_of_another_process(path: Path) -> None:
    one, other = opened(path), opened(path)
    do(one, MARK)
    do(other, RIVER)
    one.commit(inverse(MARK).changes, Step.UNDO, MARK)
    assert stored(path).history == History((RIVER,), (MARK,))


def test_a_step_that_another_process_forgot_is_put_back(path: Path) -> None:
    one, other = opened(path), opened(path)
    do(one, MARK)
    one.commit(inverse(MARK).changes, Step.UNDO, MARK)
    do(other, RIVER)
    one.commit(MARK.changes, Step.REDO, MARK)
    assert stored(path).history == History((RIVER, MARK))


def test_the_database_may_be_deleted_while_it_is_open(path: Path) -> None:
    store = opened(path)
    do(store, MARK)
    path.unlink()
    path.with_suffix(".journal").unlink()
    with pytest.raises(StoreError, match="another reader has changed"):
        do(store, RENAME)
    do(store, RIVER)
    assert [record.id for record in stored(path).records] == [f"{3:014x}"]


def test_when_only_the_snapshot_is_deleted_what_the_journal_holds_is_kept(path: Path) -> None:
    store = opened(path)
    do(store, MARK)
    path.unlink()
    (problem,) = stored(path).problems
    assert "its journal goes on from another version of it" in problem
    do(store, RENAME)
    assert {record.id for record in stored(path).records} == {CLAIM.id, BUILDER.id}
    assert path.with_name(ASIDE.replace(".json", ".journal")).exists()


def test_when_only_the_journal_is_deleted_what_is_in_memory_is_kept(path: Path) -> None:
    store = opened(path)
    do(store, MARK)
    path.with_suffix(".journal").unlink()
    do(store, RIVER)
    assert len(stored(path).records) == 3


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        (replace(CLAIM, id="not hex"), "“not hex” is not 14 hexadecimal digits"),
        (replace(CLAIM, body=Note("half \ud83d")), "“mark” was not kept: .*“text” holds half a character.*try again"),
        (replace(CLAIM, provenance=replace(CLAIM.provenance, modified="now")), "“modified” is not a time"),
        (replace(CLAIM, tags=cast(Any, ["a"])), "would be read as something else"),
    ],
)
def test_what_could_not_be_read_tomorrow_is_not_kept_today(path: Path, record: Annotation, complaint: str) -> None:
    store = opened(path)
    do(store, RIVER)
    before = files(path)
    with pytest.raises(StoreError, match=complaint):
        do(store, added(record, title="mark"))
    with pytest.raises(StoreError, match="was not kept"):
        store.save_visit(replace(VISIT, document="\ud83d"))
    assert files(path) == before


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "Make room and try again"), (errno.EROFS, "Copy the folder")])
def test_a_disk_that_takes_nothing_is_a_sentence_and_loses_nothing(path: Path, code: int, words: str) -> None:
    disk = FailingDisk(code=code)
    store = opened(path, disk)
    do(store, MARK)
    disk.failing = disk.count + 1
    with pytest.raises(StoreError, match=f"Cannot write {path}: .*{words}"):
        do(store, RENAME)
    assert stored(path).history == History((MARK,))
    do(store, RENAME)
    assert stored(path).history == History((MARK, RENAME))


class TestBroken:
    @pytest.fixture
    def path(self, path: Path) -> Path:
        keep(path, MARK, RIVER)
        return path

    def test_it_is_loaded_as_far_as_it_can_be_read_and_left_as_it_is(self, path: Path) -> None:
        broken = edit(path, '"name":"The builder"', '"name":"The buil')
        names = sorted(found.name for found in path.parent.iterdir())
        found = stored(path)
        assert [record.id for record in found.records] == [CLAIM.id, f"{3:014x}"]
        assert found.problems == (
            f"{path} is broken (its checksum does not fit: it is damaged, or another program has changed it; line 6 is broken); "
            "2 of its records could be read. "
            f"It stays as it is until something is changed, and is then kept aside as {ASIDE}.",
        )
        assert path.read_bytes() == broken
        assert sorted(found.name for found in path.parent.iterdir()) == names

    @pytest.mark.parametrize("loaded", [True, False])
    def test_the_first_write_keeps_it_aside(self, path: Path, loaded: bool) -> None:
        broken = edit(path, '"name":"The builder"', '"name":"The buil')
        store = opened(path)
        if loaded:
            store.load()
        do(store, added(Entity(f"{4:014x}", "More", "LOC")))
        assert path.with_name(ASIDE).read_bytes() == broken
        store.save_visit(VISIT)
        found = stored(path)
        assert (len(found.records), found.visits, found.problems) == (3, (VISIT,), ())
        do(store, added(Entity(f"{5:014x}", "More still", "LOC")))
        assert [found.name for found in path.parent.glob("*.broken-*")] == [ASIDE]

    @pytest.mark.parametrize(
        ("old", "new", "kept", "complaint"),
        [
            ('"start":4', '"start":5', 2, "annotations 00000000000001: “targets” no. 1: its quote is not as long as 5 to 10"),
            ('"label":"LOC"', '"label":["LOC"]', 2, "entities 00000000000003: “label” is not text"),
            ('"title":"mark claim"', '"title":7', 3, "history 1: “transaction”: “title” is not text"),
            ('"schema":4', '"schema":"one"', 3, "meta 1: “schema” is not a whole number from 0"),
            ('"schema":4', '"schema":0', 3, "meta 1: “schema” is not a version"),
        ],
    )
    def test_a_record_that_is_not_one_is_named_and_kept_aside(self, path: Path, old: str, new: str, kept: int, complaint: str) -> None:
        broken = edit(path, old, new)
        found = stored(path)
        assert len(found.records) == kept
        assert len(found.problems) == 1
        assert complaint in found.problems[0]
        keep(path, added(Entity(f"{4:014x}", "More", "LOC")))
        assert path.with_name(ASIDE).read_bytes() == broken
        assert stored(path).problems == ()
        assert len(stored(path).records) == kept + 1

    def test_a_second_record_with_the_same_id_is_kept_aside(self, path: Path) -> None:
        edit(path, f'"entities":{{\n"{int(BUILDER.id, 16)}"', '"entities":{\n"1"')
        assert [type(record) for record in stored(path).records] == [Annotation, Entity]
        assert "entities 00000000000001: another record has its id" in stored(path).problems[0]

    @pytest.mark.parametrize("loaded", [True, False])
    def test_a_place_in_a_document_is_no_reason_to_touch_it(self, path: Path, loaded: bool) -> None:
        broken = edit(path, '"label":"LOC"', '"label":7')
        store = opened(path)
        if loaded:
            store.load()
        store.save_visit(VISIT)
        assert path.read_bytes() == broken
        assert list(path.parent.glob("*.broken-*")) == []

    def test_what_is_kept_aside_is_never_written_over(self, path: Path) -> None:
        path.with_name(ASIDE).write_text("of this second")
        broken = edit(path, '"label":"LOC"', '"label":7')
        keep(path, added(Entity(f"{4:014x}", "More", "LOC")))
        assert path.with_name(ASIDE).read_text() == "of this second"
        assert path.with_name(ASIDE.replace(".json", "-2.json")).read_bytes() == broken

    def test_when_it_cannot_be_kept_aside_it_is_not_touched(self, path: Path) -> None:
        broken = edit(path, '"label":"LOC"', '"label":7')
        with pytest.raises(StoreError, match=f"Cannot write .*{ASIDE}: the disk is full"):
            do(opened(path, FailingDisk(failing=2)), added(Entity(f"{4:014x}", "More", "LOC")))
        assert path.read_bytes() == broken

    def test_a_write_that_fails_after_it_was_kept_aside_keeps_it_only_once(self, path: Path) -> None:
        edit(path, '"label":"LOC"', '"label":7')
        disk = FailingDisk(failing=6)
        store = opened(path, disk)
        more = added(Entity(f"{4:014x}", "More", "LOC"))
        with pytest.raises(StoreError, match="disk is full"):
            do(store, more)
        do(store, more)
        assert [found.name for found in path.parent.glob("*.broken-*")] == [ASIDE]
        assert len(stored(path).records) == 3

    def test_many_complaints_are_counted(self, path: Path) -> None:
        keep(path, added(*(Entity(f"{number:014x}", "Many", "MANY") for number in range(100, 110))))
        edit(path, '"label":"MANY","name":"Many"}', '"label":7}')
        (problem,) = stored(path).problems
        assert "; and 9 more)" in problem


class TestSchema:
    def test_a_newer_database_is_read_and_not_written(self, path: Path) -> None:
        store = opened(path)
        do(store, MARK)
        store.close()
        content = parse(path.read_bytes())
        newer, _ = render({**content.tables, "meta": {1: b'"1":{"schema":5}'}})
        path.write_bytes(newer)
        found = stored(path)
        assert Records(found.records) == Records((CLAIM, BUILDER))
        assert found.problems == (
            f"{path} was written by a newer version of reader; 2 of its records could be read. To change it, install the newer version.",
        )
        with pytest.raises(StoreError, match="newer version"):
            do(store, RIVER)
        with pytest.raises(StoreError, match="newer version"):
            opened(path).save_visit(VISIT)
        assert path.read_bytes() == newer

    @pytest.mark.parametrize("schema", [1, 2, 3])
    def test_a_stored_database_of_an_earlier_schema_is_read_and_migrated_when_it_is_written(self, path: Path, schema: int) -> None:
        path.parent.mkdir(parents=True)
        example = EXAMPLES / f"schema-{schema}.json"
        path.write_bytes(example.read_bytes())
        found = stored(path)
        assert (found.records, found.history.done, found.visits) == (Records((CLAIM, BUILDER)), (MARK,), (VISIT,))
        assert found.problems == ()
        assert path.read_bytes() == example.read_bytes()
        keep(path, RIVER)
        assert f'"schema":{codec.SCHEMA_VERSION}' in path.read_text()
        assert '"checksum":' in path.read_text()
        again = stored(path)
        assert (len(again.records), again.history.done, again.problems) == (3, (MARK, RIVER), ())
        assert list(path.parent.glob("*.broken-*")) == []

    def test_an_older_database_is_migrated_when_it_is_written(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path.parent.mkdir(parents=True)
        path.write_text(EXAMPLE.read_text().replace('"label":"ORG"', '"type":"ORG"'))

        def rename(tables: Tables) -> Tables:
            def renamed(found: object) -> object:
                return json.loads(json.dumps(found).replace('"type": "ORG"', '"label": "ORG"'))

            return {name: {number: line(number, renamed(row(kept))) for number, kept in rows.items()} for name, rows in tables.items()}

        for module in (codec, contents):
            monkeypatch.setattr(module, "MIGRATIONS", {1: rename, 2: lambda tables: tables, 3: lambda tables: tables})
        assert stored(path).problems == ()
        assert BUILDER in stored(path).records
        keep(path, RIVER)
        assert '"type":"ORG"' not in path.read_text()
        assert len(stored(path).records) == 3

    def test_tables_of_others_stay(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        with TinyDB(path) as stock:
            stock.insert({"mine": True})
        keep(path, MARK)
        with TinyDB(path, access_mode="r") as stock:
            assert stock.all() == [{"mine": True}]
        assert len(stored(path).records) == 2


def tear(path: Path) -> bytes:
    """Leave the beginning of a change at the end of the journal, as a process does that is stopped, and give what is whole."""
    journal = path.with_suffix(".journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole + b"0123456789abcdef {")
    return whole


class TestTorn:
    """A change that was not finished when a process was stopped."""

    @pytest.fixture
    def path(self, path: Path) -> Path:
        do(opened(path), MARK)
        return path

    def test_it_is_left_out_and_said(self, path: Path) -> None:
        tear(path)
        found = stored(path)
        assert (len(found.records), found.problems) == (2, ())
        (notice,) = found.notices
        assert "not finished when a reader was stopped is left out (18 bytes)" in notice

    def test_folding_the_journal_in_cuts_it_off_and_it_is_said_once(self, path: Path) -> None:
        tear(path)
        store = opened(path)
        store.compact()
        assert not path.with_suffix(".journal").exists()
        assert len(store.load().notices) == 1
        assert store.load().notices == ()

    def test_the_next_commit_cuts_it_off_and_it_is_said(self, path: Path) -> None:
        store = opened(path)
        do(store, RENAME)
        whole = tear(path)
        do(store, RIVER)
        assert path.with_suffix(".journal").read_bytes().startswith(whole)
        assert len(store.news().notices) == 1
        assert store.news() == News()
        assert stored(path).notices == ()


class TestNews:
    """What another process of the same annotator does."""

    def test_its_records_and_visits_are_told_once(self, path: Path) -> None:
        here, there = opened(path), opened(path)
        do(here, MARK)
        here.load()
        do(there, RENAME, RIVER)
        there.save_visit(VISIT)
        news = here.news()
        assert news.records == {change.id: change.after for change in (*RENAME.changes, *RIVER.changes)}
        assert news.visits == (VISIT,)
        assert here.news() == News()

    def test_a_record_that_it_removed_is_none(self, path: Path) -> None:
        here, there = opened(path), opened(path)
        do(here, RIVER)
        there.commit(inverse(RIVER).changes, Step.UNDO, RIVER)
        assert here.news().records == {RIVER.changes[0].id: None}

    def test_folding_the_journal_in_is_no_news(self, path: Path) -> None:
        here, there = opened(path), opened(path)
        do(here, MARK)
        do(there, RIVER)
        here.news()
        there.close()
        assert here.news() == News()
        do(here, RENAME)
        assert len(stored(path).records) == 3

    def test_what_came_before_a_commit_of_ones_own_is_told_after_it(self, path: Path) -> None:
        here, there = opened(path), opened(path)
        here.load()
        do(there, MARK)
        do(here, RIVER)
        assert here.news().records == {CLAIM.id: CLAIM, BUILDER.id: BUILDER}


class TestRepair:
    def test_a_database_in_order_is_left_alone(self, path: Path) -> None:
        keep(path, MARK)
        before = files(path)
        assert opened(path).repair() == ()
        assert files(path) == before

    def test_a_broken_one_is_kept_aside_and_what_can_be_read_stays(self, path: Path) -> None:
        keep(path, MARK, RIVER)
        broken = edit(path, '"name":"The builder"', '"name":"The buil')
        store = opened(path)
        (done,) = store.repair()
        assert "was broken. As it was it is kept aside as ana.broken-20261123T101500.json; 2 records are kept." in done
        assert path.with_name(ASIDE).read_bytes() == broken
        assert store.check() == ()
        assert len(stored(path).records) == 2

    def test_records_that_are_none_are_taken_out(self, path: Path) -> None:
        keep(path, MARK)
        content = parse(path.read_bytes())
        wrong = {**content.tables["annotations"], 7: line(7, {"body": {"type": "poem"}})}
        path.write_bytes(render({**content.tables, "annotations": wrong})[0])
        assert len(stored(path).records) == 3  # sealed: nothing is read before it is asked for
        assert "annotations 00000000000007" in opened(path).check()[0]
        assert len(opened(path).repair()) == 1
        assert opened(path).check() == ()

    def test_what_was_not_finished_is_cut_off(self, path: Path) -> None:
        do(opened(path), MARK)
        tear(path)
        (done,) = opened(path).repair()
        assert "(18 bytes)" in done
        assert opened(path).check() == ()

    def test_a_journal_that_does_not_check_is_kept_aside_too(self, path: Path) -> None:
        do(opened(path), MARK, RIVER, RENAME)
        journal = path.with_suffix(".journal")
        broken = journal.read_bytes().replace(b'"The river"', b'"The rivet"', 1)
        journal.write_bytes(broken)
        opened(path).repair()
        assert path.with_name(ASIDE).with_suffix(".journal").read_bytes() == broken
        names = {record.name for record in stored(path).records if isinstance(record, Entity)}
        assert names == {"Somebody else"}

    def test_a_newer_one_is_left_alone(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(render({"meta": {1: line(1, {"schema": 5})}})[0])
        before = files(path)
        assert "newer version" in opened(path).check()[0]
        opened(path).compact()
        assert opened(path).repair() == ()
        assert files(path) == before


class TestAsleep:
    """Annotations of a database that checks are read when somebody asks for them."""

    def test_they_are_found_by_document_entity_and_id(self, path: Path) -> None:
        keep(path, MARK, RIVER)
        records = stored(path).records
        assert records.documents() == {"doc"}
        assert records.count_of("doc") == 1
        assert records.annotations_of("doc") == records.users_of(BUILDER.id) == [records.get(CLAIM.id)] == [CLAIM]

    def test_those_of_an_earlier_schema_are_read_so_too_where_their_rows_are_the_same(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes((EXAMPLES / "schema-2.json").read_bytes())
        held = parse(path.read_bytes()).tables
        for schema, sleepers in ((1, 0), (2, 1), (3, 1), (4, 1), (5, 0)):
            tables = {**held, "meta": {1: line(1, {"schema": schema})}}
            records = contents.read_contents(tables, asleep=True).records
            assert len(records) == 2
            assert len(records._by_id) == 2 - sleepers

    def test_one_that_cannot_be_read_is_as_if_it_were_not_there_and_stays_in_the_file(self, path: Path) -> None:
        keep(path, MARK)
        content = parse(path.read_bytes())
        wrong = {7: line(7, {"body": {"entity": BUILDER.id, "type": "poem"}, "document": "doc"}), **content.tables["annotations"]}
        path.write_bytes(render({**content.tables, "annotations": wrong})[0])
        store = opened(path)
        records = store.load().records
        assert records.annotations_of("doc") == [CLAIM]
        assert records.get(f"{7:014x}") is None
        do(store, RIVER)
        store.close()
        assert b'"type":"poem"' in path.read_bytes()

    @settings(deadline=None, max_examples=30)
    @given(data=st.data())
    def test_they_are_what_was_kept(self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
        work = Records(data.draw(strategies.works))
        path = tmp_path_factory.mktemp("articles") / ".reader" / "ana.json"
        keep(path, Transaction("fill", tuple(Change(None, record) for record in work), "", 0))
        found = stored(path).records
        for document in work.documents():
            assert found.count_of(document) == len(work.annotations_of(document))
        assert found == work


@pytest.mark.parametrize("most", [0, 1, 2, 3, 9])
def test_of_annotations_that_are_asleep_no_more_are_woken_than_are_wanted(path: Path, most: int) -> None:
    keep(path, added(*(replace(CLAIM, id=f"{number:014x}") for number in range(10, 14))))
    records = stored(path).records
    assert records.speaks_of("doc")
    records.annotation(f"{12:014x}")
    found = records.some_of("doc", most)
    assert len(found) == len({annotation.id for annotation in found}) == min(most, 4)
    assert len(records._by_id) == max(1, min(most, 4))
    assert len(records) == records.count_of("doc") == 4
