"""A reader's word on a post wins, and never costs a word of the article."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import describe
from reader.core.annotation import PostCorrection, Provenance
from reader.core.correction import corrected
from reader.core.document import Block, BlockKind, Document, Platform, Post, PostState
from reader.core.span import Span

WHEN = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
TEXT = "He left.\n\nFirst line.\nSecond line.\n— Jan (@jan) May 1\n\nThe end of it."


def at(words: str) -> Span:
    """Where ``words`` stand in the text, from the first of them to the last where ``…`` stands for those between."""
    first, _, last = words.partition("…")
    start = TEXT.index(first)
    return Span(start, TEXT.index(last, start) + len(last)) if last else Span(start, start + len(first))


ATTRIBUTION = at("— Jan (@jan) May 1")
POST = Post(
    "p1",
    Platform.X,
    at("First…May 1"),
    at("First…Second line."),
    ATTRIBUTION,
    "Jan",
    "@jan",
    "2026-05-01",
    "https://x.com/1",
    confidence=0.8,
)
DOCUMENT = Document(
    "doc",
    "a.txt",
    "A",
    TEXT,
    "0" * 64,
    "utf-8",
    (
        Block(BlockKind.PARAGRAPH, at("He left.")),
        Block(BlockKind.POST, POST.span, post=POST),
        Block(BlockKind.PARAGRAPH, at("The end of it.")),
    ),
)


def correction(extent: Span | None, post: str = "p1", text: str = TEXT) -> PostCorrection:
    selector = describe(text, extent) if extent else None
    return PostCorrection("c", "doc", post, selector, WHEN, Platform.X, "Jan", "@jan", "2026-05-01")


def outline(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def test_without_a_word_nothing_changes() -> None:
    assert corrected(DOCUMENT, ()) is DOCUMENT


def test_what_is_no_post_becomes_paragraphs_line_by_line() -> None:
    assert outline(corrected(DOCUMENT, [correction(None)])) == [
        ("paragraph", "He left."),
        ("paragraph", "First line."),
        ("paragraph", "Second line."),
        ("paragraph", "— Jan (@jan) May 1"),
        ("paragraph", "The end of it."),
    ]


def test_a_shorter_post_gives_its_first_line_back() -> None:
    document = corrected(DOCUMENT, [correction(at("Second…May 1"))])
    assert outline(document)[1:3] == [("paragraph", "First line."), ("post", at("Second…May 1").of(TEXT))]
    (post,) = document.posts
    assert (post.body.of(TEXT), post.attribution, post.permalink) == ("Second line.", ATTRIBUTION, "https://x.com/1")
    assert (post.confidence, post.reasons) == (1.0, ("set by ana",))


def test_a_longer_post_takes_the_paragraph_before_it() -> None:
    document = corrected(DOCUMENT, [correction(at("He…May 1"))])
    assert [kind for kind, _ in outline(document)] == ["post", "paragraph"]
    assert document.posts[0].body == at("He…Second line.")


def test_a_post_that_reaches_into_a_paragraph_leaves_the_rest_of_it() -> None:
    document = corrected(DOCUMENT, [correction(at("First…The end"))])
    assert outline(document)[-1] == ("paragraph", "of it.")


def test_a_post_of_nothing_but_its_attribution_holds_its_author_only() -> None:
    (post,) = corrected(DOCUMENT, [correction(ATTRIBUTION)]).posts
    assert (post.state, post.body.is_empty) == (PostState.AUTHOR_ONLY, True)


def test_a_selection_becomes_a_post_of_its_own() -> None:
    document = corrected(DOCUMENT, [correction(at("The end"), post="new")])
    assert outline(document)[-2:] == [("post", "The end"), ("paragraph", "of it.")]
    assert [post.id for post in document.posts] == ["p1", "new"]


def test_a_word_on_words_that_are_gone_is_passed_over() -> None:
    gone = correction(Span(0, 8), text="Nowhere in it")
    assert corrected(DOCUMENT, [gone]) is DOCUMENT


def test_the_last_word_wins() -> None:
    assert outline(corrected(DOCUMENT, [correction(None), correction(POST.span)])) == outline(DOCUMENT)


def test_a_post_whose_author_alone_is_corrected_keeps_its_words_its_state_and_its_parent() -> None:
    old = replace(POST, body=Span(POST.span.start, POST.span.start), attribution=None, state=PostState.LINK_ONLY, words="", parent="p0")
    outer = replace(POST, id="p0", span=at("He left."), body=at("He left."), attribution=None)
    blocks = (Block(BlockKind.POST, outer.span, post=outer), Block(BlockKind.POST, old.span, post=old))
    document = corrected(replace(DOCUMENT, blocks=blocks), [replace(correction(old.span), author="Jane")])
    assert document.posts[1] == replace(old, author="Jane", confidence=1.0, reasons=("set by ana",))


def test_the_words_of_a_corrected_post_are_without_the_markup_between_them() -> None:
    stars = (Span(at("First").start, at("First").start + 1), Span(at("Second").start, at("Second").start + 1))
    marked_up = replace(DOCUMENT, markup=stars)
    assert corrected(marked_up, [correction(at("Second…May 1"))]).posts[0].words == "econd line."
    assert corrected(marked_up, [correction(at("The end"), post="new")]).posts[1].words is None


def test_a_post_in_one_that_is_none_stands_by_itself() -> None:
    inner = replace(POST, id="p2", span=at("The end of it."), body=at("The end of it."), attribution=None, parent="p1")
    blocks = (*DOCUMENT.blocks[:2], Block(BlockKind.POST, inner.span, post=inner))
    document = corrected(replace(DOCUMENT, blocks=blocks), [correction(None)])
    assert [(post.id, post.parent) for post in document.posts] == [("p2", None)]


@given(st.data())
def test_no_corrections_lose_a_word_or_lay_blocks_over_each_other(data: st.DataObject) -> None:
    corrections = []
    for number in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.sampled_from([at for at, char in enumerate(TEXT) if not char.isspace()]))
        end = data.draw(st.sampled_from([at + 1 for at, char in enumerate(TEXT) if at >= start and not char.isspace()]))
        extent = data.draw(st.none() | st.just(Span(start, end)))
        corrections.append(replace(correction(extent, post=data.draw(st.sampled_from(("p1", "p2", "p3")))), id=str(number)))
    document = corrected(DOCUMENT, corrections)
    spans = [block.span for block in document.blocks]
    assert all(not span.is_empty for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {at for at, char in enumerate(TEXT) if not char.isspace()} <= covered
    for block in document.blocks:
        assert (block.post is not None) == (block.kind is BlockKind.POST)
        if block.post is not None:
            assert block.post.span == block.span
            assert block.span.covers(block.post.body)
            assert block.post.attribution is None or block.span.covers(block.post.attribution)
