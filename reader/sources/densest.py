"""Finding the article of a page by its elements and the density of its text: plainer than an extractor, and needing none."""

from __future__ import annotations

import re

from lxml import etree

_FURNITURE = frozenset((
    "aside", "button", "dialog", "footer", "form", "head", "header", "iframe", "menu", "nav", "noscript", "object", "script", "select",
    "style", "svg", "template",
))  # fmt: skip
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|banner|breadcrumbs?|comments?|cookies?|consent|disqus|footer|masthead|menu|nav|navbar|navigation|newsletter|"
    r"outbrain|pagination|popup|promo|recommend\w*|related|share|sharing|sidebar|skip|social|sponsor\w*|subscribe|taboola|tags?|toolbar|widget)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_NAME = 500
_PARAGRAPHS = frozenset(("p", "pre", "blockquote", "li"))
_SHORTEST = 25  # characters of a paragraph that tells where the article is
_ENOUGH = 250  # characters of an article
_MUCH = 0.3  # of the page's paragraphs: what holds that is no furniture
_SHARE = 0.4  # of the page's paragraphs that an element named as the article must hold
_GOES_UP = 0.5  # share of a container's weight from which one inside it is taken instead


def find_article(tree: etree._Element) -> etree._Element:
    """The element of ``tree`` that holds the article, with menus, forms and the like taken out of the tree."""
    body = tree.find("body") if tree.tag != "body" else tree
    root = tree if body is None else body
    _remove_furniture(root)
    weights = _weights(root)
    whole = weights.get(root, 0)
    named = [element for element in root.iter("article", "main", "div", "section") if _is_named_article(element)]
    best = max(named, key=lambda element: weights.get(element, 0), default=None)
    if best is not None and weights.get(best, 0) >= max(_ENOUGH, _SHARE * whole):
        return best
    return _densest(root, weights)


def _remove_furniture(root: etree._Element) -> None:
    """Take out what looks like furniture and does not hold much of the page: forms and headers may be wrapped around all of it."""
    weights = _weights(root)
    most = _MUCH * weights.get(root, 0)
    doomed = [element for element in root.iter() if element is not root and _is_furniture(element)]
    for element in doomed:
        if most and weights.get(element, 0) >= most:
            continue
        above = element.getparent()
        if above is not None:
            _drop(element, above)


def _drop(element: etree._Element, above: etree._Element) -> None:
    """Take an element out, leaving the text behind it."""
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def _is_furniture(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element.tag == "header" and any(above.tag == "article" for above in element.iterancestors()):
        return False
    if element.tag in _FURNITURE or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary", "dialog"):
        return True
    if element.tag in ("article", "body", "main", "p"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_NAME]
    return _NAMES.search(names) is not None


def _is_named_article(element: etree._Element) -> bool:
    return element.tag in ("article", "main") or element.get("role") in ("main", "article") or element.get("itemprop") == "articleBody"


def _weights(root: etree._Element) -> dict[etree._Element, float]:
    """For each element the characters of the paragraphs in it, those of links not counted."""
    weights: dict[etree._Element, float] = {}
    for element in root.iter(*_PARAGRAPHS):
        text = " ".join(element.xpath("string()").split())
        weight = len(text) - sum(len(link) for link in element.xpath(".//a//text()"))
        if weight < _SHORTEST or any(above.tag in _PARAGRAPHS for above in element.iterancestors()):
            continue
        for above in (element, *element.iterancestors()):
            weights[above] = weights.get(above, 0) + weight
            if above is root:
                break
    return weights


def _densest(root: etree._Element, weights: dict[etree._Element, float]) -> etree._Element:
    """The innermost container that holds most of what the page holds."""
    at = root
    while True:
        inside = [child for child in at if isinstance(child.tag, str) and child.tag not in _PARAGRAPHS]
        best = max(inside, key=lambda child: weights.get(child, 0), default=None)
        if best is None or weights.get(best, 0) < _GOES_UP * weights.get(at, 0) or not weights.get(best):
            return at
        at = best
