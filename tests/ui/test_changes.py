"""The screen of what changed between two versions of an article."""

from __future__ import annotations

import threading

from textual.pilot import Pilot

from reader.core.comparison import Comparison
from reader.ui.app import ReaderApp
from reader.ui.panes.changes import ChangesPane
from reader.ui.screens.changes import ChangesScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows, shown, state, until

OLD = "The bridge will fall. It killed 40 people.\n\nNobody knows why it fell.\n"
NEW = "The bridge may fall. It killed 40 people.\n\nThe mayor knows why it fell.\n"


def changes(pilot: Pilot[None]) -> ChangesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ChangesScreen)
    return screen


def comparison(pilot: Pilot[None]) -> Comparison:
    compared = changes(pilot).compared
    assert compared is not None
    return compared.comparison


async def compared(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, ChangesScreen) and pilot.app.screen.compared is not None)
    await pilot.pause()


def two_versions(make_app: MakeApp) -> ReaderApp:
    return make_app(a_old=OLD, b_new=NEW)


async def later(pilot: Pilot[None]) -> None:
    """Open the second article of the library, the later version."""
    await opened(pilot)
    await press(pilot, "ctrl+n")
    await until(pilot, lambda: reading(pilot).state is not None and state(pilot).document.path.startswith("b"))
    await pilot.pause()


async def test_the_changes_of_words_are_told_with_brackets(make_app: MakeApp) -> None:
    async with two_versions(make_app).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        assert "The bridge [-will-]{+may+} fall." in shown(pilot)
        assert "[-Nobody-]{+The mayor+} knows why it fell." in shown(pilot)
        assert "a_old.txt → b_new.txt" in rows(pilot)[0]


async def test_a_claim_that_was_softened_comes_first_with_its_reason(make_app: MakeApp) -> None:
    async with two_versions(make_app).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "c", "D")
        await compared(pilot)
        assert [row.strip() for row in rows(pilot)[1:5]] == [
            "Claims",
            "▸ softened, line 1",
            "The bridge [-will-]{+may+} fall.",
            "→ “will” became “may”",
        ]


async def test_enter_shows_the_place_in_the_article(make_app: MakeApp) -> None:
    async with two_versions(make_app).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        await press(pilot, "j", "enter")
        assert pilot.app.screen is reading(pilot)
        assert state(pilot).caret == NEW.index("The mayor")


async def test_escape_goes_back_without_moving(make_app: MakeApp) -> None:
    async with two_versions(make_app).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "w", "D")
        await compared(pilot)
        await press(pilot, "j", "escape")
        assert pilot.app.screen is reading(pilot)
        assert state(pilot).caret == NEW.index("bridge")


async def test_the_open_article_can_be_the_earlier_version(make_app: MakeApp) -> None:
    async with two_versions(make_app).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        await press(pilot, "s")
        await compared(pilot)
        assert "The bridge [-may-]{+will+} fall." in shown(pilot)
        await press(pilot, "j", "enter")
        assert state(pilot).caret == NEW.index("The mayor")


async def test_of_many_articles_the_one_with_a_like_name_is_offered_first(make_app: MakeApp) -> None:
    app = make_app(**{"bridge-2": NEW, "aaa": "Other.", "bridge-1": OLD, "zzz": "More."})
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "aaa.txt")
        await press(pilot, "ctrl+n", "ctrl+n")
        await until(pilot, lambda: reading(pilot).state is not None and state(pilot).document.path == "bridge-2.txt")
        await press(pilot, "D", "enter")
        await compared(pilot)
        assert comparison(pilot).old.path == "bridge-1.txt"


async def test_the_other_version_is_found_by_words_of_its_name(make_app: MakeApp) -> None:
    async with make_app(a=NEW, b="Other.", first=OLD).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "D", "text:fir", "enter")
        await compared(pilot)
        assert comparison(pilot).new.path == "first.txt"


async def test_choosing_no_version_compares_nothing(make_app: MakeApp) -> None:
    async with make_app(a=NEW, b="Other.", c=OLD).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "D", "escape")
        assert pilot.app.screen is reading(pilot)


async def test_without_another_article_there_is_nothing_to_compare_with(make_app: MakeApp) -> None:
    async with make_app(a=NEW).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "D")
        assert "There is no other version here" in shown(pilot)


async def test_a_version_that_cannot_be_read_says_why(make_app: MakeApp) -> None:
    async with make_app(a=NEW, b=b"\0\1\2" * 400).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "D")
        await until(pilot, lambda: "binary data" in shown(pilot))
        await press(pilot, "escape")
        assert pilot.app.screen is reading(pilot)


async def test_versions_that_say_the_same_have_no_changes(make_app: MakeApp) -> None:
    async with make_app(a=NEW, b=NEW.replace(" ", "\n", 1)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "D")
        await compared(pilot)
        assert "Nothing has changed." in shown(pilot)


async def test_what_stands_in_the_other_version_only_is_not_gone_to(make_app: MakeApp) -> None:
    async with make_app(a="The bridge fell. Nobody was hurt by it. It rained.", b="The bridge fell. It rained.").run_test(
        size=(80, 24)
    ) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChangesScreen)
        assert "the other version only" in shown(pilot)


async def test_leaving_while_it_is_compared_shows_nothing_later(make_app: MakeApp) -> None:
    old = "\n\n".join(f"The bridge number {number} will fall on day {number * 7}." for number in range(2000))
    async with make_app(a=old, b=old.replace("will", "may")).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChangesScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: not any(thread.name == "comparing" for thread in threading.enumerate()))
        await pilot.pause()
        assert pilot.app.screen is reading(pilot)
        assert "comparing" not in shown(pilot)


async def test_every_change_of_many_can_be_walked_to(make_app: MakeApp) -> None:
    old = "\n\n".join(f"The bridge number {number} will fall on day {number * 7}." for number in range(24))
    async with make_app(a=old, b=old.replace("will", "may")).run_test(size=(80, 24)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        pane = pilot.app.screen.query_one(ChangesPane)
        for number in range(24):
            assert pane.item is not None
            assert any("▸" in row for row in rows(pilot))
            assert f"number {number} [-will-]" in shown(pilot)
            await press(pilot, "j")
        await press(pilot, "g")
        assert "number 0 [-will-]" in shown(pilot)
        await press(pilot, "G")
        assert "number 23 [-will-]" in shown(pilot)
        await press(pilot, "pageup")
        assert pane.item is not None
        assert pane.item.title < "line 47"


async def test_a_change_taller_than_the_screen_can_be_read_to_its_end(make_app: MakeApp) -> None:
    long = " ".join(f"word{number}" for number in range(180))
    async with make_app(a="Here it begins. Short.", b=f"Here it begins. {long}.").run_test(size=(40, 12)) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        seen = ""
        for _ in range(20):
            seen += shown(pilot)
            await press(pilot, "j")
        assert all(f"word{number}" in seen for number in range(180))


async def test_hostile_words_are_shown_as_stand_ins(make_app: MakeApp) -> None:
    async with make_app(a="The \x1b[2J bridge [b]fell[/b] \u202e.", b="The \x1b[2J bridge [b]stood[/b] \u202e.").run_test(
        size=(80, 24)
    ) as pilot:
        await later(pilot)
        await press(pilot, "D")
        await compared(pilot)
        assert "[-fell-]{+stood+}" in shown(pilot)
        assert not any(character in shown(pilot) for character in "\x1b\u202e")
