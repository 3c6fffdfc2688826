"""The reader's word on posts."""

from __future__ import annotations

from tests.notation import Table

TEXT = (
    "The mayor told reporters on Monday that nothing had been decided so far.//"
    "Big day!/I'm here! #one/— Ann (@ann) May 1, 2024/"
    "It ended there, the police said on Tuesday."
)


def bodies(table: Table) -> list[str]:
    return [post.body.of(table.state.document.text) for post in table.state.document.posts]


def blocks(table: Table) -> list[str]:
    return [block.span.of(table.state.document.text) for block in table.state.document.blocks]


def at(table: Table, words: str) -> Table:
    table.session.select(table.state.selection.caret(table.state.document.text.index(words)))
    return table


def test_a_post_is_made_shorter_and_longer_by_a_line() -> None:
    table = at(Table(TEXT), "#one")
    assert bodies(table) == ["Big day!\nI'm here! #one"]
    table.press("J")
    assert bodies(table) == ["I'm here! #one"]
    assert "Big day!" in blocks(table)
    table.press("K")
    assert bodies(table) == ["Big day!\nI'm here! #one"]


def test_a_post_keeps_a_line() -> None:
    table = at(Table(TEXT), "#one").press("J J J")
    assert bodies(table) == ["I'm here! #one"]


def test_what_is_no_post_becomes_paragraphs() -> None:
    table = at(Table(TEXT), "#one").press("X")
    assert bodies(table) == []
    assert "I'm here! #one" in blocks(table)
    assert "— Ann (@ann) May 1, 2024" in blocks(table)


def test_a_paragraph_becomes_a_post() -> None:
    table = at(Table(TEXT), "ended").press("P")
    assert bodies(table)[-1] == "It ended there, the police said on Tuesday."


def test_a_selection_becomes_a_post_and_the_rest_stays_a_paragraph() -> None:
    table = Table("One two ⟦three four⟧ five").press("P")
    assert bodies(table) == ["three four"]
    assert blocks(table) == ["One two", "three four", "five"]


def test_corrections_are_undone_one_by_one() -> None:
    table = at(Table(TEXT), "#one")
    before = table.state.document
    table.press("J X u u")
    assert table.state.document == before


def test_a_correction_survives_opening_the_document_again() -> None:
    table = at(Table(TEXT), "#one").press("J")
    corrected = table.state.document
    table.session.open(Table(TEXT).state.document)
    assert table.state.document == corrected


def test_a_post_can_be_corrected_again_with_one_record() -> None:
    table = at(Table(TEXT), "#one").press("J K J")
    assert len(table.state.records.corrections_of(table.state.document.id)) == 1


def test_a_post_does_not_grow_into_another() -> None:
    two = "I'm first! #a/— Ann (@ann) May 1, 2024/I'm second! #b/— Bob (@bob) May 2, 2024"
    table = at(Table(two), "#b").press("K")
    assert bodies(table) == ["I'm first! #a", "I'm second! #b"]
