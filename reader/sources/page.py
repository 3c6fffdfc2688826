"""Taking a page apart: its article in pieces, its posts, what it says of itself. Runs in a process that can be stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from html.entities import html5

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, XHTMLParser, document_fromstring, fragments_fromstring, xhtml_to_html
from lxml.html.builder import ARTICLE, BODY, HTML, P

from reader.sources.bounded import RefusalError
from reader.sources.extract import Extraction, extract
from reader.sources.metadata import metadata_of
from reader.sources.passages import passages
from reader.sources.pieces import Passage, Piece, with_slots
from reader.sources.posts.embed import Embed
from reader.sources.posts.markup import PLACEHOLDER, take_embeds
from reader.sources.put_back import put_back
from reader.sources.record import Metadata, Page, to_json
from reader.sources.stream import linked, stream_of
from reader.sources.strip import strip

_LITTLE = 250  # code points of an article below which the page may hold it as data only
_LOST = 0.1  # share of a page's text that a comment without an end may hold
_LOSES = "what parses it loses much of its text"
_CONTROLS = "".join(map(chr, {*range(32)} - {*b"\t\n\r"})) + "\ufffe\uffff"
_TO_CONTROLS = re.compile("&#(?:[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]));?")

_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


def prepare() -> None:
    """Import what is imported late."""
    with suppress(ImportError):
        import trafilatura  # noqa: F401


def answer(markup: str) -> object:
    """The page as JSON (see ``record``). Raises ``RefusalError``, and whatever the libraries do."""
    return to_json(take_apart(markup))


def take_apart(markup: str) -> Page:
    """The pieces and posts of a page. ``markup`` has its newlines folded and holds no NUL."""
    markup = _without_controls(markup)
    tree = _parse(markup)
    if tree is None:
        return Page((), (), Metadata())
    _check_comments(tree, markup)
    metadata = metadata_of(tree)
    embeds = take_embeds(tree)
    extraction = extract(tree)
    if metadata.article and _is_poor(extraction.passages, metadata.article):
        return _of_data(metadata, embeds, extraction)
    if not extraction.passages and not embeds:
        raise RefusalError("no article was found in it")
    return Page(tuple(_pieces(tree, extraction.passages, len(embeds), metadata)), tuple(embeds), metadata, extraction.problems)


def _without_controls(markup: str) -> str:
    """``markup`` without what a tree may hold after parsing but may not be given later, which extractors stumble over."""
    for control in _CONTROLS:
        if control in markup:
            markup = markup.replace(control, " " if control == "\f" else "\ufffd")
    return _TO_CONTROLS.sub("\ufffd", markup)


def _pieces(tree: HtmlElement, found: Sequence[Passage], count: int, metadata: Metadata) -> list[Piece]:
    stream = stream_of(tree, _base(tree, metadata))
    return put_back([*with_slots(linked(found, stream), PLACEHOLDER)], stream, count, PLACEHOLDER)


def _of_data(metadata: Metadata, embeds: list[Embed], extraction: Extraction) -> Page:
    """The page whose article stands in its data alone, with the posts in that; those outside it come last."""
    assert metadata.article
    article = ARTICLE()
    if "</" in metadata.article:
        for part in fragments_fromstring(metadata.article):
            article.append(P(part) if isinstance(part, str) else part)
    else:
        article.extend(P(line) for line in metadata.article.split("\n") if line.strip())
    tree = HTML(BODY(article))
    inner = take_embeds(tree)
    known = {embed.permalink for embed in inner if embed.permalink}
    outer = [embed for embed in embeds if embed.permalink not in known]
    pieces = _pieces(tree, passages(tree), len(inner) + len(outer), metadata)
    return Page(tuple(pieces), (*inner, *outer), metadata, extraction.problems)


def _parse(markup: str) -> HtmlElement | None:
    """The tree of a page, ``None`` when it holds nothing. Neither form of parsing expands entities or asks for anything from anywhere."""
    if markup.lstrip().startswith("<?xml") and "<!ENTITY" not in markup and (tree := _parse_xml(markup)) is not None:
        return tree
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:  # an empty document
        return None
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):  # elements nested thousands deep: the rest is left out
        raise RefusalError(_LOSES)
    return tree if isinstance(tree, HtmlElement) else None


def _parse_xml(markup: str) -> HtmlElement | None:
    """The tree of well-formed XHTML; ``None`` when it is not that."""
    resolved = _REFERENCE.sub(lambda found: found[0] if found[1] in _OF_XML else html5.get(found[1], found[0]), markup)
    parser = XHTMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = document_fromstring(resolved.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if not isinstance(tree, HtmlElement):
        return None
    xhtml_to_html(tree)
    return tree if tree.tag == "html" else None


def _check_comments(tree: HtmlElement, markup: str) -> None:
    """Refuse a page much of whose text a comment holds because that is never closed."""
    if markup.rfind("<!--") <= markup.rfind("-->"):
        return
    there = _count(tree.itertext()) - sum(_count(inner.itertext()) for inner in tree.iter("script", "style", "svg"))
    if there < (1 - _LOST) * _count([strip(markup)]):
        raise RefusalError(_LOSES)


def _count(text: Iterable[str]) -> int:
    """The characters that are no white space."""
    return sum(map(len, "".join(text).split()))


def _base(tree: HtmlElement, metadata: Metadata) -> str | None:
    base = next(tree.iter("base"), None)
    return (base.get("href") if base is not None else None) or metadata.source


def _is_poor(found: Sequence[Passage], article: str) -> bool:
    """Whether next to nothing was found, or the article that the page carries as data with its paragraphs run together."""
    words = PLACEHOLDER.sub("", "".join("".join(passage.text.split()) for passage in found))
    return len(words) < min(_LITTLE, len(article) // 2) or (len(found) == 1 and words == "".join(strip(article).split()))
