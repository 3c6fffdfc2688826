from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len
from textual.theme import BUILTIN_THEMES

from reader.core.document import Block, BlockKind, Document
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.paint.layout import Layout
from reader.ui.drawing import Canvas, draw
from reader.ui.theme import Looks

TEXT = "A **big** cat."
PLAIN = Document("d1", "a.md", "A", TEXT, "", "utf-8", (Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),))
LOOKS = Looks(BUILTIN_THEMES["textual-dark"], ())


def pieces(document: Document, *names: str) -> list[str]:
    """The parts of the first row that are drawn in the style of ``names``."""
    state = State(document, Records(()), Marks(TEXT, ()), Selection.caret(0))
    layout = Layout(document, 40, cell_len)
    strip = draw(Canvas(state, layout, LOOKS, 2, 44, has_focus=False), layout.rows(0)[0])
    return [segment.text for segment in strip if segment.style == LOOKS.style(frozenset(names)) and segment.text.strip()]


def test_markup_steps_back_from_the_words() -> None:
    document = replace(PLAIN, markup=(Span(2, 4), Span(7, 9)))
    assert pieces(document, "markup") == ["**", "**"]
    assert pieces(document) == ["A ", "big", " cat."]
    assert LOOKS.style(frozenset({"markup"})) != LOOKS.style(frozenset())


def test_a_document_without_markup_is_drawn_in_one_piece() -> None:
    assert pieces(PLAIN) == [TEXT]
