"""That the work on hostile text grows with its length alone: lines of bytecode run, not seconds, which would vary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from reader.sources.posts import begin
from reader.sources.posts.flattened import find_posts

SIGNED = "\n— A (@a) May 1, 2020\n"


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python ``work`` runs. What regular expressions do inside is not counted."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "@",
        "—",
        "(@",
        "(@a)",
        "(@a) — ",
        "— A (@a) May 1, 2020 ",
        "A (@a) May 1, 2020\n",
        "A post shared by ",
        "a. ",
        f"text{SIGNED}",
        "\n",
    ],
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    once = lines_run(lambda: find_posts(piece * 400))
    twice = lines_run(lambda: find_posts(piece * 800))
    assert twice <= 2.2 * once + 500


@pytest.mark.parametrize("filler", ["(", "@a ", "AAAA ", "A. ", "…https://a", "\n", " ", "#", "👍", "— ", "x"])
def test_what_is_looked_at_above_an_attribution_is_bounded(filler: str) -> None:
    near = lines_run(lambda: find_posts(filler * 4_000 + SIGNED))
    far = lines_run(lambda: find_posts(filler * 40_000 + SIGNED))
    assert far <= 1.5 * near + 20_000


@pytest.mark.parametrize(
    "filler", ["(", "@", "@a ", "AAAA ", "A. ", "…https://a", "https://", "pic.twitter.com/", "#", "👍", "—", " ", "\u200d"]
)
def test_a_megabyte_of_anything_ends(filler: str) -> None:
    assert len(find_posts(filler * (1_000_000 // len(filler)) + SIGNED)) == 1


def test_a_post_takes_no_more_lines_than_the_limit() -> None:
    text = "a!\n" * 1_000 + SIGNED
    (post,) = find_posts(text)
    assert text.count("\n", post.body.start, post.body.end) <= begin._MOST_LINES
