"""Which parts of Markdown and raw HTML are markup rather than words, and where the links lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from reader.core.span import Span

_TAG = r"<!--(?:(?!<!--).){0,20000}?-->|</?[A-Za-z][\w:-]*(?:[^<>\"']|\"[^\"<]{0,8000}\"|'[^'<]{0,8000}'){0,200}>"
_URL = r"(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500})?)"
_INLINE = re.compile(
    rf"""
      (?P<code>(?<!`)(?P<ticks>`{{1,8}})(?!`)[^`\n]{{1,2000}}(?P=ticks)(?!`))
    | (?P<escape>\\)[!-/:-@\[-`{{-~]
    | (?P<auto><(?P<address>https?://[^\s<>]{{1,2000}})>)
    | (?P<tag>{_TAG})
    | (?P<open>!?\[)(?P<label>[^\[\]\n]{{0,1000}})
      (?P<close>\](?:\((?P<url>{_URL})(?:[ \t]+(?:"[^"\n]{{0,500}}"|'[^'\n]{{0,500}}'))?\)|\[[^\[\]\n]{{0,200}}\]))
    | (?P<strong>\*{{1,3}}|(?<![^\W_])_{{1,3}}|_{{1,3}}(?![^\W_])|~~)
    | (?P<kramdown>\{{:[^{{}}\n]{{0,200}}\}})
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(r"^[ \t]{0,3}(?:(?:>[ \t]?)+|(?P<hashes>\#{1,6})(?=[ \t]))", re.MULTILINE)
_UNDERLINE = re.compile(r"^[ \t]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_TAGS = re.compile(_TAG, re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,2000}>(?:(?!<\1).){0,50000}?</\1\s{0,9}>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Marks:
    """Sorted, disjoint spans of markup, and links as the span of their words and their address."""

    markup: tuple[Span, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()


def marks_in(text: str, span: Span) -> Marks:
    """The marks of Markdown within a block of prose."""
    markup = [
        Span(found.start("hashes") if found["hashes"] else found.start(), found.end()) for found in _PREFIX.finditer(text, *_ends(span))
    ]
    links = []
    for found in _INLINE.finditer(text, *_ends(span)):
        if found["code"]:
            ticks = len(found["ticks"])
            markup += [Span(found.start(), found.start() + ticks), Span(found.end() - ticks, found.end())]
        elif found["open"]:
            markup += [Span(*found.span("open")), Span(*found.span("close"))]
            if found["open"] == "[" and found["label"] and (found["url"] or "").strip("<>").startswith(("http://", "https://")):
                links.append((Span(*found.span("label")), found["url"].strip("<>")))
            label = marks_in(text, Span(*found.span("label"))) if found["label"] else Marks()
            markup += label.markup
        elif found["escape"]:
            markup.append(Span(*found.span("escape")))
        elif found["auto"]:
            markup += [Span(found.start(), found.start() + 1), Span(found.end() - 1, found.end())]
            links.append((Span(*found.span("address")), found["address"]))
        else:
            markup.append(Span(*found.span()))
    return Marks(disjoint(markup), tuple(links))


def underline_of(text: str, span: Span) -> tuple[Span, ...]:
    """The line that makes a heading of those above it."""
    return tuple(Span(*found.span()) for found in _UNDERLINE.finditer(text, *_ends(span)))


def fences_of(text: str, span: Span) -> tuple[Span, ...]:
    """The lines that open and close a block of code."""
    return tuple(Span(*found.span()) for found in _FENCE.finditer(text, *_ends(span)))


def tags_in(text: str, span: Span) -> tuple[Span, ...]:
    """The tags and comments of raw HTML, and scripts with what is in them."""
    hidden = [Span(*found.span()) for found in _HIDDEN.finditer(text, *_ends(span))]
    return disjoint([*hidden, *(Span(*found.span()) for found in _TAGS.finditer(text, *_ends(span)))])


def has_words(text: str, span: Span) -> bool:
    """Whether raw HTML shows any words."""
    start = span.start
    for tag in (*tags_in(text, span), Span(span.end, span.end)):
        if any(map(str.isalnum, unescape(text[start : tag.start]))):
            return True
        start = tag.end
    return False


class Shown:
    """What raw HTML shows, white space aside, with the place of each letter in the source."""

    def __init__(self, text: str, span: Span) -> None:
        letters: list[str] = []
        self._spans: list[tuple[int, int]] = []
        for start, end, shown in _pieces(text, span):
            for letter in shown:
                if not letter.isspace():
                    letters.append(letter)
                    self._spans.append((start, end))
        self._letters = "".join(letters)

    def find(self, words: str, after: int = 0) -> Span | None:
        """Where ``words`` stand, from the offset ``after`` on; ``None`` when they do not, in one run."""
        folded = "".join(words.split())
        first = next((place for place, (start, _) in enumerate(self._spans) if start >= after), len(self._spans))
        place = self._letters.find(folded, first) if folded else -1
        return Span(self._spans[place][0], self._spans[place + len(folded) - 1][1]) if place >= 0 else None


def _pieces(text: str, span: Span) -> Iterator[tuple[int, int, str]]:
    """Letters and entities between the tags: start, end and what is shown."""
    start = span.start
    for tag in (*tags_in(text, span), Span(span.end, span.end)):
        place = start
        for entity in (*_ENTITY.finditer(text, start, tag.start), None):
            end = entity.start() if entity else tag.start
            yield from ((offset, offset + 1, text[offset]) for offset in range(place, end))
            if entity:
                yield entity.start(), entity.end(), unescape(entity[0])
                place = entity.end()
        start = tag.end


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those that overlap or touch made one, empty ones left out."""
    merged: list[Span] = []
    for span in sorted(spans):
        if span.is_empty:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1].hull(span)
        else:
            merged.append(span)
    return tuple(merged)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
