"""Web pages as documents: the article without the page's furniture, with the posts where they stood."""

from __future__ import annotations

import re
from hashlib import sha256 as digest_of
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources import bounded
from reader.sources.bounded import Failure, run
from reader.sources.safe import Decoded, decode, encodable, read_bytes, shown
from reader.sources.strip import lightened, strip, title_of
from reader.sources.text import document_of, id_of, place

_LARGEST = 16_000_000
"""Code points of a page that is taken apart, inlined pictures left out; what is larger takes longer than is waited for."""

_HEAD = 8192  # bytes in which a page names its encoding
_CHARSET = re.compile(
    rb"<\?xml[^>]{0,200}\bencoding\s*=\s*[\"']([\w.:-]{1,40})|<meta[^>]{0,400}\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)


def load(path: Path, root: Path, encoding: str | None = None) -> Document:
    """The document in the web page ``path``, named by its place under ``root``.

    ``encoding`` is what the file is in; ``None``: found out. A page that cannot be taken apart in bounded time and memory is shown as its
    plain text, which the document's problems say. Raises ``SourceError`` when it cannot be read or is no text.
    """
    content = read_bytes(path)
    try:
        decoded = decode(content, encoding, declared_encoding(content))
    except SourceError as error:
        raise SourceError(f"{shown(path)} cannot be opened. {error}") from error
    markup = lightened(decoded.text)
    if path.suffix.lower() == ".xhtml" and not markup.lstrip().startswith("<?xml"):
        markup = f'<?xml version="1.0"?>{markup}'
    where, sha256 = place(path, root), digest_of(content).hexdigest()
    return _taken_apart(markup, decoded, where, sha256)


def prepare() -> None:
    """Start what ``load`` needs, without waiting for it."""
    bounded.prepare("reader.sources.page")


def declared_encoding(content: bytes) -> str | None:
    """The encoding that a page names near its beginning."""
    found = _CHARSET.search(content[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else None


def _taken_apart(markup: str, decoded: Decoded, path: str, sha256: str) -> Document:
    stated = run("reader.sources.page", markup) if len(markup) <= _LARGEST else Failure(f"it has more than {_LARGEST:,} characters")
    if isinstance(stated, Failure):
        return _plain(markup, decoded, path, sha256, stated.reason)
    from reader.sources.assemble import assemble
    from reader.sources.record import from_json

    try:
        page = from_json(stated)
    except ValueError:
        return _plain(markup, decoded, path, sha256, "what reads it gave no sensible answer")
    text, blocks, links = assemble(page)
    metadata = page.metadata
    return Document(
        id=id_of(path),
        path=encodable(path),
        title=metadata.title or shown(path.rpartition("/")[2]),
        text=text,
        sha256=sha256,
        encoding=decoded.encoding,
        blocks=blocks,
        problems=(*decoded.problems, *page.problems),
        links=links,
        author=metadata.author,
        date=metadata.date,
        source=metadata.source,
        language=metadata.language,
    )


def _plain(markup: str, decoded: Decoded, path: str, sha256: str, reason: str) -> Document:
    problem = f"This page could not be taken apart, because {reason}. All its text is shown, menus and the like among it."
    return document_of(
        strip(markup), path=path, sha256=sha256, encoding=decoded.encoding, problems=(*decoded.problems, problem), title=title_of(markup)
    )
