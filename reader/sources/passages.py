"""The text of elements as passages: blocks part it, white space collapses as in a browser."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from reader.core.document import BlockKind
from reader.sources.pieces import Passage

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "dl", "menu", "list"))
_ITEMS = frozenset(("li", "dt", "dd", "item"))
_QUOTES = frozenset(("blockquote", "quote"))
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))
_VERBATIM = frozenset(("pre", "code"))
_SILENT = frozenset((
    "audio", "button", "canvas", "embed", "iframe", "input", "link", "math", "meta", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_OTHER_BLOCKS = frozenset((
    "address", "article", "aside", "body", "caption", "center", "details", "div", "fieldset", "figcaption", "figure", "footer", "form",
    "head", "header", "hgroup", "hr", "html", "legend", "main", "nav", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead",
))  # fmt: skip
BLOCKS = _HEADINGS.keys() | _LISTS | _ITEMS | _QUOTES | _ROWS | _CELLS | _OTHER_BLOCKS
"""Elements that begin and end a line, of HTML and of what trafilatura makes of it (TEI)."""

_LONGEST_ROW = 1000  # code points; what holds more is a page laid out by a table
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_BLANK_LINES = re.compile(r"\n{2,}")
_AROUND_BREAKS = re.compile(r" *\n *")


def passages(tree: etree._Element) -> list[Passage]:
    """The text under ``tree``, in order. Text is collapsed as a browser does, save in code; ``br`` parts lines, two of them passages."""
    collector = _Collector()
    silent: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start" and silent is None:
            if element.tag in _SILENT:
                silent = element
            else:
                collector.begin(element)
                collector.add(element.text)
        elif event != "start":
            if event == "end" and silent is None:
                collector.end(element)
            elif silent is element:
                silent = None
            if silent is None and element is not tree:
                collector.add(element.tail)
    collector.flush()
    return collector.passages


class _Collector:
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._parts: list[str] = []
        self._around: list[tuple[etree._Element, BlockKind, int]] = []  # headings, items and quotes that are open, innermost last
        self._lists = 0
        self._verbatim = 0
        self._row: etree._Element | None = None
        self._within: etree._Element | None = None  # the list or table of the passage before

    def begin(self, element: etree._Element) -> None:
        tag = element.tag
        assert isinstance(tag, str)
        if tag in _BREAKS:
            self._parts.append("\n")
        elif self._row is not None:
            if tag in _CELLS:
                self._parts.append(" | " if self._parts else "")
            elif tag in BLOCKS:
                self._parts.append(" ")
        elif _is_block(element):
            self.flush()
            if tag in _ROWS and _is_row(element):
                self._row = element
            self._lists += tag in _LISTS
            if tag in _HEADINGS or (tag == "head" and "rend" in element.attrib):
                self._around.append((element, BlockKind.HEADING, _HEADINGS.get(tag) or _HEADINGS.get(element.get("rend", ""), 2)))
            elif tag in _ITEMS:
                self._around.append((element, BlockKind.ITEM, max(1, self._lists)))
            elif tag in _QUOTES:
                self._around.append((element, BlockKind.QUOTE, 0))
        self._verbatim += tag in _VERBATIM

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        assert isinstance(tag, str)
        if self._row is element:
            self.flush()
            self._row = None
        elif self._row is not None:
            if tag in BLOCKS and tag not in _CELLS:
                self._parts.append(" ")
        elif _is_block(element):
            self.flush()
            self._lists -= tag in _LISTS
            if self._around and self._around[-1][0] is element:
                self._around.pop()
        self._verbatim -= tag in _VERBATIM

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._verbatim else _SPACES.sub(" ", text))

    def flush(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        if self._verbatim:
            text = text.strip("\n").rstrip()
        elif "\n" in text or "  " in text:
            text = _AROUND_BREAKS.sub("\n", re.sub(" {2,}", " ", text))
        kind, level = self._around[-1][1:] if self._around else (BlockKind.PARAGRAPH, 0)
        if self._row is not None:
            self._put(Passage(BlockKind.PARAGRAPH, " ".join(text.split()).strip(" |")), self._row.getparent())
            return
        within = self._around[-1][0].getparent() if kind is BlockKind.ITEM else None
        for part in [text] if self._verbatim else _BLANK_LINES.split(text):
            self._put(Passage(kind, part if self._verbatim else part.strip(), level), within)

    def _put(self, passage: Passage, within: etree._Element | None) -> None:
        if not passage.text.strip():
            return
        is_close = within is not None and within is self._within
        self.passages.append(replace(passage, is_close=True) if is_close else passage)
        self._within = within


def _is_block(element: etree._Element) -> bool:
    """Whether the element begins and ends a line: a block, or code that stands by itself in what trafilatura gives."""
    if element.tag == "code":
        above = element.getparent()
        return above is not None and above.tag == "body"
    return element.tag in BLOCKS


def _is_row(element: etree._Element) -> bool:
    """Whether a row is one of a table of facts, not a device that lays the page out."""
    length = 0
    for inner in element.iter():
        if inner.tag == "table" or (length := length + len(inner.text or "") + len(inner.tail or "")) > _LONGEST_ROW:
            return False
    return True
