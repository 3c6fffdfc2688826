from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.sources.markdown_marks import Shown, has_words, marks_in, tags_in


def marked(text: str) -> str:
    """``text`` with what is markup between ⟦ and ⟧."""
    shown, start = "", 0
    for span in marks_in(text, Span(0, len(text))).markup:
        shown += f"{text[start : span.start]}⟦{span.of(text)}⟧"
        start = span.end
    return shown + text[start:]


@pytest.mark.parametrize(
    "text",
    [
        "⟦##⟧ Of cats",
        "⟦> ⟧One\n⟦> ⟧two",
        "A ⟦**⟧big⟦**⟧ and ⟦_⟧old⟦_⟧ ⟦~~⟧dog⟦~~⟧ cat",
        "snake_case_name stays",
        "See ⟦[⟧here⟦](https://example.org/a_(b) \"Title\")⟧.",
        "See ⟦![⟧a cat⟦](cat.png)⟧ and ⟦[⟧there⟦][1]⟧.",
        "Type ⟦`⟧a *b* [c](d)⟦`⟧.",
        "At ⟦<⟧https://example.org⟦>⟧.",
        "A⟦<br>⟧B⟦<!-- c -->⟧",
        "Two ⟦\\⟧* three",
        "[not a link] and [neither](",
    ],
)  # fmt: skip
def test_markup_is_told_from_words(text: str) -> None:
    assert marked(text.replace("⟦", "").replace("⟧", "")) == text


def test_links_have_their_words_and_address() -> None:
    text = "See [the *cat*](https://example.org/a) and [b](/local) and <https://example.org/c>."
    assert [(span.of(text), url) for span, url in marks_in(text, Span(0, len(text))).links] == [
        ("the *cat*", "https://example.org/a"),
        ("https://example.org/c", "https://example.org/c"),
    ]


def test_scripts_are_markup_with_what_is_in_them() -> None:
    text = "<p>A</p><script>x = '<b>'</script>"
    assert [span.of(text) for span in tags_in(text, Span(0, len(text)))] == ["<p>", "</p><script>x = '<b>'</script>"]


@pytest.mark.parametrize(("markup", "expected"), [("<p>A</p>", True), ('<div class="words"><br></div>', False), ("<!-- words -->", False)])
def test_raw_html_may_show_no_words(markup: str, expected: bool) -> None:
    assert has_words(markup, Span(0, len(markup))) is expected


def test_shown_words_are_found_in_their_source() -> None:
    text = "x <p>Fish &amp; <b>chips</b><br>\nnow</p>"
    found = Shown(text, Span(0, len(text))).find("Fish & chips\nnow")
    assert found is not None
    assert found.of(text) == "Fish &amp; <b>chips</b><br>\nnow"


def test_words_that_are_not_shown_are_not_found() -> None:
    assert Shown("<p title='cat'>dog</p>", Span(0, 22)).find("cat") is None


@given(st.text(alphabet="ab*_`[]()<>!\\~# \n\"'&;/", max_size=60))
def test_markup_is_sorted_and_apart_in_any_text(text: str) -> None:
    found = marks_in(text, Span(0, len(text))).markup
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(not span.is_empty and span.end <= len(text) for span in found)
