"""The lines of a page in its order, without white space: they tell where the words of an extracted text stood."""

from __future__ import annotations

from collections.abc import Sequence
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
    """A link of a page: where its words stand in the page's stream."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Stream:
    """``text`` holds a line per block, without any white space but the newlines between them."""

    text: str
    anchors: tuple[Anchor, ...] = ()


def stream_of(tree: etree._Element, base: str | None = None) -> Stream:
    """The stream of everything under ``tree`` but scripts and styles, with the links that lead to the web, also relative to ``base``."""
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
            flow.end(element, base)
            if element is not tree:
                flow.add(element.tail)
    return Stream("".join(flow.parts), tuple(flow.anchors))


def squeezed(passages: Sequence[Passage]) -> tuple[str, list[tuple[int, int]]]:
    """The passages as the text of a stream, and for each of its characters the number of its passage and its offset in that."""
    letters, places = ["\n"], [(0, 0)]
    for number, passage in enumerate(passages):
        for offset, letter in enumerate(passage.text):
            if not letter.isspace():
                letters.append(letter)
                places.append((number, offset))
        letters.append("\n")
        places.append((number, len(passage.text)))
    return "".join(letters), places


def linked(passages: Sequence[Passage], stream: Stream) -> list[Passage]:
    """The passages with the links of ``stream`` whose words stand in them between the same neighbours."""
    text, places = squeezed(passages)
    found: list[list[tuple[int, int, str]]] = [[] for _ in passages]
    after = 0
    for anchor in stream.anchors[:_MOST]:
        left = _last_line(stream.text[max(0, anchor.start - _CONTEXT) : anchor.start])
        words = stream.text[anchor.start : anchor.end]
        context = left + words + _first_line(stream.text[anchor.end : anchor.end + _CONTEXT])
        at = text.find(context, after)
        if at < 0:
            at = text.find(context)
        if at >= 0 and "\n" not in words:
            after = at + 1
            number, start = places[at + len(left)]
            found[number].append((start, places[at + len(left) + len(words) - 1][1] + 1, anchor.url))
    return [replace(passage, links=_disjoint(links)) for passage, links in zip(passages, found, strict=True)]


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

    def end(self, element: etree._Element, base: str | None) -> None:
        start = self._open.pop(element, self._length)
        if start < self._length and (url := web_url(element.get("href"), base)):
            self.anchors.append(Anchor(start, self._length, url))


def _last_line(text: str) -> str:
    _, newline, line = text.rpartition("\n")
    return newline + line


def _first_line(text: str) -> str:
    line, newline, _ = text.partition("\n")
    return line + newline


def _disjoint(links: Sequence[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    kept: list[tuple[int, int, str]] = []
    for link in sorted(links):
        if not kept or kept[-1][1] <= link[0]:
            kept.append(link)
    return tuple(kept)
