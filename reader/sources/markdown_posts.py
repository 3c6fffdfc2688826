"""Finding the posts in Markdown: raw HTML of embeds, shortcodes, and addresses alone on a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import fragment_fromstring

from reader.core.document import Platform, PostState
from reader.core.span import Span
from reader.sources.posts.embed import Embed
from reader.sources.posts.markup import PLACEHOLDER, take_embeds
from reader.sources.posts.numbers import date_of
from reader.sources.posts.permalinks import Permalink, read_frame, read_permalink


@dataclass(frozen=True, slots=True)
class Place:
    """A post and the span of its source. ``reach`` is where what only serves it ends, such as the script that shows it."""

    span: Span
    embed: Embed
    reach: int


_TAGS = "blockquote|iframe|amp-[a-z]{2,20}|lite-youtube|twitter-widget|div|figure|section|script"
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_TAGS})\b(?P<rest>[^<>]{{0,4000}})>", re.IGNORECASE)
_HINT = re.compile(
    r"twitter|//(?:www\.)?x\.com|instagram|facebook|fb-(?:post|video)|fb\.watch|bsky|bluesky|mastodon|tiktok|reddit|threads\.|truthsocial"
    r"|text-post-media|youtu|t\.me/|telegram|/embed",
    re.IGNORECASE,
)
_LONGEST = 100_000  # code points of one embed's markup
_OPENING = 4000  # of those, in which its platform is named
_MOST = 1_000_000  # code points of markup that are parsed, beyond four times what there is: wrappers are parsed once each
_WRAPPERS = frozenset(("div", "figure", "section"))
_SCRIPTS = re.compile(r"(?:\s{0,100}<script\b[^<>]{0,2000}>\s{0,100}</script>)+", re.IGNORECASE)

_HUGO = re.compile(r"\{\{[<%]\s{0,20}(?P<name>[\w./-]{1,80})(?P<args>[^{}<>]{0,800})[>%]\}\}")
_LIQUID = re.compile(r"\{%-?\s{0,20}(?P<name>[\w./-]{1,80})(?P<args>(?:[^{}%]|%(?!\})){0,800})%\}")
_BRACKETS = re.compile(r"\[(?P<name>tweet|twitter|instagram|facebook|youtube|tiktok|reddit)(?P<args>[ =][^\[\]\n]{1,300})\](?![(\[:])")
_EMBED = re.compile(r"\[(?P<name>embed)[^\[\]\n]{0,100}\](?P<args>https?://[^\s\[\]]{1,500})\[/embed\]")
_RAW = re.compile(r"\{%-?\s{0,20}raw\s{0,20}-?%\}(?:(?!\{%-?\s{0,20}raw\b).)*?\{%-?\s{0,20}endraw\s{0,20}-?%\}", re.DOTALL)
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]{1,40})\s{0,5}[=:]\s{0,5}(?!//))?"""
    r"""(?:"(?P<double>[^"]{0,500})"|'(?P<single>[^']{0,500})'|(?P<bare>[^\s"',]{1,500}))"""
)
_ADDRESS = re.compile(r"^[ \t]{0,3}<?(?P<url>https?://[^\s<>]{1,500})>?[ \t]*$", re.MULTILINE)

_NAMES = {
    "tweet": Platform.X, "twitter": Platform.X, "x": Platform.X, "instagram": Platform.INSTAGRAM, "insta": Platform.INSTAGRAM,
    "youtube": Platform.YOUTUBE, "yt": Platform.YOUTUBE, "youtubelite": Platform.YOUTUBE, "mastodon": Platform.MASTODON,
    "toot": Platform.MASTODON,
    "bluesky": Platform.BLUESKY, "bsky": Platform.BLUESKY, "skeet": Platform.BLUESKY, "tiktok": Platform.TIKTOK,
    "threads": Platform.THREADS,
    "reddit": Platform.REDDIT, "facebook": Platform.FACEBOOK, "fb": Platform.FACEBOOK, "telegram": Platform.TELEGRAM,
    "truthsocial": Platform.TRUTHSOCIAL, "embed": Platform.OTHER, "oembed": Platform.OTHER, "embedly": Platform.OTHER,
}  # fmt: skip
"""What a part of a shortcode's name tells; OTHER: the address does."""

_NUMBER_KEYS = ("id", "tweet", "tweetid", "tweet_id", "status", "code", "shortcode", "post", "video", "videoid", "video_id", "v", "0", "1")
_NUMBERED = {
    Platform.X: (r"\d{5,20}", "https://twitter.com/i/status/{}"), Platform.INSTAGRAM: (r"[\w-]{10,40}", "https://www.instagram.com/p/{}/"),
    Platform.YOUTUBE: (r"[\w-]{11}", "https://www.youtube.com/watch?v={}"), Platform.TIKTOK: (r"\d{15,22}", "https://www.tiktok.com/embed/v2/{}"),
    Platform.TELEGRAM: (r"\w{3,64}/\d{1,12}", "https://t.me/{}"),
}  # fmt: skip


def find_places(text: str, code: Sequence[Span], prose: Sequence[Span]) -> tuple[Place, ...]:
    """The posts of ``text`` in order, disjoint, none of which begins within ``code``; bare addresses only within ``prose``.

    Both are sorted and disjoint.
    """
    raw = [Span(*found.span()) for found in _RAW.finditer(text)]
    places = [
        place
        for place in sorted(
            [*_in_html(text), *_shortcodes(text), *_addresses(text, prose)], key=lambda place: (place.span.start, -place.span.end)
        )
        if not _within(code, place.span.start) and not _within(raw, place.span.start)
    ]
    kept: list[Place] = []
    for place in places:
        if not kept or place.span.start >= kept[-1].reach:
            kept.append(place)
    return tuple(kept)


def linked(link: Permalink, reason: str) -> Embed:
    """A post of which there is the address alone."""
    return Embed(link.platform, "", None, None, link.handle, date_of(link), link.url, PostState.LINK_ONLY, reasons=(reason,))


def _within(spans: Sequence[Span], offset: int) -> bool:
    place = bisect_right(spans, offset, key=lambda span: span.start)
    return place > 0 and spans[place - 1].contains(offset)


def _in_html(text: str) -> Iterator[Place]:
    """Elements that hold one post and nothing else."""
    floor, budget = 0, _MOST + 4 * len(text)
    for span, name in _elements(text):
        looked_at = text.find(">", span.start, span.end) + 1 if name in _WRAPPERS else min(span.end, span.start + _OPENING)
        if span.start < floor or len(span) > _LONGEST or not _HINT.search(text, span.start, looked_at):
            continue
        budget -= len(span)
        if budget < 0:
            return
        embed = _only_post(span.of(text), is_wrapper=name in _WRAPPERS)
        if embed is not None:
            scripts = _SCRIPTS.match(text, span.end)
            floor = scripts.end() if scripts else span.end
            yield Place(span, embed, floor)


def _elements(text: str) -> list[tuple[Span, str]]:
    """The elements that may embed a post, by their start; what is never closed is its opening tag alone."""
    ends: dict[int, tuple[int, str]] = {}
    open_: dict[str, list[int]] = {}
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if tag["close"]:
            if waiting := open_.get(name):
                ends[waiting.pop()] = (tag.end(), name)
        else:
            ends[tag.start()] = (tag.end(), name)
            if not tag["rest"].endswith("/"):
                open_.setdefault(name, []).append(tag.start())
    return [(Span(start, end), name) for start, (end, name) in sorted(ends.items())]


def _only_post(markup: str, *, is_wrapper: bool) -> Embed | None:
    """The post that ``markup`` embeds, when it is the only one, and in a wrapper also all there is to read."""
    try:
        tree = fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return None
    embeds = take_embeds(tree)
    if len(embeds) != 1:
        return None
    if is_wrapper and PLACEHOLDER.sub("", str(tree.text_content())).strip():
        return None
    return embeds[0]


def _shortcodes(text: str) -> Iterator[Place]:
    for pattern in (_HUGO, _LIQUID, _BRACKETS, _EMBED):
        for found in pattern.finditer(text):
            if (link := _link_of(found["name"], found["args"])) is not None:
                yield Place(Span(*found.span()), linked(link, "a shortcode"), found.end())


def _link_of(name: str, arguments: str) -> Permalink | None:
    """The post that a shortcode names; ``None`` when it is another sort of shortcode."""
    given: dict[str, str] = {}
    for argument in _ARGUMENT.finditer(arguments.rstrip(" \t\n/-")):
        value = next(value for value in (argument["double"], argument["single"], argument["bare"]) if value is not None)
        given.setdefault((argument["key"] or str(sum(key.isdigit() for key in given))).lower(), value.strip())
    if name.lower() == "include" and "0" in given:
        name = given.pop("0")
    platforms = [_NAMES[word] for word in re.split(r"[^a-z]+", name.lower()) if word in _NAMES]
    if not platforms:
        return None
    platform = next((found for found in platforms if found is not Platform.OTHER), Platform.OTHER)
    for value in given.values():
        if (link := read_frame(value)) is not None and platform in (link.platform, Platform.OTHER):
            return link
    return _numbered(platform, given)


def _numbered(platform: Platform, given: dict[str, str]) -> Permalink | None:
    """The post of a number, and of the name or host beside it."""
    user = given.get("user") or given.get("username") or given.get("account") or ""
    if platform is Platform.MASTODON:
        host = given.get("host") or given.get("instance") or given.get("server") or given.get("0", "")
        number = given.get("id") or given.get("1", "")
        return read_permalink(f"https://{host.removeprefix('https://').strip('/')}/@{user.strip('@') or 'i'}/{number}")
    if platform not in _NUMBERED:
        return None
    form, address = _NUMBERED[platform]
    number = next((given[key] for key in _NUMBER_KEYS if re.fullmatch(form, given.get(key, ""))), "")
    if platform is Platform.X:
        if not number:
            return next((link for value in given.values() if (link := read_permalink(f"https://twitter.com/{value.strip('/')}"))), None)
        name = user or (given.get("0", "") if given.get("0") != number else "")
        address = f"https://twitter.com/{name.lstrip('@')}/status/{{}}" if re.fullmatch(r"@?\w{1,20}", name) else address
    return read_permalink(address.format(number)) if number else None


def _addresses(text: str, prose: Sequence[Span]) -> Iterator[Place]:
    """Addresses that have a line of a paragraph for themselves, which many sites turn into the post."""
    for span in prose:
        for found in _ADDRESS.finditer(text, span.start, span.end):
            if (link := read_permalink(found["url"])) is not None:
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                yield Place(Span(start, start + len(found[0].strip())), linked(link, "an address alone on its line"), found.end())
