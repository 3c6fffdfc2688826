from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.document import BlockKind, Document, Platform, Post, PostState
from reader.core.span import Span
from reader.sources import bounded, markdown
from reader.sources.folder import load as load_any
from reader.sources.front_matter import FrontMatter
from reader.sources.markdown_outline import answer, outline
from reader.sources.safe import Decoded

ID = "1179000000000000000"
LINK = f"https://twitter.com/ana/status/{ID}"
TWEET = (
    f'<blockquote class="twitter-tweet"><p lang="en">Fish &amp; chips<br>are <a href="https://t.co/a">here</a></p>&mdash; Ana Bo (@ana) '
    f'<a href="{LINK}?ref_src=x">May 28, 2024</a></blockquote>'
)


def document(text: str) -> Document:
    return markdown.document_in(Decoded(text, "utf-8"), path="a.md", sha256="")


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [(leaf.kind.value, leaf.level, leaf.span.of(text)) for leaf in outline(text)[0]]


def posts(text: str) -> list[tuple[Platform, str | None, str | None]]:
    return [(place.embed.platform, place.embed.handle, place.embed.permalink) for place in outline(text)[1]]


def only(text: str) -> Post:
    (post,) = document(text).posts
    return post


def test_a_file_opens_with_its_own_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    file = tmp_path / "cats.MD"
    file.write_bytes(b"---\r\ntitle: Of cats\r\nauthor: [Ana, Bo]\r\ndate: 2024-05-28 10:00:00 +0200\r\nlang: en\r\n---\r\n\r\nA cat.\r\n")
    found = load_any(file, tmp_path)
    assert found.text == "---\ntitle: Of cats\nauthor: [Ana, Bo]\ndate: 2024-05-28 10:00:00 +0200\nlang: en\n---\n\nA cat.\n"
    assert (found.title, found.author, found.date, found.language) == ("Of cats", "Ana, Bo", "2024-05-28T10:00:00+0200", "en")
    assert [block.span.of(found.text) for block in found.blocks] == ["A cat."]


@pytest.mark.parametrize(("text", "title"), [("# Of *cats*\n\nA cat.", "Of cats"), ("Of cats\n===\n", "Of cats"), ("A cat.", "a.md")])
def test_without_a_title_the_first_heading_is_one(text: str, title: str) -> None:
    assert document(text).title == title


def test_blocks_are_what_markdown_makes_of_them() -> None:
    text = "# One\n\nWords\nand more.\n\n- item\n  - inner\n\n    more\n\n> said\n> so\n\n```\ncode\n```\n\n    old code\n\n"
    text += "|a|b|\n|-|-|\n|1|2|\n\n---\n"
    assert blocks(text) == [
        ("heading", 1, "# One"),
        ("paragraph", 0, "Words\nand more."),
        ("item", 1, "- item"),
        ("item", 2, "- inner"),
        ("paragraph", 0, "more"),
        ("quote", 0, "> said\n> so"),
        ("paragraph", 0, "```\ncode\n```"),
        ("paragraph", 0, "old code"),
        ("paragraph", 0, "|a|b|"),
        ("paragraph", 0, "|1|2|"),
    ]


def test_raw_html_without_words_is_no_block() -> None:
    assert blocks("<div align='center'>\n\nA cat.\n\n</div>\n\n<!-- not yet -->\n\n<p>Two cats.</p>") == [
        ("paragraph", 0, "A cat."),
        ("paragraph", 0, "<p>Two cats.</p>"),
    ]


def test_a_post_in_raw_html_has_its_words_and_their_place() -> None:
    text = f"Look:\n\n{TWEET} <script async src='x'></script>\n\nWell."
    found = document(text)
    (post,) = found.posts
    assert [block.span.of(text) for block in found.blocks] == ["Look:", TWEET, "Well."]
    assert (post.words, post.body.of(text)) == ("Fish & chips\nare here", 'Fish &amp; chips<br>are <a href="https://t.co/a">here')
    assert post.attribution is not None
    assert post.attribution.of(text).startswith("&mdash; Ana Bo (@ana)")
    assert (post.author, post.handle, post.date, post.permalink, post.state) == ("Ana Bo", "@ana", "2024-05-28", LINK, PostState.FULL)


def test_words_without_markup_between_them_are_the_text_itself() -> None:
    text = TWEET.replace("Fish &amp; chips<br>", "Chips ").replace('<a href="https://t.co/a">here</a>', "here")
    post = only(text)
    assert (post.words, post.body.of(text)) == (None, "Chips are here")


def test_the_markup_of_a_post_is_told_from_its_words() -> None:
    found = document(TWEET)
    shown, start = "", 0
    for span in (*found.markup, Span(len(TWEET), len(TWEET))):
        shown += TWEET[start : span.start]
        start = span.end
    assert shown == "Fish &amp; chipsare here&mdash; Ana Bo (@ana) May 28, 2024"


def test_an_embed_with_blank_lines_in_it_is_one_post() -> None:
    link = "https://bsky.app/profile/ana.example/post/3kabcdefghi2j"
    text = (
        'Look:\n<blockquote class="bluesky-embed"><p lang="en">\nOne\n\n    two\n</p>&mdash; Ana (@ana.example) '
        f'<a href="{link}">January 8, 2025 at 11:00 PM</a></blockquote>\nWell.'
    )
    assert [block.kind for block in document(text).blocks] == [BlockKind.PARAGRAPH, BlockKind.POST, BlockKind.PARAGRAPH]
    assert only(text).words == "One\n\ntwo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{{{{< tweet user="ana" id="{ID}" >}}}}', (Platform.X, "@ana", LINK)),
        (f"{{{{< x user=ana id={ID} />}}}}", (Platform.X, "@ana", LINK)),
        (f"{{{{< tweet {ID} >}}}}", (Platform.X, None, f"https://twitter.com/i/status/{ID}")),
        (f"{{{{% twitter_simple ana {ID} %}}}}", (Platform.X, "@ana", LINK)),
        (f"{{% twitter {LINK}?s=20 maxwidth=500 %}}", (Platform.X, "@ana", LINK)),
        (f"{{% tweet ana/status/{ID} %}}", (Platform.X, "@ana", LINK)),
        (f'{{% tweet "{ID}" %}}', (Platform.X, None, f"https://twitter.com/i/status/{ID}")),
        (f"{{% embed {LINK} %}}", (Platform.X, "@ana", LINK)),
        (f"[embed]{LINK}[/embed]", (Platform.X, "@ana", LINK)),
        (f"[tweet {LINK}]", (Platform.X, "@ana", LINK)),
        (LINK, (Platform.X, "@ana", LINK)),
        (f"<{LINK}>", (Platform.X, "@ana", LINK)),
        (f"Look:\n{LINK}\nWell.", (Platform.X, "@ana", LINK)),
        ("{{< instagram BNpLF8LD0GD hidecaption >}}", (Platform.INSTAGRAM, None, "https://www.instagram.com/p/BNpLF8LD0GD/")),
        ('{{< mastodon host="social.example" id="109439745302574877" >}}',
         (Platform.MASTODON, None, "https://social.example/@i/109439745302574877")),
        ('{{< mastodon url="https://social.example/@ana/109439745302574877" >}}',
         (Platform.MASTODON, "@ana@social.example", "https://social.example/@ana/109439745302574877")),
        ('{{< bluesky link="https://bsky.app/profile/ana.example/post/3kabcdefghi2j" >}}',
         (Platform.BLUESKY, "@ana.example", "https://bsky.app/profile/ana.example/post/3kabcdefghi2j")),
        ("{{< youtube abcdefghijk >}}", (Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk")),
        ("{% include embed/youtube.html id='abcdefghijk' %}", (Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk")),
        ("{% tiktok https://www.tiktok.com/@ana/video/7000000000000000000 %}",
         (Platform.TIKTOK, "@ana", "https://www.tiktok.com/@ana/video/7000000000000000000")),
        ('<iframe src="https://social.example/@ana/109439745302574877/embed" class="mastodon-embed"></iframe><script src="x"></script>',
         (Platform.MASTODON, "@ana@social.example", "https://social.example/@ana/109439745302574877")),
        ('<p align="center"><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></p>',
         (Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk")),
        ('<div class="fb-post" data-href="https://www.facebook.com/ana/posts/7"></div>',
         (Platform.FACEBOOK, "@ana", "https://www.facebook.com/ana/posts/7")),
    ],
)  # fmt: skip
def test_a_post_is_found_in_the_short_forms_of_site_generators(text: str, expected: tuple[Platform, str | None, str]) -> None:
    assert posts(f"Before.\n\n{text}\n\nAfter.") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{TWEET}\n{{{{< tweet {ID} >}}}}\n{LINK}\n```",
        f"    {TWEET}\n    {LINK}",
        f"Write `{{{{< tweet {ID} >}}}}` or ``{TWEET}``.",
        f"{{{{</* tweet {ID} */>}}}}",
        f"{{% raw %}}{{% tweet {ID} %}}{{% endraw %}}",
        f"She [wrote]({LINK}) it, see {LINK} there.",
        f"- {LINK}\n- {LINK}",
        f"> {LINK}",
        f"[tweet {ID}](https://example.org)",
        '{{< figure src="https://example.org/a.png" >}}',
        "{{< youtube >}}",
        "<div>Twitter is a word.</div>",
    ],
)
def test_code_links_and_lists_hold_no_posts(text: str) -> None:
    assert posts(text) == []


def test_a_post_within_a_line_parts_its_paragraph() -> None:
    text = f"One {{{{< tweet {ID} >}}}} two."
    assert [(block.kind.value, block.span.of(text)) for block in document(text).blocks] == [
        ("paragraph", "One"),
        ("post", f"{{{{< tweet {ID} >}}}}"),
        ("paragraph", "two."),
    ]


def test_a_post_without_text_has_a_body_of_nothing_where_it_stands() -> None:
    post = only(f"Look:\n\n{LINK}")
    assert (post.body, post.span, post.attribution, post.words) == (Span(7, 7), Span(7, 7 + len(LINK)), None, None)
    assert (post.date, post.state) == ("2019-10-01T11:47:59Z", PostState.LINK_ONLY)


def test_what_cannot_be_taken_apart_is_plain_text_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "run", lambda *_: bounded.Failure("it took longer than 5 seconds"))
    found = document("# A cat\n\n— so to speak —")
    assert "it took longer than 5 seconds" in found.problems[0]
    assert [block.span.of(found.text) for block in found.blocks] == ["# A cat", "— so to speak —"]


@pytest.mark.parametrize(
    "stated",
    [None, {}, {"page": 1}, {"leaves": [["paragraph", 0, 99, 0]]}, {"leaves": [["paragraph", 0, 3, 0], ["paragraph", 2, 4, 0]]},
     {"markup": [[2, 2]]}, {"leaves": [["post-ish", 0, 3, 0]]}, {"places": [[[0, 1], [0, 0], None]]}],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_not_believed(stated: object, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {**answer("A cat."), **stated} if isinstance(stated, dict) and stated else stated  # type: ignore[dict-item]  # JSON
    monkeypatch.setattr(markdown, "run", lambda *_: whole)
    assert "no sensible answer" in document("A cat.").problems[0]


PIECES = (
    TWEET, LINK, "# A\n", "\n\n", "\n", "- ", "> ", "```\n", "    ", "Words.", "*", "`", "[a](b)", "<div>", "</div>", "<blockquote>",
    "</blockquote>",
    f"{{{{< tweet {ID} >}}}}", "{% raw %}", "|a|b|\n|-|-|\n", "===\n", "<iframe src='https://youtu.be/abcdefghijk'>", "<!--", "-->",
    "1. ", "\\",
    '<div class="fb-post" data-href="https://www.facebook.com/ana/posts/7">', "&amp;", "\u2028", "\x0b", "\t", "\x1b",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25)
    .map("".join)
    .map(lambda text: text.replace("\r", "").replace("\0", ""))
)
@settings(max_examples=300, deadline=None)
def test_any_markdown_becomes_a_sound_document(text: str) -> None:
    found = document_without_process(text, json.loads(json.dumps(answer(text))))
    assert found.text == text
    assert not found.problems
    assert all(one.span.end <= other.span.start for one, other in pairwise(found.blocks))
    assert all(block.span.of(text).strip() and block.span.end <= len(text) for block in found.blocks)
    assert all(post.span.covers(post.body) for post in found.posts)


def document_without_process(text: str, stated: object) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "run", lambda *_: stated)
        patch.setattr(markdown, "read_front_matter", lambda _: FrontMatter())
        return document(text)
