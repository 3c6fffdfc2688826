"""The time of a post from its number, where the platform's numbers hold it."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.core.document import Platform
from reader.sources.posts.permalinks import Permalink

_X_EPOCH = 1_288_834_974_657  # milliseconds; https://docs.x.com/fundamentals/x-ids
_FIRST_SNOWFLAKE = 29_700_859_247  # posts before November 2010 were numbered one by one
_INSTAGRAM_EPOCH = 1_314_220_021_721  # milliseconds; https://instagram-engineering.com/sharding-ids-at-instagram-1cf5a71e5a5c
_SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTCODE_LENGTH = 11  # what follows in longer ones is a key to a private post
_TID = "234567abcdefghijklmnopqrstuvwxyz"  # microseconds and a clock's number; https://atproto.com/specs/tid
_TID_LENGTH = 13
_MASTODON_DIGITS = 17  # https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb; other servers number otherwise
_EARLIEST, _LATEST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def date_of(link: Permalink) -> str | None:
    """When the post was made, as ISO 8601 in UTC with seconds; ``None`` when its number does not hold that."""
    milliseconds = _milliseconds(link.platform, link.id)
    if milliseconds is None:
        return None
    seconds = milliseconds // 1000
    if not _EARLIEST.timestamp() <= seconds < _LATEST.timestamp():
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _milliseconds(platform: Platform, id: str) -> int | None:
    """Milliseconds since 1970."""
    match platform:
        case Platform.X if id.isascii() and id.isdigit() and int(id) >= _FIRST_SNOWFLAKE:
            return (int(id) >> 22) + _X_EPOCH
        case Platform.TIKTOK if id.isascii() and id.isdigit():
            return (int(id) >> 32) * 1000
        case Platform.MASTODON | Platform.TRUTHSOCIAL:
            digits = id.rpartition("/")[2]
            return int(digits) >> 16 if digits.isascii() and digits.isdigit() and len(digits) >= _MASTODON_DIGITS else None
        case Platform.INSTAGRAM | Platform.THREADS if len(id) >= _SHORTCODE_LENGTH:
            number = _number(id[:_SHORTCODE_LENGTH], _SHORTCODE)
            return None if number is None else (number >> 23) + _INSTAGRAM_EPOCH
        case Platform.BLUESKY if len(id) == _TID_LENGTH:
            number = _number(id, _TID)
            return None if number is None else (number >> 10) // 1000
        case _:
            return None


def _number(code: str, digits: str) -> int | None:
    """The number that ``code`` writes with ``digits``; ``None`` when it holds anything else."""
    number = 0
    for letter in code:
        digit = digits.find(letter)
        if digit < 0:
            return None
        number = number * len(digits) + digit
    return number
