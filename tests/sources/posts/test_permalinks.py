from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Platform
from reader.sources.posts.permalinks import facebook_post, read_frame, read_permalink


@pytest.mark.parametrize(
    ("url", "platform", "id", "handle", "address"),
    [
        ("https://twitter.com/ana/status/1234567890?s=20", Platform.X, "1234567890", "@ana", "https://twitter.com/ana/status/1234567890"),
        ("//mobile.twitter.com/ana/statuses/1234567890", Platform.X, "1234567890", "@ana", "https://twitter.com/ana/status/1234567890"),
        ("http://twitter.com/#!/ana/status/12345", Platform.X, "12345", "@ana", "https://twitter.com/ana/status/12345"),
        ("https://x.com/i/web/status/12345/photo/1", Platform.X, "12345", None, "https://x.com/i/status/12345"),
        ("https://fxtwitter.com/ana/status/12345", Platform.X, "12345", "@ana", "https://twitter.com/ana/status/12345"),
        ("https://www.instagram.com/p/Ab_cdefgh-1/?utm_source=x", Platform.INSTAGRAM, "Ab_cdefgh-1", None, "https://www.instagram.com/p/Ab_cdefgh-1/"),
        ("https://instagram.com/ana.bo/reel/Ab_cdefgh-1", Platform.INSTAGRAM, "Ab_cdefgh-1", "@ana.bo", "https://www.instagram.com/reel/Ab_cdefgh-1/"),
        ("https://m.facebook.com/ana.bo/posts/101?ref=x", Platform.FACEBOOK, "101", "@ana.bo", "https://www.facebook.com/ana.bo/posts/101"),
        ("https://www.facebook.com/photo.php?fbid=1&set=a.2&__tn__=x", Platform.FACEBOOK, "photo.php?fbid=1&set=a.2", None,
         "https://www.facebook.com/photo.php?fbid=1&set=a.2"),
        ("https://bsky.app/profile/ana.example/post/3kabcdefghi2j", Platform.BLUESKY, "3kabcdefghi2j", "@ana.example",
         "https://bsky.app/profile/ana.example/post/3kabcdefghi2j"),
        ("at://did:plc:abc/app.bsky.feed.post/3kabcdefghi2j", Platform.BLUESKY, "3kabcdefghi2j", None,
         "https://bsky.app/profile/did:plc:abc/post/3kabcdefghi2j"),
        ("https://www.threads.net/@ana/post/Cabcdefghij", Platform.THREADS, "Cabcdefghij", "@ana", "https://www.threads.net/@ana/post/Cabcdefghij"),
        ("https://www.tiktok.com/@ana/video/7000000000000000000?x", Platform.TIKTOK, "7000000000000000000", "@ana",
         "https://www.tiktok.com/@ana/video/7000000000000000000"),
        ("https://old.reddit.com/r/cats/comments/1abcde/my_cat/", Platform.REDDIT, "1abcde", None, "https://www.reddit.com/r/cats/comments/1abcde/my_cat/"),
        ("https://www.reddit.com/r/cats/comments/1abcde/comment/ab12cd/", Platform.REDDIT, "1abcde/ab12cd", None,
         "https://www.reddit.com/r/cats/comments/1abcde/comment/ab12cd/"),
        ("https://youtu.be/abcdefghijk?t=3", Platform.YOUTUBE, "abcdefghijk", None, "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/watch?list=a&v=abcdefghijk", Platform.YOUTUBE, "abcdefghijk", None, "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://t.me/channel/12", Platform.TELEGRAM, "channel/12", "@channel", "https://t.me/channel/12"),
        ("https://social.example/@ana/109439745302574877", Platform.MASTODON, "social.example/109439745302574877", "@ana@social.example",
         "https://social.example/@ana/109439745302574877"),
        ("https://social.example/@bo@other.example/109439745302574877", Platform.MASTODON, "social.example/109439745302574877",
         "@bo@other.example", "https://social.example/@bo@other.example/109439745302574877"),
        ("https://truthsocial.com/@ana/posts/109439745302574877", Platform.TRUTHSOCIAL, "109439745302574877", "@ana",
         "https://truthsocial.com/@ana/109439745302574877"),
    ],
)  # fmt: skip
def test_a_post_is_known_by_its_address(url: str, platform: Platform, id: str, handle: str | None, address: str) -> None:
    link = read_permalink(url)
    assert link is not None
    assert (link.platform, link.id, link.handle, link.url) == (platform, id, handle, address)


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/ana",
        "https://example.org/ana/status/12345",
        "https://nottwitter.com/ana/status/12345",
        "https://www.instagram.com/ana.bo/",
        "https://www.youtube.com/embed/videoseries?list=x",
        "https://medium.com/@ana/123456",
        "https://www.facebook.com/ana.bo",
        "twitter.com/ana/status/12345",
        "javascript:alert(1)",
        "",
    ],
)
def test_other_addresses_are_no_posts(url: str) -> None:
    assert read_permalink(url) is None


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("https://platform.twitter.com/embed/Tweet.html?dnt=false&id=12345&lang=de", "https://twitter.com/i/status/12345"),
        ("https://www.facebook.com/v2.3/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fposts%2F7&width=1",
         "https://www.facebook.com/ana/posts/7"),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fmoments", "https://www.facebook.com/ana/moments"),
        ("https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kabcdefghi2j?id=1", "https://bsky.app/profile/did:plc:abc/post/3kabcdefghi2j"),
        ("https://frames.example/show?key=1&url=https%3A%2F%2Ftwitter.com%2Fana%2Fstatus%2F12345", "https://twitter.com/ana/status/12345"),
        ("https://social.example/@ana/109439745302574877/embed", "https://social.example/@ana/109439745302574877"),
        ("https://www.redditmedia.com/r/cats/comments/1abcde/my_cat/?embed=true", "https://www.reddit.com/r/cats/comments/1abcde/my_cat/"),
    ],
)  # fmt: skip
def test_a_frame_shows_the_post_that_its_address_names(src: str, address: str) -> None:
    link = read_frame(src)
    assert link is not None
    assert link.url == address


@pytest.mark.parametrize(
    "src",
    [
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fposts%2F7",
        "https://platform.twitter.com/widgets/tweet_button.html?url=https%3A%2F%2Ftwitter.com%2Fana%2Fstatus%2F7",
        "https://maps.example/?q=here",
    ],
)
def test_buttons_and_other_frames_show_no_post(src: str) -> None:
    assert read_frame(src) is None


def test_facebooks_own_embed_may_have_any_address_of_facebooks() -> None:
    link = facebook_post("https://www.facebook.com/something/unheard/of?ref=x&id=3")
    assert link is not None
    assert link.url == "https://www.facebook.com/something/unheard/of?id=3"
    assert facebook_post("https://example.org/ana/posts/7") is None


@given(
    st.text(max_size=200) | st.from_regex(r"https://(twitter|x|facebook|t|bsky|reddit)\.(com|me|app)/[\w/?&=.:@%-]{0,80}", fullmatch=True)
)
def test_any_text_can_be_asked(url: str) -> None:
    for link in (read_permalink(url), read_frame(url), facebook_post(url)):
        assert link is None or link.url.startswith("https://")
