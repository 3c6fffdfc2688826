"""Bringing out embeds that a page keeps as text until its reader consents or scrolls."""

from __future__ import annotations

import re
from base64 import b64decode
from html import unescape
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from reader.sources.posts.dom_lines import storable
from reader.sources.posts.roots import attributes_of

_LONGEST = 200_000  # code points of markup within an attribute or script
_MARKUP = re.compile(r"<(?:blockquote|iframe|amp-\w+|div|figure|p|script)\b", re.IGNORECASE)
_HINT = re.compile(
    r"twitter|instagram|facebook|fb-post|bluesky|bsky|mastodon|tiktok|reddit|threads\.(?:net|com)|truthsocial|youtube|telegram"
)
_TEMPLATE_TYPES = re.compile(
    r"text/(?:x-)?(?:template|html|plain|x-handlebars\S*|lazyload)|application/(?:x-)?(?:template|html)", re.IGNORECASE
)
_ENCODED = re.compile(r"[\w+/=\s-]+\Z", re.ASCII)
_OPENINGS = ("PG", "PD", "Cjx", "Cgo", "ICA", "ICA8", "DQo8")  # what "<" and white space before one begin with in base 64
_NEVER = frozenset(("style", "class", "id", "src", "href", "srcset", "d", "title", "alt"))


def bring_out(tree: HtmlElement) -> None:
    """Put the markup of embeds that stands in attributes, templates and inert scripts of ``tree`` into the tree, where a browser would."""
    holders = [(element, held) for element in tree.iter() if isinstance(element.tag, str) and (held := _held_by(element))]
    for element, (name, markup) in holders:
        try:
            fragment = fragment_fromstring(markup, create_parent="div")
        except (etree.LxmlError, ValueError):  # nothing that could be parsed: then it is no embed either
            continue
        if name is None:
            element.text = None
        else:
            del element.attrib[name]
        if element.tag in ("script", "textarea"):
            fragment.tail, element.tail = storable(element.tail), None
            element.addnext(fragment)
        else:
            element.append(fragment)


def _held_by(element: HtmlElement) -> tuple[str | None, str] | None:
    """Markup with an embed that ``element`` holds as text, and the attribute it is in (``None``: its text); ``None`` when it holds none."""
    if element.tag in ("script", "textarea"):
        is_inert = element.tag == "textarea" or _TEMPLATE_TYPES.match(element.get("type") or "") is not None
        markup = _decoded(element.text) if is_inert and element.text else None
        return (None, markup) if markup else None
    for name, value in attributes_of(element):
        if len(value) > 30 and name not in _NEVER and (markup := _decoded(value)):
            return name, markup
    return None


def _decoded(value: str) -> str | None:
    """``value`` as markup: as it is, with entities, in percent or base 64; ``None`` when it is not an embed's."""
    if not 0 < len(value) <= _LONGEST:
        return None
    if "%3C" in value[:200]:
        value = unquote(value)
    elif "&lt;" in value[:200]:
        value = unescape(value)
    elif value.startswith(_OPENINGS) and _ENCODED.match(value):
        value = _from_base64(value)
    return value if "<" in value and _MARKUP.search(value) and _HINT.search(value) else None


def _from_base64(value: str) -> str:
    try:
        decoded = b64decode(value + "=" * (-len(value) % 4)).decode("utf-8")
    except ValueError:  # not base 64 after all
        return ""
    return unquote(decoded) if decoded.startswith("%3C") else decoded
