"""Whether two entities are one: what is offered, and what saying so does."""

from __future__ import annotations

from reader.commands import identity, registry
from reader.commands.targets import mention
from reader.core.annotation import Entity, Mention
from reader.core.transaction import Change, Transaction
from tests.notation import Table

KNOWN = "⟦Jan Leike⟧{PERSON} left the ⟦Kennedy Space Center⟧{PLACE}. "


def offer(table: Table) -> identity.Offer | None:
    found = mention(table.state)
    assert found is not None
    return identity.offer_for(table.state, found)


def offered(picture: str, keys: str = "e:p") -> str | None:
    """The question that is asked after ``keys``."""
    found = offer(Table(picture).press(keys))
    return identity.question(found) if found else None


def names(table: Table) -> list[str]:
    """The names of the entities that are mentioned, in the order of the text."""
    found = (table.state.records.entity(a.body.entity) for a in table.annotations() if isinstance(a.body, Mention))
    return [entity.name for entity in found if entity is not None]


def same(table: Table, name: str, *, only_here: bool = False) -> Table:
    found = mention(table.state)
    other = next(entity for entity in table.entities() if entity.name == name)
    assert found is not None
    transaction = identity.same_as(table.state, table.context, found, other, only_here=only_here)
    assert transaction is not None
    table.do(transaction)
    return table


def test_a_surname_a_first_name_and_an_acronym_are_offered() -> None:
    assert offered(KNOWN + "Le|ike spoke.") == "Is Leike Jan Leike (surname)?"
    assert offered(KNOWN + "Later Ja|n spoke.") == "Is Jan Jan Leike (first name)?"
    assert offered(KNOWN + "At K|SC.", "e:l") == "Is KSC Kennedy Space Center (acronym)?"
    assert offered(KNOWN + "Then Dr. Jan Lei|ke, MD.") is None  # the title is left off, so this is the known name


def test_an_exact_name_is_linked_without_a_question() -> None:
    table = Table(KNOWN + "Then Jan L|eike spoke.").press("e:p")
    assert names(table) == ["Jan Leike", "Kennedy Space Center", "Jan Leike"]
    assert offer(table) is None


def test_an_exact_name_of_another_type_is_offered() -> None:
    assert offered("⟦Paris⟧{PLACE} is old. P|aris sang.") == "Is Paris Paris (same name, PLACE)?"


def test_a_name_of_nobody_is_offered_nothing() -> None:
    assert offered(KNOWN + "B|o came.") is None


def test_a_surname_of_two_is_offered_to_neither() -> None:
    assert offered("⟦Bill Clinton⟧{PERSON} and ⟦Hillary Clinton⟧{PERSON}. Cl|inton left.") is None


def test_a_person_is_not_offered_for_an_organisation() -> None:
    assert offered(KNOWN + "Le|ike fell.", "e:o") is None


def test_those_of_the_document_come_before_those_of_the_folder() -> None:
    table = Table("⟦Bill Clinton⟧{PERSON} came. Cl|inton left.")
    other = Entity("f" * 13, "Hillary Clinton", "PERSON")
    table.do(Transaction("set up", (Change(None, Entity("0" + other.id, other.name, other.label)),), "", 0))
    found = offer(table.press("e:p"))
    assert found is not None
    assert found.other.name == "Bill Clinton"


def test_the_only_one_of_the_folder_is_offered_where_the_document_has_none() -> None:
    table = Table("Cl|inton left.")
    table.do(Transaction("set up", (Change(None, Entity("0" + "f" * 13, "Hillary Clinton", "PERSON")),), "", 0))
    found = offer(table.press("e:p"))
    assert found is not None
    assert found.other.name == "Hillary Clinton"


def test_shorter_writings_of_the_same_name_do_not_make_two() -> None:
    assert offered("⟦Jan Leike⟧{PERSON}, or ⟦J. Leike⟧{PERSON}. Le|ike left.") == "Is Leike Jan Leike (surname)?"


def test_an_entity_with_references_is_asked_about_no_more() -> None:
    table = Table(KNOWN + "Le|ike spoke.").press("e:p")
    leike = next(e for e in table.entities() if e.name == "Leike")
    table.do(Transaction("set up", (Change(leike, Entity(leike.id, "Leike", "PERSON", (), ("Q1",))),), "", 0))
    assert offer(table) is None


def test_an_offer_goes_when_the_other_is_renamed_and_comes_when_it_is_named_so() -> None:
    table = Table(KNOWN + "Le|ike spoke.").press("e:p")
    jan = next(e for e in table.entities() if e.name == "Jan Leike")
    table.do(Transaction("set up", (Change(jan, Entity(jan.id, "Sam Bowman", "PERSON")),), "", 0))
    assert offer(table) is None
    table.press("u")
    assert offer(table) is not None


def test_saying_so_moves_the_mention_adds_the_alias_and_forgets_the_entity() -> None:
    table = same(Table(KNOWN + "Le|ike spoke.").press("e:p"), "Jan Leike")
    assert names(table) == ["Jan Leike", "Kennedy Space Center", "Jan Leike"]
    assert [(e.name, e.aliases) for e in table.entities()] == [("Jan Leike", ("Leike",)), ("Kennedy Space Center", ())]
    assert names(table.press("u")) == ["Jan Leike", "Kennedy Space Center", "Leike"]


def test_saying_so_is_about_all_the_document_says_of_it() -> None:
    table = Table(KNOWN + "Le|ike spoke. Leike sat.").press("e:p ) e:p (")
    assert names(same(table, "Jan Leike")).count("Jan Leike") == 3


def test_saying_so_of_one_mention_leaves_the_others() -> None:
    table = Table(KNOWN + "Le|ike spoke. Leike sat.").press("e:p ) e:p (")
    same(table, "Jan Leike", only_here=True)
    assert names(table) == ["Jan Leike", "Kennedy Space Center", "Jan Leike", "Leike"]
    assert next(e for e in table.entities() if e.name == "Jan Leike").aliases == ()


def test_the_likeliest_come_first_and_all_others_follow() -> None:
    table = Table(KNOWN + "⟦Zoe⟧{PERSON} and ⟦Leike Ltd⟧{ORG}. Le|ike spoke.")
    table.do(Transaction("set up", (Change(None, Entity("0" + "f" * 13, "Aaron", "PERSON")),), "", 0))
    table.press("e:p")
    found = mention(table.state)
    assert found is not None
    ordered = [entity.name for entity in identity.likeliest(table.state, found)]
    assert ordered[:2] in (["Jan Leike", "Leike Ltd"], ["Leike Ltd", "Jan Leike"])
    assert ordered[2:] == ["Kennedy Space Center", "Zoe", "Aaron"]


def test_a_merger_leaves_no_offer_behind() -> None:
    table = Table(KNOWN + "Le|ike spoke.").press("e:p")
    transaction = registry.merge(
        table.state.records,
        table.context,
        next(e for e in table.entities() if e.name == "Jan Leike"),
        [next(e for e in table.entities() if e.name == "Leike")],
    )
    assert transaction is not None
    table.do(transaction)
    assert offer(table) is None
