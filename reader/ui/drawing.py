"""Rows of an article as strips of styled cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from reader.core.document import BlockKind, Link, Post
from reader.core.graphemes import grapheme_at
from reader.core.span import Span
from reader.core.state import State
from reader.core.visible import visible
from reader.paint.layout import FRAME, Layout, Place, Row, RowKind
from reader.paint.outline import post_source, post_title
from reader.paint.runs import EDITED, Run, kind_layers, marked_runs, name_of_suggestion, runs
from reader.paint.wrap import TAB
from reader.ui.cells import fitted
from reader.ui.finding import NOTHING, Finding
from reader.ui.theme import Looks

MEASURE = 88
"""Cells of text in a row at the most: a comfortable measure, frames of posts included."""

MARGIN = 3
"""Cells left of the text: a space, the glyph of a mark, a space or the sign of one whose words were changed."""

CHANGED = "~"
"""What stands in the margin of the row where a mark starts whose words were changed since it was made."""

BULLETS = ("•", "◦", "▪")
"""What stands before the items of lists, by their depth; deeper ones begin with the first again."""

BAR = "▎"
"""What stands before the rows of a quotation."""

DOUBTFUL = 0.6
"""A post recognised with less confidence than this has a question mark in its frame."""

INNER = "↳"
"""What stands in the frame of a post that another quotes or answers."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Canvas:
    """What all rows are drawn with. ``left`` is the first cell of the text, ``found`` what the reader searched for."""

    state: State
    layout: Layout
    looks: Looks
    left: int
    width: int
    has_focus: bool
    found: Finding = NOTHING


def canvas_for(state: State, looks: Looks, cells: int, *, has_focus: bool, found: Finding = NOTHING) -> Canvas:
    """The canvas for pages that are ``cells`` wide, the scrollbar not counted."""
    measure = min(MEASURE, max(1, cells - MARGIN - 2))
    left = MARGIN + max(0, (cells - MARGIN - measure - 2) // 2)
    return Canvas(state, Layout(state.document, measure, cell_len), looks, left, cells, has_focus, found)


def draw_page(canvas: Canvas, top: Place, rows: Iterable[int], thumb: range) -> list[Sequence[Segment]]:
    """The rows with these numbers, in order, of a page that begins with ``top``, each with its cell of the scrollbar."""
    layout, looks = canvas.layout, canvas.looks
    drawn, place, at, has_ended = list[Sequence[Segment]](), top, 0, False
    for y in rows:
        while at < y and not has_ended:
            following = layout.step(place, 1)
            has_ended = following == place
            place, at = following, at + 1
        cells = [Segment(" " * canvas.width, looks.base)] if has_ended else draw(canvas, layout.row(place))
        drawn.append([*cells, Segment("┃", looks.frame) if y in thumb else Segment(" ", looks.base)])
    return drawn


def thumb_of(layout: Layout, top: Place, height: int) -> range:
    """The rows of the scrollbar's thumb on a page, by the share of the text that is above and in sight; none when all is in sight."""
    document, end = layout.document, page_end(layout, top, height)
    length, start = len(document.text), layout.row(top).span.start
    shown = end - start
    if top <= Place(0, 0) and end >= document.blocks[-1].span.end:
        return range(0)
    size = max(1, min(height - 1, round(height * shown / length)))
    at = round((height - size) * min(1.0, start / max(1, length - shown)))
    return range(at, at + size)


def page_end(layout: Layout, top: Place, height: int) -> int:
    """The end of what is in sight on a page, in code points."""
    return layout.row(layout.step(top, max(0, height - 1))).span.end


def draw(canvas: Canvas, row: Row) -> list[Segment]:
    """What stands on one row, ``canvas.width`` cells wide."""
    match row.kind:
        case RowKind.TEXT:
            segments = _text_row(canvas, row)
        case RowKind.GAP:
            segments = []
        case RowKind.FRAME_TOP | RowKind.FRAME_BOTTOM:
            segments = _frame_row(canvas, row)
    return fitted(segments, canvas.width, canvas.looks.base)


def _text_row(canvas: Canvas, row: Row) -> list[Segment]:
    state, looks = canvas.state, canvas.looks
    marked, starting = marked_runs(row.span, state.marks, state.records) if not row.span.is_empty else ([], set())
    kinds = kind_layers(row.span, state.marks, state.records, looks.kinds) if marked else []
    starting = starting.union(name for span, name in kinds if row.span.contains(span.start))
    suggested = state.suggested.within(row.span) if state.suggested else []
    starting |= {f"suggestion.{suggestion.sort}" for suggestion in suggested if row.span.contains(suggestion.span.start)}
    glyph = looks.first_sign(starting)
    layers = [*kinds, *((suggestion.span, name_of_suggestion(suggestion)) for suggestion in suggested)]
    segments = [Segment(" " * (canvas.left - MARGIN + 1), looks.base)]
    segments.append(Segment(looks.sign(glyph), looks.glyph(glyph)) if glyph else Segment(" ", looks.base))
    segments.append(Segment(CHANGED, looks.glyph(EDITED)) if EDITED in starting else Segment(" ", looks.base))
    post = row.block.post
    if post is None:
        return [*segments, *_lead(row, looks), *_text(canvas, row, marked, layers)]
    is_focused = post is state.post
    frame, line = (looks.focused_frame, "┃") if is_focused else (looks.frame, "│")
    # One cell more than the text is wide: a space that ends a full row, with the caret on it, is drawn there.
    text = fitted(_text(canvas, row, marked, layers), canvas.layout.width - row.indent - FRAME // 2 + 1, looks.base)
    return [*segments, Segment(" " * (row.indent - FRAME // 2), looks.base), Segment(f"{line} ", frame), *text, Segment(line, frame)]


def _lead(row: Row, looks: Looks) -> list[Segment]:
    """What stands between the column's edge and the text of a row that is no post's."""
    if row.indent and row.block.kind is BlockKind.QUOTE:
        return [Segment(BAR.ljust(row.indent), looks.frame)]
    if row.bullet:
        return [Segment(f"{BULLETS[(row.block.level - 1) % len(BULLETS)]} ".rjust(row.indent), looks.frame)]
    return [Segment(" " * row.indent, looks.base)] if row.indent else []


def _text(canvas: Canvas, row: Row, marked: Sequence[Run], laid: Sequence[tuple[Span, str]]) -> list[Segment]:
    """The text of a row without the newline that ends it, in the layers of its marks and those ``laid`` over it, and the caret."""
    state, looks = canvas.state, canvas.looks
    text = state.document.text
    ends_line = row.span.of(text).endswith("\n")
    shown = Span(row.span.start, row.span.end - ends_line)
    layers = list(laid)
    layers += [(span, "markup") for span in _on(state.document.markup, shown, _itself)]
    layers += [(link.span, "link") for link in _on(state.document.links, shown, _span_of)]
    if row.block.kind is BlockKind.HEADING:
        layers.append((shown, "heading"))
    post = row.block.post
    if post is not None and post.attribution is not None:
        layers.append((post.attribution, "attribution"))
    if canvas.found is not NOTHING:
        layers += [(match, "found") for match in canvas.found.within(shown)]
    current = state.marks.get(state.selection.mark) if state.selection.mark else None
    if current is not None:
        layers += [(span, "current") for span in current.spans]
    chosen = state.chosen_suggestion
    if chosen is not None:
        layers.append((chosen.span, "current"))
    if not state.selection.is_empty:
        layers.append((state.selection.span, "selection"))
    caret = _caret_cell(canvas, row, shown)
    if caret is not None and not caret.is_empty:
        layers.append((caret, "caret"))
    letters = visible(row.span.of(text))
    segments = []
    for run in runs(shown, layers, marked):
        piece = letters[run.span.start - row.span.start : run.span.end - row.span.start]
        segments.append(Segment(piece.replace("\t", " " * TAB), looks.style(run.names)))
    if caret is not None and caret.is_empty:
        segments.append(Segment(" ", looks.style(frozenset({"caret"}))))
    return segments


def _on(things: Sequence[T], shown: Span, span_of: Callable[[T], Span]) -> Sequence[T]:
    """Those of ``things``, which are in order and apart, that share a code point with ``shown``."""
    if not things:
        return ()
    first = bisect_right(things, shown.start, key=lambda thing: span_of(thing).end)
    last = bisect_left(things, shown.end, key=lambda thing: span_of(thing).start)
    return things[first:last]


def _itself(span: Span) -> Span:
    return span


def _span_of(link: Link) -> Span:
    return link.span


def _caret_cell(canvas: Canvas, row: Row, shown: Span) -> Span | None:
    """What the caret covers on this row: a grapheme, nothing past the end of the text (an empty span), ``None`` when it is elsewhere."""
    state = canvas.state
    offset = state.caret
    if not canvas.has_focus or not row.span.start <= offset <= row.span.end:
        return None
    if canvas.layout.row(canvas.layout.locate(offset)) is not row:
        return None
    if offset >= shown.end:
        return Span(shown.end, shown.end)
    return grapheme_at(state.document.text, offset)


def _frame_row(canvas: Canvas, row: Row) -> list[Segment]:
    post = row.block.post
    assert post is not None
    is_focused = post is canvas.state.post
    style = canvas.looks.focused_frame if is_focused else canvas.looks.frame
    width = canvas.layout.width - row.indent
    left, right, line = ("┏", "┓", "━") if is_focused else ("╭", "╮", "─")
    if row.kind is RowKind.FRAME_BOTTOM:
        left, right = ("┗", "┛") if is_focused else ("╰", "╯")
    is_top = row.kind is RowKind.FRAME_TOP
    is_inner = canvas.layout.depth(post) > 0
    label = _frame_label(post, width - 6, is_inner=is_inner) if is_top else _fitting(post_source(post), width - 6)
    indent = Segment(" " * (canvas.left + row.indent), canvas.looks.base)
    if not label:
        return [indent, Segment(f"{left}{line * max(0, width - 2)}{right}", style)]
    rest = max(0, width - 5 - cell_len(label))
    ink = style + Style(bold=True) if is_top else canvas.looks.quiet
    return [indent, Segment(f"{left}{line} ", style), Segment(label, ink), Segment(f" {line * rest}{right}", style)]


def _frame_label(post: Post, width: int, *, is_inner: bool) -> str:
    """As much of who, when and where as fits into ``width`` cells: first the date goes, then the handle, then the end."""
    inner = f"{INNER} " if is_inner else ""
    doubt = " ?" if post.confidence < DOUBTFUL else ""
    shorter = (post, replace(post, date=None), replace(post, date=None, handle=None if post.author else post.handle))
    for candidate in shorter:
        label = f"{inner}{visible(' '.join(post_title(candidate).split()))}{doubt}"
        if cell_len(label) <= width:
            return label
    return _fitting((label,), width)


def _fitting(parts: Sequence[str], width: int) -> str:
    """``parts`` in at most ``width`` cells: the last ones go where there is not room for all, then the end of the first."""
    shown = [visible(" ".join(part.split())) for part in parts]
    while len(shown) > 1 and cell_len(" · ".join(shown)) > width:
        shown.pop()
    label = " · ".join(shown)
    if cell_len(label) <= width:
        return label
    return set_cell_size(label, width - 1).rstrip() + "…" if width > 1 else ""
