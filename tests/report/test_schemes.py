"""What is told of label sets, and of records that have labels outside of one."""

from __future__ import annotations

from reader.config import load_scheme
from reader.core.annotation import Entity, Provenance, Relation
from reader.core.records import Records
from reader.report.schemes import MOST_TOLD, contents, outside, relabelled

DEFAULT = load_scheme(None)


def entities(*labels: str) -> list[Entity]:
    return [Entity(format(number, "014x"), f"Name {number}", label) for number, label in enumerate(labels)]


def test_a_scheme_is_told_by_what_it_holds() -> None:
    assert contents(load_scheme("conll4")) == "6 claim kinds, 4 entity types, 6 verdicts, 6 relation kinds, 0 attributes"


def test_records_whose_labels_are_all_in_the_scheme_are_not_told() -> None:
    assert list(outside(entities("PERSON", "ORG"), DEFAULT)) == []


def test_a_label_outside_of_the_scheme_is_told_once_with_how_many_have_it() -> None:
    assert list(outside(entities("ALIEN", "PERSON", "ALIEN", "GHOST"), DEFAULT)) == [
        "the entity type “ALIEN” is not in the scheme, but entity 00000000000000 and 1 more have it. It is kept as it is.",
        "the entity type “GHOST” is not in the scheme, but entity 00000000000003 has it. It is kept as it is.",
    ]


def test_of_very_many_and_very_long_labels_a_few_are_told_in_short() -> None:
    told = list(outside(entities(*(f"{number:03}" + "x" * 10_000 for number in range(100))), DEFAULT))
    assert len(told) == MOST_TOLD + 1
    assert max(map(len, told)) < 250
    assert told[-1] == "80 more labels are not in the scheme. They are kept as they are."


def test_entities_get_the_types_of_another_scheme_and_those_without_a_counterpart_stay() -> None:
    other = Relation("0000000000000f", "about", "1", "2", Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"))
    made, notes = relabelled(Records([*entities("PLACE", "DATE", "PER"), other]), DEFAULT, "conll4")
    assert {entity.name: entity.label for entity in made.entities()} == {"Name 0": "LOC", "Name 1": "DATE", "Name 2": "PER"}
    assert made.get(other.id) == other
    assert notes == ["conll4 has nothing for the entity type “DATE”; 1 kept it."]
