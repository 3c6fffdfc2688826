"""What is said of a suggestion."""

from __future__ import annotations

from reader.core.annotation import Entity
from reader.core.records import Records
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.paint.suggesting import describe_suggestion, in_a_line

LIND = Entity("e" * 14, "Tove Lind", "PERSON", ("Lind",))


def mention(confidence: float = 0.9, **more: str) -> Suggestion:
    return Suggestion(Span(0, 4), Sort.MENTION, "PERSON", ("a surname", "known"), "names", confidence, more.get("name"), more.get("entity"))


def test_a_line_says_whose_it_is_only_where_the_words_do_not() -> None:
    assert in_a_line(mention(name="Lind"), "Lind’s") == "PERSON"
    assert in_a_line(mention(name="Tove Lind"), "Lind") == "PERSON · Tove Lind"


def test_a_new_name_a_known_one_and_another_name_of_somebody_are_told_apart() -> None:
    said = " · a surname, known · almost sure (90%), by “names”"
    records = Records([LIND])
    assert describe_suggestion(mention(), "Lind", records) == f"PERSON, new{said}"
    assert describe_suggestion(mention(entity=LIND.id), "Tove Lind", records) == f"PERSON, known{said}"
    assert describe_suggestion(mention(entity=LIND.id), "Lind", records) == f"PERSON Tove Lind{said}"
    assert describe_suggestion(mention(name="Tove Lind"), "T. L.", records) == f"PERSON Tove Lind, these words become another name{said}"


def test_a_claim_says_its_kind_and_claimant_and_how_sure_it_is_in_words() -> None:
    sure = {0.95: "almost sure (95%)", 0.7: "likely (70%)", 0.5: "may be (50%)", 0.1: "a guess (10%)"}
    for confidence, words in sure.items():
        claim = Suggestion(Span(0, 9), Sort.CLAIM, "number", ("a number",), "claims", confidence, claimant="Tove Lind")
        assert describe_suggestion(claim, "It did so.", Records()) == f"claim, number by Tove Lind · a number · {words}, by “claims”"
