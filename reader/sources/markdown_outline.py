"""The blocks, posts and marks of a Markdown file. Runs in a process that can be stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.core.document import BlockKind
from reader.core.span import Span
from reader.sources.markdown_marks import Shown, disjoint, fences_of, has_words, marks_in, tags_in, underline_of
from reader.sources.markdown_posts import Place, find_places
from reader.sources.pieces import Slot
from reader.sources.posts.embed import Embed
from reader.sources.record import Metadata, Page, to_json


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds no others: what it is, where, and the Markdown token it came from."""

    kind: BlockKind
    span: Span
    level: int
    token: str


def answer(text: str) -> object:
    """The outline of ``text`` as JSON: ``leaves``, ``places``, ``markup``, ``links``, and ``page`` with the posts (see ``record``).

    ``text`` has its newlines folded; front matter is blanked out.
    """
    leaves, places = outline(text)
    markup, links = _marks(text, leaves, places)
    return {
        "leaves": [[leaf.kind.value, leaf.span.start, leaf.span.end, leaf.level] for leaf in leaves],
        "places": [_ends_of(text, place) for place in places],
        "markup": [[span.start, span.end] for span in markup],
        "links": [[span.start, span.end, url] for span, url in links],
        "page": to_json(Page(tuple(map(Slot, range(len(places)))), tuple(_alone(place.embed) for place in places), Metadata())),
    }


def outline(text: str) -> tuple[list[Leaf], tuple[Place, ...]]:
    """The blocks of ``text`` without its posts, and the posts; in order, all disjoint, none empty."""
    first = list(_leaves(text))
    code = [leaf.span for leaf in first if leaf.token in ("fence", "code_block")]
    prose = [leaf.span for leaf in first if leaf.token == "paragraph_open" and leaf.kind is BlockKind.PARAGRAPH]
    inline = [Span(*ticks) for leaf in first if leaf.token == "paragraph_open" for ticks in _code_within(text, leaf.span)]
    places = find_places(text, sorted([*code, *inline]), prose)
    leaves = list(_leaves(_blanked(text, places))) if places else first
    return list(_apart(text, leaves, places)), places


def _leaves(parsed: str) -> Iterator[Leaf]:
    """The leaves of Markdown, in order."""
    starts = [0, *accumulate(len(line) + 1 for line in parsed.split("\n"))]
    containers: list[tuple[str, int]] = []
    depth, opens_item = 0, False
    for token in _parser().parse(parsed):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                containers.append(("item", depth))
                opens_item = True
            case "blockquote_open":
                containers.append(("quote", depth))
            case "list_item_close" | "blockquote_close":
                containers.pop()
        if token.map is None or token.type not in _LEAVES:
            continue
        span = _trimmed(parsed, starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)] - 1)
        kind, level = _kind(token, containers, opens_item)
        opens_item = False
        if not span.is_empty:
            yield Leaf(kind, span, level, token.type)


_LEAVES = frozenset(("heading_open", "paragraph_open", "fence", "code_block", "html_block", "tr_open"))


def _parser() -> MarkdownIt:
    """Finds blocks only: what stands within a line has no offsets there, and is where time could be lost."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _kind(token: Token, containers: Sequence[tuple[str, int]], opens_item: bool) -> tuple[BlockKind, int]:
    if token.type == "heading_open":
        return BlockKind.HEADING, int(token.tag[1:])
    container, depth = containers[-1] if containers else ("", 0)
    if container == "item" and opens_item:
        return BlockKind.ITEM, depth
    return (BlockKind.QUOTE, 0) if container == "quote" and token.type == "paragraph_open" else (BlockKind.PARAGRAPH, 0)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start : max(start, end)]
    head = len(piece) - len(piece.lstrip())
    return Span(start + head, max(start + head, start + len(piece.rstrip())))


def _code_within(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Runs of code within prose, from backtick to backtick on a line."""
    start = span.start
    while (start := text.find("`", start, span.end)) >= 0:
        ticks = len(text[start : span.end]) - len(text[start : span.end].lstrip("`")) if text.startswith("``", start) else 1
        end = text.find("`" * ticks, start + ticks, span.end)
        if end < 0:
            return
        yield start, end + ticks
        start = end + ticks


def _blanked(text: str, places: Iterable[Place]) -> str:
    """``text`` with the posts made white space, newlines kept."""
    parts, start = [], 0
    for place in places:
        parts += [text[start : place.span.start], *("\n" if letter == "\n" else " " for letter in text[place.span.start : place.reach])]
        start = place.reach
    return "".join([*parts, text[start:]])


def _apart(text: str, leaves: Iterable[Leaf], places: Sequence[Place]) -> Iterator[Leaf]:
    """The leaves without what posts take up of them, and without raw HTML that shows no words."""
    waiting = [*reversed(places)]
    for leaf in leaves:
        start = leaf.span.start
        while waiting and waiting[-1].reach <= start:
            waiting.pop()
        pieces = []
        for place in reversed(waiting):
            if place.span.start >= leaf.span.end:
                break
            pieces.append(_trimmed(text, start, max(start, place.span.start)))
            start = max(start, place.reach)
        pieces.append(_trimmed(text, start, max(start, leaf.span.end)))
        for piece in pieces:
            is_html = leaf.token == "html_block" or text.startswith("<", piece.start)
            if not piece.is_empty and (not is_html or has_words(text, piece)):
                yield Leaf(leaf.kind, piece, leaf.level, leaf.token)


def _marks(text: str, leaves: Iterable[Leaf], places: Iterable[Place]) -> tuple[tuple[Span, ...], list[tuple[Span, str]]]:
    """The markup in blocks and posts, and the links."""
    markup: list[Span] = []
    links: list[tuple[Span, str]] = []
    for leaf in leaves:
        match leaf.token:
            case "fence":
                markup += fences_of(text, leaf.span)
            case "code_block":
                pass
            case "html_block":
                markup += tags_in(text, leaf.span)
            case _:
                found = marks_in(text, leaf.span)
                markup += found.markup
                links += found.links
                if leaf.token == "heading_open":
                    markup += underline_of(text, leaf.span)
    for place in places:
        markup += tags_in(text, place.span) if text.startswith("<", place.span.start) else [place.span]
    return disjoint(markup), links


def _ends_of(text: str, place: Place) -> list[list[int] | None]:
    """Where a post stands, where the words of its body are (nothing at its start when it has none), and where its attribution."""
    span, embed = place.span, place.embed
    if not embed.body and not embed.attribution:
        return [[span.start, span.end], [span.start, span.start], None]
    shown = Shown(text, span)
    body = (shown.find(embed.body) or _inside(text, span)) if embed.body else Span(span.start, span.start)
    attribution = shown.find(embed.attribution, body.end) if embed.attribution else None
    return [[span.start, span.end], [body.start, body.end], [attribution.start, attribution.end] if attribution else None]


def _inside(text: str, span: Span) -> Span:
    """An element without its own tags."""
    tags = tags_in(text, span)
    return _trimmed(text, tags[0].end, tags[-1].start) if len(tags) > 1 else span


def _alone(embed: Embed) -> Embed:
    """``embed`` without the posts that it quotes, whose place is within its own."""
    return Embed(embed.platform, embed.body, embed.attribution, embed.author, embed.handle, embed.date, embed.permalink, embed.state,
                 embed.confidence, embed.reasons)  # fmt: skip
