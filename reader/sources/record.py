"""A page that was taken apart as JSON, which carries it from the process that parses to the one that shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TypeVar

from reader.core.document import BlockKind, Platform, PostState
from reader.sources.pieces import Passage, Piece, Slot
from reader.sources.posts.embed import Embed

_Value = TypeVar("_Value")
_DEEPEST = 20  # posts that quote one another


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each ``None`` when the page does not say. ``article`` is the text that it carries in JSON-LD, markup and all."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article, its posts, each of which has one slot among the pieces, what it says of itself, and sentences for the reader."""

    pieces: tuple[Piece, ...]
    embeds: tuple[Embed, ...]
    metadata: Metadata
    problems: tuple[str, ...] = ()


def to_json(page: Page) -> dict[str, object]:
    """The page as what JSON can hold."""
    return {
        "pieces": [piece.number if isinstance(piece, Slot) else asdict(piece) for piece in page.pieces],
        "embeds": [asdict(embed) for embed in page.embeds],
        "metadata": asdict(page.metadata),
        "problems": list(page.problems),
    }


def from_json(stated: object) -> Page:
    """The page that ``to_json`` stated. Raises ``ValueError`` when ``stated`` is anything else: its sender may have been taken over."""
    whole = _dict(stated)
    page = Page(
        tuple(map(_piece, _list(whole.get("pieces")))),
        tuple(_embed(embed, 0) for embed in _list(whole.get("embeds"))),
        Metadata(**{name: _optional(_dict(whole.get("metadata")).get(name)) for name in Metadata.__slots__}),
        tuple(_of(str, problem) for problem in _list(whole.get("problems"))),
    )
    if sorted(piece.number for piece in page.pieces if isinstance(piece, Slot)) != list(range(len(page.embeds))):
        raise ValueError("the slots are not those of the posts")
    return page


def _piece(stated: object) -> Piece:
    if isinstance(stated, int):
        return Slot(_of(int, stated))
    fields = _dict(stated)
    text = _of(str, fields.get("text"))
    return Passage(
        kind=BlockKind(_of(str, fields.get("kind"))),
        text=text,
        level=_of(int, fields.get("level")),
        links=_links(_list(fields.get("links")), text),
        is_close=_of(bool, fields.get("is_close")),
    )


def _links(stated: list[object], text: str) -> tuple[tuple[int, int, str], ...]:
    links = tuple(_link(link, text) for link in stated)
    if any(one[1] > other[0] for one, other in pairwise(links)):
        raise ValueError("links overlap")
    return links


def _link(stated: object, text: str) -> tuple[int, int, str]:
    start, end, url = _list(stated)
    link = _of(int, start), _of(int, end), _of(str, url)
    if not 0 <= link[0] < link[1] <= len(text) or not link[2].startswith(("http://", "https://")) or not link[2].isprintable():
        raise ValueError(f"not a link: {link}")
    return link


def _embed(stated: object, depth: int) -> Embed:
    if depth > _DEEPEST:
        raise ValueError("posts are nested too deeply")
    fields = _dict(stated)
    confidence = fields.get("confidence")
    sureness = float(_of(int, confidence)) if isinstance(confidence, int) else _of(float, confidence)
    if not 0 <= sureness <= 1:
        raise ValueError(f"not a confidence: {sureness}")
    return Embed(
        platform=Platform(_of(str, fields.get("platform"))),
        body=_of(str, fields.get("body")),
        attribution=_optional(fields.get("attribution")),
        author=_optional(fields.get("author")),
        handle=_optional(fields.get("handle")),
        date=_optional(fields.get("date")),
        permalink=_optional(fields.get("permalink")),
        state=PostState(_of(str, fields.get("state"))),
        confidence=sureness,
        reasons=tuple(_of(str, reason) for reason in _list(fields.get("reasons"))),
        quoted=tuple(_embed(quoted, depth + 1) for quoted in _list(fields.get("quoted"))),
    )


def _of(kind: type[_Value], value: object) -> _Value:
    if type(value) is not kind:
        raise ValueError(f"not a {kind.__name__}: {value!r:.80}")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _of(str, value)


def _dict(value: object) -> dict[str, object]:
    return _of(dict, value)


def _list(value: object) -> list[object]:
    return _of(list, value)
