"""A selector says where a span is, what it holds, and enough of what stands around it to tell it from every other place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import CONTEXT, LONGEST_CONTEXT, Selector, describe
from reader.core.document import Block, BlockKind, Document, Platform, Post, digest_of_text
from reader.core.span import Span

few_letters = st.text("ab \n", min_size=1, max_size=400)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, min(len(text), start + 40))))


@given(few_letters | st.text(min_size=1, max_size=120), st.data())
def test_quote_and_context_are_those_of_the_text(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(text))
    selector = describe(text, span)
    assert selector.span == span
    whole = selector.prefix + selector.quote + selector.suffix
    assert text[span.start - len(selector.prefix) : span.end + len(selector.suffix)] == whole
    assert min(CONTEXT, span.start) <= len(selector.prefix) <= LONGEST_CONTEXT
    assert min(CONTEXT, len(text) - span.end) <= len(selector.suffix) <= LONGEST_CONTEXT


@given(few_letters, st.data())
def test_context_goes_on_until_it_tells_the_span_from_every_other_place_or_is_256_long(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(text))
    selector = describe(text, span)
    whole = selector.prefix + selector.quote + selector.suffix
    start = span.start - len(selector.prefix)
    is_single = text.find(whole) == start and text.find(whole, start + 1) < 0
    is_all = max(len(selector.prefix), len(selector.suffix)) >= LONGEST_CONTEXT or len(whole) == len(text)
    assert is_single or is_all


@given(few_letters, st.data())
def test_context_is_not_longer_than_it_must_be(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(text))
    selector = describe(text, span)
    half = max(len(selector.prefix), len(selector.suffix)) // 2
    if half >= CONTEXT:
        whole = text[max(0, span.start - half) : span.end + half]
        assert text.find(whole) != text.rfind(whole)


def test_context_is_kept_on_either_side_where_there_is_any() -> None:
    text = "a" * 50 + "X" + "b" * 50
    selector = describe(text, Span(50, 51))
    assert (selector.prefix, selector.suffix) == ("a" * CONTEXT, "b" * CONTEXT)
    assert describe("X", Span(0, 1)) == Selector(0, 1, "X", text=digest_of_text("X"))


@pytest.mark.parametrize("span", [Span(2, 2), Span(0, 5), Span(5, 6)])
def test_nothing_cannot_be_described(span: Span) -> None:
    with pytest.raises(ValueError, match="nothing to select"):
        describe("text", span)


def test_the_version_of_the_text_is_named() -> None:
    assert describe("one", Span(0, 1)).text == digest_of_text("one") != digest_of_text("two")


def test_half_a_character_in_a_text_has_a_digest_as_well() -> None:
    assert digest_of_text("\ud83d") != digest_of_text("\ude00")


def post_in(text: str, span: Span) -> Document:
    post = Post("p1", Platform.X, span, span, None)
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, span.start - 1)), Block(BlockKind.POST, span, post=post))
    return Document("d", "d.txt", "", text, "", "utf-8", blocks)


@pytest.mark.parametrize(("span", "block"), [(Span(8, 11), "p1"), (Span(0, 3), ""), (Span(4, 11), "")])
def test_a_selector_names_the_post_that_it_lies_in_whole(span: Span, block: str) -> None:
    assert describe(post_in("one two\nthree four", Span(8, 18)), span).block == block


def test_a_document_cut_otherwise_has_the_same_digest() -> None:
    document = post_in("one two\nthree four", Span(8, 18))
    assert document.with_blocks(()).digest == document.digest == digest_of_text(document.text)
