"""The lines of a page in its order, without white space: they tell where the words of an extracted text stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree

from reader.sources.passages import BLOCKS
from reader.sources.pieces import Passage

_CONTEXT = 12  # characters on either side of a link that must stand beside its words in the text as well
_MOST = 3000  # links of a page that are looked for
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a page: where its words stand in the page's stream, and its reference as the page has it."""

    start: int
    end: int
    reference: str


@dataclass(frozen=True, slots=True)
class Stream:
    """``text`` holds a line per block, without any white space but the newlines between them."""

    text: str
    anchors: tuple[Anchor, ...] = ()
    base: str | None = None


def stream_of(tree: etree._Element, base: str | None = None) -> Stream:
    """The stream of everything under ``tree`` but scripts and styles, with its links, whose references are relative to ``base``."""
    flow = _Flow()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        is_text = event in ("start", "end") and element.tag not in ("script", "style")
        if is_text and element.tag in BLOCKS:
            flow.part()
        if event == "start" and is_text:
            if element.tag == "a":
                flow.begin(element)
            flow.add(element.text)
        elif event != "start":
            if element.tag == "a":
                flow.end(element)
            if element is not tree:
                flow.add(element.tail)
    return Stream("".join(flow.parts), tuple(flow.anchors), base)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Passages as the text of a stream, which begins with a newline; ``starts`` says where in it each of them does."""

    text: str
    starts: tuple[int, ...]

    def number_at(self, offset: int) -> int:
        """The number of the passage that the character at ``offset`` is of."""
        return max(0, bisect_right(self.starts, offset) - 1)


def squeezed(passages: Iterable[Passage]) -> Squeezed:
    """The passages without white space, a line each."""
    parts, starts, length = ["\n"], [], 1
    for passage in passages:
        starts.append(length)
        words = "".join(passage.text.split())
        parts += (words, "\n")
        length += len(words) + 1
    return Squeezed("".join(parts), tuple(starts))


def linked(passages: Sequence[Passage], stream: Stream) -> list[Passage]:
    """The passages with the links of ``stream`` whose words stand in them between the same neighbours."""
    article = squeezed(passages)
    found: dict[int, list[tuple[int, int, str]]] = {}
    after = 0
    for anchor in stream.anchors[:_MOST]:
        left = _last_line(stream.text[max(0, anchor.start - _CONTEXT) : anchor.start])
        words = stream.text[anchor.start : anchor.end]
        context = left + words + _first_line(stream.text[anchor.end : anchor.end + _CONTEXT])
        at = article.text.find(context, after)
        if at < 0:
            at = article.text.find(context)
        if at >= 0 and "\n" not in words and (url := web_url(anchor.reference, stream.base)):
            after = at + 1
            start = at + len(left)
            number = article.number_at(start)
            start -= article.starts[number]
            found.setdefault(number, []).append((start, start + len(words), url))
    return [_with_links(passage, found[number]) if number in found else passage for number, passage in enumerate(passages)]


def web_url(reference: str | None, base: str | None = None) -> str | None:
    """The absolute ``http`` or ``https`` URL that ``reference`` means at ``base``; ``None`` when it means none."""
    if not reference or len(reference) > _LONGEST_URL:
        return None
    try:
        url = urljoin(base or "", reference.strip())
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_whole and url.isprintable() and " " not in url else None


class _Flow:
    """Gathers the lines and the links of a page."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.anchors: list[Anchor] = []
        self._length = 0
        self._open: dict[etree._Element, int] = {}

    def add(self, text: str | None) -> None:
        if text and (words := "".join(text.split())):
            self.parts.append(words)
            self._length += len(words)

    def part(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")
            self._length += 1

    def begin(self, link: etree._Element) -> None:
        self._open[link] = self._length

    def end(self, link: etree._Element) -> None:
        start = self._open.pop(link, self._length)
        if start < self._length and (reference := link.get("href")):
            self.anchors.append(Anchor(start, self._length, reference))


def _last_line(text: str) -> str:
    _, newline, line = text.rpartition("\n")
    return newline + line


def _first_line(text: str) -> str:
    line, newline, _ = text.partition("\n")
    return line + newline


def _with_links(passage: Passage, links: list[tuple[int, int, str]]) -> Passage:
    """The passage with links that are given in its characters that are no white space."""
    places = [offset for offset, letter in enumerate(passage.text) if not letter.isspace()]
    kept: list[tuple[int, int, str]] = []
    for first, last, url in sorted(links):
        if not kept or kept[-1][1] <= places[first]:
            kept.append((places[first], places[last - 1] + 1, url))
    return replace(passage, links=tuple(kept))
