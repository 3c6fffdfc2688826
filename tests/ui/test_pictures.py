"""A few screens of fixed size, compared as pictures. Look at the pictures when they change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ui.conftest import MakeApp

Compare = Callable[..., bool]

STORY = ("c", "e", "p", "right_square_bracket", "c")


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_the_seed_with_marks_in_a_dark_theme(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(120, 40), press=STORY)


def test_the_seed_with_marks_in_a_light_theme_on_a_small_terminal(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-light"), terminal_size=(80, 24), press=STORY)


def test_the_form_of_a_claim(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(80, 24), press=(*STORY, "enter"))


def test_the_help(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="textual-dark"), terminal_size=(80, 24), press=("question_mark",))
