"""What holds for any tree, however broken."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring, tostring

from reader.sources.posts.embed import Embed
from reader.sources.posts.markup import PLACEHOLDER, placeholder, take_embeds
from tests.sources.posts.test_markup import FRAME, LINK, TWEET

PIECES = (
    TWEET, FRAME, LINK, "<p>", "</p>", "<div>", "</div>", "<blockquote>", "</blockquote>", '<blockquote class="twitter-tweet">',
    '<blockquote class="instagram-media">', '<div class="fb-post">', f'<div class="embed" data-url="{LINK}">', "<noscript>", "</noscript>",
    "<template>", "<section>", f'<a href="{LINK}">', '<a href="https://www.instagram.com/p/BNpLF8LD0GD/">', "</a>", "— Ana (@ana) ",
    "May 28, 2024",
    "<br>", "&nbsp;", "\n\n", "<!-- c -->", '<blockquote class="reddit-card">', '<blockquote class="tiktok-embed">', "♬ x", "@ana",
    '<blockquote class="bluesky-embed">', '<blockquote class="mastodon-embed">', "A post shared by Ana (@ana)", '<iframe src="//[">',
    "</iframe>",
    '<div data-x="PGJsb2NrcXVvdGU+">', "<svg>", "<script type='text/template'>", "</script>", "Words.", placeholder(1), "<amp-twitter>",
)  # fmt: skip

TEMPLATE_WITHIN_TEMPLATE = re.compile(r"<script type='text/template'>(?:(?!</script>).)*<script type='text/template'>", re.DOTALL)

pages = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)


def parsed(markup: str) -> HtmlElement:
    return document_fromstring(f"<html><body>x{markup}</body></html>".replace("\0", ""))


def placeholders(tree: HtmlElement) -> list[int]:
    return [int(number) for number in PLACEHOLDER.findall(str(tostring(tree, encoding="unicode")))]


@given(pages)
@settings(max_examples=300, deadline=None)
def test_each_post_leaves_one_placeholder_in_the_order_of_the_page(markup: str) -> None:
    tree = parsed(markup)
    embeds = take_embeds(tree)
    assert placeholders(tree) == list(range(len(embeds)))


@given(pages)
@settings(max_examples=100, deadline=None)
def test_nothing_is_left_to_take_but_what_is_hidden_within_what_is_hidden(markup: str) -> None:
    assume(not TEMPLATE_WITHIN_TEMPLATE.search(markup))
    tree = parsed(markup)
    take_embeds(tree)
    taken = take_embeds(tree)
    assert [embed for embed in taken if embed.body and embed.confidence == 1] == []


@given(pages)
@settings(max_examples=100, deadline=None)
def test_every_post_tells_something(markup: str) -> None:
    def check(embed: Embed) -> None:
        assert embed.body or embed.permalink
        assert embed.body == embed.body.strip("\n")
        assert "\n\n\n" not in embed.body
        assert embed.handle is None or embed.handle.startswith("@")
        for quoted in embed.quoted:
            check(quoted)

    for embed in take_embeds(parsed(markup)):
        check(embed)


def test_twice_the_page_is_about_twice_the_steps() -> None:
    """Counts the calls of the interpreter, not seconds."""
    few, many = (_steps("<div><p>Words.</p>" + TWEET * n + "<span> </span>" * n + "</div>") for n in (40, 160))
    assert many < 6 * few


def _steps(markup: str) -> int:
    import sys

    tree = parsed(markup)
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        take_embeds(tree)
    finally:
        sys.setprofile(None)
    return count
