"""Databases that parted are one again: nothing that either side added or changed is lost, and what was decided is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Claim, Entity, Mention, PostCorrection, Record, Relation
from reader.core.records import Records
from reader.core.transaction import Change, Transaction, inverse
from reader.core.visit import Visit
from reader.store.codec import encode_record, encode_visit, record_id
from reader.store.contents import decode_step, encode_step, read_contents, visit_number
from reader.store.layout import Tables, row
from reader.store.merge_tables import Merged, Sides, merge
from tests import strategies
from tests.store.parted import ANY_TEXT, FELL, JAN, SORTS, claim, edited, lines, made, mention, merged, records_of, sides, tables


class TestOneSide:
    def test_what_each_side_added_is_there(self) -> None:
        assert merged([FELL], [FELL, claim(2)], [FELL, claim(3)]) == ({FELL, claim(2), claim(3)}, ())

    def test_what_one_side_changed_is_taken(self) -> None:
        late = edited(FELL, 5, verdict="true")
        assert merged([FELL], [FELL], [late]) == merged([FELL], [late], [FELL]) == ({late}, ())

    def test_what_one_side_deleted_and_the_other_left_alone_is_gone(self) -> None:
        assert merged([FELL, claim(2)], [FELL], [FELL, claim(2)]) == merged([FELL, claim(2)], [FELL, claim(2)], [FELL]) == ({FELL}, ())

    def test_what_both_deleted_is_gone(self) -> None:
        assert merged([FELL], [], []) == (set(), ())

    def test_what_both_did_alike_is_done(self) -> None:
        late = edited(FELL, 5, verdict="true")
        assert merged([FELL], [late, JAN], [late, JAN]) == ({late, JAN}, ())

    @pytest.mark.parametrize("turned", [False, True])
    def test_an_edit_wins_over_a_deletion_and_that_is_said(self, turned: bool) -> None:
        late = edited(FELL, 5, verdict="true")
        ours, theirs = ([], [late]) if turned else ([late], [])
        deleted, changed = ("ours", "theirs") if turned else ("theirs", "ours")
        sentence = f"Claim “The bridge fell”: {deleted} deleted it, {changed} changed it; it was kept."
        assert merged([FELL], ours, theirs) == ({late}, (sentence,))


class TestTwins:
    def test_namesakes_are_both_kept_and_named(self) -> None:
        twin = Entity(record_id(21), "JAN  LEIKE", "PERSON")
        found, decisions = merged([], [JAN], [twin])
        assert found == {JAN, twin}
        assert decisions == (
            "Entity “Jan Leike”: theirs has entity “JAN LEIKE”, which may be the same; both were kept. Make them one if they are.",
        )

    def test_a_shared_alias_makes_them_likely_the_same_another_type_does_not(self) -> None:
        other = Entity(record_id(21), "Leike", "PERSON", ("@janleike",))
        assert len(merged([], [replace(JAN, aliases=("@janleike",))], [other])[1]) == 1
        assert merged([], [JAN], [Entity(record_id(21), "Jan Leike", "ORG")])[1] == ()
        assert merged([JAN], [JAN], [JAN, Entity(record_id(21), "Jan Leike", "PERSON")])[1] == ()

    def test_a_name_that_one_side_forgot_and_found_again_has_a_twin_when_the_other_went_on_with_it(self) -> None:
        again = Entity(record_id(21), "Jan Leike", "PERSON")
        base: list[Record] = [JAN, mention(1, 20)]
        assert "which may be the same" in merged(base, [*base, mention(2, 20)], [again, mention(3, 21)])[1][-1]
        assert merged(base, base, [again, mention(3, 21)]) == ({again, mention(3, 21)}, ())

    def test_two_corrections_of_one_post_are_both_kept_and_named(self) -> None:
        ours = PostCorrection(record_id(8), "doc", "p1", Selector(0, 4, "Post"), made(), author="Jan")
        theirs = replace(ours, id=record_id(9), author="Eva")
        found, (decision,) = merged([], [ours], [theirs])
        assert found == {ours, theirs}
        assert decision.startswith("Correction of the post “Jan”: theirs corrected that post too")


class TestNothingLeadsNowhere:
    def test_an_entity_that_a_new_mention_names_is_kept(self) -> None:
        old, new = mention(1, 20), mention(2, 20)
        found, decisions = merged([JAN, old], [JAN, old, new], [])
        assert found == {JAN, new}
        assert decisions == ("Entity “Jan Leike”: theirs deleted it; it was kept, because mention “Jan Leike” names it.",)

    def test_an_entity_that_becomes_a_claimant_is_kept(self) -> None:
        late = edited(FELL, 5, claimant=JAN.id)
        assert merged([JAN, FELL], [FELL], [JAN, late])[0] == {JAN, late}

    def test_an_entity_whose_mention_was_kept_for_an_edit_is_kept(self) -> None:
        late = edited(mention(1, 20), 5, tags=("a",))
        assert merged([JAN, mention(1, 20)], [JAN, late], [])[0] == {JAN, late}

    def test_an_entity_that_nothing_names_any_more_is_gone(self) -> None:
        assert merged([JAN, mention(1, 20)], [JAN, mention(1, 20)], []) == (set(), ())

    def test_an_annotation_that_a_new_relation_names_is_kept_with_its_entity(self) -> None:
        named, other = mention(1, 20), claim(2)
        relation = Relation(record_id(9), "supports", named.id, other.id, made())
        found, decisions = merged([JAN, named, other], [JAN, named, other, relation], [other])
        assert found == {JAN, named, other, relation}
        assert decisions == (
            "Mention “Jan Leike”: theirs deleted it; it was kept, because relation “supports” names it.",
            "Entity “Jan Leike”: theirs deleted it; it was kept, because mention “Jan Leike” names it.",
        )

    def test_a_relation_goes_with_its_end(self) -> None:
        base: list[Record] = [FELL, claim(2), Relation(record_id(9), "supports", record_id(1), record_id(2), made())]
        assert merged(base, base, [FELL]) == merged(base, [FELL], base) == ({FELL}, ())

    def test_a_relation_comes_back_with_its_end(self) -> None:
        relation = Relation(record_id(9), "supports", record_id(1), record_id(2), made())
        late = edited(claim(2), 5, verdict="true")
        found, decisions = merged([FELL, claim(2), relation], [FELL, late, relation], [FELL])
        assert found == {FELL, late, relation}
        assert decisions[-1] == "Relation “supports”: theirs deleted it; it was kept, because claim “The bridge fell” was."

    def test_a_relation_that_was_deleted_for_itself_stays_so(self) -> None:
        relation = Relation(record_id(9), "supports", record_id(1), record_id(2), made())
        late = edited(claim(2), 5, verdict="true")
        assert merged([FELL, claim(2), relation], [FELL, late, relation], [FELL, claim(2)]) == ({FELL, late}, ())

    def test_a_relation_whose_ends_are_no_ids_is_deleted_as_any_other(self) -> None:
        relation = Relation(record_id(9), "supports", "here", "there", made())
        assert merged([FELL, relation], [FELL, relation], [FELL]) == ({FELL}, ())

    def test_what_led_nowhere_before_is_left_so(self) -> None:
        assert merged([JAN, mention(1, 20)], [JAN, mention(1, 20)], [mention(1, 20)]) == ({mention(1, 20)}, ())


class TestOtherRows:
    VISIT = Visit("doc", "bridge.txt", "ab", 15, 4, 10)

    def visited(self, *visits: Visit) -> Tables:
        return tables(visits={visit_number(visit.document): encode_visit(visit) for visit in visits})

    @pytest.mark.parametrize(
        ("ours", "theirs", "taken"),
        [
            (replace(VISIT, furthest=12), replace(VISIT, furthest=14, offset=2), "theirs"),
            (replace(VISIT, furthest=14), replace(VISIT, furthest=12, offset=2), "ours"),
            (replace(VISIT, furthest=12), replace(VISIT, furthest=12, offset=2), "ours"),
            (replace(VISIT, furthest=12), replace(VISIT, furthest=14, sha256="cd"), "ours"),
            (VISIT, replace(VISIT, furthest=14), "theirs"),
            (replace(VISIT, sha256="cd", furthest=3), VISIT, "ours"),
            (replace(VISIT, furthest=14), replace(VISIT, path="moved.txt", sha256="cd", before="bridge.txt"), "theirs"),
            (replace(VISIT, path="moved.txt", before="bridge.txt"), replace(VISIT, furthest=14), "ours"),
            (replace(VISIT, path="moved.txt"), replace(VISIT, path="elsewhere.txt", furthest=14), "ours"),
        ],
    )
    def test_of_two_visits_the_one_that_went_further_is_taken(self, ours: Visit, theirs: Visit, taken: str) -> None:
        other = replace(self.VISIT, document="other")
        found = merge(self.visited(self.VISIT), self.visited(ours), self.visited(theirs, other))
        assert found == Merged(self.visited(ours if taken == "ours" else theirs, other))

    def test_what_a_document_was_said_not_to_be_by_either_side_it_is_not(self) -> None:
        ours, theirs = replace(self.VISIT, furthest=12, apart=("b",)), replace(self.VISIT, furthest=14, apart=("a",))
        found = merge(self.visited(self.VISIT), self.visited(ours), self.visited(theirs))
        assert found == Merged(self.visited(replace(self.VISIT, furthest=14, apart=("a", "b"))))

    def test_rows_of_unknown_tables_go_by_the_row(self) -> None:
        base, ours, theirs = (tables(plugin=rows) for rows in ({1: {"a": 1}, 2: {}}, {1: {"a": 2}, 2: {}, 3: {}}, {1: {"a": 3}, 4: {}}))
        found = merge(base, ours, theirs)
        assert found == Merged(tables(plugin={1: {"a": 2}, 3: {}, 4: {}}), ("Row 1 of plugin: both sides changed it; ours was taken.",))

    def test_a_record_that_cannot_be_read_gives_way_to_one_that_can(self) -> None:
        broken, worse = {1: {"body": None}}, {1: {"body": 7}}
        late = edited(FELL, 5, verdict="true")
        assert merge(tables(FELL), tables(annotations=broken), tables(late)).tables == tables(late)
        assert merge(tables(FELL), tables(late), tables(annotations=broken)).tables == tables(late)
        found = merge(tables(FELL), tables(annotations=broken), tables(annotations=worse))
        assert found == Merged(
            tables(annotations=broken), ("Row 1 of annotations: both sides changed it, and not both can be read; ours was taken whole.",)
        )

    def test_a_line_that_is_no_row_gives_way_too(self) -> None:
        late = edited(FELL, 5, verdict="true")
        assert merge(tables(FELL), {"annotations": {1: b'"1":{oops'}}, tables(late)).tables == tables(late)

    def test_what_cannot_be_read_where_they_parted_counts_for_nothing(self) -> None:
        ours, theirs = edited(FELL, 5, verdict="true"), edited(FELL, 6, tags=("a",))
        found = merge(tables(annotations={1: {"body": 7}}), tables(ours), tables(theirs))
        assert records_of(found.tables) == {FELL.id: edited(FELL, 6, verdict="true", tags=("a",))}

    def test_two_records_of_one_id_are_both_kept_and_named(self) -> None:
        add = Transaction("add", (Change(None, FELL),), "doc", 4)
        other = Entity(FELL.id, "Jan Leike", "PERSON")
        found = merge(tables(), tables(FELL, history={1: encode_step(add, undone=False)}), tables(other))
        assert lines(found.tables) == lines(tables(FELL)) | lines(tables(other))
        words = "it has the id of entity “Jan Leike”; all were kept, but a reader takes the first for the only one"
        assert found.decisions == (f"Claim “The bridge fell”: {words}.",)

    def test_words_of_a_record_do_nothing_to_a_terminal(self) -> None:
        wild = replace(JAN, name="\x1b[2J\u202eevil\nname " + "x" * 100)
        _, (decision,) = merged([JAN], [replace(JAN, name="a")], [wild])
        assert decision.endswith("theirs was: “␛[2J\N{REPLACEMENT CHARACTER}evil name " + "x" * 44 + "…”.")


class TestHistory:
    def steps(self, *done: Transaction, undone: tuple[Transaction, ...] = ()) -> dict[int, Any]:
        rows = [encode_step(transaction, undone=False) for transaction in done] + [encode_step(t, undone=True) for t in undone]
        return dict(enumerate(rows, 1))

    def kept(self, found: Merged) -> list[tuple[str, bool]]:
        rows = found.tables.get("history", {})
        return [(transaction.title, undone) for transaction, undone in (decode_step(row(rows[number])) for number in sorted(rows))]

    MARK = Transaction("mark", (Change(None, FELL),), "doc", 4)
    EDIT = Transaction("edit", (Change(FELL, edited(FELL, 5, verdict="true")),), "doc", 4)
    OTHER = Transaction("other", (Change(None, claim(2)),), "doc", 4)

    def test_ours_stays_and_theirs_goes_without_a_word(self) -> None:
        base, late = tables(), edited(FELL, 5, verdict="true")
        ours = tables(late, claim(2), history=self.steps(self.MARK, self.EDIT, self.OTHER))
        theirs = tables(claim(3), history=self.steps(Transaction("theirs", (Change(None, claim(3)),), "doc", 4)))
        found = merge(base, ours, theirs)
        assert self.kept(found) == [("mark", False), ("edit", False), ("other", False)]
        assert found.decisions == ()

    def test_steps_whose_records_have_become_others_go_with_those_before_them(self) -> None:
        late = edited(FELL, 5, verdict="true")
        ours = tables(late, claim(2), history=self.steps(self.MARK, self.EDIT, self.OTHER))
        found = merge(tables(FELL), ours, tables(edited(FELL, 3, note="n")))
        assert self.kept(found) == [("other", False)]
        words = "2 of 3 steps can no longer be undone or redone: the merge has changed what they were about."
        assert found.decisions == (words,)

    def test_what_was_undone_can_be_redone_while_its_records_are_as_they_were(self) -> None:
        ours = tables(FELL, history=self.steps(self.MARK, undone=(self.EDIT, Transaction("later", (inverse(self.MARK).changes), "doc", 4))))
        assert self.kept(merge(tables(FELL), ours, tables(FELL, claim(3)))) == [("mark", False), ("edit", True)]
        assert self.kept(merge(tables(FELL), ours, tables(edited(FELL, 6, note="n")))) == []

    def test_undoing_would_not_take_away_what_theirs_names(self) -> None:
        tag = Transaction("tag", (Change(None, JAN), Change(None, mention(1, 20))), "doc", 4)
        both = (JAN, mention(1, 20))
        ours = tables(*both, history=self.steps(tag))
        assert self.kept(merge(tables(*both), ours, tables(*both, mention(2, 20)))) == []
        assert self.kept(merge(tables(*both), ours, tables(*both, claim(2)))) == [("tag", False)]

    def test_undoing_would_not_bring_back_what_names_something_that_theirs_deleted(self) -> None:
        drop = Transaction("drop", (Change(mention(1, 20), None),), "doc", 4)
        ours = tables(JAN, mention(2, 20), history=self.steps(drop))
        assert self.kept(merge(tables(JAN, mention(1, 20), mention(2, 20)), ours, tables(mention(1, 20)))) == []

    def test_the_oldest_steps_beyond_the_limit_go(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reader.store.merge_tables.LIMIT", 2)
        late = edited(FELL, 5, verdict="true")
        ours = tables(late, claim(2), history=self.steps(self.MARK, self.EDIT, self.OTHER))
        assert self.kept(merge(tables(), ours, tables())) == [("edit", False), ("other", False)]

    def test_a_step_that_cannot_be_read_goes(self) -> None:
        found = merge(tables(), tables(FELL, history={**self.steps(self.MARK), 2: {"transaction": 7}}), tables())
        assert self.kept(found) == [("mark", False)]


@settings(max_examples=40)
@given(sides())
def test_no_merge_loses_a_mark(parted: Sides) -> None:
    base, ours, theirs = map(lines, parted)
    after = lines(merge(*parted).tables)
    for key in {*ours, *theirs} - {*after}:
        (left,) = {*([ours[key]] if key in ours else []), *([theirs[key]] if key in theirs else [])}
        assert left == base[key]
        assert key not in ours or key not in theirs
    for key in {*after} - {*base}:
        assert key in ours or key in theirs


@settings(max_examples=25)
@given(sides(ANY_TEXT))
def test_every_merged_record_can_be_read(parted: Sides) -> None:
    assert read_contents(merge(*parted).tables).broken == {}


@settings(max_examples=40)
@given(sides())
def test_a_side_that_did_nothing_changes_nothing(parted: Sides) -> None:
    base, one, _ = parted
    assert lines(merge(base, one, base).tables) == lines(merge(base, base, one).tables) == lines(merge(base, one, one).tables) == lines(one)
    assert merge(base, one, one).decisions == ()


@settings(max_examples=40)
@given(sides())
def test_which_records_there_are_does_not_depend_on_whose_is_called_ours(parted: Sides) -> None:
    base, ours, theirs = parted
    assert lines(merge(base, ours, theirs).tables).keys() == lines(merge(base, theirs, ours).tables).keys()


@settings(max_examples=40)
@given(sides())
def test_nothing_leads_nowhere_that_did_not_before(parted: Sides) -> None:
    def loose(tables: Tables) -> set[tuple[str, str]]:
        records = records_of(tables)
        return {(record.id, end) for record in records.values() for end in ends(record) if end not in records}

    _, ours, theirs = parted
    assert loose(merge(*parted).tables) <= loose(ours) | loose(theirs)


def ends(record: Record) -> list[str]:
    match record:
        case Annotation(body=Mention(entity=str(entity)) | Claim(claimant=str(entity))):
            return [entity] if SORTS[int(entity, 16)] == "entities" else []
        case Relation(source=source, target=target):
            return [end for end in (source, target) if SORTS[int(end, 16)] == "annotations"]
        case _:
            return []


@settings(max_examples=40)
@given(sides())
def test_a_field_that_only_one_side_changed_has_that_sides_value(parted: Sides) -> None:
    base, ours, theirs = map(records_of, parted)
    after = records_of(merge(*parted).tables)
    for key in {*base} & {*ours} & {*theirs}:
        versions = base[key], ours[key], theirs[key]
        is_one_type = len({type(record.body) for record in versions if isinstance(record, Annotation)}) == 1
        before, mine, other, result = (units_of(record, is_one_type) for record in (*versions, after[key]))
        if isinstance(base[key], PostCorrection) and has_post(ours[key]) is not has_post(theirs[key]):
            assert result in (mine, other)
            continue
        for name in {*before, *mine, *other}:
            if mine.get(name) == before.get(name):
                assert result.get(name) == other.get(name)
            elif other.get(name) == before.get(name):
                assert result.get(name) == mine.get(name)
            elif "+" in name:
                assert result.get(name) in (mine.get(name), other.get(name))


def has_post(record: Record) -> bool:
    return isinstance(record, PostCorrection) and record.extent is not None


def units_of(record: Record, is_one_type: bool) -> dict[str, object]:
    """The fields of a record that are merged one by one; those of its body when it is of one type on all sides."""
    encoded: dict[str, Any] = {key: value for key, value in encode_record(record).items() if key not in ("created", "creator", "modified")}
    if isinstance(record, Annotation) and is_one_type:
        encoded |= {f"body.{key}": value for key, value in encoded.pop("body").items()}
    for unit in (("document", "targets", "lost"), ("source", "target"), ("document", "post", "extent")):
        if unit[1] in encoded:
            encoded["+".join(unit)] = [encoded.pop(name, None) for name in unit]
    return encoded


@settings(max_examples=20)
@given(st.data())
def test_what_can_still_be_undone_can_be_undone_and_done_again(data: st.DataObject) -> None:
    records = Records(data.draw(strategies.works))
    base, theirs = tables(*records), Records(records)
    done: list[Transaction] = []
    for changed, steps in ((records, done), (theirs, [])):
        for _ in range(data.draw(st.integers(1, 4))):
            transaction = data.draw(strategies.transactions(changed))
            changed.apply(transaction)
            steps.append(transaction)
    ours = tables(*records, history={number: encode_step(transaction, undone=False) for number, transaction in enumerate(done)})
    found = read_contents(merge(base, ours, tables(*theirs)).tables)
    after = Records(found.records)
    for transaction in reversed(found.history.done):
        found.records.apply(inverse(transaction))
    for transaction in found.history.done:
        found.records.apply(transaction)
    assert found.records == after
