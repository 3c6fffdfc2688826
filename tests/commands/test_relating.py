"""Relations between marks, with what brings their ends about; every transaction keeps the laws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.commands.command import Context
from reader.commands.relating import (
    End,
    change_kind,
    claim_end,
    first_end,
    kinds_between,
    link_to_post,
    mark_end,
    mention_end,
    other_end,
    post_end,
    relate,
    related,
    turn_round,
    unrelate,
    web_end,
)
from reader.core.annotation import Annotation, Attribution, Claim, Evidence, Mention, Relation
from reader.core.scheme import RelationKind, Scheme
from tests.notation import Table

POST = "Ann Lee was glad./I'm so happy to join @Acme!/— Ann Lee (@annlee) May 28, 2024/The company agreed."


def put_caret(table: Table, words: str) -> None:
    table.session.select(table.state.selection.caret(table.state.document.text.index(words)))


def do_relate(table: Table, source: End, target: End, kind: str) -> Relation:
    transaction = relate(table.state.records, table.context, source, target, kind, table.state.document.id)
    assert transaction is not None
    table.do(transaction)
    (relation,) = [change.after for change in transaction.changes if isinstance(change.after, Relation)]
    return relation


def ends(table: Table) -> tuple[End, End]:
    """The first two marks of the document."""
    one, other, *_ = table.annotations()
    return End(one), End(other)


def here(table: Table, context: Context | None = None) -> End:
    end = other_end(table.state, context or table.context)
    assert end is not None
    return end


def test_a_relation_begins_with_the_mark_at_the_caret() -> None:
    table = Table("The ⟦br|idge⟧{claim} fell.")
    assert first_end(table.state, table.context) == End(table.annotations()[0])


def test_a_relation_begins_with_a_claim_on_the_selection() -> None:
    end = first_end((table := Table("The ⟦bridge⟧ fell.")).state, table.context)
    assert end is not None
    assert (end.type, end.annotation.targets[0].quote, len(end.made)) == ("claim", "bridge", 1)


def test_a_selection_that_is_marked_already_is_that_mark() -> None:
    table = Table("The ⟦bridge⟧{note:old} fell.")
    table.press("v w")
    start = table.annotations()[0].hull.start
    table.session.select(table.state.selection.caret(start))
    table.press("v w")
    assert here(table).annotation == table.annotations()[0]


def test_without_mark_selection_and_post_there_is_no_end() -> None:
    table = Table("The br|idge fell.")
    assert first_end(table.state, table.context) is None
    assert other_end(table.state, table.context) is None


def test_the_other_end_on_a_selection_is_evidence() -> None:
    end = here(Table("The ⟦bridge⟧ fell."))
    assert end.annotation.body == Evidence()


def test_the_other_end_on_a_post_is_evidence_on_what_it_says() -> None:
    table = Table(POST).press("]")
    end = here(table)
    assert end.annotation.body == Evidence()
    assert end.annotation.targets[0].quote == "I'm so happy to join @Acme!"


def test_evidence_on_a_post_is_made_once() -> None:
    table = Table(POST).press("c ]")
    do_relate(table, End(table.annotations()[0]), here(table), "supports")
    count = len(table.annotations())
    assert post_end(table.state, table.context, table.state.document.posts[0]).made == ()
    assert len(table.annotations()) == count == 2


def test_relating_makes_both_ends_in_one_transaction_and_undo_takes_all_back() -> None:
    table = Table("The ⟦bridge⟧ fell. Nobody came.")
    source = first_end(table.state, table.context)
    assert source is not None
    put_caret(table, "Nobody")
    table.press("v (")
    table.session.select(table.state.selection.caret(table.state.document.text.index("Nobody")))
    table.press("v )")
    relation = do_relate(table, source, here(table), "refutes")
    assert [annotation.body for annotation in table.annotations()] == [Claim("fact"), Evidence()]
    assert (relation.source, relation.target) == tuple(annotation.id for annotation in table.annotations())
    table.press("u")
    assert list(table.state.records) == []


def test_the_first_mark_is_the_source() -> None:
    table = Table("⟦One⟧{claim} and ⟦two⟧{claim}.")
    one, other = ends(table)
    relation = do_relate(table, one, other, "supports")
    assert (relation.kind, relation.source, relation.target) == ("supports", one.annotation.id, other.annotation.id)
    assert table.state.records.relations_of(other.annotation.id) == [relation]


def test_the_same_relation_is_made_once() -> None:
    table = Table("⟦One⟧{claim} and ⟦two⟧{claim}.")
    one, other = ends(table)
    do_relate(table, one, other, "supports")
    assert relate(table.state.records, table.context, one, other, "supports", "") is None
    assert relate(table.state.records, table.context, other, one, "supports", "") is not None
    assert relate(table.state.records, table.context, one, other, "repeats", "") is not None


def test_a_mark_is_not_related_to_itself() -> None:
    table = Table("⟦One⟧{claim} and ⟦two⟧{claim}.")
    one, _ = ends(table)
    assert relate(table.state.records, table.context, one, one, "supports", "") is None


def test_a_web_address_is_evidence_on_the_words_of_the_first_mark() -> None:
    table = Table("⟦One⟧{claim} and two.")
    source = End(table.annotations()[0])
    target = web_end(source, table.context, "https://a.example/report")
    assert target is not None
    do_relate(table, source, target, "supports")
    claim, evidence = table.annotations()
    assert evidence.body == Evidence("https://a.example/report")
    assert evidence.targets == claim.targets


@pytest.mark.parametrize("address", ["", "a.example", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a.example/\x1b[2J"])
def test_what_is_no_web_address_is_no_evidence(address: str) -> None:
    table = Table("⟦One⟧{claim} and two.")
    assert web_end(End(table.annotations()[0]), table.context, address) is None


def test_an_entity_stands_for_its_nearest_mention() -> None:
    table = Table("A|nn left. Nobody came. Ann sang. It ⟦rained⟧{claim}. Ann went.")
    table.press("e:p ) ) e:p ) ) e:p")
    (entity,) = table.entities()
    claim = next(annotation for annotation in table.annotations() if isinstance(annotation.body, Claim))
    end = mention_end(table.state, End(claim), entity.id)
    assert end is not None
    assert end.annotation.hull.start == table.state.document.text.rindex("Ann")


def test_an_entity_that_is_mentioned_nowhere_is_no_end() -> None:
    table = Table(POST).press("] c")
    (author,) = table.entities()
    assert mention_end(table.state, End(table.annotations()[0]), author.id) is None


def test_only_the_kinds_that_may_join_the_two_are_offered() -> None:
    table = Table("⟦One⟧{claim} and ⟦Ann⟧{PERSON}.")
    claim, mention = ends(table)
    kinds = (
        RelationKind("said_by", "said by", "y", sources=("claim",), targets=("mention",)),
        RelationKind("repeats", "repeats", "r", sources=("claim",), targets=("claim",)),
        RelationKind("x", "x", "x"),
    )
    scheme = Scheme((), (), (), kinds)
    assert [kind.name for kind in kinds_between(scheme, claim, mention)] == ["said_by", "x"]
    assert [kind.name for kind in kinds_between(scheme, mention, claim)] == ["x"]


def test_a_relation_changes_its_kind_and_its_direction_and_is_removed() -> None:
    table = Table("⟦One⟧{claim} and ⟦two⟧{claim}.")
    one, other = ends(table)
    relation = do_relate(table, one, other, "supports")
    changed = change_kind(table.state.records, table.context, relation, "refutes")
    assert changed is not None
    table.do(changed)
    found = related(table.state.records, one.annotation.id, other.annotation.id, "refutes")
    assert found is not None
    turned = turn_round(table.state.records, table.context, found)
    assert turned is not None
    table.do(turned)
    found = related(table.state.records, other.annotation.id, one.annotation.id, "refutes")
    assert found is not None
    table.do(unrelate(table.state.records, found))
    assert table.state.records.relations() == []
    assert len(table.annotations()) == 2


def test_evidence_that_was_made_for_a_relation_goes_with_it_and_comes_back_with_undo() -> None:
    table = Table(POST).press("c")
    claim = here(table)
    evidence = post_end(table.state, table.context, table.state.document.posts[0])
    relation = do_relate(table, claim, evidence, "supports")
    table.do(unrelate(table.state.records, relation))
    assert [type(one.body) for one in table.annotations()] == [Claim]
    table.press("u")
    assert table.state.records.relations() == [relation]
    assert [type(one.body) for one in table.annotations()] == [Claim, Evidence]


def test_evidence_that_is_in_another_relation_or_was_there_before_stays() -> None:
    table = Table(POST).press("c")
    evidence = post_end(table.state, table.context, table.state.document.posts[0])
    supports = do_relate(table, here(table), evidence, "supports")
    later = replace(table.context, now="2030-01-01T00:00:00Z")
    more = relate(table.state.records, later, End(table.annotations()[0]), End(evidence.annotation), "repeats", "")
    assert more is not None
    table.do(more)
    table.do(unrelate(table.state.records, supports))
    assert [type(one.body) for one in table.annotations()] == [Claim, Evidence]
    (repeats,) = table.state.records.relations()
    table.do(unrelate(table.state.records, repeats))
    assert [type(one.body) for one in table.annotations()] == [Claim, Evidence]


def test_a_relation_does_not_become_one_that_is_there() -> None:
    table = Table("⟦One⟧{claim} and ⟦two⟧{claim}.")
    one, other = ends(table)
    relation = do_relate(table, one, other, "supports")
    do_relate(table, one, other, "repeats")
    do_relate(table, other, one, "supports")
    assert change_kind(table.state.records, table.context, relation, "repeats") is None
    assert turn_round(table.state.records, table.context, relation) is None


def test_removing_a_mark_removes_its_relations() -> None:
    table = Table("⟦O|ne⟧{claim} and ⟦two⟧{claim}.")
    one, other = ends(table)
    do_relate(table, one, other, "supports")
    table.press("d")
    assert table.state.records.relations_of(other.annotation.id) == []


def told(table: Table) -> tuple[Annotation, Annotation]:
    """The claim and the evidence of the document."""
    claims = [annotation for annotation in table.annotations() if isinstance(annotation.body, Claim)]
    evidence = [annotation for annotation in table.annotations() if isinstance(annotation.body, Evidence)]
    return claims[0], evidence[0]


def do_link(table: Table, claim: End | None, *, leads_back: bool = False, is_told: bool) -> None:
    assert claim is not None
    post = table.state.document.posts[0]
    transaction = link_to_post(table.state, table.context, claim, post, "repeats", leads_back=leads_back, is_told=is_told)
    assert transaction is not None
    table.do(transaction)


def test_a_sentence_is_linked_to_a_post_as_its_paraphrase_in_one_transaction() -> None:
    table = Table(POST)
    do_link(table, claim_end(table.state, table.context), is_told=True)
    claim, evidence = told(table)
    (author,) = table.entities()
    assert claim.body == Claim("fact", author.id, Attribution.PARAPHRASED)
    assert author.name == "Ann Lee"
    assert [(one.source, one.target) for one in table.state.records.relations()] == [(claim.id, evidence.id)]
    table.press("u")
    assert list(table.state.records) == []


def test_a_claim_that_was_marked_becomes_a_paraphrase_of_the_author() -> None:
    table = Table(POST).press("c")
    do_link(table, mark_end(table.state.records, table.annotations()[0].id), is_told=True)
    claim, _ = told(table)
    assert isinstance(claim.body, Claim)
    assert claim.body.attribution is Attribution.PARAPHRASED
    assert claim.body.claimant == table.entities()[0].id


def test_a_claim_may_be_linked_to_a_post_and_stay_as_it_is() -> None:
    table = Table(POST).press("c")
    do_link(table, End(table.annotations()[0]), leads_back=True, is_told=False)
    claim, evidence = told(table)
    assert claim.body == Claim("fact")
    assert table.entities() == []
    assert [(one.source, one.target) for one in table.state.records.relations()] == [(evidence.id, claim.id)]


def test_the_claimant_of_before_is_forgotten_when_nothing_names_it_any_more() -> None:
    table = Table(f"{POST}/We will leave!/— Bo Ek (@boek) May 29, 2024/The end.").press("] ] c g ] ]")
    claim = End(table.annotations()[0])
    assert [entity.name for entity in table.entities()] == ["Bo Ek"]
    do_link(table, claim, is_told=True)
    assert [entity.name for entity in table.entities()] == ["Ann Lee"]


def test_a_mention_is_an_end() -> None:
    table = Table("⟦One⟧{claim} by ⟦A|nn⟧{PERSON}.")
    assert isinstance(here(table).annotation.body, Mention)
