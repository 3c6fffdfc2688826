"""Where the words at the caret lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.commands.linking import address_of, link_at_caret, url_at_caret
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Entity, Mention, Provenance
from reader.core.document import Block, BlockKind, Document, Link, Platform, Post
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.span import Span
from reader.core.state import Selection, State

TEXT = "See here or there.\n\nA post."
LINKS = (Link(Span(4, 8), "https://a.example/here"), Link(Span(12, 17), "http://b.example"))


def state(caret: int, links: tuple[Link, ...] = LINKS, permalink: str | None = "https://x.com/a/status/1") -> State:
    post = Post("p", Platform.X, Span(20, 27), Span(20, 27), None, permalink=permalink)
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 18)), Block(BlockKind.POST, post.span, post=post))
    document = Document("d", "a.html", "A", TEXT, "", "utf-8", blocks, links=links)
    return State(document, Records(()), Marks(document), Selection.caret(caret))


@pytest.mark.parametrize(
    ("caret", "url"),
    [
        (3, None),
        (4, "https://a.example/here"),
        (7, "https://a.example/here"),
        (8, None),
        (12, "http://b.example"),
        (17, None),
        (20, "https://x.com/a/status/1"),
        (27, "https://x.com/a/status/1"),
    ],
)
def test_the_link_at_the_caret_leads_else_the_post(caret: int, url: str | None) -> None:
    assert url_at_caret(state(caret)) == url


def test_a_link_within_a_post_comes_before_the_post() -> None:
    inner = Link(Span(22, 26), "https://c.example/")
    assert url_at_caret(state(23, (*LINKS, inner))) == "https://c.example/"
    assert link_at_caret(state(23, (*LINKS, inner))) == inner


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "//a.example",
        "https://a.example/\x1b[2J",
        "-https://a.example",
    ],
)
def test_nothing_but_a_web_address_is_ever_given(url: str) -> None:
    assert url_at_caret(state(4, (Link(Span(4, 8), url),))) is None
    assert url_at_caret(state(21, (), url)) is None


@pytest.mark.parametrize(
    ("references", "url"),
    [
        ((), None),
        (("Q42",), "https://www.wikidata.org/wiki/Q42"),
        (("viaf:1", "https://a.example/who", "Q42"), "https://a.example/who"),
        (("javascript:alert(1)", "Q42x", "https://a.example/\x1b[2J"), None),
    ],
)
def test_an_entity_leads_to_its_first_reference_that_leads_anywhere(references: tuple[str, ...], url: str | None) -> None:
    assert address_of(Entity("e", "Ann", "PERSON", (), references)) == url


def test_a_mention_leads_to_its_entity_after_a_link_and_before_the_post() -> None:
    entity = Entity("0" * 14, "Post", "PERSON", (), ("Q42",))
    said = Annotation("1" * 14, "d", (describe(TEXT, Span(22, 26)),), Mention(entity.id), Provenance("a", "b", "c"))
    linked = Annotation("2" * 14, "d", (describe(TEXT, Span(4, 8)),), Mention(entity.id), Provenance("a", "b", "c"))

    def marked(caret: int) -> State:
        plain = state(caret)
        return replace(plain, records=Records((entity, said, linked)), marks=Marks(plain.document, (said, linked)))

    assert url_at_caret(marked(23)) == "https://www.wikidata.org/wiki/Q42"
    assert url_at_caret(marked(20)) == "https://x.com/a/status/1"
    assert url_at_caret(marked(5)) == "https://a.example/here"


def test_a_document_without_links_and_addresses_leads_nowhere() -> None:
    assert state(0).document.has_urls
    assert state(0, ()).document.has_urls
    assert not state(0, (), None).document.has_urls
