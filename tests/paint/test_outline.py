"""What the inspector says."""

from __future__ import annotations

from dataclasses import replace

from reader.core.annotation import Claim, Provenance, Relation
from reader.core.scheme import Attribute, AttributeKind
from reader.paint.outline import Outline, describe, end_of_relation, to_review
from tests.notation import Table

POST = "Ann Lee said so.\nI'm so happy to join @Acme!\n— Ann Lee (@annlee) May 28, 2024\nThe company agreed.".replace("\n", "/")


def lines(table: Table) -> list[str]:
    return [f"{item.text} | {item.detail}" if item.detail else item.text for item in Outline(table.state)]


def test_without_marks_and_posts_there_is_nothing() -> None:
    assert lines(Table("One.")) == []


def test_everything_stands_under_a_heading_that_counts() -> None:
    table = Table("⟦One⟧{claim} ⟦Ann⟧{PERSON} ⟦two⟧{note:why} ⟦three⟧{tag:hot} ⟦four⟧{evidence}")
    assert lines(table) == [
        "Claims 1",
        "One | fact",
        "Entities 1",
        "Ann | PERSON",
        "Notes 1",
        "why | two",
        "Tags 1",
        "#hot | three",
        "Evidence 1",
        "four",
    ]


def test_an_entity_stands_once_however_often_it_is_mentioned() -> None:
    table = Table("A|nn left. Ann came.").press("e:p ) e:p")
    assert lines(table) == ["Entities 1", "Ann | PERSON ×2"]


def test_a_post_is_named_by_where_who_and_when() -> None:
    assert lines(Table(POST)) == ["Posts 1", "X · Ann Lee @annlee · 2024-05-28"]


def test_a_relation_is_listed_by_its_place_with_both_ends_each_a_line_that_leads_to_it() -> None:
    table = Table("⟦One⟧{claim} ⟦two⟧{claim} ⟦three⟧{note:why}")
    claims = {claim.targets[0].quote: claim.id for claim in table.annotations()}
    made = Provenance("tester", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
    related = [
        Relation(f"f{n:013x}", "repeats", claims[one], claims[other], made)
        for n, (one, other) in enumerate([("three", "two"), ("two", "One")])
    ]
    for relation in related:
        table.state.records.put(relation.id, relation)
    outline = Outline(table.state)
    shown = lines(table)
    at = shown.index("Relations 2")
    assert shown[at + 1 :] == ["“two”", "repeats → “One”", "“why”", "repeats → “two”"]
    ends = [end_of_relation(item.target or "", table.state.records) for item in outline[at + 1 :]]
    assert ends == [claims["two"], claims["One"], claims["three"], claims["two"]]
    assert [outline.place_of(item.target or "") for item in outline[at + 1 :]] == [*range(at + 1, at + 5)]


def test_a_claim_is_described_by_all_that_is_known_of_it() -> None:
    table = Table(POST).press("] c")
    (claim,) = table.annotations()
    assert describe(claim, table.state.records) == ("Claim", "fact · by Ann Lee · author")


def test_a_mark_that_lost_its_words_is_to_be_reviewed_with_the_reason() -> None:
    table = Table("⟦One⟧{claim} two").becomes("nothing alike")
    assert lines(table) == ["To review 1", "One", "its words are no longer in the text"]


def test_an_orphan_that_was_decided_on_is_listed_last() -> None:
    table = Table("⟦One⟧{claim} ⟦two⟧{note:why}").becomes("but two").press("f6 O")
    assert lines(table) == ["Notes 1", "why | two", "Not found in this text 1", "One | its words are no longer in the text"]


def test_in_a_text_that_is_not_there_nothing_is_reviewed() -> None:
    assert lines(Table("⟦One⟧{claim}").becomes(""))[0] == "Not found in this text 1"


def test_a_mark_whose_words_were_changed_says_so() -> None:
    table = Table("⟦The bridge over the river fell on Tuesday.⟧{claim} Nobody knows why.")
    table.becomes("The bridge over the river fell on Monday. Nobody knows why.")
    assert lines(table) == [
        "To review 1",
        "The bridge over the river fell on Tuesday. | 95%",
        "words changed: “Tuesday” → “Monday”",
        "Claims 1",
        "The bridge over the river fell on Tuesday. | fact · its words were changed",
    ]


def test_a_line_is_found_by_its_mark_among_those_to_review_and_among_those_of_its_sort() -> None:
    table = Table("⟦The bridge over the river fell on Tuesday.⟧{claim} Nobody knows ⟦why.⟧{claim}")
    table.becomes("The bridge over the river fell on Monday. Nobody knows.")
    placements = list(table.state.marks.review)
    outline = Outline(table.state)
    assert [outline.place_of(to_review(placement.annotation)) for placement in placements] == [1, 3]
    assert [outline.place_of(placement.annotation) for placement in placements] == [6, None]
    assert (outline.place_of(to_review("nobody")), len(outline)) == (None, 7)


def test_attributes_are_said_under_their_titles_and_what_the_scheme_does_not_have_says_so() -> None:
    table = Table("⟦One⟧{claim} ⟦Nemo⟧{ALIEN} ⟦two⟧{evidence}")
    claim, mention, evidence = table.annotations()
    records = table.state.records
    tone = Attribute("tone", "Tone", AttributeKind.CHOICE, ("calm", "loud"), ("claim",))
    scheme = replace(table.scheme, attributes=(tone,))
    loud = (("mood", "sad"), ("tone", "loud"))
    told = replace(claim, body=Claim("rumour", verdict="half"), attributes=loud)
    outside = "(not in the scheme)"
    assert describe(told, records) == ("Claim", "rumour · claimant unknown · author · verdict: half · mood: sad · tone: loud")
    assert describe(told, records, scheme) == (
        "Claim",
        f"rumour {outside} · claimant unknown · author · verdict: half {outside} · mood: sad {outside} · Tone: loud",
    )
    assert describe(replace(claim, attributes=(("tone", "shrill"),)), records, scheme)[1].endswith(f"Tone: shrill {outside}")
    assert describe(mention, records, scheme) == (f"ALIEN {outside}", "Nemo")
    assert describe(replace(evidence, attributes=loud[1:]), records, scheme) == ("Evidence", f"Tone: loud {outside}")
