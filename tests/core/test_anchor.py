"""A selector finds its words again, and says so when it cannot."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.core.anchor import CONTEXT, Anchored, Orphan, Resolution, Selector, describe, resolve
from reader.core.document import digest_of_text
from reader.core.span import Span

few_letters = st.text("ab \n", min_size=1, max_size=120)
any_letters = st.text(min_size=1, max_size=120)


def letters(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text("abcdefg ", min_size=least, max_size=most)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@given(few_letters | any_letters, st.data())
def test_what_is_described_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(text))
    assert resolve(text, describe(text, span)) == Anchored(span)


@given(few_letters, few_letters, st.data())
def test_what_is_found_in_another_text_has_the_same_words(text: str, other: str, data: st.DataObject) -> None:
    selector = describe(text, data.draw(spans(text)))
    match resolve(other, selector):
        case Anchored(span=span, moved=moved):
            assert span.of(other) == selector.quote
            assert moved == (span != selector.span)
        case Orphan(reason=reason):
            assert reason


@given(letters(CONTEXT, 60), letters(1, 20), letters(CONTEXT, 60), st.text("xyz", min_size=1, max_size=50), st.data())
def test_words_follow_an_edit_that_leaves_them_and_their_context(
    before: str, quote: str, after: str, put_in: str, data: st.DataObject
) -> None:
    selector = describe(before + quote + after, Span(len(before), len(before) + len(quote)))
    at = data.draw(st.integers(0, len(before) - CONTEXT))
    edited = before[:at] + put_in + before[at:] + quote + after
    assume(edited[selector.start : selector.end] != quote)
    assume(len(re.findall(f"(?={re.escape(selector.prefix + quote + selector.suffix)})", edited)) == 1)
    start = len(before) + len(put_in)
    assert resolve(edited, selector) == Anchored(Span(start, start + len(quote)), moved=True)


@given(st.text("ab", min_size=1, max_size=30), st.text("ab", min_size=1, max_size=3))
def test_words_that_stand_nowhere_are_an_orphan(text: str, quote: str) -> None:
    assume(quote not in text)
    assert resolve(text, Selector(0, len(quote), quote)) == Orphan("its words are no longer in the text")


def found(text: str, selected: str) -> Resolution:
    """Where the words between ⟦ and ⟧ of ``selected`` stand in ``text``."""
    start, end = selected.index("⟦"), selected.index("⟧") - 1
    return resolve(text, describe(selected.replace("⟦", "").replace("⟧", ""), Span(start, end)))


@pytest.mark.parametrize(
    ("selected", "text", "start"),
    [
        ("The ⟦bridge⟧ fell.", "Yesterday: The bridge fell.", 15),
        ("The ⟦bridge⟧ fell.", "Old bridge. The bridge fell.", 16),
        ("A cat. The ⟦cat⟧ sat.", "A cat! The cat sat.", 11),
        ("one ⟦two⟧ three two four", "two four one two three", 13),
        ("The ⟦bridge⟧ fell.", "A bridge stood.", 2),
    ],
)
def test_the_place_with_more_of_the_context_is_taken(selected: str, text: str, start: int) -> None:
    anchored = found(text, selected)
    assert isinstance(anchored, Anchored)
    assert anchored.span.start == start


def test_places_that_are_alike_are_not_chosen_between() -> None:
    assert found("Xa bridge or Xa bridge", "The ⟦bridge⟧") == Orphan("its words now stand in 2 places alike")


def test_a_mark_without_words_is_an_orphan() -> None:
    assert resolve("text", Selector(0, 0, "")) == Orphan("the mark has no words")


@pytest.mark.parametrize("span", [Span(2, 2), Span(0, 5), Span(5, 6)])
def test_nothing_cannot_be_described(span: Span) -> None:
    with pytest.raises(ValueError, match="nothing to select"):
        describe("text", span)


def test_context_is_kept_on_either_side_where_there_is_any() -> None:
    text = "a" * 50 + "X" + "b" * 50
    selector = describe(text, Span(50, 51))
    assert (selector.prefix, selector.suffix) == ("a" * CONTEXT, "b" * CONTEXT)
    assert describe("X", Span(0, 1)) == Selector(0, 1, "X", text=digest_of_text("X"))
