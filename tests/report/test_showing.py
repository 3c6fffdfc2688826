"""An article as lines of plain text, in the notation of the tests: ``The ⟦bridge⟧{claim} fell``."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Body, Claim, Evidence, Mention, Note, Provenance, Relation, Status, Tag
from reader.core.document import Document
from reader.core.records import Records
from reader.report.showing import article
from tests.notation import document, parse

MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
BODIES: dict[str, Body] = {
    "claim": Claim("fact"),
    "entity": Mention("unknown"),
    "note: so": Note("so"),
    "#odd": Tag("odd"),
    "evidence a.org": Evidence("a.org"),
}


def desk(picture: str) -> tuple[Document, Records]:
    """The document of a picture, and its marks, named as they are shown."""
    parsed = parse(picture)
    written = document(parsed.text)
    marks = [
        Annotation(f"{number:014x}", written.id, (describe(parsed.text, span),), BODIES[name], MADE)
        for number, (span, name) in enumerate(parsed.marks)
    ]
    return written, Records(marks)


@pytest.mark.parametrize(
    "picture",
    [
        "The bridge fell.",
        "The ⟦bridge⟧{claim} fell.",
        "⟦The ⟦bridge⟧{entity} fell.⟧{claim}",
        "⟦⟦The⟧{note: so} bridge⟧{#odd}⟦ fell.⟧{evidence a.org}",
        "The ⟦bridge fell./Nobody⟧{claim} knows./Why?",
        "The ⟦bridge fell./Nobody knows./Why⟧{claim}?",
        "⟦The bridge fell.⟧{claim}/⟦Nobody knows.⟧{claim}",
    ],
)
def test_marks_stand_in_brackets_where_they_are(picture: str) -> None:
    lines = list(article(*desk(picture), 200, coloured=False))
    assert "/".join(lines[::2]) == picture
    assert not any(lines[1::2])


def test_a_mark_that_is_not_sure_is_questioned() -> None:
    written, records = desk("⟦Nobody⟧{claim} knows.")
    unsure = Records(replace(record, status=Status.UNSURE) for record in records if isinstance(record, Annotation))
    assert list(article(written, unsure, 80, coloured=False)) == ["⟦Nobody⟧{claim?} knows."]


@pytest.mark.parametrize("width", [8, 13, 40])
def test_colour_adds_nothing_but_colour(width: int) -> None:
    shown = desk("⟦The ⟦bridge⟧{entity} fell.⟧{claim}/Nobody knows.")
    coloured = list(article(*shown, width, coloured=True))
    assert any("\x1b[" in line for line in coloured)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == list(article(*shown, width, coloured=False))
    assert all(line.count("\x1b[1;36m") == line.count("\x1b[0m") for line in coloured)


def test_a_mark_whose_words_were_changed_says_so() -> None:
    _, records = desk("⟦The bridge over the river fell on Tuesday.⟧{claim} Nobody knows why.")
    changed = document("The bridge over the river fell on Monday. Nobody knows why.")
    assert list(article(changed, records, 200, coloured=False)) == [
        "⟦The bridge over the river fell on Monday.⟧{claim, its words were changed} Nobody knows why."
    ]


def test_relations_are_told_after_the_text() -> None:
    written, records = desk("⟦Nobody⟧{claim} knows ⟦why⟧{evidence a.org}.")
    related = Records([*records, Relation("f" * 14, "said_by", "1".zfill(14), "0".zfill(14), MADE)])
    assert list(article(written, related, 80, coloured=False))[-2:] == ["Relations:", "  “a.org” said by “Nobody”"]
