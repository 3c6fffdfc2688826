"""A few screens of fixed size, compared as pictures. Look at the pictures when they change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sources.pages import SENTENCES, page, paragraphs
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened

Compare = Callable[..., bool]

PAGE = page(
    f"""<h1>Bridge closed</h1><p>{SENTENCES[0]} <a href="https://courier.example/cracks">The report</a> names seven.</p>
    <ul><li>The bridge is old, and has been for a while.</li><li>The river is wide, and gets wider each year.</li></ul>
    <blockquote><p>I have never seen such cracks in any bridge that I have looked at.</p></blockquote>{paragraphs(SENTENCES[1])}
    <blockquote class="twitter-tweet"><p>She is right, and it is worse than that.</p>
    <blockquote class="twitter-tweet"><p>Nobody has looked at the pillars for years.</p>&mdash; Ann Other (@ann_other)
    <a href="https://twitter.com/ann_other/status/1795000000000000001">May 27, 2024</a></blockquote>
    &mdash; Bo Wend (@bo) <a href="https://twitter.com/bo/status/1795400000000000001">May 28, 2024</a></blockquote>
    {paragraphs(*SENTENCES[2:4])}
    <blockquote class="twitter-tweet"><a href="https://twitter.com/bo/status/1795500000000000001"></a></blockquote>""",
    head='<meta name="author" content="Cy Courier"><link rel="canonical" href="https://courier.example/bridge">',
)

STORY = ("c", "e", "p", "right_square_bracket", "c")


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_the_seed_with_marks_in_a_dark_theme(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(120, 40), press=STORY)


def test_the_seed_with_marks_in_a_light_theme_on_a_small_terminal(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-light"), terminal_size=(80, 24), press=STORY)


def test_a_page_with_a_claim_and_posts_within_posts(make_app: MakeApp, snap_compare: Compare) -> None:
    keys = ("right_curly_bracket", "c", "right_square_bracket", "right_square_bracket")
    assert snap_compare(make_app(theme="textual-dark", **{"a.html": PAGE}), terminal_size=(120, 40), run_before=opened, press=keys)


def test_the_question_before_a_link_is_opened_on_a_small_terminal(make_app: MakeApp, snap_compare: Compare) -> None:
    keys = ("right_square_bracket", "o")
    assert snap_compare(make_app(theme="textual-light", **{"a.html": PAGE}), terminal_size=(80, 24), run_before=opened, press=keys)


def test_the_form_of_a_claim(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(80, 24), press=(*STORY, "enter"))


def test_the_help(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(80, 24), press=("question_mark",))
