"""What changed between two versions of a document, as lines for a person and as an object for a program."""

from __future__ import annotations

from collections.abc import Iterator

from reader.core.comparison import Comparison
from reader.core.document import Document, Post
from reader.core.span import Span
from reader.paint.changes import BRACKETS, Part
from reader.paint.telling import Item, items, post_fate, summary
from reader.paint.wrap import wrap
from reader.report.cells import cells
from reader.report.console import shown

_STYLES = {Part.SAME: "", Part.OLD: "\x1b[31;9m", Part.NEW: "\x1b[32;1m"}
"""Red and struck out, green and bold (ECMA-48 §8.3.117)."""

_PLAIN = "\x1b[0m"


def lines(comparison: Comparison, width: int, *, coloured: bool) -> Iterator[str]:
    """What changed, in lines of at most ``width`` cells: the claims, the posts, the sentences added and removed, the words in context.

    What was taken out stands in ``[-…-]``, what was put in in ``{+…+}``; colour adds nothing to that. Claims and posts that are as they
    were are only counted.
    """
    yield from _wrapped(f"{comparison.old.path} → {comparison.new.path}: {summary(comparison)}", "", "", width)
    heading = ""
    for item in items(comparison):
        if item.heading != heading:
            heading = item.heading
            yield ""
            yield heading
        yield from _item(item, width, coloured=coloured)


def as_object(comparison: Comparison) -> dict[str, object]:
    """The comparison for JSON. Offsets are code points, half-open, into the text of the version that they are of."""
    old, new = comparison.old, comparison.new
    return {
        "old": old.path,
        "new": new.path,
        "same": comparison.is_same,
        "claims": [
            {
                "id": change.id,
                "marked_in": "new" if change.is_new else "old",
                "fate": change.fate.value,
                "old": _placed(old, change.old),
                "new": _placed(new, change.new),
                "reasons": list(change.reasons),
            }
            for change in comparison.claims
        ],
        "unplaced": list(comparison.unplaced),
        "posts": [
            {
                "fate": post_fate(pair),
                "old": _post(pair.old, pair.was),
                "new": _post(pair.new, pair.now),
            }
            for pair in comparison.posts
        ],
        "added": [{**_place(new, addition.span), "beside": addition.beside} for addition in comparison.added],
        "removed": [{**_place(old, addition.span), "beside": addition.beside} for addition in comparison.removed],
        "moved": [{"old": _place(old, move.old), "new": _place(new, move.new)} for move in comparison.moves],
        "edits": [{"old": _place(old, edit.old), "new": _place(new, edit.new)} for edit in comparison.edits],
    }


def _item(item: Item, width: int, *, coloured: bool) -> Iterator[str]:
    yield from _wrapped(item.title, "  ", "  ", width)
    text, styles = "", []
    for piece in item.pieces:
        before, after = BRACKETS[piece.part]
        words = f"{before}{shown(piece.words)}{after}"
        styles.append((len(text), len(text) + len(words), _STYLES[piece.part]))
        text += words
    for row in wrap(text, Span(0, len(text)), max(1, width - 4), cells) if text else ():
        line = ""
        for start, end, style in styles:
            words = text[max(start, row.start) : min(end, row.end)]
            line += f"{style}{words}{_PLAIN}" if words and style and coloured else words
        yield f"    {line}".rstrip()
    for note in item.notes:
        yield from _wrapped(f"→ {note}", "    ", "      ", width)


def _wrapped(words: str, lead: str, further: str, width: int) -> Iterator[str]:
    text = " ".join(shown(words).split())
    for number, row in enumerate(wrap(text, Span(0, len(text)), max(1, width - len(further or lead)), cells)):
        yield f"{further if number else lead}{row.of(text)}".rstrip()


def _place(document: Document, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "quote": span.of(document.text)}


def _placed(document: Document, span: Span | None) -> dict[str, object] | None:
    return None if span is None else _place(document, span)


def _post(post: Post | None, words: str) -> dict[str, object] | None:
    if post is None:
        return None
    return {
        "id": post.id,
        "platform": post.platform.value,
        "author": post.author,
        "handle": post.handle,
        "date": post.date,
        "permalink": post.permalink,
        "start": post.span.start,
        "end": post.span.end,
        "text": words,
    }
