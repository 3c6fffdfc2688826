"""Taking the embedded posts out of an HTML tree, and marking where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml.etree import iterwalk
from lxml.html import Element, HtmlElement

from reader.sources.posts.contents import merged, read_embed
from reader.sources.posts.dom_lines import storable
from reader.sources.posts.embed import Embed
from reader.sources.posts.hidden import bring_out
from reader.sources.posts.permalinks import read_permalink
from reader.sources.posts.roots import Root, root_of

_WORD = "zqxEmbeddedSocialMediaPost{}StandsInThisVeryPlacexqz"
PLACEHOLDER = re.compile(_WORD.format(r"(\d+)"))
"""Matches one placeholder; group 1 is the number of its post."""

_NEAR = 300  # code points between two markups of one post: the words of a notice about consent, but no paragraph
_WRAPPERS = frozenset(("amp-iframe", "center", "div", "figure", "noscript", "p", "section", "span", "template"))
_SEEN = frozenset(("audio", "canvas", "embed", "iframe", "img", "object", "picture", "svg", "table", "video"))
_DEEPEST = 4  # embeds within embeds
_MOST_EMPTY = 40  # elements without text that a wrapper may hold beside its embed


def placeholder(n: int) -> str:
    """The word that stands for the ``n``-th post (from 0): letters and digits that no article holds and no extractor splits."""
    return _WORD.format(n)


def take_embeds(tree: HtmlElement) -> list[Embed]:
    """Take the embedded posts out of an HTML tree, in the order of the page; the n-th (from 0) leaves a ``<p>`` with ``placeholder(n)``.

    Nothing is requested from anywhere. Malformed markup gives fewer posts, never an error. The time it takes grows with the tree's size.
    """
    bring_out(tree)
    found = _joined(_read(_roots(tree)))
    for n in reversed(range(len(found))):  # from the end, so that what is parted stays where it was
        _leave_placeholder(found[n], n, tree)
    return [one.embed for one in found]


@dataclass(slots=True)
class _Node:
    """A root with the roots within it. ``start`` and ``end`` count the text of the page before it and up to its end."""

    root: Root
    start: int
    end: int = 0
    inner: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A post that was read, its root, and where its text begins and ends (as in ``_Node``). ``also`` are other markups of it."""

    embed: Embed
    root: Root
    start: int
    end: int
    also: list[Root] = field(default_factory=list)


def _roots(tree: HtmlElement) -> list[_Node]:
    """The outermost roots in the order of the page, the others within them."""
    outermost: list[_Node] = []
    open_: list[_Node] = []
    length = 0
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event != "end" and element.text and PLACEHOLDER.search(element.text):  # a page that knows the word must not move a post
            element.text = storable(PLACEHOLDER.sub("", element.text))
        if event == "start":
            if element.tag not in ("script", "style"):
                length += len((element.text or "").strip())
            if len(open_) < _DEEPEST and (root := root_of(element)) is not None:
                node = _Node(root, length)
                (open_[-1].inner if open_ else outermost).append(node)
                open_.append(node)
            continue
        if open_ and open_[-1].root.element is element:
            open_.pop().end = length
        if element.tail and element is not tree:
            if PLACEHOLDER.search(element.tail):
                element.tail = storable(PLACEHOLDER.sub("", element.tail))
            length += len((element.tail or "").strip())
    return outermost


def _read(nodes: list[_Node]) -> list[_Found]:
    """The posts of ``nodes`` in order. Inner ones first: they are quoted by the outer one, or the same post told twice, or all there is."""
    results: dict[int, list[_Found]] = {}
    order: list[_Node] = []
    waiting = [*nodes]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += node.inner
    for node in reversed(order):
        inner = _joined([found for child in node.inner for found in results.pop(id(child))])
        results[id(node)] = _resolved(node, inner)
    return [found for node in nodes for found in results[id(node)]]


def _resolved(node: _Node, inner: list[_Found]) -> list[_Found]:
    """The posts that a root gives together with those within it."""
    if inner and (not node.root.is_sure or node.root.element.tag == "noscript"):
        return inner
    embed = read_embed(node.root, frozenset(found.root.element for found in inner))
    if embed is None:
        return inner
    quoted = []
    for found in inner:
        if _is_same(found.embed, embed):
            embed = merged(embed, found.embed)
        else:
            quoted.append(found.embed)
    embed = replace(embed, quoted=(*embed.quoted, *quoted)) if quoted else embed
    return [_Found(embed, node.root, node.start, node.end)]


def _joined(found: Iterable[_Found]) -> list[_Found]:
    """``found`` with neighbours that tell the same post made one: a quotation beside its frame, a frame beside what stands in for it."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and _is_same(last.embed, one.embed) and one.start - last.end <= _NEAR:
            last.embed, last.end = merged(last.embed, one.embed), one.end
            last.also += [one.root, *one.also]
        else:
            joined.append(one)
    return joined


def _is_same(one: Embed, other: Embed) -> bool:
    if one.platform is not other.platform:
        return False
    first, second = (read_permalink(embed.permalink or "") for embed in (one, other))
    if first is None or second is None:
        return one.permalink == other.permalink and (one.permalink is not None or one.body == other.body)
    return first.id == second.id


def _leave_placeholder(found: _Found, n: int, tree: HtmlElement) -> None:
    """Put the placeholder of the ``n``-th post in the place of its markup, wrappers around it included, the ``tree`` itself left."""
    for root in found.also:
        if not root.is_wordy:
            _remove(root.element)
    mark = Element("p")
    mark.text = placeholder(n)
    element = _outermost(found.root.element, tree)
    parent = element.getparent()
    if element is tree or parent is None:  # the whole tree is the post
        element.clear(keep_tail=True)
        element.tag, element.text = "p", mark.text
    elif found.root.is_wordy:
        element.addprevious(mark)
    elif parent.tag == "p" and parent is not tree:
        _part(parent, element, mark)
    else:
        mark.tail = storable(element.tail)
        parent.replace(element, mark)


def _remove(element: HtmlElement) -> None:
    """Take ``element`` out; an empty one keeps its tail, since joining tails takes ever longer where there are many."""
    parent = element.getparent()
    if parent is not None:
        rest = Element("span")
        rest.tail = storable(element.tail)
        parent.replace(element, rest)


def _outermost(element: HtmlElement, tree: HtmlElement) -> HtmlElement:
    """The outermost wrapper that holds ``element`` and nothing else to see; out of what is shown only without scripts in any case."""
    while element is not tree and (parent := element.getparent()) is not None and parent is not tree:
        if parent.tag not in _WRAPPERS or not (parent.tag in ("noscript", "template") or _is_alone(element, parent)):
            break
        element = parent
    return element


def _is_alone(element: HtmlElement, parent: HtmlElement) -> bool:
    if (parent.text or "").strip() or (element.tail or "").strip():
        return False
    for is_before in (True, False):
        for place, sibling in enumerate(element.itersiblings(preceding=is_before)):
            if place == _MOST_EMPTY or not _is_empty(sibling):
                return False
    return True


def _is_empty(element: HtmlElement) -> bool:
    """Whether an element and its tail show nothing."""
    if (element.tail or "").strip():
        return False
    for place, inner in enumerate(element.iter()):
        is_shown = isinstance(inner.tag, str) and inner.tag not in ("script", "style")
        text = (inner.text or "") if is_shown else ""
        if place == _MOST_EMPTY or inner.tag in _SEEN or text.strip() or (place and (inner.tail or "").strip()):
            return False
    return True


def _part(paragraph: HtmlElement, element: HtmlElement, mark: HtmlElement) -> None:
    """Put ``mark`` between what stands before ``element`` in its paragraph and what stands after it."""
    rest = Element("p")
    rest.text, element.tail = storable(element.tail), None
    rest.extend(list(element.itersiblings()))
    paragraph.remove(element)
    rest.tail, paragraph.tail = storable(paragraph.tail), None
    paragraph.addnext(mark)
    if (rest.text or "").strip() or len(rest):
        mark.addnext(rest)
    else:
        mark.tail, rest.tail = rest.tail, None
