"""Pages as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from reader.core.document import BlockKind, Platform, PostState
from reader.sources.pieces import Passage, Slot
from reader.sources.posts.embed import Embed
from reader.sources.record import Metadata, Page, from_json, to_json

PAGE = Page(
    (
        Passage(BlockKind.HEADING, "Title", 2),
        Slot(0),
        Passage(BlockKind.ITEM, "one two", 1, ((0, 3, "https://a.example/"),), is_close=True),
    ),
    (
        Embed(
            Platform.X,
            "Ha!\nYes",
            "— A (@a)",
            author="A",
            handle="@a",
            date="2024-05-28",
            permalink="https://x.com/a/status/1",
            state=PostState.FULL,
            confidence=0.5,
            reasons=("a dash",),
            quoted=(Embed(Platform.BLUESKY),),
        ),
    ),
    Metadata(title="T", language="en"),
    ("A problem.",),
)


def test_a_page_comes_back_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(PAGE)))) == PAGE


def break_(change: Callable[[dict[str, object]], object]) -> object:
    stated: dict[str, object] = json.loads(json.dumps(to_json(PAGE)))
    change(stated)
    return stated


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.update(pieces=[]),
        lambda page: page.update(pieces=[0, 0]),
        lambda page: page.update(pieces=[1]),
        lambda page: page.update(pieces=[True]),
        lambda page: page.update(pieces={}),
        lambda page: page.update(embeds=None),
        lambda page: page.update(problems=[1]),
        lambda page: page.update(metadata={"title": 1}),
        lambda page: page["pieces"][0].update(kind="no"),
        lambda page: page["pieces"][0].update(level="2"),
        lambda page: page["pieces"][2].update(links=[[0, 99, "https://a.example/"]]),
        lambda page: page["pieces"][2].update(links=[[3, 3, "https://a.example/"]]),
        lambda page: page["pieces"][2].update(links=[[0, 3, "javascript:x"]]),
        lambda page: page["pieces"][2].update(links=[[0, 3, "https://a.example/\x1b"]]),
        lambda page: page["pieces"][2].update(links=[[0, 3]]),
        lambda page: page["pieces"][2].update(links=[[4, 5, "https://a.example/"], [0, 3, "https://a.example/"]]),
        lambda page: page["embeds"][0].update(platform="friendster"),
        lambda page: page["embeds"][0].update(confidence="1"),
        lambda page: page["embeds"][0].update(confidence=float("nan")),
        lambda page: page["embeds"][0].update(body=None),
        lambda page: page["embeds"][0].update(quoted=[[]]),
    ],
)
def test_what_is_no_page_is_not_believed(change: Callable[[dict[str, object]], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(break_(change))


@pytest.mark.parametrize("stated", [None, [], "x", 1, {}, {"pieces": []}])
def test_what_is_nothing_like_a_page_is_not_believed(stated: object) -> None:
    with pytest.raises(ValueError, match=r"not a "):
        from_json(stated)


def test_posts_nested_without_end_are_not_believed() -> None:
    def nest(page: dict[str, object]) -> None:
        for _ in range(50):
            page["embeds"] = [{**json.loads(json.dumps(to_json(PAGE)))["embeds"][0], "quoted": page["embeds"]}]

    with pytest.raises(ValueError, match="nested too deeply"):
        from_json(break_(nest))
