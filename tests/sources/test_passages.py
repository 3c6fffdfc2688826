"""Elements as passages."""

from __future__ import annotations

import pytest
from lxml.html import HTMLParser, document_fromstring

from reader.core.document import BlockKind
from reader.sources.passages import passages
from reader.sources.pieces import Passage, Slot, with_slots
from reader.sources.posts.markup import PLACEHOLDER, placeholder


def found(markup: str) -> list[str]:
    """Each passage as ``kind+level: text``, a vertical bar at the front when it follows closely; paragraphs as their text alone."""
    return [
        ("|" if passage.is_close else "")
        + (f"{passage.kind.value}{passage.level or ''}: " if passage.kind is not BlockKind.PARAGRAPH else "")
        + passage.text
        for passage in passages(document_fromstring(markup))
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One\n  <b>two</b>\tthree.</p>four", ["One two three.", "four"]),
        ("<div>one<p>two</p>three<div>four</div></div>", ["one", "two", "three", "four"]),
        ("<h1>One</h1><h4>Two</h4>", ["heading1: One", "heading4: Two"]),
        ("<ul><li>one<ul><li>two</li></ul>three</li><li>four</li></ul>", ["item1: one", "item2: two", "item1: three", "|item1: four"]),
        ("<ol><li><p>one</p><p>two</p></li></ol>", ["item1: one", "|item1: two"]),
        ("<dl><dt>one<dd>two</dl>", ["item1: one", "|item1: two"]),
        ("<blockquote>one<p>two</p></blockquote>three", ["quote: one", "quote: two", "three"]),
        ("<li><blockquote>one</blockquote>two</li>", ["quote: one", "item1: two"]),
        ("<p>one<br>two<br><br>three<br></p>", ["one\ntwo", "three"]),
        ("<pre>one\n  two\n\nthree\n</pre>", ["one\n  two\n\nthree"]),
        ("<table><tr><th>A<th>B<tr><td>1<td><p>2</p></table>", ["A | B", "|1 | 2"]),
        (f"<table><tr><td><p>{'long ' * 300}</p><p>two</p></td></tr></table>", ["long " * 299 + "long", "two"]),
        ("<script>one</script><style>two</style><noscript>three</noscript><p>four<!-- five --> six<?seven?></p>", ["four six"]),
        ("<p>a <select><option>b</select>c<svg><text>d</text></svg></p>", ["a c"]),
        ("<p> </p><p>\N{NO-BREAK SPACE}</p><p>x</p>", ["x"]),
    ],
)
def test_elements_part_text(markup: str, expected: list[str]) -> None:
    assert found(markup) == expected


def test_text_deeper_than_functions_may_call_one_another_is_found() -> None:
    tree = document_fromstring("<div>" * 1500 + "x", parser=HTMLParser(huge_tree=True))
    assert passages(tree) == [Passage(BlockKind.PARAGRAPH, "x")]


def test_a_passage_is_cut_at_a_placeholder_and_keeps_its_links() -> None:
    text = f"one {placeholder(3)} two three"
    links = ((0, 3, "https://a.example/"), (text.index("two"), len(text), "https://b.example/"))
    pieces = [*with_slots([Passage(BlockKind.QUOTE, text, links=links), Passage(BlockKind.PARAGRAPH, placeholder(3))], PLACEHOLDER)]
    assert pieces == [
        Passage(BlockKind.QUOTE, "one", links=((0, 3, "https://a.example/"),)),
        Slot(3),
        Passage(BlockKind.QUOTE, "two three", links=((0, 9, "https://b.example/"),)),
    ]
