"""Text between tags."""

from __future__ import annotations

import pytest

from reader.sources.strip import lightened, strip, title_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two <b>and</b> three.</p>", "One.\nTwo and three."),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("&lt;p&gt; &amp;amp; &#8211;", "<p> &amp; –"),
        ("<a title=\"x > y\" href='>'>z</a>", "z"),
        ("<p class=it's>one</p><p>it's</p>", "one\nit's"),
        ("<script>if (a < b) { '<p>' }</script>x<style>p > a {}</style>", "x"),
        ("a<!-- <p>b</p> > -->c", "ac"),
        ("a<!-- b<p>c</p>", "a b\nc"),
        ("a <script> b", "a"),
        ("3 < 4 and <3", "3 < 4 and <3"),
        ("a <p unclosed", "a\nunclosed"),
        (" \n\n <p> a \n  b </p>\n", "a\nb"),
        ("", ""),
    ],
)
def test_text_stands_between_tags(markup: str, text: str) -> None:
    assert strip(markup) == text


def test_a_title_is_that_of_the_window() -> None:
    assert title_of("<head><TITLE lang=en>\n A &amp; B </title>") == "A & B"
    assert title_of("<p>none</p>") == ""


def test_pictures_and_declarations_are_taken_out() -> None:
    assert lightened(f"<img src='data:image/gif;base64,{'R' * 2000}' alt=x>") == "<img src='data:,' alt=x>"
    assert lightened("<img src='data:image/gif;base64,R0lG'>") == "<img src='data:image/gif;base64,R0lG'>"
    assert lightened('<!DOCTYPE html [<!ENTITY a "b">\n]><p>') == "<p>"
    assert lightened("<!DOCTYPE html><p>") == "<!DOCTYPE html><p>"
