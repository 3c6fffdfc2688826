"""Markdown as a document: its own text, cut into blocks, with the posts that are embedded in it."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256 as digest_of
from itertools import pairwise
from pathlib import Path

from reader.core.document import Block, BlockKind, Document, Link, Post
from reader.core.errors import SourceError
from reader.core.span import Span
from reader.sources import bounded
from reader.sources.bounded import Failure, run
from reader.sources.front_matter import FrontMatter, read_front_matter
from reader.sources.posts.embed import Embed
from reader.sources.record import from_json
from reader.sources.safe import Decoded, decode, encodable, read_bytes, shown
from reader.sources.text import document_of, id_of, place

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[ ]?[+-]\d{2}:?\d{2})?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")
_WEB = re.compile(r"https?://[^\s<>]+\Z")


def load(path: Path, root: Path, encoding: str | None = None) -> Document:
    """The document in the Markdown file ``path``, named by its place under ``root``.

    Its canonical text is the file's, newlines folded: offsets are offsets into it. ``encoding`` is what the file is in; ``None``: found
    out. Raises ``SourceError`` when it cannot be read or is no text.
    """
    content = read_bytes(path)
    try:
        decoded = decode(content, encoding)
    except SourceError as error:
        raise SourceError(f"{shown(path)} cannot be opened. {error}") from error
    return document_in(decoded, path=place(path, root), sha256=digest_of(content).hexdigest())


def prepare() -> None:
    """Start what ``load`` needs, without waiting for it."""
    bounded.prepare("reader.sources.markdown_outline")


def document_in(decoded: Decoded, *, path: str, sha256: str) -> Document:
    """The document of Markdown; as plain text, with a problem that says so, when it cannot be taken apart in bounded time."""
    text = decoded.text
    front = read_front_matter(text)
    blank = "".join("\n" if letter == "\n" else " " for letter in text[: front.end])
    stated = run("reader.sources.markdown_outline", blank + text[front.end :])
    try:
        outline = Failure(stated.reason) if isinstance(stated, Failure) else _Outline(stated, text)
    except (ValueError, TypeError, KeyError):
        outline = Failure("what reads it gave no sensible answer")
    if isinstance(outline, Failure):
        problem = f"This Markdown could not be taken apart, because {outline.reason}. It is shown as plain text."
        return document_of(text, path=path, sha256=sha256, encoding=decoded.encoding, problems=(*decoded.problems, problem))
    return Document(
        id=id_of(path),
        path=encodable(path),
        title=front.first("title") or outline.heading() or shown(path.rpartition("/")[2]),
        text=text,
        sha256=sha256,
        encoding=decoded.encoding,
        blocks=outline.blocks,
        problems=decoded.problems,
        links=outline.links,
        markup=outline.markup,
        author=", ".join(front.values.get("author") or front.values.get("authors") or ()) or None,
        date=_date(front),
        source=_matching(_WEB, front.first("canonical_url", "canonical", "canonicalurl", "source", "source_url", "original_url", "url")),
        language=_matching(_LANGUAGE, front.first("lang", "language", "locale")),
    )


class _Outline:
    """The outline that a process stated, checked: it may have been taken over. ``ValueError`` and the like when it is anything else."""

    def __init__(self, stated: object, text: str) -> None:
        if not isinstance(stated, dict):
            raise ValueError("not an outline")
        self._text = text
        embeds = from_json(stated["page"]).embeds
        blocks = [Block(BlockKind(kind), self._span(start, end), int(level)) for kind, start, end, level in stated["leaves"]]
        seen: Counter[str] = Counter()
        for embed, (whole, body, attribution) in zip(embeds, stated["places"], strict=True):
            span = self._span(*whole)
            post = _post(embed, text, span, self._span(*body), self._span(*attribution) if attribution else None, seen)
            blocks.append(Block(BlockKind.POST, span, post=post))
        self.blocks = tuple(sorted(blocks, key=lambda block: block.span))
        self.markup = tuple(self._span(start, end) for start, end in stated["markup"])
        self.links = tuple(
            Link(self._span(start, end), url) for start, end, url in stated["links"] if _WEB.match(url) and url.isprintable()
        )
        for spans in ([block.span for block in self.blocks], list(self.markup), [link.span for link in self.links]):
            if any(span.is_empty for span in spans) or any(one.end > other.start for one, other in pairwise(spans)):
                raise ValueError("spans overlap")

    def heading(self) -> str | None:
        """The words of the first heading."""
        block = next((block for block in self.blocks if block.kind is BlockKind.HEADING), None)
        if block is None:
            return None
        words, start = [], block.span.start
        for span in (*(span for span in self.markup if block.span.covers(span)), Span(block.span.end, block.span.end)):
            words.append(self._text[start : span.start])
            start = span.end
        return " ".join("".join(words).split()) or None

    def _span(self, start: object, end: object) -> Span:
        if type(start) is not int or type(end) is not int or end > len(self._text):
            raise ValueError(f"not a span: {start!r:.20} to {end!r:.20}")
        return Span(start, end)


def _post(embed: Embed, text: str, span: Span, body: Span, attribution: Span | None, seen: Counter[str]) -> Post:
    key = f"{embed.platform}|{embed.permalink or f'{embed.handle}|{embed.body}'}"
    ordinal = seen[key]
    seen[key] += 1
    if not span.covers(body) or (attribution and not span.covers(attribution)):
        raise ValueError("a post's words lie elsewhere")
    return Post(
        id="p" + digest_of(f"{key}|{ordinal}".encode("utf-8", "replace")).hexdigest()[:12],
        platform=embed.platform,
        span=span,
        body=body,
        attribution=attribution,
        author=embed.author,
        handle=embed.handle,
        date=embed.date,
        permalink=embed.permalink,
        state=embed.state,
        confidence=round(embed.confidence, 2),
        reasons=embed.reasons,
        words=embed.body if embed.body != body.of(text) else None,
    )


def _date(front: FrontMatter) -> str | None:
    found = _DATE.match(front.first("date", "published", "publishdate", "pubdate", "created", "last_modified_at") or "")
    if found is None:
        return None
    day, _, time = found[0].replace(" ", "T", 1).partition("T")
    return f"{day}T{time.replace(' ', '')}" if time else day


def _matching(form: re.Pattern[str], value: str | None) -> str | None:
    return value if value and form.match(value) else None
