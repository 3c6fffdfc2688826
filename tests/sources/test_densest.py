"""The article of a page, found plainly."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from reader.sources.densest import find_article
from reader.sources.passages import passages
from tests.sources.pages import FURNITURE_ABOVE, FURNITURE_BELOW, SENTENCES, page, paragraphs


def article(markup: str) -> list[str]:
    return [passage.text for passage in passages(find_article(document_fromstring(markup)))]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<article>{}</article>",
        "<main>{}</main>",
        "<div role=main>{}</div>",
        "<div class=x><div class=y>{}</div></div>",
        "<form id=aspnetForm><div>{}</div></form>",
        "<header><div class=content>{}</div></header>",
        "<div class='widget sidebar-layout'><div>{}</div></div>",
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_the_article_is_found_without_the_furniture(wrapped: str) -> None:
    assert article(f"<body>{FURNITURE_ABOVE}{wrapped.format(paragraphs(*SENTENCES))}{FURNITURE_BELOW}</body>") == list(SENTENCES)


def test_text_behind_furniture_stays() -> None:
    assert article(page(f"{paragraphs(*SENTENCES)}<p>See <button>Share</button>below.</p>"))[-1] == "See below."


def test_teasers_of_links_are_no_article() -> None:
    teasers = "<div>" + "".join(f"<p><a href=/{number}>{SENTENCES[number % 5]}</a></p>" for number in range(20)) + "</div>"
    assert article(f"<body>{teasers}<div>{paragraphs(*SENTENCES)}</div></body>") == list(SENTENCES)


@pytest.mark.parametrize("markup", ["<p>x</p>", "<div></div>", "x", "<html><head><title>x</title></head></html>"])
def test_a_page_without_an_article_is_whole(markup: str) -> None:
    assert article(f"{markup}") == (["x"] if "x" in markup and "title" not in markup else [])
