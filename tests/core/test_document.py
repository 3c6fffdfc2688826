"""Blocks and passages by place."""

from __future__ import annotations

from reader.core.document import Block, BlockKind, Document, Platform, Post
from reader.core.span import Span
from tests.notation import document

TEXT = "One two.\n\nThree.\nI'm here! #a\nAnd there! #b\n— Ann (@ann) May 1, 2024\nEnd."
DOCUMENT = document(TEXT)


def at(words: str) -> int:
    return TEXT.index(words)


def test_a_block_reaches_to_its_end_and_nothing_lies_between() -> None:
    block = DOCUMENT.block_at(at("One"))
    assert block is not None
    assert DOCUMENT.block_at(block.span.end) is block
    assert DOCUMENT.block_at(block.span.end + 1) is None


def test_between_blocks_the_index_is_that_of_the_one_before() -> None:
    assert DOCUMENT.block_index(at("\n\n") + 1) == 0
    assert document("").block_index(0) is None


def test_a_passage_is_a_paragraph_or_a_line_of_a_post() -> None:
    assert DOCUMENT.passage_at(at("two")).of(TEXT) == "One two."
    assert DOCUMENT.passage_at(at("here")).of(TEXT) == "I'm here! #a"
    assert DOCUMENT.passage_at(at("#b")).of(TEXT) == "And there! #b"
    assert DOCUMENT.passage_at(at("Ann")).of(TEXT) == "— Ann (@ann) May 1, 2024"
    assert DOCUMENT.passage_at(9) == Span(9, 9)


def test_in_a_post_no_passage_holds_both_its_words_and_the_markup_around_them() -> None:
    text = "<b>One here.</b> by <i>Ann</i>"
    body = Span(3, 12)
    post = Post("p", Platform.X, Span(0, len(text)), body, Span(20, 23))
    marked_up = Document("d", "a.md", "A", text, "", "utf-8", (Block(BlockKind.POST, post.span, post=post),))
    assert [marked_up.passage_at(offset).of(text) for offset in (0, 3, 11, 12)] == ["<b>", "One here.", "One here.", "</b> by <i>Ann</i>"]
    assert post.start == 3


def test_a_post_is_found_by_any_of_its_places() -> None:
    (post,) = DOCUMENT.posts
    assert DOCUMENT.post_at(post.span.start) is DOCUMENT.post_at(at("Ann")) is post
    assert DOCUMENT.post_at(at("Three")) is None


def test_a_post_puts_a_handle_beside_its_authors_name() -> None:
    assert DOCUMENT.names_beside("ann") == ("@ann",)
    assert DOCUMENT.names_beside("@ANN") == ("Ann",)
    assert DOCUMENT.names_beside("Bo") == ()


def test_a_name_that_goes_with_two_handles_is_beside_neither() -> None:
    two = document("Said:\nI am here!\n— Ann (@ann) May 1, 2024\nI am there!\n— Ann (@other) May 2, 2024\nEnd.")
    assert len(two.posts) == 2
    assert two.names_beside("Ann") == two.names_beside("@ann") == two.names_beside("@other") == ()


def test_a_handle_may_go_with_two_names() -> None:
    two = document("Said:\nI am here!\n— Ann (@ann) May 1, 2024\nI am there!\n— Ann Lee (@ann) May 2, 2024\nEnd.")
    assert two.names_beside("@ann") == ("Ann", "Ann Lee")
    assert two.names_beside("Ann") == ("@ann",)
