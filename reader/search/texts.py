"""The canonical text of a document for searching: without looking for its blocks and posts, and not at all where it cannot match."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from reader.core.errors import SourceError
from reader.core.finding import lowered
from reader.core.query import Query
from reader.library import Entry, Library
from reader.sources.safe import decode, read_bytes, shown

PLAIN = (".txt", ".md", ".markdown")
"""How the names of files end whose canonical text is what they hold, newlines folded."""

_KELVIN = "\N{KELVIN SIGN}".encode()
"""The one letter outside ASCII whose small letter is in it."""

_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a document cannot be searched, in a sentence."""

    problem: str


def text_of(library: Library, entry: Entry, query: Query | None = None) -> str | Unread | None:
    """The canonical text of a document; ``None`` when it certainly has no match of ``query``, which was told without taking it apart.

    Of plain text and Markdown that is the decoded file, which is not even decoded when its bytes cannot hold the words. A page is taken
    apart, in another process, unless the words are neither in its source nor in that without tags and character references.
    """
    try:
        is_plain = entry.file.name.lower().endswith(PLAIN)
        content = read_bytes(entry.file) if is_plain or query is not None else b""
        may_match = may_match_plain if is_plain else may_match_page
        if query is not None and library.encoding is None and not may_match(content, query):
            return None
        problem = library.problem(entry)
        if problem is not None:
            return Unread(f"{shown(entry.path)}: {problem}")
        return decode(content, library.encoding).text if is_plain else library.load(entry).text
    except SourceError as error:
        problem = library.problem(entry)
        words = str(error) if problem is None else problem
        return Unread(words if entry.file.name in words else f"{shown(entry.path)}: {words}")


def may_match_plain(content: bytes, query: Query) -> bool:
    """Whether the bytes of a text may hold ``query``. Only ever false for words of ASCII letters in what is UTF-8."""
    if query.is_pattern or not query.words.isascii() or b"\0" in content or _KELVIN in content:
        return True
    compared = content if query.is_case_sensitive else content.lower()
    if all(piece.encode() in compared for piece in query.words.split()):
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def may_match_page(content: bytes, query: Query) -> bool:
    """Whether a page may hold ``query``. Only ever false for words in a page that is UTF-8 and spells no letters in scripts."""
    if query.is_pattern:
        return True
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    if "\0" in source or "\\u" in source or "\\x" in source:
        return True
    pieces = [lowered(piece) for piece in query.words.split()]
    spelled = html.unescape(source)
    haystacks = [lowered(_UNSEEN.sub("", words)) for words in (source, spelled, _TAG.sub("", spelled))]
    return all(any(_UNSEEN.sub("", piece) in haystack for haystack in haystacks) for piece in pieces)
