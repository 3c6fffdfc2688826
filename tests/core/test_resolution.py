"""A mark is found again where its words went, or nowhere; never in a place that is only like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.core.anchor import Outcome, Resolution, Selector, describe
from reader.core.annotation import Annotation, Note, Provenance
from reader.core.document import Block, BlockKind, Document, Platform, Post
from reader.core.resolution import Placement, Resolver, reanchored
from reader.core.span import Span
from reader.core.text import Snap, snap

any_text = st.text("ab \n", min_size=1, max_size=120) | st.text(min_size=1, max_size=120)
WHEN = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")


def document(text: str) -> Document:
    return Document("d", "d.txt", "", text, "", "utf-8", ())


def resolved(old: str, new: str, span: Span, *, is_kept: bool = True) -> Resolution:
    """Where ``span`` of ``old`` stands in ``new``, with ``old`` at hand or not."""
    selector = describe(old, span)
    snapshots = {selector.text: old} if is_kept else {}
    return Resolver(document(new), snapshots.get).resolve(selector)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@given(any_text, st.data(), st.booleans())
def test_what_is_described_is_found_where_it_is(text: str, data: st.DataObject, is_kept: bool) -> None:
    span = data.draw(spans(text))
    assert resolved(text, text, span, is_kept=is_kept) == Resolution(Outcome.EXACT, span, 1.0)


@given(any_text, any_text, st.data(), st.booleans())
def test_what_is_found_is_whole_characters_of_the_text_and_has_the_words_that_its_outcome_says(
    old: str, new: str, data: st.DataObject, is_kept: bool
) -> None:
    span = snap(old, data.draw(spans(old)), Snap.EXPAND)
    found = resolved(old, new, span, is_kept=is_kept)
    for place in [*([found.span] if found.span else []), *(candidate.span for candidate in found.candidates)]:
        assert not place.is_empty
        assert snap(new, place, Snap.STRICT) == place
    assert 0 <= found.confidence <= 1
    match found.outcome:
        case Outcome.EXACT | Outcome.MOVED:
            assert found.span is not None
            assert found.span.of(new) == span.of(old)
        case Outcome.EDITED:
            assert found.span is not None
            assert found.span.of(new) != span.of(old)
        case Outcome.AMBIGUOUS | Outcome.ORPHAN:
            assert found.span is None
            assert found.reason


words = st.lists(
    st.sampled_from(["river", "bridge", "council", "storm", "report", "vote", "winter", "tunnel", "garden", "court", "harvest"]),
    min_size=8,
    max_size=14,
)
sentences = st.lists(words.map(lambda found: f"{' '.join(found).capitalize()}."), min_size=5, max_size=9, unique=True)


@given(sentences, words, st.data(), st.booleans())
def test_any_edit_outside_quote_and_context_leaves_the_words_where_they_are(
    found: list[str], put_in: list[str], data: st.DataObject, is_kept: bool
) -> None:
    number = data.draw(st.integers(2, len(found) - 3))
    before, quote, after = " ".join(found[:number]) + " ", found[number], " " + " ".join(found[number + 1 :])
    span = Span(len(before), len(before) + len(quote))
    context = describe(before + quote + after, span)
    at = data.draw(st.integers(0, len(before) - len(context.prefix)))
    taken = data.draw(st.integers(0, min(40, len(before) - len(context.prefix) - at)))
    edited = before[:at] + " ".join(put_in) + before[at + taken :]
    new = edited + quote + after
    assume(len(re.findall(f"(?={re.escape(quote)})", new)) == 1)
    assert resolved(before + quote + after, new, span, is_kept=is_kept).span == Span(len(edited), len(edited) + len(quote))


@given(sentences, st.data())
def test_a_sentence_that_was_taken_out_is_not_found_where_the_same_words_stood_before(found: list[str], data: st.DataObject) -> None:
    number, copy = data.draw(st.integers(0, len(found) - 1)), data.draw(st.integers(0, len(found) - 1))
    assume(abs(copy - number) > 1)
    old = [*found[: copy + 1], found[number], *found[copy + 1 :]]
    number += number > copy
    start = sum(len(sentence) + 1 for sentence in old[:number])
    new = " ".join([*old[:number], *old[number + 1 :]])
    outcome = resolved(" ".join(old), new, Span(start, start + len(old[number])))
    assert outcome.span is None


@given(any_text, st.data())
def test_a_mark_that_was_put_elsewhere_is_found_there(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(spans(text), min_size=1, max_size=3))
    annotation = Annotation("a", "d", (Selector(0, 4, "gone"),), Note("n"), WHEN)
    placed = reanchored(annotation, document(text), places)
    assert placed.targets == tuple(sorted(placed.targets, key=lambda target: target.span))
    assert Resolver(document(text)).placement(placed).spans == tuple(sorted(places))


TEXT = """The council met on Tuesday in Elmstead.

Ada Brenner said the bridge will be closed in March. She had warned the council twice. Nobody answered her letters.

The mayor disagreed. “The bridge is safe,” he said, and left early. A report is due in May.

Tomas Okafor, who built it, did not want to comment.
"""


def after(selected: str, *changes: tuple[str, str], is_kept: bool = True) -> tuple[Outcome, str | None]:
    """What becomes of ``selected`` (its first place, or the one between ⟦ and ⟧) when ``changes`` are made to the text."""
    bare = selected.replace("⟦", "").replace("⟧", "")
    inner = selected[selected.index("⟦") + 1 : selected.index("⟧")] if "⟦" in selected else selected
    start = TEXT.index(bare) + (selected.index("⟦") if "⟦" in selected else 0)
    new = TEXT
    for was, becomes in changes:
        assert was in new
        new = new.replace(was, becomes)
    found = resolved(TEXT, new, Span(start, start + len(inner)), is_kept=is_kept)
    return found.outcome, found.span.of(new) if found.span else None


SAFE = "“The bridge is safe,” he said, and left early."
WARNED = "She had warned the council twice."


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize(
    ("selected", "changes", "outcome", "words"),
    [
        (SAFE, [("is safe", "is quite safe")], Outcome.EDITED, SAFE.replace("is safe", "is quite safe")),
        (SAFE, [("“", '"'), ("”", '"')], Outcome.EDITED, SAFE.replace("“", '"').replace("”", '"')),
        (SAFE, [(" left", "\u00a0left")], Outcome.EDITED, SAFE.replace(" left", "\u00a0left")),
        (WARNED, [("She had", "Brenner had")], Outcome.EDITED, "Brenner had warned the council twice."),
        ("Okafor", [("Okafor", "Okafors")], Outcome.EDITED, "Okafors"),
        (WARNED, [(f" {WARNED}", "")], Outcome.ORPHAN, None),
        (WARNED, [(WARNED, "The town had planned for a festival.")], Outcome.ORPHAN, None),
    ],
)  # fmt: skip
def test_changed_words_are_found_while_they_can_be_recognised(
    selected: str, changes: list[tuple[str, str]], outcome: Outcome, words: str | None, is_kept: bool
) -> None:
    assert after(selected, *changes, is_kept=is_kept) == (outcome, words)


def test_words_that_stay_in_their_place_are_exact_however_far_it_was_shifted() -> None:
    assert after(SAFE, ("The council met", "An hour late, the council met")) == (Outcome.EXACT, SAFE)


def test_without_the_old_text_words_at_another_offset_have_moved() -> None:
    assert after(SAFE, ("The council met", "An hour late, the council met"), is_kept=False) == (Outcome.MOVED, SAFE)


def test_a_sentence_taken_out_and_put_in_elsewhere_has_moved() -> None:
    moved = [(f" {WARNED}", ""), ("comment.", f"comment. {WARNED}")]
    assert after(WARNED, *moved) == (Outcome.MOVED, WARNED)


def test_without_the_old_text_a_sentence_between_other_words_may_be_another() -> None:
    moved = [(f" {WARNED}", ""), ("comment.", f"comment. {WARNED}")]
    assert after(WARNED, *moved, is_kept=False) == (Outcome.AMBIGUOUS, None)


def test_a_paragraph_that_changed_places_keeps_its_mark() -> None:
    first, second = TEXT.split("\n\n")[1:3]
    swapped = [(first, "@@"), (second, first), ("@@", second)]
    assert after(SAFE, *swapped)[1] == after(WARNED, *swapped)[1].replace(WARNED, SAFE) == SAFE  # type: ignore[union-attr]


def test_a_name_is_not_found_in_another_sentence_when_its_own_is_gone() -> None:
    sentence = "She had warned the ⟦council⟧ twice."
    outcome, words = after(sentence, (f" {WARNED}", ""))
    assert (outcome, words) == (Outcome.ORPHAN, None)


def test_the_other_places_of_words_that_are_gone_are_named() -> None:
    start = TEXT.index("council twice")
    new = TEXT.replace(f" {WARNED}", "")
    found = resolved(TEXT, new, Span(start, start + len("council")))
    assert [candidate.span.of(new) for candidate in found.candidates] == ["council"]
    assert "elsewhere" in found.reason


def test_words_that_were_put_in_twice_are_ambiguous_and_both_places_named() -> None:
    new = TEXT.replace(f" {WARNED}", "").replace("comment.", f"comment. {WARNED}").replace("Tuesday", f"Tuesday. {WARNED} So it was")
    start = TEXT.index(WARNED)
    found = resolved(TEXT, new, Span(start, start + len(WARNED)))
    assert found.outcome is Outcome.AMBIGUOUS
    assert sorted(candidate.span.start for candidate in found.candidates) == [
        found.start() for found in re.finditer(re.escape(WARNED), new)
    ]


def test_a_mark_without_words_is_an_orphan() -> None:
    assert Resolver(document("text")).resolve(Selector(0, 0, "")).reason == "the mark has no words"


def test_a_snapshot_that_is_not_the_text_of_the_mark_is_not_believed() -> None:
    selector = describe(TEXT, Span(TEXT.index(SAFE), TEXT.index(SAFE) + len(SAFE)))
    found = Resolver(document("Late. " + TEXT), lambda _: "Another text altogether").resolve(selector)
    assert found.span is not None
    assert found.span.of("Late. " + TEXT) == SAFE


def test_the_difference_to_a_version_is_made_once() -> None:
    asked = []

    def snapshots(digest: str) -> str:
        asked.append(digest)
        return TEXT

    resolver = Resolver(document("Late. " + TEXT), snapshots)
    for start in (0, 10, 20):
        resolver.resolve(describe(TEXT, Span(start, start + 5)))
    assert len(asked) == 1


def test_a_resolver_of_the_text_cut_into_posts_shares_what_was_done() -> None:
    asked = []

    def snapshots(digest: str) -> str:
        asked.append(digest)
        return TEXT

    plain = document("Late. " + TEXT)
    span = Span(6, 45)
    post = Post("p1", Platform.X, span, span, None)
    resolver = Resolver(plain, snapshots)
    other = resolver.on(plain.with_blocks((Block(BlockKind.POST, span, post=post),)))
    selector = describe(TEXT, Span(0, 5))
    assert resolver.resolve(selector) == other.resolve(selector)
    assert len(asked) == 1


def test_of_two_places_alike_the_one_in_the_same_post_leads() -> None:
    line = "The bridge is closed, they wrote."
    text = f"{line}\n\n{line}\n"
    posts = tuple(
        Block(BlockKind.POST, span, post=Post(name, Platform.X, span, span, None))
        for name, span in (("p1", Span(0, len(line))), ("p2", Span(len(line) + 2, 2 * len(line) + 2)))
    )
    found = Resolver(document(text).with_blocks(posts)).resolve(Selector(900, 906, "bridge", "The ", " is closed", block="p2"))
    assert found.candidates[0].span.start > len(line)


def test_an_annotation_is_as_lost_as_the_worst_of_its_targets() -> None:
    exact, lost = Resolution(Outcome.EXACT, Span(0, 1), 1.0), Resolution(Outcome.ORPHAN, None, 0.0, reason="gone")
    assert Placement("a", (exact, lost)).worst == lost
    assert Placement("a", (exact, lost)).spans is None
    assert Placement("a", (exact, exact)).outcome is Outcome.EXACT


def test_a_name_that_begins_its_text_is_found_though_much_of_its_sentence_was_rewritten() -> None:
    old = "\nJo Leigh, a leading AI researcher who earlier this month left his post, has joined Acme. Much was said.\n\nJo Leigh smiled.\n"
    new = old.replace("a leading AI researcher", "a former leading AI scientist").replace("who earlier this month", "who last month")
    first, then = document(old), document(new)
    resolution = Resolver(then, {first.digest: old}.get).resolve(describe(first, Span(1, 9)))
    assert (resolution.outcome, resolution.span) == (Outcome.EXACT, Span(1, 9))


def test_a_name_that_began_a_sentence_which_was_taken_out_is_not_the_next_one() -> None:
    old = "A first line.\n\nJo Leigh left the room at noon and took the papers along. Jo Leigh smiled at nobody.\n\nA last line.\n"
    new = old.replace("Jo Leigh left the room at noon and took the papers along. ", "")
    first, then = document(old), document(new)
    resolution = Resolver(then, {first.digest: old}.get).resolve(describe(first, Span(15, 23)))
    assert resolution.span is None
