"""Taking a page apart: its article in pieces, its posts, what it says of itself. Runs in a process that can be stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
_LOST = 0.1  # share of a page's text that its parser may lose
_FEW = 20  # code points that it may lose anyhow
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]"
    "|&#(?:[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]));?"
)
"""Characters, and references to such, that a tree may hold after parsing but not be given later: extractors stumble over them."""

_NO_TEXT = re.compile(
    r"""<(?:!--(?:[^-]++|-(?!->))*+-->|(script|style|svg)\b(?:[^<]++|<(?!/\1))*+</\1[^>]*+>"""
    r"""|[/a-z!?](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>)|\s++""",
    re.IGNORECASE,
)
"""What ``strip`` takes out, save character references and what is never closed: faster, and never less text than ``strip`` leaves."""

_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


def answer(markup: str) -> object:
    """The page as JSON (see ``record``). Raises ``RefusalError``, and whatever the libraries do."""
    return to_json(take_apart(markup))


def take_apart(markup: str) -> Page:
    """The pieces and posts of a page. ``markup`` has its newlines folded and holds no NUL."""
    markup = _CONTROLS.sub("\ufffd", markup.replace("\f", " "))
    tree = _parse(markup)
    if tree is None:
        return Page((), (), Metadata())
    _check_nothing_is_lost(tree, markup)
    metadata = metadata_of(tree)
    embeds = take_embeds(tree)
    extraction = extract(tree)
    if metadata.article and _is_poor(extraction.passages, metadata.article):
        return _of_data(metadata, embeds, extraction)
    if not extraction.passages and not embeds:
        raise RefusalError("no article was found in it")
    return Page(tuple(_pieces(tree, extraction.passages, len(embeds), metadata)), tuple(embeds), metadata, extraction.problems)


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
    try:
        tree = document_fromstring(markup.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError:  # an empty document
        return None
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


def _check_nothing_is_lost(tree: HtmlElement, markup: str) -> None:
    """Refuse what the parser gives up on: elements nested thousands deep, a page that is one comment because that is never closed."""
    there = _count(tree.itertext()) - sum(_count(inner.itertext()) for inner in tree.iter("script", "style", "svg"))
    is_closed = markup.rfind("<!--") <= markup.rfind("-->")
    if is_closed and there and there >= (1 - _LOST) * len(_NO_TEXT.sub("", markup)) - _FEW:
        return
    whole = _count([strip(markup)])
    if there < (1 - _LOST) * whole - _FEW or (whole and not there):
        raise RefusalError("what parses it loses much of its text")


def _count(text: Iterable[str]) -> int:
    return sum(len("".join(part.split())) for part in text)


def _base(tree: HtmlElement, metadata: Metadata) -> str | None:
    base = next(tree.iter("base"), None)
    return (base.get("href") if base is not None else None) or metadata.source


def _is_poor(found: Sequence[Passage], article: str) -> bool:
    """Whether next to nothing was found, or the article that the page carries as data with its paragraphs run together."""
    words = PLACEHOLDER.sub("", "".join("".join(passage.text.split()) for passage in found))
    return len(words) < min(_LITTLE, len(article) // 2) or (len(found) == 1 and words == "".join(strip(article).split()))
