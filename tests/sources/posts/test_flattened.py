from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Platform, PostState
from reader.sources.posts.flattened import find_posts
from tests.sources.posts.notation import ARTICLE, check, found, only

SEED = Path(__file__).parents[3] / "seeds" / "000_70d015d5dcf098fe.txt"
SIGNED = "— Ana Bo (@anabo) May 28, 2024"


def test_the_sample_article_holds_exactly_its_two_posts() -> None:
    text = SEED.read_text("utf-8")
    first, second = find_posts(text)
    assert (first.span.start, first.span.end, first.body.end) == (428, 697, 660)
    assert (first.platform, first.author, first.handle, first.date) == (Platform.X, "Jan Leike", "@janleike", "2024-05-28")
    assert (second.span.start, second.span.end) == (1045, 1345)
    assert (second.author, second.handle) == ("Sam Bowman", "@sleepinyourhat")
    assert second.body.of(text).startswith("✨🪩 Woo!")


def test_one_line_above_the_attribution_is_the_post() -> None:
    check(f"{ARTICLE}\n⟦Lovely morning for a swim in the lake.⟧\n{SIGNED}\n{ARTICLE}")


def test_several_lines_are_the_post_as_long_as_they_look_like_one() -> None:
    check(f"{ARTICLE}\n⟦🌧️ Rain again!\n- boots\n- umbrella\nI love it #rain⟧\n{SIGNED}\n{ARTICLE}")


def test_blank_lines_may_part_the_lines_of_a_post() -> None:
    check(f"{ARTICLE}\n\n⟦🌧️ Rain again!\n\nI love it #rain pic.twitter.com/abc⟧\n\n{SIGNED}\n\n{ARTICLE}")


def test_a_post_ends_at_the_length_its_platform_allows() -> None:
    check(f"{'I walked and walked! ' * 10}\n⟦{'We saw the sea! ' * 8}end⟧\n— Ana (@ana) May 28, 2014\n")


def test_a_post_that_is_cut_off_reaches_back_to_the_length_limit() -> None:
    lines = "The report has a hundred pages and nobody has yet read it to the end.\n" * 3
    check(f"{ARTICLE}\n⟦{lines}The figures in it are worth a look, and so are the many notes at the…⟧\n{SIGNED}\n")


def test_a_post_in_another_language_than_the_article_takes_its_lines_only() -> None:
    check(f"{ARTICLE}\n⟦Wir haben es heute im Rat beschlossen.\nDas ist für die Stadt ein guter Tag.⟧\n{SIGNED}\n{ARTICLE}")


def test_a_line_with_typed_apostrophes_in_a_printed_article_is_the_post_s() -> None:
    printed = "It’s the council’s own report, and it doesn’t say who is to pay. " * 6
    check(f"{printed}\n⟦That's the second time this year, isn't it?\nNo plan at all.⟧\n{SIGNED}\n{printed}")


def test_an_introduction_with_a_colon_stays_with_the_article() -> None:
    check(f"{ARTICLE}\nAna Bo, who lives by the river, was not amused:\n⟦Not again.⟧\n{SIGNED}\n{ARTICLE}")


def test_posts_run_together_in_one_line_are_told_apart() -> None:
    check(f"{ARTICLE}\n\n⟦First! #one⟧{SIGNED}⟦Second thing. #two⟧{SIGNED}⟦Third⟧{SIGNED}\n\n{ARTICLE}")


def test_a_post_inside_a_long_line_begins_after_the_colon() -> None:
    check(f"{ARTICLE}The artist herself wrote: ⟦Draw on, everybody #pencil⟧— Ana (@ana) January 7, 2015 {ARTICLE}")


def test_a_post_of_which_only_the_author_is_given_has_an_empty_body() -> None:
    text = f"{ARTICLE}\nView this post on Instagram\nA post shared by Ana (@ana)\n{ARTICLE}"
    post = only(text)
    assert (post.state, post.body.is_empty) == (PostState.AUTHOR_ONLY, True)
    assert post.span.of(text) == "View this post on Instagram\nA post shared by Ana (@ana)"


def test_an_old_instagram_post_keeps_its_caption() -> None:
    check(f"{ARTICLE}\n⟦Best day ever with my sister! ☀️ #summer⟧\nA post shared by Ana (@ana) on Dec 5, 2016 at 9:10am PST\n")


def test_an_attribution_without_a_date_counts_only_below_a_post_s_marks() -> None:
    check(f"{ARTICLE}\n⟦Look at this pic.twitter.com/abc⟧\n— Ana (@ana)\n")
    check(f"{ARTICLE}\nTo see is to believe.\n— Ana (@ana)\n")


def test_a_name_with_date_below_the_title_is_a_byline() -> None:
    check(f"A bridge falls\nAna Bo (@anabo) May 28, 2024\n{ARTICLE}")
    check(f"A bridge falls\n\nIt had been known to be weak\n\nAna Bo (@anabo) May 28, 2024\n{ARTICLE}")


def test_a_name_with_date_without_a_dash_further_down_is_an_attribution() -> None:
    check(f"A bridge falls\n{ARTICLE}\n{ARTICLE}\n{ARTICLE}\n⟦I saw it fall!⟧\nAna Bo (@anabo) May 28, 2024\n{ARTICLE}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        ARTICLE,
        "On May 28, 2024, @anabo tweeted that she would not go.",
        "Follow Ana Bo (@anabo) and Bo Li (@boli) for more.",
        "Lists\n- @one\n- @two (2024)\n",
        "“I am glad” — Ana Bo, 28 May 2024",
    ],
)
def test_an_article_without_posts_has_none(text: str) -> None:
    assert find_posts(text) == ()


def test_the_same_post_twice_has_two_ids_that_stay_when_text_comes_before() -> None:
    text = f"{ARTICLE}\nAgain!\n{SIGNED}\n{ARTICLE}\nAgain!\n{SIGNED}\n"
    ids = [post.id for post in find_posts(text)]
    assert len(set(ids)) == 2
    assert [post.id for post in find_posts(f"{ARTICLE}\n{text}")] == ids


def test_a_post_tells_why_it_was_found() -> None:
    post = only(f"{ARTICLE}\nSo glad! #bridge\nWe did it! 🎉\n{SIGNED}\n")
    assert post.reasons[0] == "— Name (@handle) date"
    assert "mentions or hashtags" in post.reasons
    assert 0.5 < post.confidence <= 1


PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "— ", "Ana", "(@ana)", "(@a@b.c)", " May 1, 2020", "2020-05-01", "A post shared by ", "Post by @a\nView on Threads",
     "View this post on Instagram", "https://t.co/x", "#tag ", "@", "(", "…", "I said so. ", "日本 ", "\u200f", "👍🏽", "(@b) "],
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_posts_of_any_text_are_sorted_disjoint_and_inside_it(text: str) -> None:
    posts = find_posts(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(posts))
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert post.attribution is not None
        assert 0 <= post.span.start == post.body.start <= post.body.end <= post.attribution.start < post.attribution.end == post.span.end
        assert post.span.end <= len(text)
        assert post.body.of(text) == post.body.of(text).strip()
        assert not text[post.body.end : post.attribution.start].strip()
        assert 0 <= post.confidence <= 1
        assert (post.state is PostState.AUTHOR_ONLY) == post.body.is_empty


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_dashed_attribution_is_found_whatever_surrounds_it(before: str, after: str) -> None:
    text = f"{before}\n{SIGNED}\n{after}"
    assert "@anabo" in [post.handle for post in find_posts(text)]
    assert found(text).replace("⟦", "").replace("⟧", "") == text.replace("⟦", "").replace("⟧", "")
