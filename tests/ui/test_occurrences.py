"""Every occurrence of a name, listed, decided upon and marked at once, in one article and in all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.core.annotation import Annotation, Mention
from reader.store.tiny import TinyStore
from reader.ui.screens.occurrences import OccurrencesScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until
from tests.ui.suggesters import ARTICLE, Fake

SIZE = (80, 24)
NEWS = "Tove Lind ran the mill. Nobody liked Tove Lind’s dog. TOVE LIND said so herself. A Lindgren left.\n\nSo did Tove Lind.\n"
OTHER = "In Fernby, Tove Lind is known to all. They say Tove Lind has a dog.\n"


def listing(pilot: Pilot[Any]) -> OccurrencesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, OccurrencesScreen)
    return screen


def lines(pilot: Pilot[Any]) -> list[str]:
    """What is listed, without the words around the names."""
    found = listing(pilot)._lines
    shown = [found[at] for at in range(len(found))]
    return [line.text if line.value is None else " ".join(f"{line.glyph} {line.side}".split()) for line in shown]


async def listed(pilot: Pilot[Any], *keys: str) -> None:
    """Press ``keys``, and wait until all places are listed."""
    await press(pilot, *keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, OccurrencesScreen) and not listing(pilot)._is_looking)
    await pilot.pause()


async def back(pilot: Pilot[Any], *keys: str) -> None:
    await press(pilot, *keys)
    await until(pilot, lambda: pilot.app.screen is reading(pilot))
    await pilot.pause()


def quotes(pilot: Pilot[Any]) -> list[tuple[int, str]]:
    return [(annotation.targets[0].start, annotation.targets[0].quote) for annotation in placed(pilot)]


def starts(text: str, *words: str) -> list[tuple[int, str]]:
    """Where each of ``words`` stands in ``text``."""
    return sorted((at, word) for word in words for at in range(len(text)) if text.startswith(word, at))


async def test_the_places_are_listed_the_surest_first_and_the_marked_one_is_counted(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        assert lines(pilot) == ["a.txt 3 · 1 marked already", "✓", "✓ possessive", "· other letters"]
        assert "Every “Tove Lind”" in rows(pilot)[0]
        assert "2 to mark · 0 refused · 1 left alone · 1 marked already" in rows(pilot)[1]
        assert "So did ‹Tove Lind›." in rows(pilot)[3]


async def test_enter_marks_them_all_in_one_step_and_one_undo_takes_them_back(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        await back(pilot, "enter")
        assert quotes(pilot) == starts(NEWS, "Tove Lind")
        (entity,) = state(pilot).records.entities()
        assert {annotation.body for annotation in placed(pilot)} == {Mention(entity.id)}
        assert "Marked 2 × Tove Lind. u takes all of it back." in shown(pilot)
        await press(pilot, "u")
        assert len(placed(pilot)) == 1


async def test_escape_does_nothing(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        await back(pilot, "escape")
        assert len(placed(pilot)) == 1


async def test_what_is_not_tagged_is_asked_for_its_type_and_the_caret_may_be_anywhere_on_it(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "l", "asterisk")
        assert "“Tove Lind” is:" in rows(pilot)[-1]
        await listed(pilot, "p")
        await back(pilot, "enter")
        assert quotes(pilot) == starts(NEWS, "Tove Lind")


async def test_what_is_refused_is_not_offered_again_but_can_be_taken_back(make_app: MakeApp, tmp_path: Path) -> None:
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        await press(pilot, "j", "x")
        assert lines(pilot)[1:] == ["✓", "✗ possessive", "· other letters"]
        await back(pilot, "enter")
        assert "Marked 1 × Tove Lind, refused 1." in shown(pilot)
    async with make_app(store=TinyStore(place), a=f"It was said before.\n\n{NEWS}").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await until(pilot, lambda: len(placed(pilot)) == 2)
        await listed(pilot, "right_curly_bracket", "asterisk")
        assert lines(pilot)[1:] == ["· other letters", "✗ refused before"]
        await press(pilot, "j", "space")
        await back(pilot, "enter")
        assert len(placed(pilot)) == 3
        assert state(pilot).records.refusals() == []
        await press(pilot, "u")
        assert len(state(pilot).records.refusals()) == 1


async def test_all_are_marked_or_refused_by_one_key(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        await press(pilot, "a")
        assert [line[0] for line in lines(pilot)[1:]] == ["✓", "✓", "✓"]
        await press(pilot, "a")
        assert [line[0] for line in lines(pilot)[1:]] == ["✗", "✗", "✗"]
        await back(pilot, "enter")
        assert len(placed(pilot)) == 1
        assert len(state(pilot).records.refusals()) == 3


async def test_aliases_and_handles_are_found_and_parts_of_other_words_are_not(make_app: MakeApp) -> None:
    text = "Tove Lind wrote.\n\nLind left, said @tovelind, and Lindgren stayed.\n\nThe dog bit me.\n— Tove Lind (@tovelind) May 2, 2024\n"
    async with make_app(a=text).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        assert lines(pilot)[1:] == ["✓", "✓ handle", "✓ handle"]


async def test_one_key_looks_through_the_whole_folder_and_all_of_it_is_one_step(make_app: MakeApp, tmp_path: Path) -> None:
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), a=NEWS, b=OTHER, c="Nobody.").run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await listed(pilot, "e", "p", "asterisk")
        await press(pilot, "f")
        await until(pilot, lambda: len(lines(pilot)) == 7)
        assert lines(pilot)[4:] == ["b.txt 2", "✓", "✓"]
        await back(pilot, "enter")
        assert "Marked 4 × Tove Lind in 2 articles. u takes all of it back." in shown(pilot)
        records = state(pilot).records
        (entity,) = records.entities()
        assert len(records.users_of(entity.id)) == 5
        await press(pilot, "ctrl+n")
        await opened(pilot, "b.txt")
        assert quotes(pilot) == starts(OTHER, "Tove Lind")
        await press(pilot, "u")
        await opened(pilot, "a.txt")
        assert [record.body for record in records if isinstance(record, Annotation)] == [Mention(entity.id)]


async def test_it_is_said_when_nothing_is_left_here_and_when_the_folder_holds_no_more(make_app: MakeApp) -> None:
    async with make_app(a="So did Tove Lind.\n", b="Nobody.", c="Nothing.").run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await listed(pilot, "w", "w", "e", "p", "asterisk")
        assert "Nothing else is left to mark here: f looks through the other articles." in shown(pilot)
        await press(pilot, "f")
        await until(pilot, lambda: "in 0 of 2 other articles" in shown(pilot))
        assert "Nothing else is left to mark in the folder." in shown(pilot)
        await press(pilot, "f")
        assert "The whole folder is listed." in shown(pilot)


async def test_of_one_article_it_is_said_that_there_is_no_other(make_app: MakeApp) -> None:
    async with make_app(a=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        await press(pilot, "f")
        await until(pilot, lambda: "there is no other article" in rows(pilot)[0])


async def test_marks_in_an_article_that_was_never_open_are_found_again_when_that_is_edited(make_app: MakeApp, tmp_path: Path) -> None:
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), a=NEWS, b=OTHER).run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await listed(pilot, "e", "p", "asterisk")
        await press(pilot, "f")
        await until(pilot, lambda: len(lines(pilot)) == 7)
        await back(pilot, "enter")
    edited = f"A line was put before it.\n\n{OTHER}".replace("has a dog", "has two dogs")
    async with make_app(store=TinyStore(place), a=NEWS, b=edited).run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "ctrl+n")
        await opened(pilot, "b.txt")
        await until(pilot, lambda: len(placed(pilot)) == 2)
        assert [span.of(edited) for mark in state(pilot).marks for span in mark.spans] == ["Tove Lind", "Tove Lind"]


async def test_in_another_article_what_is_marked_is_counted_and_what_was_refused_stays_so(make_app: MakeApp) -> None:
    async with make_app(a=OTHER, b=NEWS).run_test(size=SIZE) as pilot:
        await opened(pilot, "a.txt")
        await listed(pilot, "w", "w", "e", "p", "asterisk")
        await press(pilot, "x")
        await back(pilot, "enter")
        await press(pilot, "ctrl+n")
        await opened(pilot, "b.txt")
        await listed(pilot, "asterisk")
        await press(pilot, "f")
        await until(pilot, lambda: len(lines(pilot)) == 7)
        assert lines(pilot)[5:] == ["a.txt 1 · 1 marked already", "✗ refused before"]


async def test_after_a_suggestion_was_accepted_every_other_is_offered(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.plugins.suggesters", lambda: ([Fake()], []))
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "s")
        await until(pilot, lambda: state(pilot).chosen_suggestion is not None)
        await press(pilot, "y")
        assert "1 more “Fernby”: * shows every one." in shown(pilot)
        await listed(pilot, "asterisk")
        assert lines(pilot) == ["a.txt 1 · 1 marked already", "✓"]
        await back(pilot, "enter")
        assert quotes(pilot) == starts(ARTICLE, "Fernby")


async def test_where_there_is_no_name_it_says_so(make_app: MakeApp) -> None:
    async with make_app(a="… — …").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "asterisk")
        assert "There is no name at the caret: select one." in shown(pilot)


async def test_no_more_places_are_listed_than_anybody_walks_and_that_is_said(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ui.occurring.MOST", 2)
    async with make_app(a=NEWS).run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        assert "only the first" in rows(pilot)[1]


async def test_hostile_words_around_a_name_never_reach_the_terminal_raw(make_app: MakeApp) -> None:
    async with make_app(a="Tove Lind\x1b[2J [red] \u202e and \x9b Tove Lind").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await listed(pilot, "e", "p", "asterisk")
        assert "[red]" in shown(pilot)
        assert not set("\x1b\x9b\u202e") & set(shown(pilot))
