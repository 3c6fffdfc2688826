"""What the inspector says."""

from __future__ import annotations

from reader.paint.outline import Outline, describe
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


def test_a_claim_is_described_by_all_that_is_known_of_it() -> None:
    table = Table(POST).press("] c")
    (claim,) = table.annotations()
    assert describe(claim, table.state.records) == ("Claim", "fact · by Ann Lee · author")


def test_a_mark_that_lost_its_words_is_listed_with_the_reason() -> None:
    table = Table("⟦One⟧{claim} two")
    other = Table("nothing alike").state.document
    table.session.open(other)
    assert lines(table) == ["Not found in this text 1", "One | its words are no longer in the text"]


def test_a_mark_whose_words_were_changed_says_so() -> None:
    table = Table("⟦The bridge over the river fell on Tuesday.⟧{claim} Nobody knows why.")
    table.session.open(Table("The bridge over the river fell on Monday. Nobody knows why.").state.document)
    assert lines(table) == ["Claims 1", "The bridge over the river fell on Tuesday. | fact · its words were changed"]
