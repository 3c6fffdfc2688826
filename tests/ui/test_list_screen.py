"""What all screens that are lists have in common."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.pilot import Pilot

from reader.commands.command import Choice
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.screens.listing import ListScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, reading, rows


class Rivers(ListScreen[str]):
    """Three rivers; ``p`` asks which bank is meant, ``w`` for words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "ask", show=False), Binding("w", "write", show=False)]

    def on_mount(self) -> None:
        self.answers = list[str]()
        self.show(Lines([Line("Rhine", "rhine"), Line("Elbe", "elbe"), Line("Oder", "oder")]), "Rivers 3", "all of them")

    def action_ask(self) -> None:
        self.pick("Bank", (Choice("l", "left", "left"), Choice("q", "quay", "quay")), self.answers.append)

    def action_write(self) -> None:
        self.write("Words", self.answers.append)

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        self.dismiss(message.value)


async def rivers(pilot: Pilot[None], given: list[str | None]) -> Rivers:
    await opened(pilot)
    looks = reading(pilot).looks
    screen = Rivers(looks, "All rivers", (("Enter", "go there", True), ("Esc", "back", True)), "no river")
    await pilot.app.push_screen(screen, given.append)
    await pilot.pause()
    return screen


async def test_a_line_is_walked_to_and_given(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        given: list[str | None] = []
        await rivers(pilot, given)
        assert "All rivers" in rows(pilot)[0]
        assert "all of them" in rows(pilot)[0]
        assert "Rivers 3" in rows(pilot)[1]
        assert "Enter go there" in rows(pilot)[-1]
        await press(pilot, "j", "enter")
        assert given == ["elbe"]


async def test_a_line_that_is_chosen_twice_in_a_hurry_is_given_once(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        given: list[str | None] = []
        screen = await rivers(pilot, given)
        for _ in range(2):
            screen.pane.post_message(ListPane.Chosen(screen.pane, "elbe"))
        await pilot.pause()
        assert given == ["elbe"]
        assert pilot.app.screen is reading(pilot)


async def test_escape_leaves_with_nothing(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        given: list[str | None] = []
        await rivers(pilot, given)
        await press(pilot, "escape")
        assert given == [None]


async def test_a_key_that_answers_a_question_does_nothing_else(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        given: list[str | None] = []
        screen = await rivers(pilot, given)
        await pilot.press("p", "q")
        await pilot.pause()
        assert screen.answers == ["quay"]
        assert given == []


async def test_words_that_are_written_do_not_walk_the_list(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        given: list[str | None] = []
        screen = await rivers(pilot, given)
        await press(pilot, "w", "text:q jk", "enter")
        assert screen.answers == ["q jk"]
        assert given == []
        assert screen.pane.cursor_value == "rhine"
