"""What became of claims and posts between two versions of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Note, Provenance
from reader.core.comparison import Comparison, Fate, compare
from reader.core.document import Block, BlockKind, Document, Platform, Post
from reader.core.pairing import paired_posts
from reader.core.span import Span
from tests.core.test_difference import pairs
from tests.notation import document, parse

MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")


def desk(picture: str) -> tuple[Document, list[Annotation]]:
    """The document of a picture, and the claims in it."""
    parsed = parse(picture)
    written = document(parsed.text)
    claims = [
        Annotation(f"{number:014x}", written.id, (describe(parsed.text, span),), Claim("fact"), MADE)
        for number, (span, _) in enumerate(parsed.marks)
    ]
    return written, claims


def compared(old: str, new: str) -> Comparison:
    (before, marked_before), (after, marked_after) = desk(old), desk(new)
    return compare(before, after, marked_before, marked_after)


@pytest.mark.parametrize(
    ("old", "new", "fate", "reasons"),
    [
        ("⟦The bridge fell.⟧{claim} So.", "The bridge fell. So.", Fate.UNCHANGED, ()),
        ("⟦The bridge fell.⟧{claim} So.", "What now? The bridge fell. So.", Fate.UNCHANGED, ()),
        ("⟦The bridge will fall.⟧{claim} So.", "The bridge may fall. So.", Fate.SOFTENED, ("“will” became “may”",)),
        ("⟦He stole the money.⟧{claim}", "He allegedly stole the money.", Fate.SOFTENED, ("“allegedly” was added",)),
        ("⟦He reportedly stole the money.⟧{claim}", "He stole the money.", Fate.STRENGTHENED, ("“reportedly” was taken out",)),
        ("⟦It killed 40 people.⟧{claim}", "It killed 12 people.", Fate.NUMBER, ("“40” became “12”",)),
        ("⟦It cost 5 million.⟧{claim}", "It cost 5 billion.", Fate.NUMBER, ("“million” became “billion”",)),
        ("⟦He did resign.⟧{claim}", "He did not resign.", Fate.NEGATION, ("“not” was added",)),
        ("⟦The bridge in Leeds fell.⟧{claim}", "The bridge in York fell.", Fate.REWORDED, ()),
        ("⟦Der Minister tritt zurück und geht.⟧{claim}", "Der Minister soll zurück und geht.", Fate.SOFTENED, ("“soll” was added",)),
        (
            "⟦Le ministre est parti et la foule aussi.⟧{claim}",
            "Le ministre serait parti et la foule aussi.",
            Fate.SOFTENED,
            ("“serait” was added",),
        ),
        ("⟦It rains on 3 May in Leeds.⟧{claim}", "It rains on 3 May in York.", Fate.REWORDED, ()),
    ],
)
def test_what_became_of_a_claim_is_told_with_its_reason(old: str, new: str, fate: Fate, reasons: tuple[str, ...]) -> None:
    (change,) = compared(old, new).claims
    assert (change.fate, change.reasons) == (fate, reasons)


def test_a_claim_that_is_gone_has_vanished_and_what_stands_there_is_told() -> None:
    (change,) = compared("⟦The bridge fell on Tuesday.⟧{claim}", "Nothing has happened so far.").claims
    assert (change.fate, change.new) == (Fate.VANISHED, None)
    assert change.reasons == ("in its place stands “Nothing has happened so far.”",)


def test_a_claim_that_was_taken_out_has_vanished() -> None:
    (change,) = compared("One day. ⟦The bridge fell on Tuesday.⟧{claim} It rained.", "One day. It rained.").claims
    assert (change.fate, change.new, change.reasons) == (Fate.VANISHED, None, ())


def test_a_claim_that_stands_elsewhere_has_moved() -> None:
    old = "⟦The bridge fell on Tuesday.⟧{claim}/It had been inspected the week before./Two engineers resigned after that."
    new = "It had been inspected the week before./Two engineers resigned after that./The bridge fell on Tuesday."
    comparison = compared(old, new)
    (change,) = comparison.claims
    assert change.fate is Fate.MOVED
    assert change.new is not None
    assert change.new.of(comparison.new.text) == "The bridge fell on Tuesday."
    assert (comparison.added, comparison.removed) == ((), ())


def test_a_claim_that_only_the_new_version_has_was_added() -> None:
    (change,) = compared("It rained.", "It rained. ⟦The whole bridge fell.⟧{claim}").claims
    assert (change.fate, change.old, change.is_new) == (Fate.ADDED, None, True)


def test_a_claim_that_is_marked_in_both_versions_is_told_once() -> None:
    (change,) = compared("⟦It killed 40 people.⟧{claim}", "⟦It killed 12 people.⟧{claim}").claims
    assert (change.fate, change.is_new) == (Fate.NUMBER, False)


def test_a_claim_that_only_the_new_version_marks_is_traced_back() -> None:
    (change,) = compared("It killed 40 people.", "⟦It killed 12 people.⟧{claim}").claims
    assert (change.fate, change.reasons, change.is_new) == (Fate.NUMBER, ("“40” became “12”",), True)


def test_a_sentence_that_was_added_stands_beside_its_claim() -> None:
    comparison = compared("⟦The bridge fell.⟧{claim} It rained.", "The bridge fell. Police deny this firmly. It rained.")
    (addition,) = comparison.added
    assert addition.span.of(comparison.new.text) == "Police deny this firmly."
    assert addition.beside == comparison.claims[0].id
    assert comparison.removed == ()


def test_only_claims_are_followed() -> None:
    before, (claim,) = desk("⟦The bridge fell.⟧{claim}")
    assert compare(before, document("Gone."), [replace(claim, body=Note("so"))]).claims == ()


def test_other_white_space_is_no_difference() -> None:
    assert compared("One two. Three\nfour.", "One two.  Three four.").is_same
    assert not compared("One two.", "One three.").is_same


def test_a_claim_whose_words_are_in_neither_version_is_named() -> None:
    _, (claim,) = desk("⟦The bridge fell.⟧{claim}")
    assert compare(document("Something else."), document("Something other."), [claim]).unplaced == (claim.id,)


def test_a_claim_that_was_marked_before_the_file_was_written_over_is_found_in_the_old_version() -> None:
    before, (claim,) = desk("⟦It killed 40 people.⟧{claim}")
    (change,) = compare(before, document("It killed 12 people."), (), [claim]).claims
    assert (change.fate, change.reasons, change.is_new) == (Fate.NUMBER, ("“40” became “12”",), False)


@given(pairs)
def test_the_spans_of_a_comparison_lie_in_their_texts(pair: tuple[str, str]) -> None:
    comparison = compare(document(pair[0]), document(pair[1]))
    for additions, text in ((comparison.added, comparison.new.text), (comparison.removed, comparison.old.text)):
        assert all(addition.span.of(text).strip() == addition.span.of(text) for addition in additions)
        assert len({addition.span for addition in additions}) == len(additions)


# Posts


def posted(*posts: tuple[str | None, str | None, str | None, str]) -> Document:
    """A document of posts: handle, date, permalink, words."""
    text, blocks = "", []
    for number, (handle, date, permalink, words) in enumerate(posts):
        span = Span(len(text), len(text) + len(words))
        post = Post(f"p{number}", Platform.X, span, span, None, handle=handle, date=date, permalink=permalink)
        blocks.append(Block(BlockKind.POST, span, post=post))
        text += words + "\n\n"
    return replace(document("x"), text=text, blocks=tuple(blocks))


ANN = ("@ann", "2026-01-02", None)
BOB = ("@bob", "2026-01-02", None)


def paired(old: Document, new: Document) -> list[tuple[str, str]]:
    return [(pair.was, pair.now) for pair in paired_posts(old, new)]


def test_a_post_is_known_again_wherever_it_stands() -> None:
    assert paired(posted((*ANN, "One"), (*BOB, "Two")), posted((*BOB, "Two"), (*ANN, "One"))) == [("One", "One"), ("Two", "Two")]


def test_a_post_by_the_same_author_of_the_same_day_has_changed() -> None:
    assert paired(posted((*ANN, "One")), posted((*ANN, "One more"))) == [("One", "One more")]


def test_a_post_is_gone_and_another_added() -> None:
    assert paired(posted((*ANN, "One")), posted((*BOB, "Two"))) == [("One", ""), ("", "Two")]


def test_of_two_posts_alike_those_that_say_the_same_are_paired() -> None:
    assert paired(posted((*ANN, "One"), (*ANN, "Two")), posted((*ANN, "Two"), (*ANN, "Three"))) == [("One", "Three"), ("Two", "Two")]


def test_a_permalink_counts_for_more_than_a_date() -> None:
    old = posted(("@ann", "2026-01-02", "https://x.com/ann/status/1", "One"))
    new = posted(("@ann", "2026-01-02", None, "Two"), ("@ann", "2026-01-03", "https://x.com/ann/status/1", "Three"))
    assert paired(old, new) == [("One", "Three"), ("", "Two")]


def test_a_post_without_a_name_is_known_by_its_words() -> None:
    assert paired(posted((None, None, None, "One")), posted((*BOB, "Two"), (None, None, None, "One"))) == [("One", "One"), ("", "Two")]


def test_a_claim_that_was_made_on_a_third_version_is_found_when_its_text_is_kept() -> None:
    line = "They all said yes.\n"
    first, old, new = (document(head + line * 30) for head in ("", "The vote\n\n", "The second vote\n\n"))
    claim = Annotation("a", "d", (describe(first.text, Span(190, 208)),), Claim("fact"), MADE)
    assert compare(old, new, [claim]).unplaced == ("a",)
    (change,) = compare(old, new, [claim], texts={first.digest: first.text}.get).claims
    assert (change.fate, change.old, change.new) == (Fate.UNCHANGED, Span(200, 218), Span(207, 225))
