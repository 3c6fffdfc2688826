"""An article as lines of plain text: posts framed, marks in brackets that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from reader.core.annotation import Annotation, Claim, Evidence, Mention, Note, Status, Tag
from reader.core.document import Block, BlockKind, Document
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.paint.outline import CHANGED, byline, post_source, post_title
from reader.paint.relating import words_of
from reader.paint.wrap import wrap
from reader.report.cells import cells, fit
from reader.report.console import shown

_BRACKET, _FRAME, _PLAIN = "\x1b[1;36m", "\x1b[2m", "\x1b[0m"
"""Bold cyan, faint, and neither (ECMA-48 §8.3.117), which follow the terminal's own colours."""


_SIGN = re.compile(r"(?:[-–—*+•‣◦▪·>]|#{1,6}|\d{1,9}[.)])[ \t]")


def article(document: Document, records: Records, width: int, *, coloured: bool, marks: Marks | None = None) -> Iterator[str]:
    """The lines of ``document``, at most ``width`` cells of text each; what lost its place comes after the text, relations last.

    ``marks`` are those of ``records`` in their places; ``None``: as they are found without knowing any older version of the text.
    A mark reads ``The ⟦bridge⟧{claim} fell``. Colour, when wanted, adds nothing that is not in the characters. What the source says of
    itself comes first.
    """
    yield from _head(document, width)
    marks = marks or Marks(document, records.annotations_of(document.id))
    for index, block in enumerate(document.blocks):
        if index:
            yield ""
        lead = _lead(document, block)
        lines = _block(document, index, marks, records, width - 2 if block.post else width - len(lead), coloured=coloured)
        yield from _framed(block, lines, width, coloured=coloured) if block.post else _led(block, lead, lines)
    if marks.orphans:
        yield ""
        yield "No longer found in the text:"
    for id, reason in sorted(marks.orphans.items()):
        annotation = records.annotation(id)
        assert annotation is not None
        yield shown(
            f"  ⟦{' … '.join(target.quote for target in annotation.targets)}⟧{{{_label(annotation, records)}}}: {reason}".replace("\n", " ")
        )
    yield from _relations(marks, records)


def _relations(marks: Marks, records: Records) -> Iterator[str]:
    """The relations of the marks, those of the first mark first, under a heading."""
    ids = [*(mark.id for mark in marks), *sorted(marks.orphans)]
    found = list(dict.fromkeys(relation for id in ids for relation in records.relations_of(id)))
    if found:
        yield ""
        yield "Relations:"
    for relation in found:
        source, target = (words_of(records.annotation(id), records) for id in (relation.source, relation.target))
        yield shown(f"  {source} {relation.kind.replace('_', ' ')} {target}")


def _head(document: Document, width: int) -> Iterator[str]:
    """Title, and author, day, source and language, of a document that says anything of itself; no title that its first block repeats."""
    about = shown(byline(document, document.source))
    if not about:
        return
    first = document.blocks[0].span.of(document.text) if document.blocks else ""
    for words in [about] if first.split() == document.title.split() else [shown(document.title), about]:
        for row in wrap(words, Span(0, len(words)), max(1, width), cells):
            yield row.of(words).rstrip()
    yield ""


def _lead(document: Document, block: Block) -> str:
    """What says, before its text, that a block is a heading, an item or a quotation; nothing where the source's own sign does."""
    match block.kind:
        case BlockKind.HEADING:
            lead = "#" * max(1, block.level) + " "
        case BlockKind.ITEM:
            lead = "  " * min(8, block.level - 1) + "• "
        case BlockKind.QUOTE:
            lead = "> "
        case BlockKind.PARAGRAPH | BlockKind.POST:
            lead = ""
        case other:
            assert_never(other)
    return "" if _SIGN.match(block.span.of(document.text)[:20]) else lead


def _led(block: Block, lead: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{lead if number == 0 or block.kind is BlockKind.QUOTE else ' ' * len(lead)}{line}".rstrip()


def _framed(block: Block, lines: Iterator[str], width: int, *, coloured: bool) -> Iterator[str]:
    assert block.post is not None
    title = fit(post_title(block.post), max(1, width - 5)).rstrip()
    parts = post_source(block.post)
    whole = " · ".join(parts)
    source = fit(whole if cells(shown(whole)) <= width - 3 else "".join(parts[:1]), max(1, width - 3)).rstrip()
    top, side, bottom = f"╭─ {'↳ ' if block.post.parent else ''}{title}", "│", f"╰─ {source}".rstrip()
    if coloured:
        top, side, bottom = (f"{_FRAME}{part}{_PLAIN}" for part in (top, side, bottom))
    yield top
    for line in lines:
        yield f"{side} {line}".rstrip()
    yield bottom


def _block(document: Document, index: int, marks: Marks, records: Records, width: int, *, coloured: bool) -> Iterator[str]:
    pieces = _pieces(document, index, marks, records)
    text = "".join(words for words, _ in pieces)
    brackets, at = [], 0
    for words, is_bracket in pieces:
        if is_bracket:
            brackets.append(Span(at, at + len(words)))
        at += len(words)
    for row in wrap(text, Span(0, len(text)), max(1, width), cells):
        yield _coloured(text, row, brackets) if coloured else row.of(text).rstrip()


def _coloured(text: str, row: Span, brackets: list[Span]) -> str:
    line, at = "", row.start
    for bracket in brackets:
        part = row.intersection(bracket)
        if part and not part.is_empty:
            line += f"{text[at : part.start]}{_BRACKET}{part.of(text)}{_PLAIN}"
            at = part.end
    return line + text[at : row.end].rstrip()


def _pieces(document: Document, index: int, marks: Marks, records: Records) -> list[tuple[str, bool]]:
    """The block's text cut at the ends of marks, with brackets between; ``True`` for a bracket."""
    block = document.blocks[index].span
    after = document.blocks[index - 1].span.end if index else 0
    before = document.blocks[index + 1].span.start if index + 1 < len(document.blocks) else len(document.text)
    brackets: list[tuple[int, int, int, str]] = []
    for mark in marks.within(block):
        annotation = records.annotation(mark.id)
        assert annotation is not None
        for span in mark.spans:
            if not span.overlaps(block):
                continue
            # At one offset what ends stands before what begins; the longer begins first and ends last.
            if span.start >= after:
                brackets.append((max(span.start, block.start), 1, -span.end, "⟦"))
            if span.end <= before:
                changed = f", {CHANGED}" if marks.is_edited(mark.id) else ""
                label = f"⟧{{{shown(_label(annotation, records) + changed)}}}"
                brackets.append((min(span.end, block.end), 0, -span.start, label))
    pieces, at = [], block.start
    for offset, _, _, bracket in sorted(brackets):
        pieces += [(shown(document.text[at:offset]), False), (bracket, True)]
        at = offset
    return [*pieces, (shown(document.text[at : block.end]), False)]


def _label(annotation: Annotation, records: Records) -> str:
    unsure = "?" if annotation.status is not Status.OK else ""
    match annotation.body:
        case Claim():
            words = "claim"
        case Mention(entity=id):
            entity = records.entity(id)
            words = entity.label if entity else "entity"
        case Note(text=text):
            words = f"note: {text}"
        case Tag(label=label):
            words = f"#{label}"
        case Evidence(url=url, note=note):
            words = " ".join(part for part in ("evidence", url, note) if part)
    return " ".join(words.split()) + unsure
