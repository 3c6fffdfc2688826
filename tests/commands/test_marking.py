"""Marks made from the keyboard, and what they do to entities."""

from __future__ import annotations

from reader.core.annotation import Attribution, Claim, Mention, Note, Tag
from tests.notation import Table, check

POST = "Ann Lee of Acme said so./I'm so happy to join @Acme!/We start today./— Ann Lee (@annlee) May 28, 2024/The company agreed."


def claims(table: Table) -> list[Claim]:
    return [annotation.body for annotation in table.annotations() if isinstance(annotation.body, Claim)]


def test_marking_a_claim_with_a_selection_takes_the_selection() -> None:
    check("The ⟦bridge⟧ fell.", "c", "The ⟦bridge⟧{claim} fell.")


def test_marking_a_claim_without_a_selection_takes_the_sentence() -> None:
    check("It rained. The br|idge fell. Nobody came.", "c", "It rained. ⟦The br|idge fell.⟧{claim} Nobody came.")


def test_a_selection_that_splits_a_grapheme_is_widened() -> None:
    check("A ⟦cafe⟧\u0301 here.", "c", "A ⟦cafe\u0301⟧{claim} here.")


def test_a_selection_sheds_the_white_space_at_its_ends() -> None:
    check("The⟦ bridge ⟧fell.", "c", "The ⟦bridge⟧{claim} fell.")


def test_a_selection_of_white_space_marks_the_sentence() -> None:
    check("The⟦ ⟧bridge fell.", "c", "⟦The bridge fell.⟧{claim}")


def test_marking_the_same_claim_twice_marks_it_once() -> None:
    check("The br|idge fell.", "c c", "⟦The bridge fell.⟧{claim}")


def test_claims_may_lie_on_and_in_one_another() -> None:
    check("The ⟦bridge⟧{claim} f|ell.", "c", "⟦The ⟦bridge⟧{claim} fell.⟧{claim}")


def test_a_claim_may_reach_across_blocks() -> None:
    check("The ⟦bridge fell./Nobody⟧ came.", "c", "The ⟦bridge fell./Nobody⟧{claim} came.")


def test_a_new_claim_is_the_first_kind_of_the_scheme_by_nobody() -> None:
    table = check("The br|idge fell.", "c", "⟦The bridge fell.⟧{claim}")
    assert claims(table) == [Claim("fact", None, Attribution.AUTHOR)]


def test_in_an_empty_document_there_is_nothing_to_mark() -> None:
    check("|", "c e:p m:hello t:urgent d", "")


def test_a_claim_in_a_post_is_its_authors() -> None:
    table = Table(POST).press("] c")
    (claim,) = claims(table)
    (author,) = table.entities()
    assert claim.claimant == author.id
    assert (author.name, author.label, author.aliases) == ("Ann Lee", "PERSON", ("@annlee",))


def test_two_claims_in_a_post_have_one_claimant() -> None:
    table = Table(POST).press("] c } ( c")
    assert len({claim.claimant for claim in claims(table)}) == 1
    assert len(table.entities()) == 1


def test_a_claim_that_reaches_out_of_a_post_has_no_claimant() -> None:
    table = Table(POST).press("] v } } c")
    (claim,) = claims(table)
    assert claim.claimant is None


def test_an_author_who_is_known_as_an_organisation_stays_one() -> None:
    table = Table(POST).press("e:o ] c")
    assert [entity.label for entity in table.entities()] == ["ORG"]


def test_tagging_an_entity_takes_the_name_at_the_caret() -> None:
    check("Later Jared Kap|lan left.", "e:p", "Later ⟦Jared Kaplan⟧{PERSON} left.")


def test_tagging_an_entity_takes_the_word_where_there_is_no_name() -> None:
    check("Later the br|idge’s arch fell.", "e:l", "Later the ⟦bridge⟧{PLACE}’s arch fell.")


def test_tagging_where_no_word_is_does_nothing() -> None:
    check("One |— two.", "e:p", "One — two.")


def test_the_same_name_is_the_same_entity() -> None:
    table = check("A|nn Lee left. Then Ann Lee came.", "e:p ) w e:p", "⟦Ann Lee⟧{PERSON} left. Then ⟦Ann Lee⟧{PERSON} came.")
    assert len(table.entities()) == 1


def test_a_possessive_is_the_same_entity() -> None:
    table = check("A|nn left. Ann’s bag stayed.", "e:p ) e:p", "⟦Ann⟧{PERSON} left. ⟦Ann⟧{PERSON}’s bag stayed.")
    assert len(table.entities()) == 1


def test_one_name_may_be_two_entities_of_different_types() -> None:
    table = check("P|aris sang. Paris is old.", "e:p ) e:l", "⟦Paris⟧{PERSON} sang. ⟦Paris⟧{PLACE} is old.")
    assert [entity.label for entity in table.entities()] == ["PERSON", "PLACE"] or len(table.entities()) == 2


def test_a_handle_joins_its_authors_entity() -> None:
    table = Table(POST).press("e:p")
    (ann,) = table.entities()
    assert (ann.name, ann.aliases) == ("Ann Lee", ("@annlee",))
    handle = table.state.document.text.index("@annlee")
    table.session.select(table.state.selection.caret(handle))
    table.press("e:p")
    assert {annotation.body for annotation in table.annotations()} == {Mention(ann.id)}


def test_tagging_with_another_type_retypes_the_mark() -> None:
    table = check("A|cme fell.", "e:p e:o", "⟦Acme⟧{ORG} fell.")
    assert [entity.label for entity in table.entities()] == ["ORG"]


def test_retyping_keeps_the_entity_that_others_still_name() -> None:
    table = check("A|cme fell. Acme rose.", "e:p ) e:p e:o", "⟦Acme⟧{PERSON} fell. ⟦Acme⟧{ORG} rose.")
    assert len(table.entities()) == 2


def test_a_note_lies_on_the_sentence() -> None:
    table = check("One. Tw|o. Three.", "m:Who_says?", "One. ⟦Two.⟧{note:Who says?} Three.")
    assert [annotation.body for annotation in table.annotations()] == [Note("Who says?")]


def test_a_note_lies_on_the_mark_at_the_caret() -> None:
    check("A ⟦br|idge⟧{claim} fell.", "m:which", "A ⟦⟦bridge⟧{claim}⟧{note:which} fell.")


def test_a_tag_joins_the_mark_at_the_caret() -> None:
    table = check("A ⟦br|idge⟧{claim} fell.", "t:urgent", "A ⟦bridge⟧{claim} fell.")
    assert [annotation.tags for annotation in table.annotations()] == [("urgent",)]


def test_a_tag_on_a_selection_is_a_mark_of_its_own() -> None:
    table = check("⟦A ⟦bridge⟧{claim}⟧ fell.", "t:urgent", "⟦A ⟦bridge⟧{claim}⟧{tag:urgent} fell.")
    assert Tag("urgent") in [annotation.body for annotation in table.annotations()]


def test_evidence_takes_the_sentence() -> None:
    check("One. Tw|o.", "E", "One. ⟦Two.⟧{evidence}")


def test_removing_takes_the_innermost_mark() -> None:
    check("⟦The ⟦br|idge⟧{note:x} fell.⟧{claim}", "d", "⟦The bridge fell.⟧{claim}")


def test_removing_the_last_mention_removes_the_entity() -> None:
    table = check("A|nn left.", "e:p d", "Ann left.")
    assert table.entities() == []


def test_removing_a_mention_keeps_the_entity_that_claims_something() -> None:
    table = Table(POST).press("e:p ] c g d")
    assert [entity.name for entity in table.entities()] == ["Ann Lee"]


def test_undo_takes_back_a_mark_and_its_entity_at_once() -> None:
    table = check("A|nn left.", "e:p u", "Ann left.")
    assert table.entities() == []


def test_redo_brings_back_what_undo_took() -> None:
    check("A|nn left.", "e:p c u u R R", "⟦⟦Ann⟧{PERSON} left.⟧{claim}")
