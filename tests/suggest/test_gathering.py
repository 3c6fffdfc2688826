"""Suggestions of several suggesters in one order, whatever they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Document
from reader.core.graphemes import is_boundary
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.contract import Knowledge, Suggester
from reader.suggest.gathering import LONGEST, MOST, Gathered, gather
from tests.notation import SCHEME, document

TEXT = "Ana Vidal fell off the Long Bridge 🧑‍🚒 in March."
KNOWLEDGE = Knowledge(SCHEME)


@dataclass(frozen=True)
class Giving:
    """A suggester that gives what it was given."""

    suggestions: Iterable[object]
    name: str = "giving"
    title: str = "gives"

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterable[Suggestion]:  # noqa: ARG002
        return self.suggestions  # type: ignore[return-value]  # a plugin may give anything


class Failing:
    name, title = "failing", "fails"

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:  # noqa: ARG002
        yield mention(0, 9)
        raise KeyError("no luck")


def mention(start: int, end: int, label: str = "PERSON", **more: object) -> Suggestion:
    made = Suggestion(Span(start, end), Sort.MENTION, label, ("a run of capitals",), "giving")
    return replace(made, **more)  # type: ignore[arg-type]  # rubbish is what is tested here


def gathered(*suggesters: object) -> Gathered:
    return gather(document(TEXT), KNOWLEDGE, suggesters)  # type: ignore[arg-type]  # as above


def test_suggestions_come_by_start_and_the_longer_first() -> None:
    given = [mention(23, 34), mention(0, 3), mention(0, 9), mention(4, 9)]
    assert [suggestion.span for suggestion in gathered(Giving(given)).suggestions] == [Span(0, 9), Span(0, 3), Span(4, 9), Span(23, 34)]


def test_of_two_on_one_span_the_surer_is_taken_with_both_reasons() -> None:
    first = mention(0, 9, confidence=0.4, name="Ana Vidal")
    second = mention(0, 9, confidence=0.8, reasons=("is marked elsewhere",), source="names")
    (suggestion,) = gathered(Giving([first]), Giving([second])).suggestions
    assert suggestion == replace(second, reasons=("is marked elsewhere", "a run of capitals"), name="Ana Vidal")


def test_reasons_for_another_label_are_not_those_of_the_label_that_is_taken() -> None:
    (suggestion,) = gathered(Giving([mention(0, 9, "PLACE"), mention(0, 9, confidence=0.8, reasons=("is marked",))])).suggestions
    assert (suggestion.label, suggestion.reasons) == ("PERSON", ("is marked",))


def test_a_claim_and_a_mention_may_stand_on_one_span() -> None:
    claim = replace(mention(0, 9), sort=Sort.CLAIM, label="fact")
    assert [suggestion.sort for suggestion in gathered(Giving([mention(0, 9), claim])).suggestions] == [Sort.CLAIM, Sort.MENTION]


def claimant_of(text: str, claimant: str, *mentions: Suggestion) -> str | None:
    """Whose claim the whole of ``text`` is, after ``mentions`` were suggested beside a claim of ``claimant``."""
    claim = Suggestion(Span(0, len(text)), Sort.CLAIM, "fact", (), "giving", claimant=claimant)
    found = gather(document(text), KNOWLEDGE, [Giving([claim, *mentions])])
    return next(one.claimant for one in found.suggestions if one.sort is Sort.CLAIM)


def test_a_claimant_has_the_name_that_is_suggested_for_its_words() -> None:
    assert claimant_of("Vidal said so.", "Vidal", mention(0, 5, name="Ana Vidal")) == "Ana Vidal"


def test_a_claimant_keeps_its_words_where_no_name_or_more_than_one_is_suggested_for_them() -> None:
    two = (mention(0, 5, name="Ana Vidal"), mention(10, 15, name="Ben Vidal"))
    assert claimant_of("Vidal met Vidal.", "Vidal", *two) == "Vidal"
    assert claimant_of("Vidal met Roe.", "Roe", two[0]) == "Roe"


def test_labels_that_the_scheme_does_not_have_are_left_out_and_named() -> None:
    found = gathered(Giving([mention(0, 9, "GPE"), mention(0, 9, "fact"), mention(4, 9)]))
    assert [suggestion.span for suggestion in found.suggestions] == [Span(4, 9)]
    assert (found.problems, found.unknown) == ((), ("GPE", "fact"))


def test_a_label_that_the_scheme_calls_otherwise_is_called_so() -> None:
    found = gather(document(TEXT), KNOWLEDGE, [Giving([mention(0, 9, "HUMAN"), mention(23, 34, "FORD")])], {"HUMAN": "PERSON"})
    assert ([one.label for one in found.suggestions], found.unknown) == (["PERSON"], ("FORD",))


@pytest.mark.parametrize(
    ("rubbish", "says"),
    [
        ("Ana", "what is no suggestion"),
        (None, "what is no suggestion"),
        (mention(0, 9, sort="mention"), "what is no suggestion"),
        (mention(0, 9, span=(0, 9)), "a span that is none"),
        (mention(0, 9, span=Span(0.0, 9)), "a span that is none"),  # type: ignore[arg-type]
        (mention(40, 90), "a span that leaves the text"),
        (mention(3, 3), "a span without words"),
        (mention(3, 4), "a span without words"),
        (mention(35, 36), "a span that cuts a character"),
        (mention(36, 38), "a span that cuts a character"),
        (mention(0, 9, confidence=float("nan")), "a confidence that is not between 0 and 1"),
        (mention(0, 9, confidence=2), "a confidence that is not between 0 and 1"),
        (mention(0, 9, confidence=10**400), "a confidence that is not between 0 and 1"),
        (mention(0, 9, confidence="high"), "a confidence that is not between 0 and 1"),
        (mention(0, 9, source=7), "a label or a source that is no text"),
        (mention(0, 9, reasons="why"), "reasons that are no texts"),
        (mention(0, 9, reasons=(1,)), "reasons that are no texts"),
        (mention(0, 9, name=b"Ana"), "a name, an entity or a claimant that is no text"),
        (mention(0, 9, claimant="x" * (LONGEST + 1)), "words of more than 1000 characters"),
    ],
)
def test_rubbish_is_reported_and_the_rest_taken(rubbish: object, says: str) -> None:
    found = gathered(Giving([rubbish, mention(23, 34, "PLACE")]))
    assert [suggestion.label for suggestion in found.suggestions] == ["PLACE"]
    assert found.problems == (f"The suggester “giving” gave 1 suggestion that cannot be used: {says}. Update or remove it.",)


def test_rubbish_of_one_sort_is_reported_once() -> None:
    assert gathered(Giving([mention(90, 99), mention(91, 99)])).problems == (
        "The suggester “giving” gave 2 suggestions that cannot be used: a span that leaves the text. Update or remove it.",
    )


def test_what_a_suggester_gave_before_it_failed_is_taken() -> None:
    found = gathered(Failing(), Giving([mention(23, 34, "PLACE")]))
    assert [suggestion.label for suggestion in found.suggestions] == ["PERSON", "PLACE"]
    assert found.problems == ("The suggester “failing” failed on test.txt (KeyError: 'no luck'). Update or remove it.",)


@pytest.mark.parametrize("odd", [Giving(7), Giving(None), object(), "names"])  # type: ignore[arg-type]
def test_what_is_no_suggester_is_reported(odd: object) -> None:
    found = gathered(odd, Giving([mention(0, 9)]))
    assert len(found.suggestions) == 1
    assert len(found.problems) == 1
    assert "failed on test.txt" in found.problems[0]


def test_a_suggester_that_never_ends_is_stopped() -> None:
    found = gathered(Giving(mention(0, 9) for _ in count()))
    assert len(found.suggestions) == 1
    assert found.problems == (f"The suggester “giving” gave more than {MOST} suggestions for test.txt; the first are taken.",)


def test_of_too_many_suggestions_the_surest_are_taken() -> None:
    long = document("word " * (MOST + 5))
    unsure = Giving([mention(at * 5, at * 5 + 4, confidence=0.2) for at in range(10)])
    surer = Giving([mention(at * 5, at * 5 + 4, confidence=0.9) for at in range(10, MOST + 5)])
    found = gather(long, KNOWLEDGE, [unsure, surer])
    assert len(found.suggestions) == MOST
    assert sum(suggestion.confidence < 0.5 for suggestion in found.suggestions) == 5
    assert found.problems == (f"There are {MOST + 5} suggestions for test.txt; the {MOST} that are surest are taken.",)


anything = st.none() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3)
spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))
suggestions = st.builds(
    Suggestion,
    spans | anything,
    st.sampled_from(Sort) | anything,
    st.sampled_from(("fact", "PERSON", "PLACE")) | anything,
    st.lists(st.text(max_size=5) | anything, max_size=2).map(tuple) | anything,
    st.text(max_size=5) | anything,
    st.floats(0, 1) | anything,
    st.none() | anything,
    st.none() | anything,
    st.none() | anything,
)


@given(st.lists(st.lists(suggestions | anything, max_size=8).map(Giving), max_size=3))
def test_whatever_is_given_what_is_gathered_can_be_used(givers: list[Suggester]) -> None:
    found = gather(document(TEXT), KNOWLEDGE, givers)
    assert all(suggestion.span.end <= len(TEXT) for suggestion in found.suggestions)
    assert all(is_boundary(TEXT, end) for suggestion in found.suggestions for end in (suggestion.span.start, suggestion.span.end))
    assert {(suggestion.sort, suggestion.label) for suggestion in found.suggestions} <= {
        (Sort.CLAIM, "fact"),
        (Sort.MENTION, "PERSON"),
        (Sort.MENTION, "PLACE"),
    }
    keys = [(suggestion.span.start, -suggestion.span.end, suggestion.sort) for suggestion in found.suggestions]
    assert all(one < other for one, other in pairwise(keys))
