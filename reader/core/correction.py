"""A document as its reader corrected it: posts made longer, shorter, undone or new."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from reader.core.anchor import Resolution, Selector
from reader.core.annotation import PostCorrection
from reader.core.document import Block, BlockKind, Document, Post, PostState
from reader.core.resolution import Resolver
from reader.core.span import Span

Resolve: TypeAlias = Callable[[Selector], Resolution | None]
"""Where a selector's words stand; ``None`` when that is not known yet."""


def corrected(document: Document, corrections: Iterable[PostCorrection], resolve: Resolve | None = None) -> Document:
    """``document`` with each correction applied in turn; one whose words have no place in the text any more is passed over.

    ``resolve`` resolves what was marked in the document; ``None``: as one does that knows no older version.
    A released post's lines become paragraphs. A new extent cuts what it covers out of the paragraphs and posts it reaches into.
    """
    blocks = document.blocks
    resolve = resolve or Resolver(document).resolve
    for correction in corrections:
        blocks = _apply(document, blocks, correction, resolve)
    return document if blocks is document.blocks else document.with_blocks(blocks)


def _apply(document: Document, blocks: tuple[Block, ...], correction: PostCorrection, resolve: Resolve) -> tuple[Block, ...]:
    text = document.text
    old = next((block.post for block in blocks if block.post and block.post.id == correction.post), None)
    new = None
    if correction.extent is not None:
        found = resolve(correction.extent)
        if found is None or found.span is None:
            return blocks
        new = _post(document, correction, found.span, old)
    changed: list[Block] = []
    for block in blocks:
        pieces = _lines(text, block.span) if block.post and block.post is old else [block]
        for piece in pieces:
            changed.extend([piece] if new is None or not piece.span.overlaps(new.span) else _outside(text, piece, new.span))
    if new is not None:
        changed.append(Block(BlockKind.POST, new.span, post=new))
    return _without_lost_parents(sorted(changed, key=lambda block: block.span))


def _post(document: Document, correction: PostCorrection, extent: Span, old: Post | None) -> Post:
    post = Post(
        id=correction.post,
        platform=correction.platform,
        span=extent,
        body=extent,
        attribution=None,
        author=correction.author,
        handle=correction.handle,
        date=correction.date,
        reasons=(f"set by {correction.provenance.creator}",),
    )
    if old is None:
        return replace(post, words=_words(document, extent))
    post = replace(post, permalink=old.permalink, parent=old.parent)
    if extent == old.span:
        return replace(post, body=old.body, attribution=old.attribution, state=old.state, words=old.words)
    attribution = old.attribution if old.attribution and extent.covers(old.attribution) else None
    start = old.body.start if extent.start == old.span.start else extent.start
    end = old.body.end if attribution or extent.end == old.span.end else extent.end
    body = _trimmed(document.text, Span(start, max(start, end)))
    words = _words(document, body)
    state = PostState.AUTHOR_ONLY if body.is_empty or words == "" else PostState.FULL
    return replace(post, body=body, attribution=attribution, state=state, words=words)


def _words(document: Document, body: Span) -> str | None:
    """What ``body`` says without the source's markup in it, ``None`` where there is none."""
    markup = document.markup
    first = bisect_right(markup, body.start, key=lambda span: span.end)
    last = bisect_left(markup, body.end, key=lambda span: span.start)
    if first >= last:
        return None
    words, at = [], body.start
    for span in markup[first:last]:
        words.append(document.text[at : max(at, span.start)])
        at = span.end
    lines = "".join([*words, document.text[at : body.end]]).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _without_lost_parents(blocks: list[Block]) -> tuple[Block, ...]:
    """``blocks`` with the posts whose parent is no post any more standing by themselves."""
    ids = {block.post.id for block in blocks if block.post}
    return tuple(
        replace(block, post=replace(block.post, parent=None))
        if block.post and block.post.parent and block.post.parent not in ids
        else block
        for block in blocks
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
