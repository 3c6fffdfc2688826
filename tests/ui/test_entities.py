"""Who is who under the hands of a fact-checker: the registry of the folder, and what is said at a mention."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from reader.core.annotation import Entity, Mention
from reader.core.errors import StoreError
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store.memory import MemoryStore
from reader.ui import registering
from reader.ui.panes.bars import KeyBar
from reader.ui.screens.entities import EntitiesScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

ONE = "Jan Leike left OpenAI in May. Leike said so.\n\nThe Kennedy Space Center opened.\n"
TWO = "Jan Leike spoke at KSC. Nobody else came.\n"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
HOSTILE = "\x1b[2J[b]Ann[/b]\u202e, “x”\0"


class Failing(MemoryStore):
    """A store on a full disk, once ``is_full``."""

    is_full = False

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:
        if self.is_full:
            raise StoreError("The disk is full.")
        super().commit(changes, step, transaction)


async def marked(pilot: Pilot[None]) -> None:
    """Jan Leike in both articles, Leike and OpenAI in the first, which is open."""
    await opened(pilot, "one.txt")
    await press(pilot, "ctrl+n")
    await opened(pilot, "two.txt")
    await press(pilot, "e", "p", "ctrl+o")
    await opened(pilot, "one.txt")
    await press(pilot, "e", "p", "right_parenthesis", "e", "p", "g", "w", "w", "w", "e", "o", "g")


async def entities(pilot: Pilot[None]) -> EntitiesScreen:
    """The registry, opened and counted."""
    await press(pilot, "at")
    screen = pilot.app.screen
    assert isinstance(screen, EntitiesScreen)
    await counted(pilot)
    return screen


async def counted(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, EntitiesScreen)
    await until(pilot, lambda: screen._tallies.is_over and not screen._is_counting)
    await pilot.pause()


def known(pilot: Pilot[None]) -> list[Entity]:
    return state(pilot).records.entities()


def named(pilot: Pilot[None], name: str) -> Entity:
    return next(entity for entity in known(pilot) if entity.name == name)


def footer(pilot: Pilot[None]) -> str:
    """The keys, which may take two rows."""
    return "".join(rows(pilot)[-2:])


@SIZES
async def test_all_entities_are_listed_with_their_type_and_counts(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await marked(pilot)
        await entities(pilot)
        text = rows(pilot)
        assert "3 entities by name" in text[1]
        assert "Jan Leike" in text[2]
        assert "PERSON ●2 ▤2" in text[2]
        assert "PERSON ●1" in text[3]
        assert "ORG ●1" in text[4]
        for hint in ("n name", "t type", "e edit", "m merge", "Space mark", "/ find", "Esc back"):
            assert hint in footer(pilot)
        assert "2 mentions, 3 type" in text[1] or "1 2 3 name mentions type" in footer(pilot)


@SIZES
async def test_the_mentions_of_the_entity_under_the_cursor_stand_in_their_context(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await marked(pilot)
        await entities(pilot)
        text = shown(pilot)
        assert "Jan Leike · PERSON · 2 places" in text
        assert text.index("one.txt") < text.index("Jan Leike left OpenAI") < text.index("two.txt") < text.index("Jan Leike spoke at KSC")
        await press(pilot, "j")
        assert "Leike · PERSON · 1 place" in shown(pilot)
        assert "OpenAI in May. Leike said so." in shown(pilot)


@SIZES
async def test_enter_on_a_mention_goes_to_it_in_another_article(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "enter", "j", "enter")
        await opened(pilot, "two.txt")
        assert state(pilot).selection.mark == placed(pilot)[0].id
        assert pilot.app.screen is reading(pilot)


async def test_enter_on_a_mention_goes_to_it_in_the_open_article(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "j", "tab", "enter")
        assert state(pilot).caret == ONE.index("Leike said")


async def test_escape_goes_from_the_mentions_to_the_entities_and_then_back(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        screen = await entities(pilot)
        await press(pilot, "tab", "escape")
        assert pilot.app.screen is screen
        await press(pilot, "escape", "escape")
        assert not screen.is_attached


async def test_the_list_is_narrowed_while_words_are_written_and_escape_shows_all_again(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "slash", "text:open")
        assert "1 of 3: “open” by name" in shown(pilot)
        assert "OpenAI · ORG · 1 place" in shown(pilot)
        await press(pilot, "enter")
        assert "1 of 3" in shown(pilot)
        await press(pilot, "escape")
        assert "3 entities" in shown(pilot)


async def test_one_key_each_sorts_by_mentions_type_and_name(make_app: MakeApp) -> None:
    def order() -> list[str]:
        return [line.text for line in screen.pane.lines_in_sight]

    async with make_app(one=ONE + "OpenAI grew. OpenAI shrank.\n", two=TWO).run_test(size=(120, 40)) as pilot:
        await marked(pilot)
        for words in ("OpenAI grew", "OpenAI shrank"):
            reading(pilot).move(state(pilot).document.text.index(words))
            await press(pilot, "e", "o")
        screen = await entities(pilot)
        assert "1 2 3 name mentions type" in footer(pilot)
        assert order() == ["Jan Leike", "Leike", "OpenAI"]
        await press(pilot, "3")
        assert order() == ["OpenAI", "Jan Leike", "Leike"]
        await press(pilot, "t", "l", "2")
        assert order() == ["OpenAI", "Jan Leike", "Leike"]
        await press(pilot, "3")
        assert order() == ["OpenAI", "Leike", "Jan Leike"]
        await press(pilot, "1")
        assert order() == ["Jan Leike", "Leike", "OpenAI"]


@SIZES
async def test_renaming_shows_everywhere_and_is_undone(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "j", "n", "end", "text:r", "enter")
        assert named(pilot, "Leiker").aliases == ("Leike",)
        assert "rename entity" in footer(pilot)
        assert "Leiker · PERSON" in shown(pilot)
        await press(pilot, "u")
        assert named(pilot, "Leike").aliases == ()
        assert "Undid: rename entity" in footer(pilot)


async def test_a_letter_gives_another_type(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "j", "t")
        assert "p Person" in footer(pilot)
        await press(pilot, "o")
        assert named(pilot, "Leike").label == "ORG"


@SIZES
async def test_merging_into_the_likeliest_takes_two_keys_and_one_undo(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=size) as pilot:
        await marked(pilot)
        await entities(pilot)
        kept = named(pilot, "Jan Leike")
        await press(pilot, "j", "m")
        assert "Merge Leike into …" in shown(pilot)
        await press(pilot, "enter")
        assert [(e.id, e.aliases) for e in known(pilot) if "Leike" in e.name] == [(kept.id, ("Leike",))]
        assert "Leike is Jan Leike now: 1 place." in footer(pilot)
        await counted(pilot)
        assert "PERSON ●3 ▤2" in shown(pilot)
        await press(pilot, "u")
        assert len(known(pilot)) == 3


async def test_marked_entities_are_merged_into_one_of_them(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "space", "space", "space")
        assert "3 marked" in shown(pilot)
        await press(pilot, "m", "text:leike", "down", "enter")
        (only,) = known(pilot)
        assert (only.name, only.aliases) == ("Leike", ("Jan Leike", "OpenAI"))
        assert "marked" not in rows(pilot)[1]


async def test_merging_many_goes_on_in_sight_and_says_how_long_it_took(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "MANY", 1)
    monkeypatch.setattr(registering, "READ_AT_ONCE", 1)
    monkeypatch.setattr(registering, "FELT", 0.0)
    said: list[str] = []
    message = KeyBar.show_message

    def hear(bar: KeyBar, words: str, *, is_error: bool = False) -> None:
        said.append(words)
        message(bar, words, is_error=is_error)

    monkeypatch.setattr(KeyBar, "show_message", hear)
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "m", "enter")
        await until(pilot, lambda: len(known(pilot)) == 2)
        await pilot.pause()
        assert "Merging: 1 of 2 places read …" in said
        assert "Merging 2 places …" in said
        assert "2 places, in " in " ".join(rows(pilot)[-3:])


async def test_a_marked_mention_is_split_off_under_a_name(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "tab", "j", "space")
        assert "2 places · 1 marked" in shown(pilot)
        assert "s split off" in footer(pilot)
        await press(pilot, "s", "text:Jan the Other", "enter")
        other = named(pilot, "Jan the Other")
        assert other.label == "PERSON"
        assert state(pilot).records.count_uses(other.id) == 1
        await press(pilot, "u")
        assert len(known(pilot)) == 3


async def test_splitting_off_all_mentions_says_what_to_do_instead(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "j", "tab", "s", "text:Someone", "enter")
        assert "Give it another name instead" in " ".join(shown(pilot).split())
        assert len(known(pilot)) == 3


async def test_one_mention_alone_is_someone_else(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "tab", "j", "equals_sign", "text:openai", "enter")
        assert state(pilot).records.count_uses(named(pilot, "OpenAI").id) == 2
        assert state(pilot).records.count_uses(named(pilot, "Jan Leike").id) == 1


async def test_what_is_done_to_mentions_says_so_among_the_entities(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "s")
        assert "Tab goes to them" in footer(pilot)


async def test_aliases_and_references_are_edited_and_shown_and_wrong_ones_refused(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "e", "tab", "tab", "text:Jan, J. Leike", "tab", "text:nonsense", "enter")
        assert "References: give it as Q42 or https://…" in shown(pilot)
        assert named(pilot, "Jan Leike").references == ()
        await press(pilot, *["backspace"] * 8, "text:Q42", "enter")
        assert named(pilot, "Jan Leike").aliases == ("Jan", "J. Leike")
        assert "also Jan, J. Leike" in shown(pilot)
        assert "Q42" in shown(pilot)


async def test_an_entity_that_is_used_stays_and_one_that_is_not_goes(make_app: MakeApp) -> None:
    store = MemoryStore()
    unused = Entity("0000000000000a", "Aaron", "PERSON", (), ("Q1",))
    store.commit((Change(None, unused),), Step.DO, Transaction("set up", (Change(None, unused),), "", 0))
    async with make_app(store, one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        assert "PERSON unused" in rows(pilot)[2]
        assert " d remove" in footer(pilot)
        await press(pilot, "d")
        assert "Aaron" not in [entity.name for entity in known(pilot)]
        await press(pilot, "d")
        assert "It is mentioned or claims something, and stays" in " ".join(rows(pilot)[-3:])
        assert len(known(pilot)) == 3


async def test_a_reference_is_opened_only_after_it_was_asked(make_app: MakeApp) -> None:
    visited: list[str] = []

    async def browser(url: str) -> None:
        visited.append(url)

    async with make_app(opener=browser, one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "o")
        assert "e edits them" in footer(pilot)
        await press(pilot, "e", "tab", "tab", "tab", "text:Q42", "enter", "o")
        assert "https://www.wikidata.org/wiki/Q42" in shown(pilot)
        await press(pilot, "escape")
        assert visited == []
        await press(pilot, "escape", "g", "o", "y")
        assert visited == ["https://www.wikidata.org/wiki/Q42"]


@SIZES
async def test_an_empty_registry_says_how_entities_are_made(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE).run_test(size=size) as pilot:
        await opened(pilot)
        screen = await entities(pilot)
        assert "no entity yet: in an article, e and a letter" in shown(pilot)
        await press(
            pilot, "n", "t", "m", "e", "d", "o", "s", "equals_sign", "space", "enter", "tab", "enter", "space", "u", "2", "slash", "escape"
        )
        assert pilot.app.screen is screen
        await press(pilot, "q")
        assert not screen.is_attached


@SIZES
async def test_hostile_names_reach_the_terminal_as_stand_ins(make_app: MakeApp, size: tuple[int, int]) -> None:
    store = MemoryStore()
    made = [
        Entity("0000000000000a", HOSTILE, HOSTILE, (HOSTILE * 3,), (HOSTILE,)),
        Entity("0000000000000b", "", "PERSON"),
        Entity("0000000000000c", "Ann " * 400, ""),
    ]
    store.commit(tuple(Change(None, e) for e in made), Step.DO, Transaction("set up", tuple(Change(None, e) for e in made), "", 0))
    async with make_app(store, one=ONE).run_test(size=size) as pilot:
        await opened(pilot)
        await entities(pilot)
        for keys in (
            ("g",),
            ("j",),
            ("j",),
            ("m",),
            ("text:ann",),
            ("enter",),
            ("g", "n"),
            ("escape",),
            ("e",),
            ("escape",),
            ("slash", "text:\0"),
        ):
            await press(pilot, *keys)
            assert not any(character < " " or character == "\u202e" for row in rows(pilot) for character in row)
        assert "(no name)" in shown(pilot) or "[b]Ann" in shown(pilot)


async def test_what_cannot_be_kept_is_said_and_changes_nothing(make_app: MakeApp) -> None:
    store = Failing()
    async with make_app(store, one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        store.is_full = True
        await press(pilot, "j", "m", "enter")
        assert "The disk is full. Nothing was changed." in footer(pilot)
        assert len(known(pilot)) == 3


async def test_two_keys_that_leave_leave_once(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


@SIZES
async def test_a_surname_is_offered_and_one_key_takes_it(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app(one=ONE).run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "e", "p", "right_parenthesis", "e", "p")
        assert "Is Leike Jan Leike (surname)? = makes it so." in footer(pilot)
        assert "Perhaps Jan Leike (surname)" in shown(pilot)
        await press(pilot, "equals_sign")
        (only,) = known(pilot)
        assert (only.name, only.aliases) == ("Jan Leike", ("Leike",))
        assert "Perhaps" not in shown(pilot)
        await press(pilot, "u")
        assert [entity.name for entity in known(pilot)] == ["Jan Leike", "Leike"]


async def test_an_offer_that_was_passed_over_is_asked_for_with_the_likeliest_first(make_app: MakeApp) -> None:
    async with make_app(one=ONE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e", "p", "right_parenthesis", "e", "p", "g", "right_parenthesis", "equals_sign")
        assert "Leike is the same as …" in shown(pilot)
        await press(pilot, "enter")
        assert [entity.name for entity in known(pilot)] == ["Jan Leike"]


async def test_where_an_article_has_several_one_says_whether_all_are_meant(make_app: MakeApp) -> None:
    async with make_app(one=ONE + "Leike sat.\n").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e", "p", "right_parenthesis", "e", "p")
        reading(pilot).move(state(pilot).document.text.index("Leike sat"))
        await press(pilot, "e", "p", "right", "equals_sign", "enter")
        assert "a all 2 in this article" in footer(pilot)
        await press(pilot, "t")
        jan = named(pilot, "Jan Leike")
        assert sum(a.body == Mention(jan.id) for a in placed(pilot)) == 2
        assert named(pilot, "Leike")


async def test_without_a_mention_or_another_entity_the_screen_says_so(make_app: MakeApp) -> None:
    async with make_app(one=ONE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "equals_sign")
        assert "There is no mention at the caret" in footer(pilot)
        assert "same as" not in footer(pilot)
        await press(pilot, "e", "p", "equals_sign")
        assert "Jan Leike is the only entity yet." in footer(pilot)


async def test_undoing_in_the_article_what_was_done_to_the_registry_stays_where_it_is(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "j", "m", "enter", "escape", "w", "w")
        caret = state(pilot).caret
        await press(pilot, "u")
        assert "Undid: merge entities." in footer(pilot)
        assert state(pilot).caret == caret
        assert len(known(pilot)) == 3


async def test_o_on_a_mention_with_a_reference_asks_whether_to_open_it(make_app: MakeApp) -> None:
    async with make_app(one=ONE).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e", "p")
        assert "link" not in footer(pilot)
        (jan,) = known(pilot)
        changed = Entity(jan.id, jan.name, jan.label, (), ("Q42",))
        reading(pilot).do(Transaction("set up", (Change(jan, changed),), "", 0))
        await press(pilot, "o")
        assert "https://www.wikidata.org/wiki/Q42" in shown(pilot)


async def test_the_inspector_says_how_often_an_entity_is_mentioned(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(120, 40)) as pilot:
        await marked(pilot)
        assert "1 time here · 2 marks in the folder" in " ".join(shown(pilot).split())


async def test_where_no_name_holds_the_words_it_is_said_how_to_see_all_again(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "slash", "text:zebra", "enter")
        assert "no name holds these words: Esc shows all again" in shown(pilot)
        await press(pilot, "escape")
        assert "3 entities by name" in rows(pilot)[1]


async def test_lines_that_are_pasted_for_a_name_become_one(make_app: MakeApp) -> None:
    async with make_app(one=ONE, two=TWO).run_test(size=(80, 24)) as pilot:
        await marked(pilot)
        await entities(pilot)
        await press(pilot, "n", "space")
        pilot.app.post_message(Paste("of\nUlm"))
        await pilot.pause()
        await press(pilot, "enter")
        assert "Jan Leike of Ulm" in [entity.name for entity in known(pilot)]
