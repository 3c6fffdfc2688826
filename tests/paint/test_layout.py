"""Rows of a document, and the way between them and offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.graphemes import graphemes
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


def test_the_distance_is_never_more_than_the_limit() -> None:
    laid = layout("\n".join("word" for _ in range(100)))
    assert laid.distance(Place(0, 0), Place(99, 0), 10) == 10
    assert laid.distance(Place(99, 0), Place(0, 0), 10) == -10


def test_a_frame_leads_to_the_text_beside_it() -> None:
    laid = layout(POST, 60)
    assert laid.offset(Place(1, 0), 0) == POST.index("I'm")
    assert laid.offset(Place(1, 3), 0) == POST.index("— Ann")
