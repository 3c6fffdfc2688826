from __future__ import annotations

import pytest

from reader.core.document import Platform
from reader.sources.posts.platforms import longest_post, platform_of, weight


@pytest.mark.parametrize(
    ("handle", "platform"),
    [
        ("@janleike", Platform.X),
        ("@ana.bsky.social", Platform.BLUESKY),
        ("@blog.example.org", Platform.BLUESKY),
        ("@ana@host.social", Platform.MASTODON),
        ("@a_name_too_long_for_x", Platform.OTHER),
    ],
)
def test_a_handle_tells_its_platform(handle: str, platform: Platform) -> None:
    assert platform_of(handle) is platform


def test_a_post_on_x_could_be_twice_as_long_from_november_2017() -> None:
    assert longest_post(Platform.X, "2017-11-07") == 140
    assert longest_post(Platform.X, "2017-11-08") == 280


@pytest.mark.parametrize(
    ("body", "weighs"),
    [
        ("ten chars.", 10),
        ("see https://t.co/abcdefghij", 4 + 23),
        ("look pic.twitter.com/abcdef", 4),
        ("@ana @bo no", 2),
        ("日本", 4),
        ("go 👍🏽", 3 + 2),
        ("🇫🇷", 2),
        ("cut off… https://t.co/abcdefghij pic.twitter.com/x", 7 + 2),
    ],
)
def test_a_post_on_x_weighs_what_x_counts(body: str, weighs: int) -> None:
    assert weight(body, Platform.X, "2020-01-01") == weighs


def test_a_post_elsewhere_weighs_its_code_points() -> None:
    assert weight("日本 https://example.org", Platform.BLUESKY, None) == 22
