from __future__ import annotations

from lxml.html import HtmlElement, fragment_fromstring

from reader.sources.posts.dom_lines import lines_of, text_of


def parsed(markup: str) -> HtmlElement:
    return fragment_fromstring(markup, create_parent="div")


def shown(markup: str, *, keeps_newlines: bool = False) -> str:
    return text_of(lines_of(parsed(markup), keeps_newlines=keeps_newlines))


def test_white_space_collapses_and_breaks_break_lines() -> None:
    assert shown("<p>One\n   two<br>three <b> four</b></p>") == "One two\nthree four"


def test_paragraphs_are_parted_by_one_empty_line() -> None:
    assert shown("<p>One</p>\n\n<p></p><p>Two<br><br><br>Three</p>") == "One\n\nTwo\n\nThree"


def test_other_blocks_begin_a_line_of_their_own() -> None:
    assert shown("One<div>two</div>three") == "One\ntwo\nthree"


def test_a_newline_typed_twice_within_a_text_parts_paragraphs() -> None:
    assert shown("<p>One\n\nTwo\nthree</p>") == "One\n\nTwo three"


def test_newlines_are_kept_where_the_platform_shows_them() -> None:
    assert shown("<p>One\n\nTwo\nthree</p>", keeps_newlines=True) == "One\n\nTwo\nthree"


def test_pictures_of_emoji_are_emoji_and_others_nothing() -> None:
    assert shown('A<img class="Emoji" alt="x">B<img alt="🐈">C<img alt="A cat on a wall">') == "AxB🐈C"


def test_scripts_styles_and_drawings_are_not_shown() -> None:
    assert shown("A<script>x</script><style>y</style><svg><text>z</text></svg><!-- c -->B") == "AB"


def test_links_know_their_place_in_the_line() -> None:
    (line,) = lines_of(parsed('See <a href="https://example.org">this  one</a>.'))
    (link,) = line.links
    assert (line.text[link.start : link.end], link.href) == ("this one", "https://example.org")


def test_a_link_around_blocks_is_in_each_of_their_lines() -> None:
    lines = lines_of(parsed('<a href="https://example.org"><div>One</div><div>Two</div></a>'))
    assert [(line.text, len(line.links)) for line in lines] == [("One", 1), ("Two", 1)]


def test_an_empty_link_counts() -> None:
    (line,) = lines_of(parsed('<a href="https://example.org"> </a>'))
    assert (line.text, line.links[0].href) == ("", "https://example.org")


def test_what_is_to_be_left_out_is() -> None:
    tree = parsed("One <b>two</b> three")
    assert text_of(lines_of(tree, without=frozenset({tree[0]}))) == "One three"
