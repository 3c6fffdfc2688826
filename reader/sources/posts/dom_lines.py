"""The lines that an HTML element shows, with the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

_BLOCK_TAGS = """
    address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main
    nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACED = frozenset(("blockquote", "p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul"))  # a blank line parts them from the rest
_UNSHOWN_TAGS = "audio button canvas embed head iframe input link meta noembed object script select style svg template textarea video"
_UNSHOWN = frozenset(_UNSHOWN_TAGS.split())
_SPACE = re.compile(r"[ \t\n\f\r]+")
_UNSTORABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # https://www.w3.org/TR/xml/#charsets
_EMOJI_CLASS = re.compile(r"emoji|smiley", re.IGNORECASE)
_DEEPEST_LINK = 8  # links within links, which no sound page has
_LONGEST_EMOJI = 16  # code points: a family of four with its joiners has seven


@dataclass(frozen=True, slots=True)
class Link:
    """A link within a line's text: where it stands (end exclusive) and where it leads."""

    start: int
    end: int
    element: HtmlElement

    @property
    def href(self) -> str:
        return self.element.get("href") or ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a browser would show it, without white space at its edges. An empty one parts paragraphs."""

    text: str
    links: tuple[Link, ...] = ()


def lines_of(element: HtmlElement, *, keeps_newlines: bool = False, without: Set[HtmlElement] = frozenset()) -> list[Line]:
    """The lines of ``element``, the first and last not empty, and never two empty ones in a row.

    ``keeps_newlines`` is for markup whose author's newlines are newlines (``white-space: pre-wrap``). What lies in the elements ``without``
    is left out. The time it takes grows with the element's size alone.
    """
    writer = _Writer(keeps_newlines)
    for event, node in _walk(element, without):
        if event == "text":
            writer.write(node if isinstance(node, str) else "")
        elif isinstance(node, str):
            continue
        elif node.tag == "a":
            writer.open_link(node) if event == "start" else writer.close_link(node)
        elif node.tag == "br" and event == "start":
            writer.break_line()
        elif node.tag == "img" and event == "start":
            writer.write(_emoji(node))
        elif node.tag in _BLOCKS:
            writer.end_block(is_spaced=node.tag in _SPACED)
    return writer.lines()


def text_of(lines: Sequence[Line]) -> str:
    """The lines' text, parted by newlines, without empty lines at its edges and never two of them in a row."""
    texts = [line.text for line in lines]
    return "\n".join(text for place, text in enumerate(texts) if text or (place and texts[place - 1])).strip("\n")


def storable(text: str | None) -> str | None:
    """``text`` without the controls that a tree may hold, when its parser let them in, but does not take."""
    return _UNSTORABLE.sub("\ufffd", text) if text else text


def _walk(element: HtmlElement, without: Set[HtmlElement]) -> Iterator[tuple[str, HtmlElement | str]]:
    """Starts and ends of elements and the text between them, in the order of the page; without recursion, since trees may be deep."""
    waiting: list[tuple[str, HtmlElement | str]] = [("enter", element)]
    while waiting:
        event, node = waiting.pop()
        if event != "enter" or isinstance(node, str):
            yield event, node
            continue
        if not isinstance(node.tag, str) or node.tag in _UNSHOWN or node in without:
            continue
        yield "start", node
        if node.text:
            yield "text", node.text
        waiting.append(("end", node))
        for child in reversed(node):
            if child.tail:
                waiting.append(("text", child.tail))
            waiting.append(("enter", child))


def _emoji(image: HtmlElement) -> str:
    """What a picture stands for when it is a letter of the text."""
    alt = image.get("alt") or ""
    if len(alt) > _LONGEST_EMOJI or not alt.strip():
        return ""
    is_symbol = not alt.isascii() and not any(map(str.isalnum, alt))
    return alt if is_symbol or _EMOJI_CLASS.search(image.get("class") or "") else ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A link that has begun, in this line or in one above."""

    element: HtmlElement
    start: int
    began_above: bool = False


class _Writer:
    """Collects text as a browser lays it out: white space collapsed, lines broken where blocks and ``<br>`` break them."""

    def __init__(self, keeps_newlines: bool) -> None:
        self._keeps_newlines = keeps_newlines
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._open: list[_Open] = []
        self._wants_blank = False

    def write(self, text: str) -> None:
        if self._keeps_newlines:
            for place, line in enumerate(text.split("\n")):
                if place:
                    self.break_line()
                self._write(line)
            return
        lines = text.split("\n")
        last = max((place for place, line in enumerate(lines) if line.strip()), default=0)
        has_text = False
        for place, line in enumerate(lines):
            if has_text and place < last and not line.strip():  # a newline that somebody typed twice means a paragraph
                self.end_block(is_spaced=True)
            self._write(f" {line}" if place else line)
            has_text = has_text or bool(line.strip())

    def _write(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not self._parts or self._parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self._length += len(text)

    def open_link(self, element: HtmlElement) -> None:
        if len(self._open) < _DEEPEST_LINK:
            self._open.append(_Open(element, self._length))

    def close_link(self, element: HtmlElement) -> None:
        if self._open and self._open[-1].element is element:
            link = self._open.pop()
            if link.start < self._length or not link.began_above:
                self._links.append(Link(link.start, self._length, element))

    def break_line(self) -> None:
        """End the line; an empty one stays as an empty line."""
        self._end_line(keeps_empty=True)

    def end_block(self, *, is_spaced: bool) -> None:
        """End the line if there is one, and part what follows by an empty line if ``is_spaced``."""
        self._end_line(keeps_empty=False)
        self._wants_blank = self._wants_blank or is_spaced

    def lines(self) -> list[Line]:
        self._end_line(keeps_empty=False)
        while self._lines and not self._lines[-1].text and not self._lines[-1].links:
            self._lines.pop()
        return self._lines

    def _end_line(self, *, keeps_empty: bool) -> None:
        text = "".join(self._parts).rstrip()
        links = (*self._links, *(Link(link.start, self._length, link.element) for link in self._open if link.start < self._length))
        if text or links:
            if self._wants_blank:
                self._add_blank()
            fitting = tuple(Link(min(link.start, len(text)), min(link.end, len(text)), link.element) for link in links)
            self._lines.append(Line(text, fitting))
            self._wants_blank = False
        elif keeps_empty:
            self._wants_blank = True
        self._parts, self._links, self._length = [], [], 0
        self._open = [_Open(link.element, 0, began_above=True) for link in self._open]

    def _add_blank(self) -> None:
        if self._lines and (self._lines[-1].text or self._lines[-1].links):
            self._lines.append(Line(""))
