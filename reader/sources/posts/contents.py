"""Reading what the markup of an embedded post says: who wrote what, when, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from reader.core.document import Platform, PostState
from reader.sources.posts.attribution import Form, attributions, signature
from reader.sources.posts.dates import read_date
from reader.sources.posts.dom_lines import Line, Link, lines_of, text_of
from reader.sources.posts.embed import Embed
from reader.sources.posts.numbers import date_of
from reader.sources.posts.permalinks import Permalink, facebook_post, read_permalink, x_post
from reader.sources.posts.platforms import HANDLE, VIEW_LINES
from reader.sources.posts.roots import Root

FROM_NUMBER = "the date is from the post's number"
_MARKUP = {platform: f"{platform.value} markup" for platform in Platform}
_BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_PROXIED = re.compile(r"(?:.*/)?(?:twitter|x|tweets?|status(?:es)?)/(?:[^?#]*/)?(?P<id>\d{6,20})/?(?:[?#].*)?$", re.IGNORECASE)
_HANDLE = re.compile(HANDLE)
_SIGNED = re.compile(rf"[(（]\s?(?P<handle>{HANDLE})\s?[)）]")
_DIGITS = re.compile(r"\d+")
_LONGEST_SHARED = 160  # code points of a line that names who shared a post, and when
_LONGEST_STUB = 80  # code points of a line that only names the author
_LONGEST_INVITATION = 60  # of one like "View this post on Instagram"
_MANY = 300  # elements that are asked for a date
_NOTE = "♬"  # before the name of a video's music


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lines of an embed tell."""

    body: str = ""
    attribution: str | None = None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    link: Permalink | None = None


def read_embed(root: Root, without: Set[HtmlElement] = frozenset()) -> Embed | None:
    """The post that ``root`` embeds, without what lies in the elements ``without``; ``None`` when nothing tells which post it is."""
    told = _told(root, without)
    link = root.link or told.link
    if link is None and not told.body:
        return None
    date = told.date or _machine_date(root.element)
    numbered = date_of(link) if link and date is None else None
    return Embed(
        platform=root.platform,
        body=told.body,
        attribution=told.attribution,
        author=told.author,
        handle=told.handle or (link.handle if link else None),
        date=date or numbered,
        permalink=_address(link, told.handle) if link else None,
        state=PostState.FULL if told.body else PostState.AUTHOR_ONLY if told.attribution else PostState.LINK_ONLY,
        confidence=1.0 if root.is_sure else 0.8,
        reasons=(_MARKUP[root.platform], *([FROM_NUMBER] if numbered else [])),
    )


def _told(root: Root, without: Set[HtmlElement]) -> _Told:
    is_address_alone = not root.is_sure and root.element.tag != "blockquote"
    if is_address_alone or root.element.tag in ("iframe", "script", "embed", "object"):
        return _Told()
    lines = lines_of(root.element, keeps_newlines=root.platform is Platform.BLUESKY, without=without)
    match root.platform:
        case Platform.X | Platform.BLUESKY:
            return _signed(lines, root)
        case Platform.INSTAGRAM:
            return _shared(lines, root)
        case Platform.FACEBOOK:
            return _posted(lines, root)
        case Platform.TIKTOK:
            return _captioned(lines, root)
        case Platform.REDDIT:
            return _titled(lines)
        case _:
            return _stub(lines, root)


def _signed(lines: Sequence[Line], root: Root) -> _Told:
    """X and Bluesky: the text, then ``— Name (@handle) <a>date</a>``."""
    place, anchor, link = _last_permalink(lines, root)
    if anchor is None:
        return _signed_without_link(lines)
    line = lines[place]
    head, when = line.text[: anchor.start], line.text[anchor.start : anchor.end].strip()
    signed, first = signature(head), place
    if signed is None and not head.strip():
        first = max((above for above in range(place) if lines[above].text), default=place)
        signed = signature(lines[first].text) if first < place else None
    found = read_date(when, 0)
    if signed is None:
        if found is None:
            return _Told(_in_its_own_words(root), link=link)
        return _Told(text_of(_before(lines, place, 0)), when, date=found.iso, link=link)
    opening = lines[first].text[signed.start :]
    attribution = f"{opening} {when}".strip() if first < place else line.text[signed.start : anchor.end].strip()
    body = text_of(_before(lines, first, signed.start)) or text_of(lines[place + 1 :])
    return _Told(body, attribution, signed.author, signed.handle, found.iso if found else None, link)


def _signed_without_link(lines: Sequence[Line]) -> _Told:
    """What is left when somebody took the links out: only a date still shows that the signature is one."""
    text = text_of(lines)
    signed = [*attributions(text)]
    last = signed[-1] if signed else None
    if last is None or last.form not in (Form.DASHED, Form.UNDATED) or text[last.span.end :].strip():
        return _Told()
    return _Told(text[: last.span.start].strip(), last.span.of(text), last.author, last.handle, last.date)


def _last_permalink(lines: Sequence[Line], root: Root) -> tuple[int, Link | None, Permalink | None]:
    """The last link to a post, its line's place, and the post; the root's own if it is among them."""
    last: tuple[int, Link | None, Permalink | None] = (0, None, None)
    for place, line in enumerate(lines):
        for anchor in line.links:
            link = read_permalink(anchor.href)
            if link is None and root.platform is Platform.X and (proxied := _PROXIED.match(anchor.href)):
                link = x_post(proxied["id"])  # a site's own address of the post
            if link is not None and link.platform is root.platform:
                last = (place, anchor, link)
    return last


def _in_its_own_words(root: Root) -> str:
    """The text of a post without a signature: only the paragraph that X gives a language holds what its author wrote."""
    lines = [line for paragraph in root.element.iterchildren("p") if paragraph.get("lang") for line in lines_of(paragraph)]
    return text_of(
        [line for line in lines if not any(_is_of(read_permalink(link.href), root) and _of(link, line) == line.text for link in line.links)]
    )


def _shared(lines: Sequence[Line], root: Root) -> _Told:
    """Instagram: an invitation, a caption in old embeds, and ``A post shared by Name (@handle) on date``."""
    link = next((found for line in lines for anchor in line.links if _is_of(found := read_permalink(anchor.href), root)), None)
    for place in reversed(range(len(lines))):
        line = lines[place]
        if "@" not in line.text:
            continue
        text = line.text.translate(_BIDI)
        shared = next((found for found in attributions(text) if found.form is Form.SHARED), None)
        above = text_of([line for line in lines[:place] if not _invites(line.text)])
        if shared is not None:
            return _Told(above, line.text, shared.author, shared.handle, shared.date, link)
        if (signed := _SIGNED.search(text)) and len(text) <= _LONGEST_SHARED:  # in a language whose phrase is not known
            profile = next((_of(anchor, line) for anchor in line.links if not _is_of(read_permalink(anchor.href), root)), None)
            return _Told(above, line.text, profile, signed["handle"], _date_in(text[signed.end() :]), link)
    caption = text_of([line for line in lines if not _invites(line.text)])
    return _Told(caption if root.element.get("data-instgrm-captioned") is not None else "", link=link)


def _date_in(text: str) -> str | None:
    """The first date that begins with a digit, wherever it stands."""
    return next((found.iso for digit in _DIGITS.finditer(text) if (found := read_date(text, digit.start()))), None)


def _invites(line: str) -> bool:
    """Whether a line only leads to Instagram."""
    folded = line.casefold().strip()
    return folded in VIEW_LINES or (
        len(folded) <= _LONGEST_INVITATION and "instagram" in folded and "#" not in folded and "@" not in folded
    )


def _posted(lines: Sequence[Line], root: Root) -> _Told:
    """Facebook: the text in older embeds, then "Posted by Name on date" in the page's language, both linked."""
    for place, line in enumerate(lines):
        posts = [
            anchor for anchor in line.links if (found := facebook_post(anchor.href)) and (root.link is None or found.id == root.link.id)
        ]
        if not posts:
            continue
        when = _of(posts[-1], line)
        date = read_date(when, 0) if when else None
        name = next((anchor for anchor in line.links if anchor.end <= posts[-1].start and anchor not in posts), None)
        if name is None and date is None:
            continue
        attribution = line.text if name is None or len(line.text) <= 2 * _LONGEST_STUB else line.text[name.start :]
        body = _before(lines, place, 0 if attribution is line.text else name.start if name else 0)
        return _Told(text_of(body), attribution.strip(), _of(name, line) if name else None, None, date.iso if date else None,
                     facebook_post(posts[-1].href))  # fmt: skip
    found = next((post for line in lines for anchor in line.links if (post := facebook_post(anchor.href))), None)
    return _Told(link=found)


def _captioned(lines: Sequence[Line], root: Root) -> _Told:
    """TikTok: the author's handle, the caption, and the music, all linked."""
    link = next((found for line in lines for anchor in line.links if _is_of(found := read_permalink(anchor.href), root)), None)
    handle = root.link.handle if root.link else link.handle if link else None
    kept: list[Line] = []
    for line in lines:
        text = line.text
        if not any(above.text for above in kept):
            named = _HANDLE.match(text)
            if named and (handle is None or named[0].lower() == handle.lower() or text[: named.end()].lower() == handle.lower()):
                handle, text = handle or named[0], text[named.end() :].lstrip()
        music = next((anchor for anchor in line.links if _of(anchor, line).startswith(_NOTE)), None)
        if music is not None and text.endswith(line.text[music.start :]) and music.start:
            kept.append(Line(text[: len(text) - len(line.text) + music.start].rstrip()))
            text = line.text[music.start :]
        kept.append(Line(text.strip()))
    return _Told(text_of([line for line in kept if line.text]), handle and f"{handle}", None, handle, None, link)


def _titled(lines: Sequence[Line]) -> _Told:
    """Reddit: the linked title, then "by u/name in r/place"; of a comment only that there is one."""
    for place, line in enumerate(lines):
        for anchor in line.links:
            link = read_permalink(anchor.href)
            if link is None or link.platform is not Platform.REDDIT:
                continue
            title = _of(anchor, line)
            rest = [_cut(line, anchor.end), *lines[place + 1 :]]
            user = next((found for below in rest for found in map(_redditor, below.links) if found), None)
            attribution = " ".join(below.text for below in map(_spaced, rest) if below.text) or None
            is_title = "/" not in link.id and title != "" and "://" not in title  # else it is a comment, or a bare address
            return _Told(title if is_title else "", attribution if user else None, None, user, None, link)
    return _Told()


def _cut(line: Line, start: int) -> Line:
    """What stands in ``line`` from ``start`` on."""
    links = tuple(Link(link.start - start, link.end - start, link.element) for link in line.links if link.start >= start)
    return Line(line.text[start:], links)


def _spaced(line: Line) -> Line:
    """``line`` with white space around its links, which Reddit leaves to its styles."""
    text = line.text
    for link in reversed(line.links):
        text = f"{text[: link.start]} {text[link.start : link.end]} {text[link.end :]}"
    return Line(" ".join(text.split()))


_USER = re.compile(r"(?:https?:)?//(?:[\w-]+\.)?reddit\.com/(?:u|user)/(?P<name>[\w-]{2,30})/?(?:[?#].*)?$", re.IGNORECASE)


def _redditor(anchor: Link) -> str | None:
    found = _USER.match(anchor.href)
    return f"@{found['name']}" if found else None


def _stub(lines: Sequence[Line], root: Root) -> _Told:
    """Mastodon, Threads and others: who posted it, and that it can be seen there; what it says is not in the page."""
    links = [found for line in lines for anchor in line.links if _is_of(found := read_permalink(anchor.href), root)]
    for line in lines:
        named = _HANDLE.search(line.text)
        if named and len(line.text) <= _LONGEST_STUB:
            return _Told("", line.text, None, named[0], None, links[0] if links else None)
    return _Told(link=links[0] if links else None)


def _before(lines: Sequence[Line], place: int, offset: int) -> list[Line]:
    """The lines above ``place``, and what stands before ``offset`` in that one."""
    return [*lines[:place], Line(lines[place].text[:offset].rstrip())]


def _of(anchor: Link, line: Line) -> str:
    return line.text[anchor.start : anchor.end].strip()


def _is_of(link: Permalink | None, root: Root) -> bool:
    return link is not None and link.platform is root.platform


def _machine_date(element: HtmlElement) -> str | None:
    """The date that the markup gives for machines."""
    for inner in islice(element.iter(), _MANY):
        stamp = inner.get("datetime") or inner.get("data-datetime")
        if stamp and (found := read_date(stamp.strip(), 0)):
            return found.iso
    return None


def _address(link: Permalink, handle: str | None) -> str:
    """The post's address, with its author's name where the page tells only that."""
    if link.platform is Platform.X and link.handle is None and handle:
        return link.url.replace("/i/status/", f"/{handle[1:]}/status/")
    return link.url


def merged(one: Embed, other: Embed) -> Embed:
    """What two embeds of the same post tell together: the fuller one, with what only the other knows."""
    fuller, poorer = (one, other) if _RANK[one.state] <= _RANK[other.state] else (other, one)
    is_dated_better = FROM_NUMBER in fuller.reasons and poorer.date is not None and FROM_NUMBER not in poorer.reasons
    return replace(
        fuller,
        author=fuller.author or poorer.author,
        handle=fuller.handle or poorer.handle,
        date=poorer.date if is_dated_better else fuller.date or poorer.date,
        permalink=fuller.permalink or poorer.permalink,
        confidence=max(one.confidence, other.confidence),
        reasons=poorer.reasons if is_dated_better else fuller.reasons,
        quoted=fuller.quoted or poorer.quoted,
    )


_RANK = {PostState.FULL: 0, PostState.AUTHOR_ONLY: 1, PostState.LINK_ONLY: 2}
