"""The extractor, and what placeholders do to it."""

from __future__ import annotations

import sys
from copy import deepcopy

import pytest
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction

from reader.sources.extract import NO_EXTRACTOR, extract
from reader.sources.passages import passages
from reader.sources.posts.markup import PLACEHOLDER, take_embeds
from tests.sources.pages import FURNITURE_ABOVE, FURNITURE_BELOW, SENTENCES, page, paragraphs, tweet


def interleaved(count: int, every: int) -> str:
    """Paragraphs with a post after every so many of them."""
    numbered = (f"<p>{number}. {SENTENCES[number % 5]}</p>{tweet(number) if number % every == 0 else ''}" for number in range(count))
    return "\n".join(numbered)


LONG = [interleaved(count, every) for count in (3, 8, 25) for every in (1, 2, 5)]
PAGES = {
    **{f"article {number}": page(article) for number, article in enumerate(LONG)},
    **{f"plain {number}": f"<body>{FURNITURE_ABOVE}<div>{article}</div>{FURNITURE_BELOW}</body>" for number, article in enumerate(LONG)},
    "list": page("<ol>" + "".join(f"<li>{sentence}{tweet(7)}</li>" for sentence in SENTENCES) + "</ol>"),
    "quote": page(f"{paragraphs(*SENTENCES)}<blockquote><p>{SENTENCES[0]}</p>{tweet(1)}</blockquote>"),
    "figure": page(f"{paragraphs(*SENTENCES[:3])}<figure><div>{tweet(1)}</div></figure>{paragraphs(*SENTENCES[3:])}"),
    "headings": page("".join(f"<h2>Part {number}</h2><p>{SENTENCES[number]}</p>{tweet(number)}" for number in range(5))),
    "nothing but posts": page("".join(map(tweet, range(6)))),
}


def words(tree: HtmlElement) -> list[str]:
    """The article's text block by block, as trafilatura alone finds it."""
    found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True)
    return [passage.text for passage in passages(found.body)] if found else []  # type: ignore[union-attr]  # no dictionary


def without_posts(markup: str) -> HtmlElement:
    tree = document_fromstring(markup)
    for post in [*tree.iter("blockquote")]:
        if "twitter-tweet" in post.get("class", ""):
            post.drop_tree()
    return tree


@pytest.mark.parametrize("name", [name for name in PAGES if name != "nothing but posts"])
def test_placeholders_cost_no_word_of_the_article(name: str) -> None:
    tree = document_fromstring(PAGES[name])
    take_embeds(tree)
    found = [PLACEHOLDER.sub("", passage.text).strip() for passage in extract(tree).passages]
    assert [text for text in found if text] == words(without_posts(PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_placeholders_are_kept(name: str) -> None:
    tree = document_fromstring(PAGES[name])
    embeds = take_embeds(tree)
    kept = [int(found[1]) for passage in extract(tree).passages for found in PLACEHOLDER.finditer(passage.text)]
    assert kept == [*range(len(embeds))] != []


def test_the_tree_stays_as_it_is() -> None:
    tree = document_fromstring(page())
    before = tree.text_content()
    extract(tree)
    assert tree.text_content() == before


def test_without_an_extractor_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    extraction = extract(document_fromstring(page()))
    assert extraction.problems == (NO_EXTRACTOR,)
    assert [passage.text for passage in extraction.passages] == list(SENTENCES)


def test_an_extractor_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    extraction = extract(document_fromstring(page()))
    assert "failed (AttributeError)" in extraction.problems[0]
    assert [passage.text for passage in extraction.passages] == list(SENTENCES)
