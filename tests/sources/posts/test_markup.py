"""Posts in the markup of each platform; the posts are invented."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import pytest
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring, tostring

from reader.core.document import Platform, PostState
from reader.sources.posts.embed import Embed
from reader.sources.posts.markup import PLACEHOLDER, placeholder, take_embeds

ID = "1179000000000000000"
LINK = f"https://twitter.com/ana/status/{ID}"
TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The cat<br>is <a href="https://t.co/a">pic.twitter.com/a</a></p>'
    f'&mdash; Ana Bo (@ana) <a href="{LINK}?ref_src=twsrc%5Etfw">May 28, 2024</a></blockquote>'
)
FRAME = f'<iframe data-tweet-id="{ID}" src="https://platform.twitter.com/embed/Tweet.html?id={ID}"></iframe>'


def page(markup: str) -> HtmlElement:
    return document_fromstring(f"<html><body><article><p>Before.</p>{markup}<p>After.</p></article></body></html>")


def taken(markup: str) -> list[Embed]:
    return take_embeds(page(markup))


def only(markup: str) -> Embed:
    (embed,) = taken(markup)
    return embed


def left(markup: str) -> str:
    """What stands in the article afterwards, placeholders as ⟦n⟧."""
    tree = page(markup)
    take_embeds(tree)
    (article,) = tree.iter("article")
    inside = str(tostring(article, encoding="unicode"))
    return PLACEHOLDER.sub(r"⟦\1⟧", inside.removeprefix("<article><p>Before.</p>").removesuffix("<p>After.</p></article>"))


def test_a_post_of_x_tells_everything() -> None:
    embed = only(TWEET)
    assert (embed.platform, embed.body, embed.attribution) == (Platform.X, "The cat\nis pic.twitter.com/a", "— Ana Bo (@ana) May 28, 2024")
    assert (embed.author, embed.handle, embed.date, embed.permalink) == ("Ana Bo", "@ana", "2024-05-28", LINK)
    assert embed.state is PostState.FULL


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="tw-align-center twitter-tweet"><p>Cats.</p>— Ana (@ana)\n   <a href="{LINK}">May 28, 2024</a></blockquote>',
        f'<blockquote class="twitter-video"><p>Cats.</p><p>— Ana (@ana) <a href="{LINK}">May 28, 2024</a></p></blockquote>',
        f'<blockquote class="twitter-tweet">Cats.<br>— Ana (@ana) <a href="{LINK}">May 28, 2024</a></blockquote>',
        f'<blockquote class="twitter-tweet"><p>Cats.— Ana (@ana) <a href="{LINK}">28. Mai 2024</a></p></blockquote>',
        f'<blockquote class="twitter-tweet"><p>Cats.</p><p>— Ana (@ana)</p><p><a href="{LINK}">28 мая 2024 г.</a></p></blockquote>',
        f'<blockquote class="twitter-tweet-lazy"><p>Cats.</p>Ana (@ana) <a href="{LINK}">2024年5月28日</a></blockquote>',
        f'<blockquote><p>Cats.</p><p>— Ana (@ana) <a href="{LINK}">May 28, 2024</a></p></blockquote>',
        f'<div><blockquote class="twitter-tweet"><div><p>Cats.</p></div>— Ana (@ana) <a href="{LINK}">May 28, 2024</a></blockquote></div>',
    ],
)
def test_markup_that_went_through_other_hands_tells_the_same(markup: str) -> None:
    embed = only(markup)
    assert (embed.body, embed.author, embed.handle, embed.date) == ("Cats.", "Ana", "@ana", "2024-05-28")


def test_a_date_that_nobody_can_read_is_taken_from_the_number() -> None:
    embed = only(f'<blockquote class="twitter-tweet"><p>Cats.</p>— Ana (@ana) <a href="{LINK}">the other day</a></blockquote>')
    assert (embed.body, embed.date, embed.attribution) == ("Cats.", "2019-10-01T11:47:59Z", "— Ana (@ana) the other day")


def test_an_address_of_the_sites_own_still_numbers_the_post() -> None:
    embed = only(f'<blockquote class="twitter-tweet"><p>Cats.</p>— Ana (@ana) <a href="/twitter/{ID}/">May 28, 2024</a></blockquote>')
    assert embed.permalink == LINK


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote class="twitter-tweet"><a href="{LINK}"> </a></blockquote>',
        f'<blockquote class="twitter-tweet"><p>This post may be gone.</p><a href="{LINK}">{LINK}</a></blockquote>',
        f'<blockquote class="twitter-tweet"><p lang="en"><a href="{LINK}">View it</a></p></blockquote>',
        f'<iframe src="about:blank" data-lazy-src="https://frames.example/?url={escape(LINK)}"></iframe>',
        f'<amp-twitter data-tweetid="{LINK}"></amp-twitter>',
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{LINK}\n</div></figure>',
        f'<div data-embed-url="{LINK}"><p>Do you want to see this?</p></div>',
    ],
)
def test_a_post_without_text_still_has_its_author_and_time(markup: str) -> None:
    embed = only(markup)
    assert (embed.body, embed.handle, embed.permalink, embed.state) == ("", "@ana", LINK, PostState.LINK_ONLY)
    assert embed.date == "2019-10-01T11:47:59Z"
    assert any("number" in reason for reason in embed.reasons)


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="twitter-tweet twitter-tweet-rendered">{FRAME}</div>',
        FRAME,
        f'<twitter-widget data-tweet-id="{ID}"></twitter-widget>',
        f'<amp-twitter data-tweetid="{ID}"><blockquote placeholder>Loading</blockquote></amp-twitter>',
    ],
)
def test_a_rendered_post_is_known_by_its_number(markup: str) -> None:
    assert only(markup).permalink == f"https://twitter.com/i/status/{ID}"


@pytest.mark.parametrize(
    "markup",
    [TWEET + FRAME, FRAME + TWEET, f'<div class="twitter-tweet-rendered">{FRAME}</div><p>Loading …</p>{TWEET}', TWEET + TWEET,
     f'<amp-twitter data-tweetid="{ID}">{TWEET}</amp-twitter>', f"{FRAME}<noscript>{TWEET}</noscript>"],
)  # fmt: skip
def test_the_same_post_told_twice_side_by_side_is_one(markup: str) -> None:
    embed = only(markup)
    assert (embed.author, embed.date, embed.permalink, embed.state) == ("Ana Bo", "2024-05-28", LINK, PostState.FULL)


def test_the_same_post_further_down_is_another() -> None:
    assert len(taken(TWEET + f"<p>{'Words between. ' * 40}</p>" + TWEET)) == 2


def test_a_quoted_post_nests() -> None:
    inner = TWEET.replace(ID, "1179000000000000001").replace("The cat", "The dog")
    embed = only(TWEET.replace("</p>&mdash;", f"</p>{inner}&mdash;"))
    assert embed.body.startswith("The cat")
    assert [quoted.body for quoted in embed.quoted] == ["The dog\nis pic.twitter.com/a"]


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        (
            "A post shared by Ana Bo (@ana) on <time datetime='2016-12-05T17:10:10'>Dec 5, 2016 at 9:10am</time>",
            "Ana Bo",
            "2016-12-05",
        ),
        ("A post shared by <a href='https://www.instagram.com/ana/'>Ana Bo</a> (@ana) on Dec 5, 2016", "Ana Bo", "2016-12-05"),
        ("Ein Beitrag geteilt von Ana Bo (@ana) am 5. Dez 2016 um 9:10 Uhr", "Ana Bo", "2016-12-05"),
        ("Zdieľa Ana Bo (@ana), dňa 5. dec 2016", None, "2016-12-05"),
    ],
)
def test_an_old_post_of_instagram_holds_its_caption(line: str, author: str | None, date: str) -> None:
    embed = only(
        '<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-version="7"><div><p><a href="https://www.instagram.com/p/'
        f'BNpLF8LD0GD/">My cat with @bo. #cats</a></p><p>{line}</p></div></blockquote>'
    )
    assert (embed.platform, embed.body, embed.handle) == (Platform.INSTAGRAM, "My cat with @bo. #cats", "@ana")
    assert (embed.author, embed.date, embed.permalink) == (author, date, "https://www.instagram.com/p/BNpLF8LD0GD/")


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("View this post on Instagram", "A post shared by Ana Bo (@ana)"),
        ("Sieh dir diesen Beitrag auf Instagram an", "Ein Beitrag geteilt von Ana Bo (@ana)"),
        ("Shikoje këtë në Instagram", "Ana Bo (@ana)がシェアした投稿"),
    ],
)
def test_a_newer_post_of_instagram_names_its_author_only(view: str, line: str) -> None:
    embed = only(
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/BNpLF8LD0GD/?utm_source=ig_embed" '
        f'data-instgrm-version="14"><div><p>\u00a0</p><a href="https://www.instagram.com/p/BNpLF8LD0GD/"><div><div>{view}</div></div></a>'
        f'<p><a href="https://www.instagram.com/p/BNpLF8LD0GD/">{line}</a></p></div></blockquote>'
    )
    assert (embed.body, embed.author, embed.handle, embed.state) == ("", "Ana Bo", "@ana", PostState.AUTHOR_ONLY)
    assert embed.attribution == line


@pytest.mark.parametrize(
    ("words", "date"), [("Posted by {} on&nbsp;{}", "Friday, October 2, 2015"), ("Gepostet von {} am&nbsp;{}", "Freitag, 2. Oktober 2015")]
)
def test_an_old_post_of_facebook_is_read_by_its_links(words: str, date: str) -> None:
    post = "https://www.facebook.com/ana.bo/posts/101"
    line = words.format('<a href="https://www.facebook.com/ana.bo">Ana Bo</a>', f'<a href="{post}">{date}</a>')
    embed = only(
        f'<div class="fb-post" data-href="{post}"><blockquote cite="{post}" class="fb-xfbml-parse-ignore"><p>What a cat.</p>{line}'
        "</blockquote></div>"
    )
    assert (embed.platform, embed.body, embed.author, embed.date) == (Platform.FACEBOOK, "What a cat.", "Ana Bo", "2015-10-02")
    assert embed.permalink == post


def test_bluesky_keeps_its_newlines() -> None:
    post = "https://bsky.app/profile/did:plc:abc/post/3kabcdefghi2j"
    embed = only(
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kabcdefghi2j"><p>One\n\ntwo\nthree'
        f'<br><br><a href="{post}?ref_src=embed">[image or embed]</a></p>&mdash; Ana Bo '
        f'(<a href="https://bsky.app/profile/did:plc:abc">@ana.example</a>) <a href="{post}">January 8, 2025 at 11:00 PM</a></blockquote>'
    )
    assert embed.body == "One\n\ntwo\nthree\n\n[image or embed]"
    assert (embed.platform, embed.author, embed.handle, embed.date) == (Platform.BLUESKY, "Ana Bo", "@ana.example", "2025-01-08")
    assert embed.permalink == post


@pytest.mark.parametrize(
    "when", ["January 8, 2025 at 11:00 PM", "2025年1月8日 23:00", "2025-01-08T23:00:06.000Z", "12:01 · January 8, 2025"]
)
def test_bluesky_writes_dates_in_many_ways(when: str) -> None:
    embed = only(
        '<blockquote class="bluesky-embed"><p>Cats.</p>&mdash; <a href="https://bsky.app/profile/ana.example">Ana (@ana.example)</a> '
        f'<a href="https://bsky.app/profile/ana.example/post/3kabcdefghi2j">{when}</a></blockquote>'
    )
    assert (embed.date or "")[:10] == "2025-01-08"


@pytest.mark.parametrize(
    ("markup", "platform", "handle", "link", "state"),
    [
        ('<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ana/109439745302574877/embed">'
         '<a href="https://social.example/@ana/109439745302574877"><div>Post by @ana@social.example</div><div>View on Mastodon</div>'
         "</a></blockquote>",
         Platform.MASTODON, "@ana@social.example", "https://social.example/@ana/109439745302574877", PostState.AUTHOR_ONLY),
        ('<iframe class="mastodon-embed" src="https://social.example/@ana/109439745302574877/embed"></iframe>',
         Platform.MASTODON, "@ana@social.example", "https://social.example/@ana/109439745302574877", PostState.LINK_ONLY),
        ('<iframe src="https://truthsocial.com/@ana/109439745302574877/embed" class="truthsocial-embed"></iframe>',
         Platform.TRUTHSOCIAL, "@ana", "https://truthsocial.com/@ana/109439745302574877", PostState.LINK_ONLY),
        ('<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.com/@ana/post/Cabcdefghij"><a '
         'href="https://www.threads.com/@ana/post/Cabcdefghij"><div>Post by @ana</div><div>View on Threads</div></a></blockquote>',
         Platform.THREADS, "@ana", "https://www.threads.com/@ana/post/Cabcdefghij", PostState.AUTHOR_ONLY),
        ('<iframe data-cookieblock-src="//www.instagram.com/p/BNpLF8LD0GD/embed/captioned/"></iframe>',
         Platform.INSTAGRAM, None, "https://www.instagram.com/p/BNpLF8LD0GD/", PostState.LINK_ONLY),
        ('<amp-instagram data-shortcode="BNpLF8LD0GD"></amp-instagram>',
         Platform.INSTAGRAM, None, "https://www.instagram.com/p/BNpLF8LD0GD/", PostState.LINK_ONLY),
        ('<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fposts%2F7&amp;width=5"></iframe>',
         Platform.FACEBOOK, "@ana", "https://www.facebook.com/ana/posts/7", PostState.LINK_ONLY),
        ('<amp-facebook data-href="https://www.facebook.com/ana/posts/7"></amp-facebook>',
         Platform.FACEBOOK, "@ana", "https://www.facebook.com/ana/posts/7", PostState.LINK_ONLY),
        ('<amp-tiktok data-src="7000000000000000000"></amp-tiktok>',
         Platform.TIKTOK, None, "https://www.tiktok.com/embed/v2/7000000000000000000", PostState.LINK_ONLY),
        ('<amp-reddit data-embedtype="post" data-src="https://www.reddit.com/r/cats/comments/1abcde/my_cat/?ref=share"></amp-reddit>',
         Platform.REDDIT, None, "https://www.reddit.com/r/cats/comments/1abcde/my_cat/", PostState.LINK_ONLY),
        ('<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0"></iframe>',
         Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk", PostState.LINK_ONLY),
        ('<lite-youtube videoid="abcdefghijk"></lite-youtube>',
         Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk", PostState.LINK_ONLY),
        ('<amp-youtube data-videoid="abcdefghijk"></amp-youtube>',
         Platform.YOUTUBE, None, "https://www.youtube.com/watch?v=abcdefghijk", PostState.LINK_ONLY),
        ('<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="channel/12"></script>',
         Platform.TELEGRAM, "@channel", "https://t.me/channel/12", PostState.LINK_ONLY),
        ('<iframe src="https://t.me/channel/12?embed=1"></iframe>',
         Platform.TELEGRAM, "@channel", "https://t.me/channel/12", PostState.LINK_ONLY),
    ],
)  # fmt: skip
def test_a_post_that_is_not_in_the_page_is_told_as_far_as_it_goes(
    markup: str, platform: Platform, handle: str | None, link: str, state: PostState
) -> None:
    embed = only(markup)
    assert (embed.platform, embed.body, embed.handle, embed.permalink, embed.state) == (platform, "", handle, link, state)


@pytest.mark.parametrize("caption", ["My cat ", "<p>My cat </p>"])
def test_tiktok_gives_its_caption_and_music(caption: str) -> None:
    embed = only(
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ana/video/7000000000000000000" data-video-id="7000000000000000000">'
        f'<section><a title="@ana" href="https://www.tiktok.com/@ana?refer=embed">@ana</a> {caption}'
        '<a href="https://www.tiktok.com/music/1">♬ original sound - Ana</a></section></blockquote>'
    )
    assert (embed.body, embed.handle) == ("My cat\n♬ original sound - Ana", "@ana")
    assert embed.permalink == "https://www.tiktok.com/@ana/video/7000000000000000000"


REDDIT = 'by<a href="https://www.reddit.com/user/ana_bo/">u/ana_bo</a>'


def test_reddit_gives_the_title_of_a_post() -> None:
    embed = only(
        f'<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/cats/comments/1abcde/my_cat/">My cat</a><br> {REDDIT} '
        'in<a href="https://www.reddit.com/r/cats/">cats</a></blockquote>'
    )
    assert (embed.body, embed.handle, embed.attribution) == ("My cat", "@ana_bo", "by u/ana_bo in cats")


def test_reddit_gives_no_words_of_a_comment() -> None:
    embed = only(
        f'<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/cats/comments/1abcde/comment/x1/">Comment</a><br> {REDDIT} '
        'from discussion<a href="https://www.reddit.com/r/cats/comments/1abcde/my_cat/">My cat</a></blockquote>'
    )
    assert (embed.body, embed.handle, embed.state) == ("", "@ana_bo", PostState.AUTHOR_ONLY)


@pytest.mark.parametrize(
    "holder",
    [
        f'<div data-cookie-content="{b64encode(TWEET.encode()).decode()}"><p>May this be loaded?</p></div>',
        f'<div data-embed-html="{escape(TWEET)}"></div>',
        f'<div data-html="{escape(escape(TWEET))}"></div>',
        f'<script type="text/template">{TWEET}</script>',
        f"<template>{TWEET}</template>",
        f"<noscript>{TWEET}</noscript>",
        f"<textarea>{escape(TWEET)}</textarea>",
    ],
)
def test_an_embed_that_waits_for_consent_is_brought_out(holder: str) -> None:
    assert only(holder).body == "The cat\nis pic.twitter.com/a"


@pytest.mark.parametrize(
    "markup",
    [
        f'<p>She <a href="{LINK}">wrote</a> it.</p>',
        f'<blockquote>Just words, see <a href="{LINK}">here</a>.</blockquote>',
        f'<blockquote cite="{LINK}">Words of hers.</blockquote>',
        f'<p>{LINK}</p><ul class="embed-list"><li>{LINK} and more</li></ul>',
        '<a class="twitter-timeline" href="https://twitter.com/ana">Posts by Ana</a>',
        '<div class="fb-page" data-href="https://www.facebook.com/ana"></div><div class="fb-like" data-href="https://example.org/"></div>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fposts%2F7"></iframe>',
        '<blockquote class="wp-embedded-content"><a href="https://example.org/other/">Another article</a></blockquote>',
        '<div class="twitter-tweet twitter-tweet-rendered"></div>',
        f'<a class="share" data-url="{LINK}" href="#">Share</a>',
    ],
)
def test_links_buttons_and_quotations_are_no_posts(markup: str) -> None:
    before = str(tostring(page(markup), encoding="unicode"))
    tree = page(markup)
    assert take_embeds(tree) == []
    assert str(tostring(tree, encoding="unicode")) == before


def test_a_wrapper_with_nothing_else_goes_too() -> None:
    assert left(f'<div class="wrap"><figure><div>{TWEET}</div> <script src="x"></script></figure></div>') == "<p>⟦0⟧</p>"


def test_a_caption_beside_a_post_stays() -> None:
    assert (
        left(f"<figure>{FRAME}<figcaption>What a cat.</figcaption></figure>")
        == "<figure><p>⟦0⟧</p><figcaption>What a cat.</figcaption></figure>"
    )


def test_a_post_within_a_paragraph_parts_it() -> None:
    assert left(f"<p>One {FRAME} two <b>three</b></p> four") == "<p>One </p><p>⟦0⟧</p><p> two <b>three</b></p> four"


def test_words_around_a_post_stay() -> None:
    assert left(f"<div>One{TWEET}two{FRAME}three</div>") == "<div>One<p>⟦0⟧</p>two<span></span>three</div>"


def test_a_wrapper_with_the_articles_words_stays() -> None:
    words = "Words that the article has. " * 10
    assert left(f'<div data-url="{LINK}">{words}</div>') == f'<p>⟦0⟧</p><div data-url="{LINK}">{words}</div>'


def test_a_page_that_holds_the_word_does_not_move_a_post() -> None:
    tree = page(f"<p>{placeholder(0)}</p>{TWEET}<p>x</p>{placeholder(7)}")
    take_embeds(tree)
    assert PLACEHOLDER.findall(tree.text_content()) == ["0"]


def test_a_tree_that_is_one_embed_becomes_its_placeholder() -> None:
    tree = fragment_fromstring(TWEET)
    assert len(take_embeds(tree)) == 1
    assert (tree.tag, tree.text, len(tree)) == ("p", placeholder(0), 0)


def test_attributes_past_counting_are_not_asked() -> None:
    many = " ".join(f'data-a{number}="https://twitter.com/ana/status/{number}"' for number in range(5000))
    assert taken(f"<div {many}></div>") == []
