"""Recognising the element of an HTML tree that embeds a post, by the markup of each platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from reader.core.document import Platform
from reader.sources.posts.attribution import signature
from reader.sources.posts.dates import read_date
from reader.sources.posts.permalinks import Permalink, facebook_post, read_frame, read_permalink, x_post


@dataclass(frozen=True, slots=True)
class Root:
    """An element that embeds a post. ``link`` is what its attributes say of it.

    ``is_sure`` when the markup is the platform's own; else it is a wrapper with a post's address, which counts when nothing surer
    stands in it. ``is_wordy`` when such a wrapper holds text that may be the article's, and must stay.
    """

    element: HtmlElement
    platform: Platform
    link: Permalink | None
    is_sure: bool = True
    is_wordy: bool = False


_CLASSES = {
    "twitter-tweet": Platform.X, "twitter-video": Platform.X, "twitter-tweet-rendered": Platform.X,
    "instagram-media": Platform.INSTAGRAM, "fb-post": Platform.FACEBOOK, "fb-video": Platform.FACEBOOK,
    "bluesky-embed": Platform.BLUESKY, "mastodon-embed": Platform.MASTODON, "truthsocial-embed": Platform.TRUTHSOCIAL,
    "text-post-media": Platform.THREADS, "tiktok-embed": Platform.TIKTOK, "reddit-embed-bq": Platform.REDDIT,
    "reddit-card": Platform.REDDIT, "reddit-embed": Platform.REDDIT,
}  # fmt: skip
"""The class that a platform's script looks for."""

_TAGS = {
    "amp-twitter": Platform.X, "twitter-widget": Platform.X, "twitterwidget": Platform.X, "amp-instagram": Platform.INSTAGRAM,
    "amp-facebook": Platform.FACEBOOK, "amp-tiktok": Platform.TIKTOK, "amp-reddit": Platform.REDDIT, "amp-youtube": Platform.YOUTUBE,
    "lite-youtube": Platform.YOUTUBE, "lite-tiktok": Platform.TIKTOK, "bluesky-post": Platform.BLUESKY,
}  # fmt: skip
"""Elements that stand for a post."""

_NUMBERS = {
    "data-tweet-id": Platform.X, "data-tweetid": Platform.X, "tweet-id": Platform.X, "tweetid": Platform.X, "data-twitter-id": Platform.X,
    "data-shortcode": Platform.INSTAGRAM, "data-src": None,
    "data-videoid": None, "videoid": None, "video-id": None, "data-video-id": None,
    "data-youtube-id": Platform.YOUTUBE, "data-telegram-post": Platform.TELEGRAM, "data-bluesky-uri": Platform.BLUESKY,
}  # fmt: skip
"""Attributes that hold a post's number alone, and whose it is; ``None``: the element's own platform's."""

_ADDRESSES = {
    Platform.X: "https://twitter.com/i/status/{}", Platform.INSTAGRAM: "https://www.instagram.com/p/{}/",
    Platform.TIKTOK: "https://www.tiktok.com/embed/v2/{}", Platform.YOUTUBE: "https://www.youtube.com/watch?v={}",
    Platform.TELEGRAM: "https://t.me/{}", Platform.BLUESKY: "{}",
}  # fmt: skip

_SURE_ATTRIBUTES = {
    "data-instgrm-permalink": Platform.INSTAGRAM, "data-text-post-permalink": Platform.THREADS,
    "data-telegram-post": Platform.TELEGRAM, "data-bluesky-uri": Platform.BLUESKY,
}  # fmt: skip
_NEVER_TAGS = "a abbr area base body button form head html img input li link main meta option path script select source svg title"
_NEVER = frozenset(_NEVER_TAGS.split())
_FRAMES = frozenset(("iframe", "amp-iframe", "embed", "object"))
_CLASS = re.compile("|".join(map(re.escape, sorted(_CLASSES, key=len, reverse=True))))
_EMBED_CLASS = re.compile(r"(?<![a-z])(?:embed|oembed|tweet)(?![a-z])|-embed(?:ded)?\b", re.IGNORECASE)
_FEW = 24  # elements that a wrapper with nothing but an address may hold
_MANY = 300  # elements of a quotation that are looked at
_LONGEST_ADDRESS = 300
_NOTICE = 200  # code points that a wrapper may say about what will be loaded into it
_LONGEST_NOTICE = 1500
_MOST_ATTRIBUTES = 60


def root_of(element: HtmlElement) -> Root | None:
    """What post ``element`` embeds; ``None`` when it does not look as if it did. The time it takes is bounded."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    if tag == "script":
        return _script(element)
    if tag in _FRAMES:
        return _frame(element)
    if tag in _NEVER or not (element.attrib or tag == "blockquote"):
        return _link_card(element) if tag == "a" else None
    return _named(element, tag) or _addressed(element) or (_signed_quotation(element) if tag == "blockquote" else _lone_address(element))


def attributes_of(element: HtmlElement) -> list[tuple[str, str]]:
    """An element's attributes; none when there are more than any sound page has, since each then costs more than the one before."""
    return [(name, value) for name, value in element.attrib.items()] if len(element.attrib) <= _MOST_ATTRIBUTES else []


def attribute_link(element: HtmlElement, platform: Platform | None = None) -> Permalink | None:
    """The post that an element's attributes name: by an address, or by a number that is ``platform``'s. ``None`` without either."""
    attributes = [(name.lower(), value.strip()) for name, value in attributes_of(element) if value]
    for name, value in attributes:
        if name in ("class", "style", "id") or ("/" not in value and ":" not in value):
            continue
        found = facebook_post(value) if platform is Platform.FACEBOOK else read_permalink(value)
        if found is not None and (platform is None or found.platform is platform):
            return found
    for name, value in attributes:
        owner = _NUMBERS.get(name, Platform.OTHER) or platform
        if owner in _ADDRESSES and (platform is None or owner is platform):
            number = read_permalink(value) or read_permalink(_ADDRESSES[owner].format(value))
            if number is not None:
                return number
    return None


def _script(element: HtmlElement) -> Root | None:
    """Telegram's script, which puts the post where it stands."""
    post = element.get("data-telegram-post")
    link = read_permalink(f"https://t.me/{post.strip()}") if post else None
    return Root(element, Platform.TELEGRAM, link) if link else None


def _frame(element: HtmlElement) -> Root | None:
    """A frame by the address in any attribute: what loads it later keeps it in another than ``src``."""
    for name, value in attributes_of(element):
        if name in ("srcdoc", "style", "class", "title"):
            continue
        link = x_post(value) if name == "data-tweet-id" and value.isascii() and value.isdigit() else read_frame(value)
        if link is not None:
            return Root(element, link.platform, link)
    return None


def _named(element: HtmlElement, tag: str) -> Root | None:
    """The platform's own element, or one of the class that its script looks for."""
    platform = _TAGS.get(tag)
    if platform is not None:
        link = attribute_link(element, platform)
        return Root(element, platform, link)
    classes = element.get("class") or ""
    if not _CLASS.search(classes):
        return None
    tokens = classes.split()
    platform = next((_CLASSES[token] for token in tokens if token in _CLASSES), None)
    if platform is None and tag == "blockquote":  # renamed until a reader consents or scrolls: twitter-tweet-lazy
        platform = next((_CLASSES[named[0]] for token in tokens if (named := _CLASS.match(token))), None)
    if platform is None:
        return None
    return Root(element, platform, attribute_link(element, platform))


def _addressed(element: HtmlElement) -> Root | None:
    """An element with an attribute that names a post: surely, when no other script uses that attribute."""
    for name, platform in _SURE_ATTRIBUTES.items():
        if element.get(name) and (link := attribute_link(element, platform)):
            return Root(element, platform, link)
    found = attribute_link(element) if element.tag not in ("blockquote", "q") else None  # those cite what they quote
    length = _length_within(element) if found else None
    return Root(element, found.platform, found, is_sure=False, is_wordy=length > _NOTICE) if found and length is not None else None


def _length_within(element: HtmlElement) -> int | None:
    """How many code points of text an element holds; ``None`` when it is more than a wrapper."""
    length = 0
    for place, inner in enumerate(element.iter()):
        if isinstance(inner.tag, str) and inner.tag not in ("script", "style"):
            length += len((inner.text or "").strip())
        length += len((inner.tail or "").strip()) if place else 0
        if place == _MANY or length > _LONGEST_NOTICE:
            return None
    return length


def _signed_quotation(element: HtmlElement) -> Root | None:
    """A quotation without the class of an embed that is signed, dated and linked like one: ``— Name (@handle) <a>date</a>``."""
    if "fb-xfbml-parse-ignore" in (element.get("class") or ""):
        return None
    link: HtmlElement | None = None
    for inner in islice(element.iter(), _MANY):
        if inner.tag == "a" and (permalink := read_permalink(inner.get("href") or "")) and permalink.platform is not Platform.YOUTUBE:
            link = inner
    permalink = read_permalink(link.get("href") or "") if link is not None else None
    if link is None or permalink is None or next(link.iterancestors("blockquote"), None) is not element:  # a quotation within signs itself
        return None
    if read_date((link.text or "").strip(), 0) is None:
        return None
    above = link.getprevious()
    parent = link.getparent()
    before = (above.tail if above is not None else parent.text if parent is not None else "") or ""
    return Root(element, permalink.platform, permalink) if signature(before.rpartition("\n")[2] or before) else None


def _lone_address(element: HtmlElement) -> Root | None:
    """A wrapper for embeds with nothing in it but a post's address, as a link or as text: what is left when nobody turned it into one."""
    if not _EMBED_CLASS.search(element.get("class") or ""):
        return None
    words: list[str] = []
    links: list[HtmlElement] = []
    for place, inner in enumerate(element.iter()):
        if place == _FEW:
            return None
        if inner.tag == "a":
            links.append(inner)
        words += _words_at(inner, is_root=inner is element)
        if len(words) > 1:
            return None
    if len(words) == 1 and len(words[0]) <= _LONGEST_ADDRESS:
        link = read_permalink(words[0])
        return Root(element, link.platform, link, is_sure=False) if link else None
    return None


def _words_at(element: HtmlElement, *, is_root: bool) -> Iterator[str]:
    """The first words of an element's text and tail, two each at most."""
    if isinstance(element.tag, str) and element.tag not in ("script", "style"):
        yield from (element.text or "").split(maxsplit=2)[:2]
    if not is_root:
        yield from (element.tail or "").split(maxsplit=2)[:2]


def _link_card(element: HtmlElement) -> Root | None:
    """A link that a card is made of by script."""
    if "embedly-card" not in (element.get("class") or "").split():
        return None
    link = read_permalink(element.get("href") or "")
    return Root(element, link.platform, link) if link else None
