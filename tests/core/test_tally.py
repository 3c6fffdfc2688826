"""What was said, in numbers."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Claim, Mention, Record, Tag
from reader.core.records import Records
from reader.core.tally import Tally, count_marks, most
from tests import strategies


def counted(annotations: list[Annotation]) -> Tally:
    tally = Tally()
    for annotation in annotations:
        tally.add(annotation)
    return tally


@given(st.lists(strategies.annotations(), max_size=12))
def test_every_mark_is_counted_once_in_each_respect(annotations: list[Annotation]) -> None:
    tally = counted(annotations)
    claims = [a.body for a in annotations if isinstance(a.body, Claim)]
    mentions = [a.body for a in annotations if isinstance(a.body, Mention)]
    assert tally.marks == len(annotations)
    assert tally.claims.total() == tally.kinds.total() == len(claims)
    assert tally.mentions == Counter(mention.entity for mention in mentions)
    assert sum(count for _, count in tally.claimants()) == sum(tally.verdicts().values()) == len(claims)
    singles = len(claims) + len(mentions) + tally.notes + tally.evidence
    assert singles + sum(isinstance(a.body, Tag) for a in annotations) == len(annotations)


@given(st.lists(strategies.annotations(), max_size=12))
def test_who_claims_most_comes_first(annotations: list[Annotation]) -> None:
    counts = [count for _, count in counted(annotations).claimants()]
    assert counts == sorted(counts, reverse=True)


@given(strategies.works)
def test_counting_goes_through_each_annotation_of_the_documents(works: tuple[Record, ...]) -> None:
    records, tally = Records(works), Tally()
    annotations = [record for record in works if isinstance(record, Annotation)]
    assert sorted(a.id for a in count_marks(tally, records, records.documents())) == sorted(a.id for a in annotations)
    assert tally == counted(annotations)


def test_the_most_come_first_then_the_names_in_order() -> None:
    assert most(Counter({"b": 1, "a": 1, "c": 2})) == [("c", 2), ("a", 1), ("b", 1)]
