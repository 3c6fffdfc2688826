"""The last filter before the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.core.visible import MARKS_SHOWN, visible
from reader.ui.clean import is_clean
from reader.ui.guard import guarded, harmless

RED = Style(color="red")
TRICKS = [
    "\x1b[2J",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x1bP1$r\x1b\\",
    "\x9b31m",
    "\x00",
    "\x7f",
    "\r",
    "\n",
    "\t",
    "\x0b",
    "\u202e",
]
TRICKS += [
    "\u2066",
    "\ud800",
    "\u2028",
    "\u200b",
    "\ufeff",
    "a" + "\u0301" * 200,
    "\u0301",
    "\U000e0041",
    "\xad",
    "[@click=app.quit]",
    "\u200f",
]
PLAIN = ["word ", "“quoted” ", "漢字", "👩\u200d👧", "e\u0301", "│", "◆", "[/nope]"]
SEGMENTS = st.builds(
    Segment, st.sampled_from(TRICKS + PLAIN), st.sampled_from([None, RED, Style(link="http://x"), RED + Style(link="y", bold=True)])
)
STRIPS = st.lists(SEGMENTS, max_size=8).map(Strip)


def row(strip: Strip) -> str:
    return strip.text


def acts(text: str) -> bool:
    """Whether a terminal would do something at ``text`` but show it from left to right."""
    directions = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return any(
        unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(letter) in directions for letter in text
    )


@given(STRIPS)
def test_nothing_in_a_strip_acts(strip: Strip) -> None:
    shown = harmless(strip)
    assert not acts(row(shown))
    assert all(segment.control is None and (segment.style is None or segment.style.link is None) for segment in shown)
    assert "\u0301" * (MARKS_SHOWN + 1) not in row(shown)


@given(STRIPS)
def test_what_is_written_for_a_strip_holds_only_colours(strip: Strip) -> None:
    written = harmless(strip).render(Console(color_system="truecolor"))
    coloured = written.replace("\x1b[31m", "").replace("\x1b[1m", "").replace("\x1b[1;31m", "").replace("\x1b[0m", "")
    assert not acts(coloured)


@given(STRIPS)
def test_a_strip_keeps_its_cells(strip: Strip) -> None:
    shown = harmless(strip)
    assert shown.cell_length == strip.cell_length == cell_len(row(shown))


@given(STRIPS)
def test_a_harmless_strip_is_left_alone(strip: Strip) -> None:
    shown = harmless(strip)
    assert row(harmless(shown)) == row(shown)
    if row(shown) == row(strip) and not any((style and style.link) or control is not None for _, style, control in strip):
        assert shown is strip


@given(st.lists(st.sampled_from(PLAIN)).map("".join))
def test_honest_rows_are_clean(text: str) -> None:
    assert is_clean(text)
    assert harmless(Strip([Segment(letter, RED) for letter in text])).text == text


def test_marks_are_counted_over_the_borders_of_segments() -> None:
    shown = harmless(Strip([Segment("a\u0301"), *(Segment("\u0301", RED) for _ in range(50)), Segment("b")]))
    assert row(shown).count("\u0301") == MARKS_SHOWN


def test_a_mark_whose_base_is_in_the_segment_before_is_left_alone() -> None:
    strip = Strip([Segment("e", RED), Segment("\u0301x")])
    assert harmless(strip) is strip


def test_styles_stay_without_their_links() -> None:
    (segment,) = harmless(Strip([Segment("here", RED + Style(link="http://x", bold=True))]))
    assert segment == Segment("here", RED + Style(bold=True))


def test_a_control_segment_is_shown_as_text() -> None:
    control = Control.bell().segment
    (segment,) = harmless(Strip([control]))
    assert segment.control is None
    assert not acts(segment.text)


@pytest.mark.parametrize(("hidden", "shown"), [("\x1b", "␛"), ("\n", "␤"), ("\t", "␉"), ("\ud800", "\ufffd"), ("\u202e", "\ufffd")])
def test_what_acts_gets_a_stand_in(hidden: str, shown: str) -> None:
    assert harmless(Strip([Segment(f"a{hidden}b")], 3)).text == f"a{shown}b"


HOSTILE = Strip([Segment("\x1b[2Jgone")])


def test_every_sort_of_update_is_filtered() -> None:
    console = Console(color_system="truecolor")
    region = Region(0, 0, 20, 2)
    updates = [
        LayoutUpdate([[HOSTILE], [HOSTILE]], region),
        ChopsUpdate([{0: HOSTILE}, {0: HOSTILE, 10: None}], [(0, 0, 20), (1, 0, 20)], [[20], [10, 20]]),
        InlineUpdate([HOSTILE]),
    ]
    for update in updates:
        kept = guarded(update)
        assert isinstance(kept, type(update))
        written = kept.render_segments(console)
        assert "␛[2Jgone"[:5] in written
        assert "\x1b[2J" not in written


def test_rows_that_are_not_drawn_are_not_looked_at() -> None:
    update = guarded(ChopsUpdate([{0: HOSTILE}, {0: HOSTILE}], [(1, 0, 20)], [[20], [20]]))
    assert isinstance(update, ChopsUpdate)
    assert update.chops[0][0] is HOSTILE


def test_what_is_no_update_is_not_shown() -> None:
    assert guarded("\x1b[2J") is guarded(None) is None


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_no_text_at_all_acts_when_it_is_visible(text: str) -> None:
    assert not acts(visible(text).replace("\n", "").replace("\t", ""))
    assert len(visible(text)) == len(text)
    assert not acts(harmless(Strip([Segment(text)])).text)
