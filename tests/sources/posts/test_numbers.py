from __future__ import annotations

import pytest

from reader.core.document import Platform
from reader.sources.posts.numbers import date_of
from reader.sources.posts.permalinks import Permalink


@pytest.mark.parametrize(
    ("platform", "id", "date"),
    [
        (Platform.X, "1179000000000000000", "2019-10-01T11:47:59Z"),
        (Platform.TIKTOK, "7000000000000000000", "2021-08-24T14:15:05Z"),
        (Platform.MASTODON, "social.example/109439745302574877", "2022-12-01T18:06:28Z"),
        (Platform.TRUTHSOCIAL, "109439745302574877", "2022-12-01T18:06:28Z"),
        (Platform.INSTAGRAM, "ByAAAAAAAAA", "2019-05-28T08:45:57Z"),
        (Platform.BLUESKY, "3l22222222222", "2024-08-19T02:23:52Z"),
    ],
)
def test_a_number_holds_the_time_of_its_post(platform: Platform, id: str, date: str) -> None:
    assert date_of(Permalink(platform, id, "")) == date


@pytest.mark.parametrize(
    ("platform", "id"),
    [
        (Platform.X, "20"),  # from before the numbers held a time
        (Platform.X, "99999999999999999999"),
        (Platform.MASTODON, "social.example/12345"),
        (Platform.INSTAGRAM, "short"),
        (Platform.BLUESKY, "3l0000000000!"),
        (Platform.REDDIT, "1abcde"),
        (Platform.YOUTUBE, "abcdefghijk"),
    ],
)
def test_other_numbers_hold_none(platform: Platform, id: str) -> None:
    assert date_of(Permalink(platform, id, "")) is None
