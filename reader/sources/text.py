"""Plain text as a document: paragraphs, with the posts among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256 as digest_of
from itertools import pairwise
from pathlib import Path

from reader.core.document import Block, BlockKind, Document, Post
from reader.core.errors import SourceError
from reader.core.span import Span
from reader.sources.posts.flattened import find_posts
from reader.sources.safe import decode, encodable, read_bytes, shown

BEGINNING = 65_536
"""Bytes that are read to show a large file before it is read."""

_TAIL = 4096  # bytes at the end of a beginning that may be left out to cut it at a word
_CONTINUING, _LEADING = bytes(range(0x80, 0xC0)), bytes(range(0xC0, 0x100))  # of a character's bytes in UTF-8
_LONGEST_TITLE = 80  # code points
_NARROWEST, _WIDEST = 40, 100  # code points the widest line of hard-wrapped text has
_SAMPLE = 2000  # lines that tell whether text is hard-wrapped
_FEWEST = 3  # lines that must go on in the next one
_FORCED = 0.9  # share of those that the next word would have made too wide


def load(path: Path, root: Path, encoding: str | None = None) -> Document:
    """The document in the text file ``path``, named by its place under ``root``.

    ``encoding`` is what the file is in; ``None``: found out. Raises ``SourceError`` when it cannot be read or is no text.
    """
    content = read_bytes(path)
    try:
        decoded = decode(content, encoding)
    except SourceError as error:
        raise SourceError(f"{shown(path)} cannot be opened. {error}") from error
    return document_of(
        decoded.text,
        path=place(path, root),
        sha256=digest_of(content).hexdigest(),
        encoding=decoded.encoding,
        problems=decoded.problems,
    )


def beginning(path: Path, root: Path, encoding: str | None = None) -> Document | None:
    """The document that the first :data:`BEGINNING` bytes of a longer file make, cut where a block or at least a word ends.

    Its offsets are those of the whole, and so are its blocks, posts and title, save at its end. ``None`` for a file that is shorter or
    of which the beginning does not tell the encoding.
    """
    content = read_bytes(path, only=BEGINNING)
    if len(content) < BEGINNING:
        return None
    cut = max(content.rfind(b"\n\n"), content.rfind(b" ", 0, len(content) - _TAIL))
    content = content[:cut] if cut > 0 else content.rstrip(_CONTINUING).rstrip(_LEADING)
    try:
        decoded = decode(content, encoding)
    except SourceError:
        return None
    if encoding is None and decoded.encoding != "utf-8":
        return None
    return document_of(decoded.text, path=place(path, root), sha256="", encoding=decoded.encoding)


def document_of(text: str, *, path: str, sha256: str, encoding: str, problems: Sequence[str] = (), title: str = "") -> Document:
    """The document of a canonical ``text`` (newlines folded), cut into paragraphs and posts; ``title`` empty: its first line.

    ``path`` is relative, with forward slashes, and may hold the surrogates of a file name that is not UTF-8; the document's path has
    U+FFFD there, while its id tells the two apart. ``sha256`` is of the source's bytes.
    """
    posts = find_posts(text)
    blocks = tuple(_blocks(text, posts))
    return Document(
        id=id_of(path),
        path=encodable(path),
        title=title or _title(text, blocks) or shown(path.rpartition("/")[2]),
        text=text,
        sha256=sha256,
        encoding=encoding,
        blocks=blocks,
        problems=tuple(problems),
    )


def place(path: Path, root: Path) -> str:
    """Where ``path`` lies under ``root``, with forward slashes; its name, when it lies elsewhere."""
    return (path.relative_to(root) if path.is_relative_to(root) else Path(path.name)).as_posix()


def id_of(path: str) -> str:
    """A document's id: 14 hexadecimal digits, the first 53 bits of the SHA-256 of its relative path in UTF-8."""
    number = int.from_bytes(digest_of(path.encode("utf-8", "surrogatepass")).digest()[:7], "big") >> 3
    return format(number, "014x")


def _blocks(text: str, posts: Sequence[Post]) -> Iterator[Block]:
    """Paragraphs and posts in order; lines of a hard-wrapped paragraph are one block, anywhere else each line is."""
    start = 0
    is_wrapped = _is_hard_wrapped(text)
    for post in (*posts, None):
        end = post.span.start if post else len(text)
        lines = _lines(text, start, end)
        for span in _joined(text, lines) if is_wrapped else lines:
            yield Block(BlockKind.PARAGRAPH, span)
        if post:
            yield Block(BlockKind.POST, post.span, post=post)
            start = post.span.end


_LINE = re.compile(r"\S[^\n]*")


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of ``text[start:end]`` that are not blank, without the white space at their edges."""
    for line in _LINE.finditer(text, start, end):
        yield Span(line.start(), line.start() + len(line[0].rstrip()))


def _joined(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    """The lines that no blank line parts, run together."""
    run: Span | None = None
    for line in lines:
        if run is not None and text.count("\n", run.end, line.start) > 1:
            yield run
            run = line
        else:
            run = run.hull(line) if run else line
    if run is not None:
        yield run


def _is_hard_wrapped(text: str) -> bool:
    """Whether lines end because the next word would have made them too wide, and blank lines part the paragraphs."""
    head = text[: _SAMPLE * _WIDEST].split("\n")[:_SAMPLE]
    lines = [line.strip() for line in head]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths or "" not in lines[1:-1]:
        return False
    widest = lengths[int(0.99 * len(lengths))]
    if not _NARROWEST <= widest <= _WIDEST:
        return False
    going_on = [(line, below) for line, below in pairwise(lines) if line and below]
    forced = sum(len(line) + 1 + len(below.split(maxsplit=1)[0]) > widest for line, below in going_on)
    return len(going_on) >= _FEWEST and forced >= _FORCED * len(going_on)


def _title(text: str, blocks: Sequence[Block]) -> str:
    """The first line of the first paragraph, else of the first post, cut at a word; empty when there is no block."""
    block = next((block for block in blocks if block.post is None), blocks[0] if blocks else None)
    if block is None:
        return ""
    line = text[block.span.start : block.span.end].partition("\n")[0].strip()
    if len(line) <= _LONGEST_TITLE:
        return line
    head = line[:_LONGEST_TITLE]  # one code point more than stays, to see whether a word ends there
    cut = head.rstrip() if head[-1].isspace() else head.rpartition(" ")[0].rstrip()
    return (cut or head[:-1]) + "…"
