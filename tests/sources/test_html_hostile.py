"""Pages that mean harm: each is answered, with its text or with a sentence."""

from __future__ import annotations

import json
import os
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.sources import bounded
from reader.sources.assemble import assemble
from reader.sources.bounded import RefusalError
from reader.sources.html import load
from reader.sources.page import take_apart
from reader.sources.record import from_json, to_json
from reader.sources.strip import lightened, strip
from tests.sources.pages import SENTENCES, page, paragraphs, tweet

WORDS = "At the very bottom stands a sentence."


def opened(folder: Path, content: str | bytes, name: str = "page.html") -> Document:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return load(file, folder)


@pytest.mark.parametrize("tag", ["div", "i", "blockquote", "table><tr><td", "ul><li", "a><b", 'blockquote class="twitter-tweet"'])
def test_text_in_a_hundred_thousand_elements_is_shown_and_the_reason_told(tmp_path: Path, tag: str) -> None:
    document = opened(tmp_path, f"<{tag}>" * (100_000 // (1 + tag.count(">"))) + WORDS)
    assert WORDS in document.text
    assert "could not be taken apart, because what parses it loses much of its text" in document.problems[0]


def test_text_behind_a_hundred_thousand_attributes_is_shown_and_the_reason_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.7)
    document = opened(tmp_path, "<p " + " ".join(f'a{number}=">"' for number in range(100_000)) + f">{WORDS}</p>")
    assert document.text == WORDS
    assert "could not be taken apart, because it took longer than 0.7 seconds" in document.problems[0]


def test_text_behind_comments_that_never_end_is_shown_and_the_reason_told(tmp_path: Path) -> None:
    document = opened(tmp_path, f"<p>{SENTENCES[0]}</p><!-- " * 2000 + f"<p>{WORDS}</p>")
    assert document.text.endswith(WORDS)
    assert document.problems


@pytest.mark.parametrize("name", ["lol.xhtml", "lol.html"])
@pytest.mark.parametrize("root", ["<html xmlns='http://www.w3.org/1999/xhtml'>", "<html>"])
def test_entities_that_multiply_are_not_expanded(tmp_path: Path, name: str, root: str) -> None:
    declared = "".join(f'<!ENTITY lol{n + 1} "{f"&lol{n};" * 10}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY lol0 "lol">{declared}]>{root}<body><p>{WORDS} &lol12;</p></body></html>'
    document = opened(tmp_path, bomb, name)
    assert WORDS in document.text
    assert len(document.text) < 200


def test_entities_are_not_fetched_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hush hush")
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY it SYSTEM "file://{tmp_path}/secret.txt">]>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS} &it;</p></body></html>'
    )
    assert "hush" not in opened(tmp_path, bomb, "bomb.xhtml").text


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"<html></html>", b"<!-- -->", b"<p><br></p>"])
def test_a_page_without_text_is_an_empty_document(tmp_path: Path, content: bytes) -> None:
    document = opened(tmp_path, content)
    assert document.text == ""
    assert document.title == "page.html"


@pytest.mark.parametrize("content", [b"<p>a\0b</p>", b"\x7fELF\x02\x01\x01\0\0\0", bytes(range(256)) * 4, b"\xff\xd8\xff\xe0\0\x10JFIF"])
def test_binary_data_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"page\.html cannot be opened\. It is not a text file"):
        opened(tmp_path, content)


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "undefined", "base64", "rot13", "no-such-thing", "idna", "x" * 40])
def test_a_page_that_names_an_odd_encoding_is_read(tmp_path: Path, charset: str) -> None:
    document = opened(tmp_path, page(paragraphs(*SENTENCES, "Größe – über alles. Straße.")).replace("utf-8", charset).encode("cp1252"))
    assert SENTENCES[0] in document.text


def test_references_to_half_characters_and_controls_are_shown_as_something_else(tmp_path: Path) -> None:
    odd = "&#xD800;&#xDFFF;&#0;&#x1B;&#27;[2J&#011;\x1b[31m&#x110000;&#99999999999;"
    text = opened(tmp_path, page(paragraphs(f"{odd} {SENTENCES[0]}", *SENTENCES[1:]))).text
    assert text.encode().decode() == text
    assert not {"\0", "\x1b", "\x0b"} & set(text)


def test_a_line_of_a_million_characters_is_shown(tmp_path: Path) -> None:
    assert opened(tmp_path, f"<p>{'word ' * 200_000}</p>").text.count("word") == 200_000


def test_data_nested_without_end_is_passed_over(tmp_path: Path) -> None:
    head = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert opened(tmp_path, page(head=head)).text == opened(tmp_path, page()).text


def test_a_page_that_knows_the_placeholder_moves_no_post(tmp_path: Path) -> None:
    from reader.sources.posts.markup import placeholder

    words = [f"{placeholder(0)} {SENTENCES[0]}", f"{placeholder(7)} {SENTENCES[1]}", f"{placeholder(10**9)} {SENTENCES[2]}"]
    document = opened(tmp_path, page(paragraphs(*words) + tweet(1) + paragraphs(*SENTENCES[3:])))
    assert [block.kind.value for block in document.blocks] == ["paragraph"] * 3 + ["post"] + ["paragraph"] * 2
    assert document.blocks[0].span.of(document.text) == SENTENCES[0]


def test_a_page_that_is_too_large_to_take_apart_is_shown_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.html._LARGEST", 100)
    document = opened(tmp_path, page())
    assert SENTENCES[4] in document.text
    assert "because it has more than 100 characters" in document.problems[0]


def test_a_page_is_shown_plainly_where_no_process_can_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded.stop_all()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    document = opened(tmp_path, page(paragraphs(*SENTENCES) + tweet(1)))
    assert SENTENCES[4] in document.text
    assert [post.handle for post in document.posts] == ["@ann_other"]
    assert document.title == "Bridge closed – The Wending Courier"
    assert "because no process to read it in could be started" in document.problems[0]


def test_an_answer_that_makes_no_sense_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.html.run", lambda *_: {"pieces": [0], "embeds": []})
    document = opened(tmp_path, page())
    assert SENTENCES[4] in document.text
    assert "because what reads it gave no sensible answer" in document.problems[0]


BITS = [
    "<p>", "</p>", "<div>", "</div>", "<article>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<h2>", "</h2>",
    "<br>", "<br><br>", "<pre>", "</pre>", "<blockquote>", "</blockquote>", "<a href='https://a.example/'>", "<a href=//[>", "</a>",
    "<script>", "</script>", "<!--", "-->", "<style>", "<svg>", "<![CDATA[", "]]>", "<?xml", "?>", "<!DOCTYPE", "&amp;", "&#xD800;",
    "&#27;", "&", "<", ">", '"', "'", "=", "\n", "\t", " ", "\x1b[31m", "\u202e", "\ufffd",
    "<iframe src=https://truthsocial.com/@a/1/embed>", "</iframe>", "<template>", "<noscript>", "<base href=x>",
    '<script type="application/ld+json">', '{"@type":"Article","articleBody":"x"}', tweet(1), *SENTENCES, "word", "Ω", "😀",
]  # fmt: skip


@given(st.lists(st.sampled_from(BITS) | st.text(max_size=8), max_size=40).map("".join))
def test_any_page_is_taken_apart_into_sorted_blocks_or_refused(markup: str) -> None:
    markup = lightened(markup.replace("\0", "").encode("utf-8", "replace").decode().replace("\r", ""))
    try:
        answered = take_apart(markup)
    except RefusalError:
        return
    assert from_json(json.loads(json.dumps(to_json(answered)))) == answered
    text, blocks, links = assemble(answered)
    assert all(one.span.end < other.span.start for one, other in pairwise(blocks))
    assert all(not block.span.is_empty and block.span.of(text).strip() for block in blocks)
    assert all(one.span.end <= other.span.start for one, other in pairwise(links))
    assert sum(block.post is not None and block.post.parent is None for block in blocks) == len(answered.embeds)


@given(st.lists(st.sampled_from(BITS) | st.text(max_size=8), max_size=40).map("".join))
def test_any_markup_has_a_plain_text(markup: str) -> None:
    text = strip(markup)
    assert not [line for line in text.split("\n")[1:-1] if not line.strip()]


def test_stripping_takes_time_that_grows_with_the_length_alone() -> None:
    """A regular expression that goes back would not end within hours on what repeats these."""
    for bit in (
        "<a",
        '<a x="',
        "<a ='",
        "<p =",
        "<!--",
        "<script>",
        "</script",
        "<script></script",
        "&",
        "<p a=\"<p a='",
        "<!DOCTYPE [",
        " data:a/",
    ):
        assert len(strip(lightened(bit * (200_000 // len(bit))))) <= 200_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to look at")
def test_a_process_is_not_left_behind_by_a_page_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.3)
    bounded.stop_all()
    opened(tmp_path, "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">")
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("the system does not tell")
    assert children.read_text().split() == []


def test_pages_cut_anywhere_are_opened(tmp_path: Path) -> None:
    whole = page(paragraphs(*SENTENCES) + tweet(1), head='<script type="application/ld+json">{"@type": "Article"}</script>')
    cuts = random.Random(7).sample(range(len(whole)), 12)
    for cut in cuts:
        assert opened(tmp_path, whole[:cut]).sha256
