"""Sentences that look checkable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Block, BlockKind, Document
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.sources.markdown import document_in
from reader.sources.safe import Decoded
from reader.suggest.checkworthy import CUES, confidence, cues_in
from reader.suggest.claims import CLAIMS, LEAST
from reader.suggest.contract import Knowledge, KnownName
from reader.suggest.gathering import gather
from tests.notation import SCHEME, document
from tests.suggest.checkable import HELD_OUT, SEEN, labelled

KNOWLEDGE = Knowledge(SCHEME)
POST = """\
The board met today.
We sold 300 boats in 2024.
What a day!
— Ana Vidal (@anavidal) May 28, 2024
The town has 40 lamps and one keeper."""


def suggested(source: Document, knowledge: Knowledge = KNOWLEDGE) -> list[Suggestion]:
    return list(CLAIMS.suggest(source, knowledge))


def only(text: str, knowledge: Knowledge = KNOWLEDGE) -> Suggestion:
    (suggestion,) = suggested(document(text), knowledge)
    return suggestion


@pytest.mark.parametrize("lines", [SEEN, HELD_OUT])
def test_most_checkable_sentences_are_suggested_and_few_others(lines: str) -> None:
    sentences = labelled(lines)
    taken = [is_checkable for sentence, is_checkable in sentences if suggested(document(sentence))]
    assert sum(taken) / len(taken) >= 0.9
    assert sum(taken) / sum(is_checkable for _, is_checkable in sentences) >= 0.85


def test_a_suggestion_is_the_sentence_with_what_speaks_for_it_first() -> None:
    text = "It rained. Wages will fall by 4 per cent in 2031, according to the Tide Office."
    suggestion = only(text)
    assert suggestion.span.of(text) == text[11:]
    assert (suggestion.sort, suggestion.source) == (Sort.CLAIM, "claims")
    assert suggestion.reasons == ("a share", "a year", "“according to”", "a name", "though “will”")
    assert LEAST <= suggestion.confidence < 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The harbour master was arrested in Hollowick in 2019.", "fact"),
        ("The harbour handled 41,000 containers last year.", "number"),
        ("The dam burst because its 40 gates were rotten.", "cause"),
        ("Wages will fall by 4 per cent in 2031, the Tide Office said.", "prediction"),
        ("Ana Vidal promised in March to pay back $3 million.", "promise"),
        ("The 400 dismissed pilots believe that the Tide Office lied in 2019.", "number"),
        ("The dismissed pilots believe that the Tide Office was closed in 2019.", "opinion"),
    ],
)
def test_the_kind_is_the_one_that_fits(text: str, kind: str) -> None:
    assert only(text).label == kind


def test_a_kind_that_the_scheme_does_not_have_becomes_its_first() -> None:
    kinds = tuple(replace(label, name=f"my {label.name}") for label in SCHEME.claim_kinds)
    scheme = replace(SCHEME, claim_kinds=kinds)
    assert only("The harbour handled 41,000 containers last year.", Knowledge(scheme)).label == "my fact"


def test_in_a_post_the_claimant_is_its_author() -> None:
    source = document(POST)
    assert [(suggestion.span.of(POST), suggestion.claimant) for suggestion in suggested(source)] == [
        ("We sold 300 boats in 2024.", "Ana Vidal"),
        ("The town has 40 lamps and one keeper.", None),
    ]


def test_what_says_who_wrote_a_post_is_never_suggested() -> None:
    source = document(POST)
    (post,) = source.posts
    assert post.attribution is not None
    assert not any(suggestion.span.overlaps(post.attribution) for suggestion in suggested(source))


def test_who_is_quoted_is_the_claimant() -> None:
    assert only("“The pier lost 300 boats,” said Ana Vidal, the mayor.").claimant == "Ana Vidal"


def test_a_known_name_is_taken_for_one_anywhere() -> None:
    text = "Vidal said that 300 boats were lost."
    assert only(text).claimant is None
    assert only(text, Knowledge(SCHEME, {"Vidal": KnownName("1", "Ana Vidal", "PERSON")})).claimant == "Vidal"


def test_headings_are_never_suggested() -> None:
    text = "The harbour handled 41,000 containers last year."
    source = document(text)
    assert len(suggested(source)) == 1
    assert suggested(source.with_blocks((Block(BlockKind.HEADING, Span(0, len(text)), 1),))) == []


@pytest.mark.parametrize("line", ["Wednesday, April 13, 2011", "Photo: Ana Vidal, Reuters, 2024.", "Fell 40 percent.", "", "🎉🎉🎉"])
def test_bylines_dates_and_captions_are_never_suggested(line: str) -> None:
    assert suggested(document(line)) == []


def test_figures_in_links_and_markup_are_no_reason() -> None:
    text = "The old pier was [closed](http://example.com/2024/05/300) by the Tide Office (see https://example.com/2019/11 for it)."
    (suggestion,) = suggested(document_in(Decoded(text, "utf-8"), path="a.md", sha256="0" * 64))
    assert suggestion.reasons == ("“closed”", "a name", "something past")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The US and the WHO met with officials from IT.", "though the first person"),
        ("The WHO met them in the May of that year.", "though “may”"),
    ],
)
def test_abbreviations_and_months_are_not_the_words_that_they_look_like(sentence: str, reason: str) -> None:
    assert reason not in [seen.reason for seen in cues_in(sentence)]


def test_what_is_shouted_is_read_as_words() -> None:
    assert [seen.cue.name for seen in cues_in("WE WILL WIN AND YOU KNOW IT!")] == ["exclamation", "self", "address", "prediction"]


def test_a_cue_counts_once() -> None:
    once, often = cues_in("The wall fell by 4 metres."), cues_in("The wall fell by 4, then by 5, then by 6 metres.")
    assert confidence(once) == confidence(often)


def test_every_cue_has_a_weight_that_says_something() -> None:
    assert all(abs(cue.weight) >= 0.5 and cue.title for cue in CUES)
    assert len({cue.name for cue in CUES}) == len(CUES)


@given(st.text(st.sampled_from("aA1 .!?,“”$%\n@’é漢🧑\u200d") | st.characters(exclude_categories=["Cs"]), max_size=200))
def test_whatever_the_text_suggestions_can_be_used(text: str) -> None:
    found = gather(document(text), KNOWLEDGE, [CLAIMS])
    assert (found.problems, found.unknown) == ((), ())
