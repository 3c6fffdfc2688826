"""Measured on real pages that are kept outside of the project; skipped where they are not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.core.document import Post
from reader.sources.posts.flattened import find_posts
from reader.sources.safe import decode

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "dev"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


@cache
def pages(kind: str) -> list[tuple[dict[str, Any], tuple[Post, ...]]]:
    """The ground truth of each page of a kind, with the posts found in it."""
    truths = [json.loads(file.read_text("utf-8")) for file in sorted((CORPUS / "gt").glob("*.json"))]
    return [(truth, find_posts(decode((CORPUS / truth["file"]).read_bytes()).text)) for truth in truths if truth["kind"] == kind]


def test_pages_without_posts_have_none() -> None:
    negatives = [(truth["id"], posts) for truth, posts in pages("text") if truth["id"].startswith("NEG__")]
    assert len(negatives) >= 20
    assert [name for name, posts in negatives if posts] == []


@pytest.mark.parametrize("kind", ["text", "flat-A", "flat-B"])
def test_every_post_is_found_and_nothing_else(kind: str) -> None:
    for truth, posts in pages(kind):
        assert [post.handle for post in posts] == [post["handle"] for post in truth["posts"]], truth["id"]
        assert [post.author for post in posts] == [post["author"] for post in truth["posts"]], truth["id"]
        dates = [post.get("date") for post in truth["posts"]]
        assert [post.date for post, date in zip(posts, dates, strict=True) if date] == [date for date in dates if date], truth["id"]


@pytest.mark.parametrize(("kind", "floor"), [("text", 0.98), ("flat-A", 0.90), ("flat-B", 0.92)])
def test_most_posts_begin_exactly_where_they_should(kind: str, floor: float) -> None:
    pairs = [(want["start"], post.span.start) for truth, posts in pages(kind) for want, post in zip(truth["posts"], posts, strict=True)]
    assert sum(want == have for want, have in pairs) >= floor * len(pairs)
