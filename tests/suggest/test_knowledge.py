"""What suggesters are told of the reader's own work."""

from __future__ import annotations

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Entity, Mention, Provenance, Refusal
from reader.core.records import Records
from reader.core.span import Span
from reader.core.suggestion import Sort
from reader.suggest.contract import KnownName
from reader.suggest.knowledge import names_of, refused_names
from tests.notation import NOW

MADE = Provenance("tester", NOW, NOW)


def refusal(number: int, words: str, sort: Sort = Sort.MENTION) -> Refusal:
    return Refusal(f"{number:014x}", "doc", describe(words, Span(0, len(words))), sort, MADE)


def mention(number: int, entity: Entity) -> Annotation:
    return Annotation(f"{number:014x}", "doc", (describe(entity.name, Span(0, 1)),), Mention(entity.id), MADE)


def test_names_aliases_and_handles_lead_to_their_entity_as_they_are_written() -> None:
    lind = Entity("e1", "Tove Lind", "PERSON", ("@tovelind", "Lind"))
    assert names_of([lind]) == dict.fromkeys(("Tove Lind", "@tovelind", "Lind"), KnownName("e1", "Tove Lind", "PERSON"))


def test_a_string_that_names_two_entities_leads_to_none() -> None:
    names = names_of([Entity("e1", "Tove Lind", "PERSON", ("Lind",)), Entity("e2", "Ada Lind", "PERSON", ("Lind",))])
    assert set(names) == {"Tove Lind", "Ada Lind"}


def test_an_entity_that_has_a_name_twice_is_still_one() -> None:
    assert set(names_of([Entity("e1", "Fernby", "PLACE", ("Fernby", "FERNBY"))])) == {"Fernby", "FERNBY"}


def test_a_name_is_refused_when_it_was_refused_more_often_than_marked() -> None:
    may = Entity("e" * 14, "May", "PERSON")
    assert refused_names(Records([refusal(1, "May")])) == {"May"}
    assert refused_names(Records([may, mention(2, may), refusal(1, "May")])) == frozenset()
    assert refused_names(Records([may, mention(2, may), refusal(1, "May"), refusal(3, "May")])) == {"May"}


def test_a_refused_claim_refuses_no_name() -> None:
    assert refused_names(Records([refusal(1, "May", Sort.CLAIM)])) == frozenset()
