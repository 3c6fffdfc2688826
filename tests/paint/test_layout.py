"""Rows of a document, and the way between them and offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.document import Block, BlockKind, Document, Platform, Post
from reader.core.graphemes import graphemes
from reader.core.span import Span
from reader.paint.layout import FRAME, Layout, Place, RowKind
from tests.notation import document

POST = "One two three.\nI'm here! #a\n— Ann (@ann) May 1, 2024\nEnd."


def layout(text: str, width: int = 20) -> Layout:
    return Layout(document(text), width, cell_len)


def all_places(laid: Layout) -> list[Place]:
    return [Place(block, row) for block in range(len(laid.document.blocks)) for row in range(len(laid.rows(block)))]


def test_a_post_is_framed_and_blocks_are_parted() -> None:
    laid = layout(POST, 60)
    kinds = [laid.row(place).kind for place in all_places(laid)]
    text, gap = RowKind.TEXT, RowKind.GAP
    assert kinds == [text, gap, RowKind.FRAME_TOP, text, text, RowKind.FRAME_BOTTOM, gap, text]


def test_the_text_of_a_post_leaves_room_for_its_frame() -> None:
    laid = layout(POST, 20)
    rows = [laid.row(place) for place in all_places(laid)]
    widths = [cell_len(row.span.of(POST).rstrip()) for row in rows if row.kind is RowKind.TEXT and row.block.post]
    assert max(widths) <= 20 - FRAME


texts = st.text(st.sampled_from("ab c\n\té漢👩‍👧🇩🇪.—"), min_size=1, max_size=120).filter(str.strip)


@given(texts, st.integers(1, 30))
def test_every_offset_is_on_the_row_that_holds_it_and_back(text: str, width: int) -> None:
    laid = layout(text, width)
    for block in laid.document.blocks:
        for span in graphemes(block.span.of(text)):
            offset = block.span.start + span.start
            place = laid.locate(offset)
            row = laid.row(place)
            assert row.kind is RowKind.TEXT
            assert row.span.start <= offset <= row.span.end
            if cell_len(text[offset]) and text[offset] != "\n":
                assert laid.locate(laid.offset(place, laid.cell(offset))) == place


@given(texts, st.integers(1, 30), st.integers(-50, 50))
def test_stepping_is_walking_the_rows_one_by_one(text: str, width: int, rows: int) -> None:
    laid = layout(text, width)
    places = all_places(laid)
    for index, place in enumerate(places):
        target = places[min(max(index + rows, 0), len(places) - 1)]
        assert laid.step(place, rows) == target
        assert laid.distance(place, target, 1000) == places.index(target) - index


@st.composite
def outlined(draw: st.DrawFn) -> Document:
    """A document of blocks of every kind, posts within posts among them."""
    kinds = draw(st.lists(st.tuples(st.sampled_from(BlockKind), st.integers(0, 9), texts), min_size=1, max_size=5))
    whole, blocks = "", list[Block]()
    for kind, level, words in kinds:
        span = Span(len(whole), len(whole) + len(words))
        parent = draw(st.sampled_from([None, "0", "1", "2", "gone"]))
        post = Post(str(len(blocks)), Platform.X, span, span, None, parent=parent) if kind is BlockKind.POST else None
        blocks.append(Block(kind, span, level, post))
        whole += words + draw(st.sampled_from(["\n", "\n\n"]))
    return Document("d", "a.html", "A", whole, "", "utf-8", tuple(blocks))


@given(outlined(), st.integers(1, 60))
def test_whatever_the_block_every_offset_is_drawn_at_a_cell_that_leads_back_to_it(document: Document, width: int) -> None:
    laid = Layout(document, width, cell_len)
    for index, block in enumerate(document.blocks):
        lines = [row for row in laid.rows(index) if row.kind is RowKind.TEXT]
        assert "".join(row.span.of(document.text) for row in lines) == block.span.of(document.text)
        for span in graphemes(block.span.of(document.text)):
            offset = block.span.start + span.start
            place, cell = laid.locate(offset), laid.cell(offset)
            assert laid.row(place).indent <= cell
            if cell_len(document.text[offset]) and document.text[offset] != "\n":
                assert laid.offset(place, cell) == offset


@given(outlined(), st.integers(40, 60))
def test_where_there_is_room_no_row_is_wider_than_the_column(document: Document, width: int) -> None:
    laid = Layout(document, width, cell_len)
    for place in all_places(laid):
        row = laid.row(place)
        frame = FRAME // 2 if row.block.post else 0
        assert row.indent + cell_len(row.span.of(document.text).rstrip()) + frame <= width


@pytest.mark.parametrize(
    ("first", "gap", "second", "is_close"),
    [
        ((BlockKind.ITEM, "One"), "\n", (BlockKind.ITEM, "Two"), True),
        ((BlockKind.ITEM, "One"), "\n\n", (BlockKind.ITEM, "Two"), False),
        ((BlockKind.PARAGRAPH, "One"), "\n", (BlockKind.ITEM, "Two"), False),
        ((BlockKind.PARAGRAPH, "One | 1"), "\n", (BlockKind.PARAGRAPH, "Two | 2"), True),
        ((BlockKind.PARAGRAPH, "| One | 1 |"), "\n|---|---|\n", (BlockKind.PARAGRAPH, "| Two | 2 |"), True),
        ((BlockKind.PARAGRAPH, "One"), "\n", (BlockKind.PARAGRAPH, "Two"), False),
    ],
)
def test_items_of_a_list_and_rows_of_a_table_stand_close(
    first: tuple[BlockKind, str], gap: str, second: tuple[BlockKind, str], is_close: bool
) -> None:
    text = first[1] + gap + second[1]
    start = len(first[1] + gap)
    blocks = (Block(first[0], Span(0, len(first[1])), 1), Block(second[0], Span(start, len(text)), 1))
    laid = Layout(Document("d", "a", "A", text, "", "utf-8", blocks), 40, cell_len)
    assert (laid.rows(0)[-1].kind is not RowKind.GAP) == is_close


def test_an_item_has_a_sign_before_it_unless_the_source_has_its_own() -> None:
    text = "One two three four\n- five six seven"
    blocks = (Block(BlockKind.ITEM, Span(0, 18), 1), Block(BlockKind.ITEM, Span(19, len(text)), 1))
    laid = Layout(Document("d", "a", "A", text, "", "utf-8", blocks), 40, cell_len)
    assert [(row.indent, row.bullet) for row in laid.rows(0)] == [(2, True)]
    assert [(row.indent, row.bullet) for row in laid.rows(1)] == [(0, False)]


def test_what_follows_in_an_item_stands_under_its_words() -> None:
    text = "- One two three four five six seven eight nine"
    laid = Layout(Document("d", "a", "A", text, "", "utf-8", (Block(BlockKind.ITEM, Span(0, len(text)), 1),)), 36, cell_len)
    assert [(row.indent, row.span.of(text)) for row in laid.rows(0)] == [(0, "- One two three four five six seven "), (2, "eight nine")]


def test_the_distance_is_never_more_than_the_limit() -> None:
    laid = layout("\n".join("word" for _ in range(100)))
    assert laid.distance(Place(0, 0), Place(99, 0), 10) == 10
    assert laid.distance(Place(99, 0), Place(0, 0), 10) == -10


def test_a_frame_leads_to_the_text_beside_it() -> None:
    laid = layout(POST, 60)
    assert laid.offset(Place(1, 0), 0) == POST.index("I'm")
    assert laid.offset(Place(1, 3), 0) == POST.index("— Ann")
