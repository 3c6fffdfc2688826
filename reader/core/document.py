"""A document: one canonical text, cut into blocks, some of which are embedded posts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b
from types import MappingProxyType

from reader.core.folded_names import fold_name
from reader.core.span import Span


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    POST = "post"


class Platform(StrEnum):
    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    TRUTHSOCIAL = "truthsocial"
    THREADS = "threads"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    REDDIT = "reddit"
    YOUTUBE = "youtube"
    TELEGRAM = "telegram"
    OTHER = "other"


PLATFORM_TITLES = MappingProxyType(
    {
        Platform.X: "X",
        Platform.BLUESKY: "Bluesky",
        Platform.MASTODON: "Mastodon",
        Platform.TRUTHSOCIAL: "Truth Social",
        Platform.THREADS: "Threads",
        Platform.INSTAGRAM: "Instagram",
        Platform.FACEBOOK: "Facebook",
        Platform.TIKTOK: "TikTok",
        Platform.REDDIT: "Reddit",
        Platform.YOUTUBE: "YouTube",
        Platform.TELEGRAM: "Telegram",
    }
)
"""What each platform calls itself; those that are not known have no name."""


class PostState(StrEnum):
    """How much of a post the document holds."""

    FULL = "full"
    AUTHOR_ONLY = "author_only"
    LINK_ONLY = "link_only"


@dataclass(frozen=True, slots=True)
class Post:
    """A social-media post embedded in a document.

    ``span`` covers body and attribution; ``body`` is what the author wrote (empty when the text does not hold it);
    ``attribution`` is the line that names author and date (``None``: there is none). ``handle`` begins with ``@``.
    ``date`` is ISO 8601, a day or finer. ``confidence`` lies in 0..1, ``reasons`` are short phrases for the reader.
    ``words`` is what the author wrote where the source's markup stands between the words (``None``: it is the text's ``body``).
    ``parent`` is the id of the post that quotes or answers this one, which is a block of its own (``None``: it stands by itself).
    """

    id: str
    platform: Platform
    span: Span
    body: Span
    attribution: Span | None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    permalink: str | None = None
    state: PostState = PostState.FULL
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    parent: str | None = None
    words: str | None = None

    @property
    def start(self) -> int:
        """Where reading it begins: at the first character of the body, or of what there is in its place."""
        return self.span.start if self.body.is_empty else self.body.start


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: their span, and an absolute ``http`` or ``https`` URL. Nothing follows it unasked."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text that is laid out on its own; the blank lines between blocks belong to none.

    ``level`` is the depth of a heading or list item, from 1; 0 elsewhere. ``post`` is set exactly when the kind is POST.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a source file holds.

    ``path`` is relative to the opened folder, with forward slashes. ``text`` is the canonical text that all offsets
    count in. ``sha256`` is of the source's bytes. ``blocks`` are sorted, disjoint and not empty. ``problems`` are
    sentences about what was wrong with the source, to be shown to the reader. ``links`` are sorted and disjoint.
    ``markup`` are the parts of the text, sorted, disjoint and not empty, that are the source's markup rather than words.

    What the source says of itself, ``None`` where it says nothing: ``author``, ``date`` (ISO 8601, a day or finer), ``source`` (the
    ``http`` or ``https`` URL that it was saved from), ``language`` (a BCP 47 tag).
    """

    id: str
    path: str
    title: str
    text: str
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    problems: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    markup: tuple[Span, ...] = ()
    author: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _posts: tuple[Post, ...] = field(init=False, repr=False, compare=False)
    has_urls: bool = field(init=False, repr=False, compare=False)
    """Whether anything in it leads anywhere."""
    _digest: str = field(init=False, repr=False, compare=False, default="")
    _beside: dict[str, tuple[str, ...]] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(block.span.start for block in self.blocks))
        object.__setattr__(self, "_posts", tuple(block.post for block in self.blocks if block.post is not None))
        object.__setattr__(self, "has_urls", bool(self.links) or any(post.permalink for post in self._posts))

    @property
    def digest(self) -> str:
        """What names this version of the text (:func:`digest_of_text`). Made when first asked for: 30 ms for 10 MB."""
        if not self._digest:
            object.__setattr__(self, "_digest", digest_of_text(self.text))
        return self._digest

    def with_blocks(self, blocks: tuple[Block, ...]) -> Document:
        """This document with its text cut into other blocks."""
        changed = replace(self, blocks=blocks)
        object.__setattr__(changed, "_digest", self._digest)
        return changed

    def names_beside(self, name: str) -> tuple[str, ...]:
        """The names and handles that the posts give to whom they call ``name``, a name or a handle, besides; none where that is in doubt.

        A name that goes with several handles may be several people's. Looked up for all names when first asked for: 4,500 posts take 10 ms.
        """
        if self._beside is None:
            object.__setattr__(self, "_beside", _names_beside(self._posts))
            assert self._beside is not None
        return self._beside.get(fold_name(name), ())

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts among the blocks, in order."""
        return self._posts

    def number_of(self, post: Post) -> int:
        """Which of the posts ``post``, which is one of them, is, from 0."""
        return bisect_left(self._posts, post.span.start, key=lambda other: other.span.start)

    def block_index(self, offset: int) -> int | None:
        """The index of the block at ``offset``, else of the last one before it, else 0; ``None`` without blocks."""
        return max(0, bisect_right(self._starts, offset) - 1) if self.blocks else None

    def block_at(self, offset: int) -> Block | None:
        """The block whose span holds ``offset``, its end included; ``None`` between blocks."""
        index = self.block_index(offset)
        if index is None:
            return None
        block = self.blocks[index]
        return block if block.span.start <= offset <= block.span.end else None

    def post_at(self, offset: int) -> Post | None:
        """The post whose span holds ``offset``, its end included."""
        block = self.block_at(offset)
        return block.post if block else None

    def passage_at(self, offset: int) -> Span:
        """The span that sentences and words at ``offset`` may not leave: a block, or in a post one line of its body or of the rest.

        An empty span at ``offset`` when it lies between blocks.
        """
        block = self.block_at(offset)
        if block is None:
            return Span(offset, offset)
        if block.post is None:
            return block.span
        part = self._part_of(block.post, offset)
        start = self.text.rfind("\n", part.start, offset) + 1 or part.start
        end = self.text.find("\n", offset, part.end)
        return Span(start, part.end if end < 0 else end)

    def _part_of(self, post: Post, offset: int) -> Span:
        """The body of ``post``, or what lies before or behind it, whichever ``offset`` is in."""
        body = post.body
        if offset < body.start:
            return Span(post.span.start, body.start)
        ends_here = offset == body.end and (offset == post.span.end or self.text[offset] == "\n")
        return body if body.contains(offset) or ends_here else Span(body.end, post.span.end)


def _names_beside(posts: tuple[Post, ...]) -> dict[str, tuple[str, ...]]:
    """The handle beside each author's name, and the names beside each handle, by folded name."""
    handles: dict[str, dict[str, str]] = {}
    authors: dict[str, dict[str, str]] = {}
    for post in posts:
        if post.author and post.handle:
            name, handle = fold_name(post.author), fold_name(post.handle)
            handles.setdefault(name, {}).setdefault(handle, post.handle)
            authors.setdefault(handle, {}).setdefault(name, post.author)
    certain = {name: tuple(found.values()) for name, found in handles.items() if len(found) == 1}
    for handle, found in authors.items():
        names = tuple(author for name, author in found.items() if name in certain)
        certain[handle] = (*certain.get(handle, ()), *names)
    return certain


def digest_of_text(text: str) -> str:
    """What names a version of a canonical text: BLAKE2b, 16 bytes in hexadecimal, of its UTF-8, in which surrogates are let pass."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
