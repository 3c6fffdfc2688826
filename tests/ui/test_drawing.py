from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from reader.core.document import Block, BlockKind, Document, Link, Platform, Post, PostState
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.paint.layout import Layout
from reader.ui.drawing import Canvas, draw
from reader.ui.theme import Looks
from reader.ui.themes import THEMES
from tests.notation import Table

TEXT = "A **big** cat."
PLAIN = Document("d1", "a.md", "A", TEXT, "", "utf-8", (Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),))
LOOKS = Looks(THEMES["textual-dark"], ())


def pieces(document: Document, *names: str) -> list[str]:
    """The parts of the first row that are drawn in the style of ``names``."""
    state = State(document, Records(()), Marks(document), Selection.caret(0))
    layout = Layout(document, 40, cell_len)
    row = draw(Canvas(state, layout, LOOKS, 2, 44, has_focus=False), layout.rows(0)[0])
    return [segment.text for segment in row if segment.style == LOOKS.style(frozenset(names)) and segment.text.strip()]


def test_markup_steps_back_from_the_words() -> None:
    document = replace(PLAIN, markup=(Span(2, 4), Span(7, 9)))
    assert pieces(document, "markup") == ["**", "**"]
    assert pieces(document) == ["A ", "big", " cat."]
    assert LOOKS.style(frozenset({"markup"})) != LOOKS.style(frozenset())


def test_links_are_underlined_and_headings_bold() -> None:
    linked = replace(PLAIN, links=(Link(Span(4, 7), "https://a.example/"),))
    assert pieces(linked, "link") == ["big"]
    assert LOOKS.style(frozenset({"link"})).underline
    heading = replace(PLAIN, blocks=(Block(BlockKind.HEADING, Span(0, len(TEXT)), 1),))
    assert pieces(heading, "heading") == [TEXT]
    assert LOOKS.style(frozenset({"heading"})).bold


def test_an_entity_stands_out_from_the_letters_around_it_also_in_a_heading() -> None:
    assert LOOKS.style(frozenset({"mention"})).bold
    assert not LOOKS.style(frozenset({"mention", "heading"})).bold


def row_texts(document: Document) -> list[str]:
    """What each row of the document shows, without the space around it."""
    state = State(document, Records(()), Marks(document), Selection.caret(len(document.text)))
    layout = Layout(document, 40, cell_len)
    canvas = Canvas(state, layout, LOOKS, 3, 44, has_focus=False)
    rows = [row for index in range(len(document.blocks)) for row in layout.rows(index)]
    return ["".join(segment.text for segment in draw(canvas, row)).strip() for row in rows]


def post(id: str, start: int, end: int, parent: str | None = None, state: PostState = PostState.FULL) -> Block:
    made = Post(
        id, Platform.X, Span(start, end), Span(start, end), None, "Ann", permalink=f"https://x.com/ann/{id}", parent=parent, state=state
    )
    return Block(BlockKind.POST, Span(start, end), post=made)


def test_a_post_within_a_post_is_set_in_and_follows_it_closely() -> None:
    document = replace(PLAIN, text="One\n\nTwo\n\nx", blocks=(post("1", 0, 3), post("2", 5, 8, "1")))
    assert row_texts(document) == [
        f"╭─ X · Ann {'─' * 28}╮",
        f"│ One{' ' * 34}│",
        f"╰─ x.com/ann/1 {'─' * 24}╯",
        f"╭─ ↳ X · Ann {'─' * 24}╮",
        f"│ Two{' ' * 32}│",
        f"╰─ x.com/ann/2 {'─' * 22}╯",
    ]


def test_a_post_that_is_elsewhere_says_so_in_its_frame() -> None:
    document = replace(PLAIN, text="One\n\nx", blocks=(post("1", 0, 3, state=PostState.LINK_ONLY),))
    assert row_texts(document)[-1] == "╰─ the post’s text is not in this fi… ─╯"


def test_a_document_without_markup_is_drawn_in_one_piece() -> None:
    assert pieces(PLAIN) == [TEXT]


def test_a_mark_whose_words_were_changed_is_drawn_apart_and_has_a_sign_in_the_margin() -> None:
    table = Table("⟦The bridge over the river fell on Tuesday.⟧{claim}")
    table.session.open(Table("The bridge over the river fell on Monday.").state.document)
    state = table.state
    layout = Layout(state.document, 60, cell_len)
    row = draw(Canvas(state, layout, LOOKS, 3, 64, has_focus=False), layout.rows(0)[0])
    assert "".join(segment.text for segment in row).rstrip() == " ◆~The bridge over the river fell on Monday."
    assert [segment.text for segment in row if segment.style and segment.style.overline] == ["The bridge over the river fell on Monday."]
