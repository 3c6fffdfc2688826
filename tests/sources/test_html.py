"""Web pages as documents."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.document import BlockKind, Document, PostState
from reader.core.errors import SourceError
from reader.sources import bounded
from reader.sources.html import declared_encoding, load
from tests.sources.pages import SENTENCES, page, paragraphs, tweet


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    return Opener(tmp_path)


class Opener:
    """Saves pages and opens them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, content: str | bytes, name: str = "page.html", encoding: str | None = None) -> Document:
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return load(file, self.folder, encoding)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def test_a_page_is_its_article_without_the_furniture(opened: Opener) -> None:
    document = opened(page())
    assert blocks(document) == [("paragraph", sentence) for sentence in SENTENCES]
    assert document.problems == ()


def test_headings_lists_quotes_and_tables_stay_what_they_are(opened: Opener) -> None:
    document = opened(
        page(
            f"<h2>What happened</h2>{paragraphs(*SENTENCES[:2])}<blockquote><p>{SENTENCES[3]}</p></blockquote>"
            f"<h3>The way round</h3><p>{SENTENCES[2]}</p>"
            "<ul><li>by bus over the moor, every hour</li><li>on foot by the mill</li></ul>"
            "<table><tr><th>Line</th><th>Minutes</th></tr><tr><td>Seven</td><td>20</td></tr></table>"
            f"<p>{SENTENCES[4]}</p>"
        )
    )
    assert blocks(document) == [
        ("heading", "What happened"),
        ("paragraph", SENTENCES[0]),
        ("paragraph", SENTENCES[1]),
        ("quote", SENTENCES[3]),
        ("heading", "The way round"),
        ("paragraph", SENTENCES[2]),
        ("item", "by bus over the moor, every hour"),
        ("item", "on foot by the mill"),
        ("paragraph", "Line | Minutes"),
        ("paragraph", "Seven | 20"),
        ("paragraph", SENTENCES[4]),
    ]
    assert [block.level for block in document.blocks if block.kind is BlockKind.HEADING] == [2, 3]


def test_a_post_is_a_block_where_it_stood(opened: Opener) -> None:
    document = opened(page(paragraphs(*SENTENCES[:2]) + tweet(1) + paragraphs(*SENTENCES[2:])))
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "paragraph", "post", "paragraph", "paragraph", "paragraph"]
    (post,) = document.posts
    assert post.body.of(document.text) == "Not again! #bridge (1)"
    assert post.attribution
    assert post.attribution.of(document.text) == "— Ann Other (@ann_other) May 28, 2024"
    assert (post.author, post.handle, post.date) == ("Ann Other", "@ann_other", "2024-05-28")
    assert post.permalink == "https://twitter.com/ann_other/status/1000000000000000001"


def test_a_post_without_text_is_a_line_made_of_what_is_known(opened: Opener) -> None:
    link = "https://twitter.com/ann_other/status/1000000000000000001"
    document = opened(page(f'{paragraphs(*SENTENCES)}<blockquote class="twitter-tweet"><a href="{link}"></a></blockquote>'))
    (post,) = document.posts
    assert post.state is PostState.LINK_ONLY
    assert post.body.is_empty
    assert post.span.of(document.text) == f"Post by @ann_other on X, 2018-05-25: {link}"


def test_a_post_that_the_extractor_drops_stands_after_its_neighbour(opened: Opener) -> None:
    aside = f'<aside class="sidebar related">{tweet(1)}</aside>'
    document = opened(page(paragraphs(*SENTENCES[:3]) + aside + paragraphs(*SENTENCES[3:])))
    assert [kind for kind, _ in blocks(document)] == ["paragraph"] * 3 + ["post"] + ["paragraph"] * 2


def test_a_post_below_the_article_comes_last(opened: Opener) -> None:
    document = opened(page(below=f'<footer class="footer">{tweet(1)}</footer>'))
    assert [kind for kind, _ in blocks(document)] == ["paragraph"] * 5 + ["post"]


def test_no_post_is_lost_or_moved(opened: Opener) -> None:
    article = "".join(f"<p>{SENTENCES[number % 5]} ({number})</p>{tweet(number)}" for number in range(30))
    document = opened(page(article))
    expected = [line for number in range(30) for line in (f"{SENTENCES[number % 5]} ({number})", f"Not again! #bridge ({number})")]
    assert [text.partition("\n")[0] for _, text in blocks(document)] == expected


def test_posts_have_ids_of_their_own(opened: Opener) -> None:
    document = opened(page(paragraphs(*SENTENCES) + tweet(1) + tweet(2)))
    assert len({post.id for post in document.posts}) == 2


def test_links_are_kept_with_their_words(opened: Opener) -> None:
    linked = SENTENCES[1].replace("engineers from the county", '<a href="/who?a=1&amp;b=2">engineers from the county</a>')
    local = SENTENCES[2].replace("Upper Wending", '<a href="javascript:alert(1)">Upper Wending</a>')
    document = opened(page(paragraphs(SENTENCES[0], linked, local), head='<link rel="canonical" href="https://courier.example/bridge">'))
    assert [(link.span.of(document.text), link.url) for link in document.links] == [
        ("engineers from the county", "https://courier.example/who?a=1&b=2")
    ]
    assert blocks(document)[1][1] == SENTENCES[1]


def test_what_a_page_says_of_itself_is_kept(opened: Opener) -> None:
    stated = (
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Cracks in the bridge", '
        '"author": [{"@type": "Person", "name": "Ann Other"}, {"name": "Bo Else"}], "datePublished": "2024-05-27T08:30:00+02:00"}]}'
    )
    document = opened(
        page(head=f'<script type="application/ld+json">{stated}</script><meta property="og:url" content="https://c.example/b">')
    )
    assert (document.title, document.author) == ("Cracks in the bridge", "Ann Other, Bo Else")
    assert (document.date, document.source, document.language) == ("2024-05-27T08:30:00+02:00", "https://c.example/b", "en-GB")


def test_a_page_that_says_little_of_itself_has_the_title_of_its_window(opened: Opener) -> None:
    document = opened(page())
    assert document.title == "Bridge closed – The Wending Courier"
    assert (document.author, document.date, document.source) == (None, None, None)


def test_a_page_whose_article_is_in_its_data_alone_is_read_from_there(opened: Opener) -> None:
    body = " ".join(SENTENCES) + "\\n\\n" + SENTENCES[0]
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    document = opened(f"<html><head>{head}</head><body><div id=app>Loading</div></body></html>")
    assert blocks(document) == [("paragraph", " ".join(SENTENCES)), ("paragraph", SENTENCES[0])]


def test_xhtml_is_read_as_xml(opened: Opener) -> None:
    words = f'<h2>A&nbsp;title</h2><p><a id="top"/>{SENTENCES[0]}</p>{paragraphs(*SENTENCES[1:])}'
    html = f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title/></head><body><article>{words}</article></body></html>'
    document = opened(html, "page.xhtml")
    assert blocks(document)[0] == ("heading", "A title")
    assert [text for _, text in blocks(document)[1:]] == list(SENTENCES)
    assert (document.title, document.language) == ("page.xhtml", "en")


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">', "cp1251"),
        ("<meta charset=Shift_JIS>", "cp932"),
    ],
)
def test_a_page_is_in_the_encoding_that_it_names(opened: Opener, head: str, codec: str) -> None:
    word = {"cp1252": "Größe – „so“", "cp1251": "Слово", "cp932": "日本語"}[codec]
    document = opened(
        page(paragraphs(f"{word}: {SENTENCES[0]}", *SENTENCES[1:])).replace('<meta charset="utf-8">', head).encode(codec, "replace")
    )
    assert document.text.startswith(word)
    assert (document.encoding, document.problems) == (codec, ())


def test_a_page_that_names_a_wrong_encoding_is_in_the_right_one(opened: Opener) -> None:
    html = page(paragraphs("Größe: " + SENTENCES[0], *SENTENCES[1:])).replace("utf-8", "ascii")
    document = opened(html)
    assert document.text.startswith("Größe")
    assert document.encoding == "utf-8"


def test_the_encoding_that_the_reader_names_wins(opened: Opener) -> None:
    document = opened(page(paragraphs("Größe: " + SENTENCES[0], *SENTENCES[1:])), encoding="cp1252")
    assert document.text.startswith("GrÃ¶ÃŸe")


def test_an_encoding_is_named_near_the_beginning() -> None:
    assert declared_encoding(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"
    assert declared_encoding(b"<p>" * 10_000 + b"<meta charset=koi8-r>") is None


def test_newlines_are_folded_once(opened: Opener) -> None:
    html = page(f"<pre>one\ntwo\n\nthree</pre>{paragraphs(*SENTENCES)}")
    assert opened(html.replace("\n", "\r\n")).text == opened(html.replace("\n", "\r")).text == opened(html).text


def test_pictures_within_a_page_cost_nothing(opened: Opener) -> None:
    picture = f'<img src="data:image/png;base64,{"QUJD" * 500_000}">'
    assert opened(page(picture + paragraphs(*SENTENCES))).text == opened(page()).text


def test_a_page_is_the_same_however_often_it_is_opened(opened: Opener) -> None:
    html = page(paragraphs(*SENTENCES) + tweet(1))
    assert opened(html) == opened(html)


def test_without_an_extractor_the_article_is_found_plainly(opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "trafilatura.py").write_text("raise ImportError")
    monkeypatch.syspath_prepend(tmp_path / "shadow")
    bounded.stop_all()
    try:
        document = opened(page(paragraphs(*SENTENCES[:2]) + tweet(1) + paragraphs(*SENTENCES[2:])))
    finally:
        bounded.stop_all()
    assert [text for kind, text in blocks(document) if kind == "paragraph"] == list(SENTENCES)
    assert blocks(document)[2][0] == "post"
    assert "claim-reader[html]" in document.problems[0]


def test_a_page_is_named_by_its_place(opened: Opener) -> None:
    (opened.folder / "a").mkdir()
    assert opened(page(), "a/b.htm").path == "a/b.htm"


def test_what_is_no_text_is_refused_by_name(opened: Opener) -> None:
    with pytest.raises(SourceError, match=r"picture\.html cannot be opened\. It is not a text file"):
        opened(b"\x89PNG\r\n\x00\x00", "picture.html")


def test_the_process_that_shows_pages_does_not_parse_them(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page())
    code = (
        "import json, sys; from pathlib import Path; from reader.sources.html import load; "
        "load(Path(sys.argv[1], 'page.html'), Path(sys.argv[1])); print(json.dumps(sorted(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert not {"lxml", "trafilatura"} & set(json.loads(run.stdout))
