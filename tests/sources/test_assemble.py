"""Documents made of pieces."""

from __future__ import annotations

from reader.core.document import BlockKind, Platform, PostState
from reader.core.span import Span
from reader.sources.assemble import assemble, attribution_of
from reader.sources.pieces import Passage, Piece, Slot
from reader.sources.posts.embed import Embed
from reader.sources.record import Metadata, Page


def made(*pieces: Piece, embeds: tuple[Embed, ...] = ()) -> Page:
    return Page(pieces, embeds, Metadata())


FULL = Embed(
    Platform.X, "Ha!\n\nYes ", "— A (@a) May 28, 2024", author="A", handle="@a", date="2024-05-28", permalink="https://x.com/a/status/1"
)


def test_a_blank_line_parts_blocks_and_none_the_items_of_a_list() -> None:
    item = Passage(BlockKind.ITEM, "one", 1)
    text, blocks, _ = assemble(made(Passage(BlockKind.PARAGRAPH, "A"), item, Passage(BlockKind.ITEM, "two", 1, is_close=True)))
    assert text == "A\n\none\ntwo\n"
    assert [(block.kind, block.span, block.level) for block in blocks] == [
        (BlockKind.PARAGRAPH, Span(0, 1), 0),
        (BlockKind.ITEM, Span(3, 6), 1),
        (BlockKind.ITEM, Span(7, 10), 1),
    ]


def test_links_move_with_their_passage() -> None:
    _, _, links = assemble(
        made(Passage(BlockKind.PARAGRAPH, "A"), Passage(BlockKind.PARAGRAPH, "see it", 0, ((4, 6, "https://a.example/"),)))
    )
    assert [(link.span, link.url) for link in links] == [(Span(7, 9), "https://a.example/")]


def test_a_post_is_its_body_and_its_attribution() -> None:
    text, (block,), _ = assemble(made(Slot(0), embeds=(FULL,)))
    assert text == "Ha!\n\nYes\n— A (@a) May 28, 2024\n"
    assert block.post
    assert block.post.body.of(text) == "Ha!\n\nYes"
    assert block.post.attribution
    assert block.post.attribution.of(text) == "— A (@a) May 28, 2024"
    assert block.span == block.post.span == Span(0, len(text) - 1)


def test_a_post_without_attribution_is_its_body() -> None:
    text, (block,), _ = assemble(made(Slot(0), embeds=(Embed(Platform.X, "Ha!"),)))
    assert text == "Ha!\n"
    assert block.post
    assert block.post.attribution is None


def test_a_post_of_which_the_page_holds_no_words_has_a_line_and_an_empty_body() -> None:
    embed = Embed(
        Platform.TRUTHSOCIAL, handle="@a", date="2024-05-28T10:00:00Z", permalink="https://t.example/1", state=PostState.LINK_ONLY
    )
    text, (block,), _ = assemble(made(Slot(0), embeds=(embed,)))
    assert text == "Post by @a on Truth Social, 2024-05-28: https://t.example/1\n"
    assert block.post
    assert block.post.body == Span(0, 0)
    assert block.post.attribution == block.span


def test_a_post_of_which_nothing_is_known_is_a_post() -> None:
    assert attribution_of(Embed(Platform.OTHER)) == "Post"
    assert attribution_of(Embed(Platform.THREADS)) == "Post on Threads"
    assert attribution_of(Embed(Platform.OTHER, author="Ann")) == "Post by Ann"


def test_posts_that_a_post_quotes_follow_it_and_name_it() -> None:
    inner = Embed(Platform.X, "Inner", handle="@c", quoted=(Embed(Platform.X, "Innermost"),))
    _, blocks, _ = assemble(made(Slot(0), Passage(BlockKind.PARAGRAPH, "B"), embeds=(Embed(Platform.X, "Outer", quoted=(inner,)),)))
    posts = [block.post for block in blocks if block.post]
    assert [post.parent for post in posts] == [None, posts[0].id, posts[1].id]
    assert blocks[3].kind is BlockKind.PARAGRAPH


def test_one_post_embedded_twice_has_two_ids() -> None:
    _, blocks, _ = assemble(made(Slot(0), Slot(1), embeds=(FULL, FULL)))
    assert len({block.post.id for block in blocks if block.post}) == 2


def test_an_empty_page_has_an_empty_text() -> None:
    assert assemble(made()) == ("", (), ())
    assert assemble(made(Passage(BlockKind.PARAGRAPH, " "))) == ("", (), ())
