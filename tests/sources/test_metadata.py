"""What pages say of themselves."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from reader.sources.metadata import metadata_of
from reader.sources.record import Metadata


def said(head: str, html: str = "<html>") -> Metadata:
    return metadata_of(document_fromstring(f"{html}<head>{head}</head><body><p>x</p></body></html>"))


def data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title> A\n title </title>", "A title"),
        ('<title>No</title><meta property="og:title" content="A &amp;amp; B">', "A & B"),
        (data('{"@type": ["NewsArticle"], "headline": "Head"}') + '<meta property="og:title" content="No">', "Head"),
        (data('[{"@type": "Organization", "headline": "No"}, {"@type": "BlogPosting", "headline": "Head"}]'), "Head"),
        (data('{"@type": "WebPage", "headline": "No", "mainEntity": {"@type": "Article", "headline": "Head"}}'), "Head"),
        (data('{"@type": "Article", "headline": "Head",}') + "<title>Broken data</title>", "Broken data"),
        (data('{"@type": "Article", "headline": {"@value": 7}}'), None),
        ("", None),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    assert said(head).title == title


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (data('{"@type": "Article", "author": {"name": "Ann"}}'), "Ann"),
        (data('{"@type": "Article", "author": ["Ann", {"name": " Bo  Else "}, "Ann"]}'), "Ann, Bo Else"),
        ('<meta name="author" content="Ann">', "Ann"),
        ('<meta property="article:author" content="https://facebook.com/ann">', None),
    ],
)
def test_the_author(head: str, author: str | None) -> None:
    assert said(head).author == author


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2024-05-28T10:00:00Z">', "2024-05-28T10:00:00Z"),
        ('<meta name="date" content="2024-05-28 10:00">', "2024-05-28"),
        ('<meta name="date" content="2024-02-31">', None),
        ('<meta name="date" content="May 28">', None),
    ],
)
def test_the_date(head: str, date: str | None) -> None:
    assert said(head).date == date


@pytest.mark.parametrize(
    ("head", "html", "source"),
    [
        ('<link rel="canonical" href="https://c.example/a">', "<html>", "https://c.example/a"),
        ('<link rel="canonical" href="/a"><meta property="og:url" content="https://c.example/b">', "<html>", "https://c.example/b"),
        ("", "<!DOCTYPE html><!-- saved from url=(0022)https://c.example/c --><html>", "https://c.example/c"),
        (
            "",
            "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://c.example/d \n saved date: x-->",
            "https://c.example/d",
        ),
        ('<link rel="canonical" href="javascript:x">', "<html>", None),
    ],
)
def test_the_source(head: str, html: str, source: str | None) -> None:
    assert said(head, html).source == source


@pytest.mark.parametrize(
    ("head", "html", "language"),
    [
        ("", "<html lang='de-AT'>", "de-AT"),
        ('<meta property="og:locale" content="fr_FR">', "<html>", "fr-FR"),
        ("", "<html lang='{{ lang }}'>", None),
    ],
)
def test_the_language(head: str, html: str, language: str | None) -> None:
    assert said(head, html).language == language
