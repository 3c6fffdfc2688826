"""What a page says of itself: title, author, date, where it comes from, its language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from lxml import etree

from reader.sources.record import Metadata
from reader.sources.stream import web_url

_LONGEST = 2000  # code points of what a page says of itself
_LONGEST_JSON = 5_000_000  # characters
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST = 2000  # objects in a page's JSON-LD
_ARTICLE = re.compile(r"(?:article|posting|report|review|webpage)s?\Z", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][0-2]\d:?[0-5]\d)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_AUTHORS = ("author", "article:author", "dc.creator")
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date",
          "sailthru.date", "pubdate")  # fmt: skip
_TIME = "(//time[@itemprop='datePublished' or @pubdate]/@datetime)[1]"
_CANONICAL = "//link[@rel='canonical']/@href"
_LANGUAGES = ("content-language", "og:locale")
_SAVED = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})|^\s*url:\s*(\S{1,2000})", re.MULTILINE)  # browsers; SingleFile


def metadata_of(tree: etree._Element) -> Metadata:
    """The metadata of a page, from JSON-LD, OpenGraph, ``meta`` and ``link`` elements, and the comment of a browser that saved it."""
    meta = _meta(tree)
    stated = sorted(_articles(tree), key=lambda thing: _type(thing).lower().endswith("webpage"))

    return Metadata(
        title=_first(*_all(stated, "headline"), meta.get("og:title"), meta.get("twitter:title"), _title(tree)),
        author=_first(*(_names(thing.get("author")) for thing in stated), *(_no_url(meta.get(name)) for name in _AUTHORS)),
        date=_first(*map(_date, (*_all(stated, "datePublished"), *map(meta.get, _DATES), *tree.xpath(_TIME)))),
        source=_first(*map(web_url, (*tree.xpath(_CANONICAL), meta.get("og:url"), *_all(stated, "url"), _saved_from(tree)))),
        language=_first(*map(_language, (*tree.xpath("@lang|@xml:lang"), *map(meta.get, _LANGUAGES), *_all(stated, "inLanguage")))),
        article=max(filter(None, _all(stated, "articleBody")), key=len, default=None),
    )


def _first(*candidates: str | None) -> str | None:
    return next((words for found in candidates if (words := " ".join(unescape(found or "").split())[:_LONGEST])), None)


def _all(stated: list[dict[str, object]], name: str) -> list[str | None]:
    return [_text(thing.get(name)) for thing in stated]


def _meta(tree: etree._Element) -> dict[str, str]:
    """The first content of each ``meta`` element by its name, in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (content := element.get("content")):
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: etree._Element) -> Iterator[dict[str, object]]:
    """The things in the page's JSON-LD that are articles or pages, in its order."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text and len(script.text) <= _LONGEST_JSON:
            try:
                stated = json.loads(script.text.strip().removeprefix("<!--").removesuffix("-->").rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            waiting, number = [stated], 0
            while waiting and (number := number + 1) < _MOST:
                thing = waiting.pop(0)
                if isinstance(thing, list):
                    waiting[:0] = thing[:_MOST]
                elif isinstance(thing, dict):
                    if _ARTICLE.search(_type(thing)):
                        yield thing
                    waiting += [
                        thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(thing.get(key), list | dict)
                    ]


def _type(thing: dict[str, object]) -> str:
    return _text(thing.get("@type")) or ""


def _text(value: object) -> str | None:
    """A string, or the first that a list holds."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value if isinstance(value, str) else None


def _names(value: object) -> str | None:
    things = value if isinstance(value, list) else [value]
    names = [name for thing in things[:10] if (name := _no_url(_text(thing)))]
    return ", ".join(dict.fromkeys(" ".join(name.split()) for name in names)) or None


def _no_url(name: str | None) -> str | None:
    return None if name is None or "://" in name else name


def _date(text: str | None) -> str | None:
    """The ISO 8601 date or time that ``text`` begins with."""
    found = _DATE.match(text.strip()) if text else None
    if found is None:
        return None
    try:
        date.fromisoformat(found[0][:10])
    except ValueError:  # the 31st of February
        return None
    return found[0]


def _language(tag: str | None) -> str | None:
    found = _LANGUAGE.fullmatch(tag.strip()) if tag else None
    return found[0].replace("_", "-") if found else None


def _title(tree: etree._Element) -> str | None:
    title = next(tree.iter("title"), None)
    return "".join(title.itertext()) if title is not None else None


def _saved_from(tree: etree._Element) -> str | None:
    comments = [*tree.xpath("preceding-sibling::comment()"), *tree.xpath("comment()|head/comment()")]
    for comment in comments[:20]:
        if found := _SAVED.search((comment.text or "")[:5000]):
            return found[1] or found[2]
    return None
