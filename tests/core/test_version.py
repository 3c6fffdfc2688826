"""What of an older text still stands, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.core.version import Version

words = st.lists(st.sampled_from(["river", "bridge", "the", "fell.", "vote", "1999"]), max_size=30).map(" ".join)


@given(words, words, st.data())
def test_what_is_untouched_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    now = Version(old, new).untouched(span)
    assert now is None or now.of(new) == span.of(old)


@given(words.filter(bool), words, st.data())
def test_a_landing_lies_in_the_new_text_and_keeps_no_more_than_there_was(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    landing = Version(old, new).landing(span)
    assert 0 <= landing.kept <= len(span)
    if landing.kept == 0:
        assert landing.span is None or landing.span
    else:
        assert landing.span is not None
    assert landing.span is None or landing.span.end <= len(new)


@given(words, words)
def test_nothing_that_is_fresh_is_old(old: str, new: str) -> None:
    version = Version(old, new)
    assert not any(version.is_old(span) for span in version.fresh)
    assert version.fresh or len(new) <= len(old)


@pytest.mark.parametrize(
    ("old", "new", "words", "landed"),
    [
        ("The old bridge over the river fell.", "The new bridge over the river fell.", "The old bridge", "The new bridge"),
        ("They said the bridge fell down on Monday.", "They said the bridge broke down on Monday.", "fell", "broke"),
        ("They said the bridge fell down on Monday.", "They said the big bridge fell down on Monday.", "the bridge", "the big bridge"),
        ("They said the bridge fell down on Monday.", "They said on Monday.", "the bridge fell down", None),
        ("Late. They said the bridge fell down.", "They said the bridge fell down.", "the bridge fell down.", "the bridge fell down."),
    ],
)  # fmt: skip
def test_a_span_lands_on_what_stands_for_its_words(old: str, new: str, words: str, landed: str | None) -> None:
    start = old.index(words)
    span = Version(old, new).landing(Span(start, start + len(words))).span
    assert (span.of(new).strip() if span else None) == landed


def test_words_put_in_at_an_end_are_not_the_spans() -> None:
    old, new = "One. The bridge fell on Monday. Two.", "One. Really? The bridge fell on Monday. Indeed! Two."
    sentence = "The bridge fell on Monday."
    span = Version(old, new).landing(Span(old.index(sentence), old.index(sentence) + len(sentence))).span
    assert span is not None
    assert span.of(new) == sentence


def test_surroundings_beyond_words_put_in_count_for_less_than_half() -> None:
    old = "Before it there was a long line of words. Bridge. After it came another line of words."
    put_in = "Then somebody put in a sentence that is long, and one more. "
    new = old.replace("After", put_in + "After")
    start = old.index("Bridge.")
    now = Span(start, start + 7)
    before, after = Version(old, new).kept(Span(0, start), Span(start + 7, len(old)), now)
    assert before == 1
    assert 0 < after < 0.5
