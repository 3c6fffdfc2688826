"""A document as its reader corrected it: posts made longer, shorter, undone or new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.core.anchor import Anchored, resolve
from reader.core.annotation import PostCorrection
from reader.core.document import Block, BlockKind, Document, Post, PostState
from reader.core.span import Span


def corrected(document: Document, corrections: Iterable[PostCorrection]) -> Document:
    """``document`` with each correction applied in turn; one whose words are gone from the text is passed over.

    A released post's lines become paragraphs. A new extent cuts what it covers out of the paragraphs and posts it reaches into.
    """
    blocks = document.blocks
    for correction in corrections:
        blocks = _apply(document.text, blocks, correction)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


def _apply(text: str, blocks: tuple[Block, ...], correction: PostCorrection) -> tuple[Block, ...]:
    old = next((block.post for block in blocks if block.post and block.post.id == correction.post), None)
    new = None
    if correction.extent is not None:
        found = resolve(text, correction.extent)
        if not isinstance(found, Anchored):
            return blocks
        new = _post(text, correction, found.span, old)
    changed: list[Block] = []
    for block in blocks:
        pieces = _lines(text, block.span) if block.post and block.post is old else [block]
        for piece in pieces:
            changed.extend([piece] if new is None or not piece.span.overlaps(new.span) else _outside(text, piece, new.span))
    if new is not None:
        changed.append(Block(BlockKind.POST, new.span, post=new))
    return tuple(sorted(changed, key=lambda block: block.span))


def _post(text: str, correction: PostCorrection, extent: Span, old: Post | None) -> Post:
    attribution = old.attribution if old and old.attribution and extent.covers(old.attribution) else None
    body = _trimmed(text, Span(extent.start, attribution.start)) if attribution else extent
    return Post(
        id=correction.post,
        platform=correction.platform,
        span=extent,
        body=body,
        attribution=attribution,
        author=correction.author,
        handle=correction.handle,
        date=correction.date,
        permalink=old.permalink if old else None,
        state=PostState.AUTHOR_ONLY if body.is_empty else PostState.FULL,
        confidence=1.0,
        reasons=(f"set by {correction.provenance.creator}",),
    )


def _lines(text: str, span: Span) -> list[Block]:
    """The lines of ``span`` as paragraphs, blank ones left out."""
    blocks, start = [], span.start
    for line in span.of(text).split("\n"):
        trimmed = _trimmed(text, Span(start, start + len(line)))
        if not trimmed.is_empty:
            blocks.append(Block(BlockKind.PARAGRAPH, trimmed))
        start += len(line) + 1
    return blocks


def _outside(text: str, block: Block, taken: Span) -> list[Block]:
    """What is left of ``block`` before and after ``taken``; what is left of a post is no post."""
    kind = BlockKind.PARAGRAPH if block.post else block.kind
    sides = [Span(block.span.start, max(block.span.start, taken.start)), Span(min(taken.end, block.span.end), block.span.end)]
    left = [_trimmed(text, side) for side in sides]
    return [Block(kind, side, block.level) for side in left if not side.is_empty]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
