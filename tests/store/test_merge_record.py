"""A record that two sides changed has the changes of both; where they cannot both be, the newer is taken and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.core.anchor import Selector
from reader.core.annotation import Annotation, Entity, Note, PostCorrection, Provenance, Record, Relation, Status
from reader.core.document import Platform
from reader.store.codec import record_id
from reader.store.merge_record import decoded
from reader.store.merge_tables import Merged, merge
from tests.store.parted import AT, FELL, JAN, claim, edited, made, merged, tables


class TestFields:
    def test_fields_that_one_side_changed_come_from_it_without_a_word(self) -> None:
        ours = edited(FELL, 5, verdict="true", tags=("urgent",))
        theirs = edited(FELL, 3, kind="number", status=Status.UNSURE, note="see p. 3")
        expected = edited(FELL, 5, verdict="true", kind="number", note="see p. 3", tags=("urgent",), status=Status.UNSURE)
        assert merged([FELL], [ours], [theirs]) == ({expected}, ())

    @pytest.mark.parametrize(
        ("mine", "other", "taken", "said"),
        [
            (5, 7, "false", "theirs, which is newer, was taken: “false”; ours was: “true”"),
            (7, 5, "true", "ours, which is newer, was taken: “true”; theirs was: “false”"),
            (5, 5, "true", "ours was taken: “true”; theirs was: “false”"),
        ],
    )
    def test_of_a_field_that_both_changed_the_newer_is_taken_and_said(self, mine: int, other: int, taken: str, said: str) -> None:
        found, decisions = merged([FELL], [edited(FELL, mine, verdict="true")], [edited(FELL, other, verdict="false")])
        assert found == {edited(FELL, max(mine, other), verdict=taken)}
        assert decisions == (f"Claim “The bridge fell”: both sides changed “verdict”; {said}.",)

    def test_a_field_that_one_side_emptied_and_the_other_filled_is_decided_too(self) -> None:
        base = edited(FELL, 1, note="old", checkworthy=False)
        found, decisions = merged([base], [edited(base, 5, note="", checkworthy=None)], [edited(base, 3, note="new", checkworthy=True)])
        assert found == {edited(base, 5, note="", checkworthy=None)}
        assert [decision.split("; ", 1)[1] for decision in decisions] == [
            "ours, which is newer, was taken: nothing; theirs was: yes.",
            "ours, which is newer, was taken: nothing; theirs was: “new”.",
        ]

    def test_a_claimant_is_named(self) -> None:
        eva = Entity(record_id(21), "Eva Roth", "PERSON")
        _, decisions = merged([FELL], [edited(FELL, 5, claimant=JAN.id), JAN], [edited(FELL, 6, claimant=eva.id), eva])
        said = "theirs, which is newer, was taken: entity “Eva Roth”; ours was: entity “Jan Leike”"
        assert decisions == (f"Claim “The bridge fell”: both sides changed “claimant”; {said}.",)

    def test_a_claimant_that_is_nobodys_id_is_named_as_it_is(self) -> None:
        _, decisions = merged([FELL], [edited(FELL, 5, claimant="nobody")], [edited(FELL, 6, claimant=JAN.id)])
        said = f"theirs, which is newer, was taken: record {JAN.id}; ours was: record nobody"
        assert decisions == (f"Claim “The bridge fell”: both sides changed “claimant”; {said}.",)

    def test_bodies_of_two_types_are_not_mixed(self) -> None:
        found, decisions = merged([FELL], [edited(FELL, 5, note="mine")], [edited(FELL, 6, body=Note("theirs"), tags=("a",))])
        assert found == {edited(FELL, 6, body=Note("theirs"), tags=("a",))}
        assert (
            "both sides changed “body”; theirs, which is newer, was taken: type “note”, text “theirs”; ours was: type “claim”"
            in decisions[0]
        )

    def test_a_body_whose_type_both_sides_changed_alike_is_merged(self) -> None:
        found, decisions = merged([FELL], [edited(FELL, 5, body=Note("mine"))], [edited(FELL, 6, body=Note("theirs"))])
        assert found == {edited(FELL, 6, body=Note("theirs"))}
        assert "“text”" in decisions[0]

    def test_targets_are_taken_whole(self) -> None:
        one, other = (Selector(4, 10, "bridge"),), (Selector(0, 4, "The "), Selector(11, 15, "fell"))
        found, decisions = merged([FELL], [edited(FELL, 5, targets=one)], [edited(FELL, 6, targets=other)])
        assert found == {edited(FELL, 6, targets=other)}
        assert decisions[0].endswith("was taken: “The” at 0, “fell” at 11; ours was: “bridge” at 4.")

    def test_a_mark_is_not_lost_where_the_other_side_has_put_it(self) -> None:
        placed = edited(FELL, 6, targets=(Selector(4, 10, "bridge"),))
        found, decisions = merged([FELL], [edited(FELL, 5, is_lost=True)], [placed])
        assert found == {placed}
        assert "“lost” and “targets”; theirs, which is newer, was taken: nothing and “bridge” at 4; ours was: yes and" in decisions[0]

    def test_a_relation_is_never_between_an_end_of_each_side(self) -> None:
        claims = [claim(number) for number in (1, 2, 3)]
        base = Relation(record_id(9), "supports", record_id(1), record_id(2), made())
        ours, theirs = (
            replace(base, source=record_id(3), provenance=made(5)),
            replace(base, target=record_id(3), kind="refutes", provenance=made(4)),
        )
        found, decisions = merged([*claims, base], [*claims, ours], [*claims, theirs])
        assert found == {*claims, replace(ours, kind="refutes")}
        assert len(decisions) == 1
        assert "both sides changed “source” and “target”" in decisions[0]

    def test_a_correction_is_never_of_a_post_of_each_side(self) -> None:
        base = PostCorrection(record_id(8), "doc", "p1", None, made())
        ours, theirs = replace(base, document="other", provenance=made(5)), replace(base, post="p2", provenance=made(6))
        found, decisions = merged([base], [ours], [theirs])
        assert found == {theirs}
        assert "both sides changed “document” and “post”" in decisions[0]

    def test_a_post_that_is_none_has_no_author(self) -> None:
        base = PostCorrection(record_id(8), "doc", "p1", Selector(0, 4, "Post"), made(), Platform.X, "Jan", "@jan")
        none = PostCorrection(record_id(8), "doc", "p1", None, made(5))
        named = replace(base, author="Eva", provenance=made(6))
        sentence = "one side says that it is no post; {} was taken whole."
        assert merged([base], [none], [named]) == (
            {named},
            (f"Correction of the post “p1”: {sentence.format('theirs, which is newer,')}",),
        )
        assert merged([base], [replace(none, provenance=made(7))], [named])[0] == {replace(none, provenance=made(7))}

    def test_changes_that_do_not_fit_each_other_are_not_mixed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(table: str, number: int, line: bytes | None) -> Record | None:
            return None if line and b"urgent" in line and b"number" in line else decoded(table, number, line)

        monkeypatch.setattr("reader.store.merge_record.decoded", read)
        ours, theirs = edited(FELL, 5, tags=("urgent",)), edited(FELL, 6, kind="number")
        words = "the changes of both sides do not fit; theirs, which is newer, was taken whole"
        assert merged([FELL], [ours], [theirs]) == ({theirs}, (f"Claim “The bridge fell”: {words}.",))

    def test_a_record_keeps_its_maker_its_first_and_its_last_moment(self) -> None:
        base = replace(FELL, provenance=Provenance("ana", AT(3), AT(3)))
        ours = replace(base, provenance=Provenance("eva", AT(2), AT(5)), tags=("a",))
        theirs = replace(base, provenance=Provenance("ana", AT(4), AT(9)), status=Status.UNSURE)
        (found,), decisions = merged([base], [ours], [theirs])
        assert isinstance(found, Annotation)
        assert (found.provenance, decisions) == (Provenance("ana", AT(2), AT(9)), ())

    def test_a_record_that_both_added_is_merged_and_the_earlier_one_made_it(self) -> None:
        ours = replace(edited(FELL, 5, kind="number", verdict="true"), provenance=Provenance("eva", AT(2), AT(5)))
        theirs = replace(edited(FELL, 4, verdict="true", note="n"), provenance=Provenance("ana", AT(1), AT(4)))
        found, decisions = merged([], [ours], [theirs])
        assert found == {replace(edited(FELL, 5, kind="number", verdict="true", note="n"), provenance=Provenance("ana", AT(1), AT(5)))}
        said = "ours, which is newer, was taken: “number”; theirs was: “fact”"
        assert decisions == (f"Claim “The bridge fell”: both sides changed “kind”; {said}.",)


class TestEntities:
    def test_of_a_name_that_both_changed_ours_is_taken(self) -> None:
        found, decisions = merged([JAN], [replace(JAN, name="J. Leike")], [replace(JAN, name="Leike", label="ORG")])
        assert found == {replace(JAN, name="J. Leike", label="ORG")}
        assert decisions == ("Entity “J. Leike”: both sides changed “name”; ours was taken: “J. Leike”; theirs was: “Leike”.",)

    @pytest.mark.parametrize(
        ("base", "ours", "theirs", "expected"),
        [
            ("", "a", "b", "ab"),
            ("ab", "abc", "dab", "abcd"),
            ("abc", "ac", "ab", "a"),
            ("abc", "abd", "ce", "de"),
            ("a", "", "ab", "b"),
            ("ab", "abx", "xab", "abx"),
            ("ab", "a", "b", ""),
        ],
    )
    def test_lists_take_the_additions_and_the_removals_of_both(self, base: str, ours: str, theirs: str, expected: str) -> None:
        def aliases(names: str) -> Entity:
            return replace(JAN, aliases=tuple(names))

        found = merge(tables(aliases(base)), tables(aliases(ours)), tables(aliases(theirs)))
        words = "both sides changed “aliases”; what either added was added, what either removed was removed"
        assert found == Merged(tables(aliases(expected)), (f"Entity “Jan Leike”: {words}.",))

    @pytest.mark.parametrize(("ours", "theirs"), [("ba", "abc"), ("abc", "ba"), ("aab", "abc")])
    def test_a_list_that_was_put_in_another_order_is_taken_whole(self, ours: str, theirs: str) -> None:
        found, decisions = merged(
            [replace(JAN, references=("a", "b"))], [replace(JAN, references=tuple(ours))], [replace(JAN, references=tuple(theirs))]
        )
        assert found == {replace(JAN, references=tuple(ours))}
        assert "ours was taken" in decisions[0]

    def test_tags_and_links_of_annotations_are_lists_too(self) -> None:
        ours, theirs = edited(FELL, 5, tags=("a",), links=("u",)), edited(FELL, 6, tags=("b",), links=("v",))
        assert merged([FELL], [ours], [theirs])[0] == {edited(FELL, 6, tags=("a", "b"), links=("u", "v"))}
