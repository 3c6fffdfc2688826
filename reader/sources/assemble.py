"""The document that pieces of a page and its posts make."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import assert_never

from reader.core.document import PLATFORM_TITLES, Block, BlockKind, Link, Post
from reader.core.span import Span
from reader.sources.pieces import Passage, Slot
from reader.sources.posts.embed import Embed
from reader.sources.record import Page


def assemble(page: Page) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
    """The canonical text of a page with its blocks and links; a blank line parts blocks, none the items of a list and rows of a table."""
    builder = _Builder()
    for piece in page.pieces:
        match piece:
            case Passage():
                builder.put_passage(piece)
            case Slot(number=number):
                builder.put_post(page.embeds[number], None)
            case other:
                assert_never(other)
    return builder.finish()


def attribution_of(embed: Embed) -> str:
    """A line for a post that has none on the page and no text either, from what is known of it."""
    where = f" on {PLATFORM_TITLES[embed.platform]}" if embed.platform in PLATFORM_TITLES else ""
    who = embed.author if embed.author and not embed.handle else " ".join(part for part in (embed.author, embed.handle) if part)
    what = f"Post by {who}{where}" if who else f"Post{where}"
    line = ", ".join(part for part in (what, embed.date and embed.date[:10]) if part)
    return f"{line}: {embed.permalink}" if embed.permalink else line


class _Builder:
    """A text that grows, with the blocks and links in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._seen: Counter[str] = Counter()

    def finish(self) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
        if self._parts:
            self._parts.append("\n")
        return "".join(self._parts), tuple(self._blocks), tuple(self._links)

    def put_passage(self, passage: Passage) -> None:
        if not passage.text.strip():
            return
        span = self._add(passage.text, is_close=passage.is_close)
        self._blocks.append(Block(passage.kind, span, passage.level))
        self._links += [Link(Span(span.start + start, span.start + end), url) for start, end, url in passage.links]

    def put_post(self, embed: Embed, parent: str | None) -> None:
        body = _tidy(embed.body)
        attribution = _tidy(embed.attribution or "").replace("\n", " ") or ("" if body else attribution_of(embed))
        span = self._add("\n".join(part for part in (body, attribution) if part), is_close=False)
        post = Post(
            id=self._id(embed, body, attribution),
            platform=embed.platform,
            span=span,
            body=Span(span.start, span.start + len(body)),
            attribution=Span(span.end - len(attribution), span.end) if attribution else None,
            author=embed.author,
            handle=embed.handle,
            date=embed.date,
            permalink=embed.permalink,
            state=embed.state,
            confidence=round(embed.confidence, 2),
            reasons=embed.reasons,
            parent=parent,
        )
        self._blocks.append(Block(BlockKind.POST, span, post=post))
        for quoted in embed.quoted:
            self.put_post(quoted, post.id)

    def _add(self, text: str, *, is_close: bool) -> Span:
        if self._parts:
            gap = "\n" if is_close else "\n\n"
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def _id(self, embed: Embed, body: str, attribution: str) -> str:
        """An id that stays when the page is saved again, as long as the post does."""
        key = f"{embed.platform}|{embed.permalink or f'{embed.handle}|{body}|{attribution}'}"
        ordinal = self._seen[key]
        self._seen[key] += 1
        return "p" + sha256(f"{key}|{ordinal}".encode("utf-8", "replace")).hexdigest()[:12]


def _tidy(text: str) -> str:
    """``text`` without blank lines at its ends or white space at those of its lines; newlines folded."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)
