"""Links found again in an extracted text."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from reader.core.document import BlockKind
from reader.sources.pieces import Passage
from reader.sources.stream import linked, stream_of, web_url


def links(markup: str, *texts: str) -> list[list[tuple[str, str]]]:
    """For each passage the words and URLs of its links."""
    stream = stream_of(document_fromstring(markup), "https://c.example/a/b")
    found = linked([Passage(BlockKind.PARAGRAPH, text) for text in texts], stream)
    return [[(passage.text[start:end], url) for start, end, url in passage.links] for passage in found]


def test_the_words_of_a_link_are_found_between_their_neighbours() -> None:
    markup = "<a href=/nav>here</a><p>Look <a href=x>here</a>, or <b><a href='http://d.example'>he re</a></b>.</p>"
    assert links(markup, "Look here, or he re.") == [[("here", "https://c.example/a/x"), ("he re", "http://d.example")]]


def test_links_of_the_menu_are_not_found_in_the_article() -> None:
    assert links("<ul><li><a href=/sport>Sport</a></ul><p>Sport is fun.</p>", "Sport is fun.") == [[]]


def test_a_passage_that_is_one_link_has_it() -> None:
    assert links("<p><a href=/x>Read on</a></p><p>Other</p>", "Read on") == [[("Read on", "https://c.example/x")]]


def test_the_same_words_twice_have_their_own_links() -> None:
    markup = "<p>See <a href=/1>this</a></p><p>See <a href=/2>this</a></p>"
    assert links(markup, "See this", "See this") == [[("this", "https://c.example/1")], [("this", "https://c.example/2")]]


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("/x?a=1", "https://c.example/x?a=1"),
        ("//d.example", "https://d.example"),
        ("http://d.example/é", "http://d.example/é"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("mailto:a@b.example", None),
        ("http://[", None),
        ("https://a.example/\x1b]8;;", None),
        ("https://a.example/a b", None),
        ("x" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_leads_to_the_web_is_a_link(reference: str | None, url: str | None) -> None:
    assert web_url(reference, "https://c.example/") == url
