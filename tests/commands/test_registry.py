"""The registry of entities: each way of putting it in order, one transaction that keeps the laws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.commands import registry
from reader.commands.form import Form, filled_in, form_at_caret
from reader.core.annotation import Annotation, Claim, Entity, Mention
from reader.core.state import Selection
from reader.core.transaction import Change, Transaction
from tests.notation import Table, check

TWO = "⟦Jan Leike⟧{PERSON} left. ⟦Leike⟧{PERSON} said so. The ⟦bridge⟧{claim} fell."
HOSTILE = "\x1b[2JAnn, “[b]Lee[/b]”\u202e"


def entity(table: Table, name: str) -> Entity:
    return next(entity for entity in table.entities() if entity.name == name)


def done(table: Table, transaction: Transaction | None) -> Table:
    """``transaction`` done, having kept the laws."""
    assert transaction is not None
    table.do(transaction)
    return table


def mentions(table: Table) -> list[str]:
    return [a.body.entity for a in table.annotations() if isinstance(a.body, Mention)]


def ids(table: Table, entity: Entity) -> list[str]:
    return list(table.state.records.user_ids_of(entity.id))


def claimed_by(table: Table, entity: Entity) -> Annotation:
    """The claim, which ``entity`` makes from now on."""
    claim = next(a for a in table.annotations() if isinstance(a.body, Claim))
    assert isinstance(claim.body, Claim)
    claimed = replace(claim, body=replace(claim.body, claimant=entity.id))
    table.do(Transaction("claim", (Change(claim, claimed),), "", 0))
    return claimed


def test_renaming_touches_one_record_and_keeps_the_old_name_as_an_alias() -> None:
    table = Table(TWO)
    transaction = registry.rename(table.state.records, entity(table, "Leike"), "  J.\nLeike ")
    assert transaction is not None
    assert len(transaction.changes) == 1
    assert entity(done(table, transaction), "J. Leike").aliases == ("Leike",)


def test_renaming_to_an_alias_leaves_that_alias_out() -> None:
    table = Table("⟦Leike⟧{PERSON} left.")
    done(table, registry.rename(table.state.records, entity(table, "Leike"), "Jan Leike"))
    done(table, registry.rename(table.state.records, entity(table, "Jan Leike"), "Leike"))
    assert entity(table, "Leike").aliases == ("Jan Leike",)


def test_renaming_to_nothing_or_to_the_same_name_is_nothing() -> None:
    table = Table(TWO)
    leike = entity(table, "Leike")
    assert registry.rename(table.state.records, leike, " \n ") is None
    assert registry.rename(table.state.records, leike, "Leike") is None


def test_an_entity_that_was_changed_meanwhile_is_not_renamed() -> None:
    table = Table(TWO)
    before = entity(table, "Leike")
    done(table, registry.rename(table.state.records, before, "Jan"))
    assert registry.rename(table.state.records, before, "Jon") is None


def test_retyping_several_is_one_transaction() -> None:
    table = Table(TWO)
    done(table, registry.retype(table.state.records, table.entities(), "ORG"))
    assert {entity.label for entity in table.entities()} == {"ORG"}
    assert registry.retype(table.state.records, table.entities(), "ORG") is None


def test_merging_points_mentions_and_claims_to_the_one_that_keeps_its_id() -> None:
    table = Table(TWO)
    kept, gone = entity(table, "Jan Leike"), entity(table, "Leike")
    claimed_by(table, gone)
    done(table, registry.merge(table.state.records, table.context, kept, [gone]))
    (only,) = table.entities()
    assert (only.id, only.name, only.aliases) == (kept.id, "Jan Leike", ("Leike",))
    assert mentions(table) == [kept.id, kept.id]
    assert [a.body.claimant for a in table.annotations() if isinstance(a.body, Claim)] == [kept.id]


def test_a_merger_is_undone_in_one_step() -> None:
    table = Table(TWO)
    before = table.entities()
    done(table, registry.merge(table.state.records, table.context, before[0], before))
    table.press("u")
    assert table.entities() == before
    assert mentions(table) == [entity(table, "Jan Leike").id, entity(table, "Leike").id]


def test_merging_joins_names_and_references_each_once() -> None:
    table = Table("⟦Ann⟧{PERSON}, ⟦Ann Lee⟧{PERSON}, ⟦ANN LEE⟧{ORG}.")
    kept = entity(table, "Ann Lee")
    done(table, registry.edit(table.state.records, kept, *filled(table, kept, aliases="Lee", references="Q1")))
    other = entity(table, "Ann")
    done(table, registry.edit(table.state.records, other, *filled(table, other, aliases="lee, Annie", references="Q2 Q1")))
    done(table, registry.merge(table.state.records, table.context, entity(table, "Ann Lee"), table.entities()))
    (only,) = table.entities()
    assert (only.name, only.label, only.aliases, only.references) == ("Ann Lee", "PERSON", ("Lee", "Ann", "Annie"), ("Q1", "Q2"))


def test_merging_an_entity_with_itself_is_nothing() -> None:
    table = Table(TWO)
    kept = entity(table, "Leike")
    assert registry.merge(table.state.records, table.context, kept, [kept]) is None


def test_splitting_makes_a_new_entity_of_the_chosen_mentions() -> None:
    table = Table("A|nn left. Ann came.").press("e:p ) e:p")
    (ann,) = table.entities()
    done(table, registry.split(table.state.records, table.context, ann, ids(table, ann)[:1], "Ann Lee"))
    assert [(e.name, e.label) for e in table.entities()] == [("Ann", "PERSON"), ("Ann Lee", "PERSON")]
    assert len(set(mentions(table))) == 2


def test_splitting_off_all_or_none_or_without_a_name_is_nothing() -> None:
    table = Table("A|nn left. Ann came.").press("e:p ) e:p")
    (ann,) = table.entities()
    records, context, users = table.state.records, table.context, ids(table, ann)
    assert registry.split(records, context, ann, users, "Ann Lee") is None
    assert registry.split(records, context, ann, [], "Ann Lee") is None
    assert registry.split(records, context, ann, ["0" * 14], "Ann Lee") is None
    assert registry.split(records, context, ann, users[:1], " ") is None


def test_one_mention_alone_is_someone_else() -> None:
    table = Table("A|nn left. Ann came. ⟦Bo⟧{PERSON} sat.").press("e:p ) e:p")
    ann, bo = entity(table, "Ann"), entity(table, "Bo")
    done(table, registry.reassign(table.state.records, table.context, ann, ids(table, ann)[:1], bo))
    assert sorted(mentions(table)) == sorted([ann.id, bo.id, bo.id])
    assert entity(table, "Bo").aliases == ()


def test_whoever_has_nothing_left_is_forgotten_and_lends_its_name() -> None:
    table = Table(TWO)
    leike, jan = entity(table, "Leike"), entity(table, "Jan Leike")
    done(table, registry.reassign(table.state.records, table.context, leike, ids(table, leike), jan))
    assert [(e.id, e.aliases) for e in table.entities()] == [(jan.id, ("Leike",))]


def test_only_an_entity_that_nothing_mentions_is_removed() -> None:
    table = Table("⟦Ann⟧{PERSON} left. ⟦Bo⟧{PERSON} came.")
    ann = entity(table, "Ann")
    done(table, registry.edit(table.state.records, ann, *filled(table, ann, references="Q42")))  # else it would go with its mention
    ann = entity(table, "Ann")
    table.session.select(Selection.caret(0))
    assert registry.remove(table.state.records, [ann]) is None
    table.press("d")
    assert registry.remove(table.state.records, table.entities()) is None
    done(table, registry.remove(table.state.records, [ann]))
    assert [e.name for e in table.entities()] == ["Bo"]


def filled(table: Table, entity: Entity, **values: str) -> tuple[Form, dict[str, str]]:
    """The form of ``entity`` filled in with ``values``."""
    form = registry.form_of_entity(entity, table.context)
    return form, {field.name: values.get(field.name, field.value) for field in form.fields}


def test_the_form_of_an_entity_changes_what_was_filled_in() -> None:
    table = Table(TWO)
    jan = entity(table, "Jan Leike")
    form, values = filled(table, jan, name="J. Leike", label="ORG", aliases='Jan, "Leike, Jan", jan', references="Q42 https://a.example/x")
    done(table, registry.edit(table.state.records, jan, form, values))
    changed = table.state.records.entity(jan.id)
    assert changed == Entity(jan.id, "J. Leike", "ORG", ("Jan", "Leike, Jan"), ("Q42", "https://a.example/x"))


def test_a_form_that_was_left_as_it_was_changes_nothing() -> None:
    table = Table("⟦Ann⟧{PERSON} left.")
    hostile = Entity(entity(table, "Ann").id, HOSTILE, "GONE_TYPE", ("a, b", ' c "d"', "x\ny"), ("viaf:12", "Q42"))
    table.do(Transaction("set up", (Change(entity(table, "Ann"), hostile),), "", 0))
    assert registry.edit(table.state.records, hostile, *filled(table, hostile)) is None
    form, values = filled(table, hostile, name="Ann")
    done(table, registry.edit(table.state.records, hostile, form, values))
    kept = table.state.records.entity(hostile.id)
    assert kept == Entity(hostile.id, "Ann", "GONE_TYPE", hostile.aliases, hostile.references)


@pytest.mark.parametrize(
    "references", ["Q0", "q42", "Q", "42", "ftp://a.example", "https://", "javascript:alert(1)", "Q42 nonsense", "Q42,Q43"]
)
def test_a_reference_that_is_none_is_refused(references: str) -> None:
    table = Table(TWO)
    jan = entity(table, "Jan Leike")
    form, values = filled(table, jan, references=references)
    field = next(field for field in form.fields if field.name == "references")
    assert not field.accepts(references)
    assert "Q42" in field.hint
    assert registry.edit(table.state.records, jan, form, values) is None


@pytest.mark.parametrize("references", ["", "Q42", "https://a.example/x?y=1", "  Q42   http://b.example "])
def test_a_wikidata_id_or_an_address_is_a_reference(references: str) -> None:
    table = Table(TWO)
    jan = entity(table, "Jan Leike")
    form, values = filled(table, jan, references=references, name="J. Leike")
    done(table, registry.edit(table.state.records, jan, form, values))
    assert entity(table, "J. Leike").references == tuple(references.split())


def test_hostile_names_are_merged_like_others() -> None:
    table = Table(TWO)
    jan, leike = entity(table, "Jan Leike"), entity(table, "Leike")
    done(table, registry.rename(table.state.records, leike, HOSTILE))
    done(table, registry.merge(table.state.records, table.context, jan, [entity(table, HOSTILE)]))
    assert entity(table, "Jan Leike").aliases == (HOSTILE, "Leike")


def test_an_alias_with_a_comma_survives_the_form_of_its_mention() -> None:
    table = Table("⟦A|nn⟧{PERSON} left.")
    ann = entity(table, "Ann")
    done(table, registry.edit(table.state.records, ann, *filled(table, ann, aliases='"Lee, Ann", Annie')))
    form = form_at_caret(table.state, table.context)
    assert form is not None
    values = {field.name: field.value for field in form.fields} | {"name": "Ann Lee"}
    done(table, filled_in(table.state, table.context, form, values))
    assert entity(table, "Ann Lee").aliases == ("Lee, Ann", "Annie")


def test_the_same_name_goes_to_the_one_whose_name_it_is() -> None:
    table = Table("⟦Jan Leike⟧{PERSON} met ⟦Leike⟧{PERSON}. L|eike left.")
    jan = entity(table, "Jan Leike")
    done(table, registry.edit(table.state.records, jan, *filled(table, jan, aliases="Leike")))
    table.press("e:p")
    assert mentions(table)[2] == entity(table, "Leike").id


def test_a_handle_that_is_an_alias_is_the_known_entity() -> None:
    table = Table("⟦Ann Lee⟧{PERSON} left. Then @ann|lee came.")
    ann = entity(table, "Ann Lee")
    done(table, registry.edit(table.state.records, ann, *filled(table, ann, aliases="@annlee")))
    table.press("e:p")
    assert mentions(table) == [ann.id, ann.id]


def test_two_people_of_one_name_are_told_apart_by_their_handles() -> None:
    posts = "Two wrote./I start today!/— Ann Lee (@ann1) May 28, 2024/And I stop./— Ann Lee (@ann2) May 29, 2024/Nobody else did."
    table = Table(posts).press("] c ] c")
    assert len(table.state.document.posts) == 2
    claimants = [a.body.claimant for a in table.annotations() if isinstance(a.body, Claim)]
    assert len(set(claimants)) == 2
    assert [(e.name, e.aliases) for e in table.entities()] in (
        [("Ann Lee", ("@ann1",)), ("Ann Lee", ("@ann2",))],
        [("Ann Lee", ("@ann2",)), ("Ann Lee", ("@ann1",))],
    )
    assert table.state.document.names_beside("Ann Lee") == ()


def test_nothing_changes_that_is_not_about_the_entity() -> None:
    check("⟦Ann⟧{PERSON} left. |Bo came.", "e:p", "⟦Ann⟧{PERSON} left. ⟦Bo⟧{PERSON} came.")
