"""The reading screen under the hands of a fact-checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList
from textual.events import Paste
from textual.geometry import Region

from reader.arrivals import Arrivals
from reader.commands.catalogue import COMMANDS
from reader.commands.command import Viewing
from reader.config import Config, load_scheme
from reader.core.annotation import Claim, Mention, Note, Tag
from reader.core.errors import StoreError
from reader.core.stored import Step, Stored
from reader.core.transaction import Change, Transaction
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from reader.ui.palette import Palette
from reader.ui.views import VIEWS
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state


async def test_the_first_screen_shows_article_posts_and_keys(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = shown(pilot)
        assert "Jan Leike, a leading AI researcher" in text
        assert "X · Jan Leike @janleike · 2024-05-28" in text
        assert "Sam Bowman @sleepinyourhat" in text
        assert "c claim" in rows(pilot)[-1]
        assert "Posts 2" in text


async def test_the_main_story_claim_entity_and_a_claim_in_a_post(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "e", "p", "right_square_bracket", "c")
        first, name, posted = placed(pilot)
        assert isinstance(first.body, Claim)
        assert first.hull.of(state(pilot).document.text).startswith("Jan Leike, a leading")
        assert (first.hull.start, first.hull.end) == (1, 215)
        assert isinstance(name.body, Mention)
        assert (name.hull.start, name.hull.end) == (1, 10)
        assert isinstance(posted.body, Claim)
        assert posted.body.claimant == name.body.entity
        assert 428 <= posted.hull.start < posted.hull.end <= 697


async def test_the_letters_of_the_types_are_in_the_footer_while_they_are_asked_for(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "e")
        assert "p Person" in rows(pilot)[-1]
        await press(pilot, "escape")
        assert "c claim" in rows(pilot)[-1]
        assert placed(pilot) == []


async def test_all_types_are_in_the_footer_of_a_small_terminal(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        for label in load_scheme(None).entity_types:
            assert f"{label.letter} {label.title}" in rows(pilot)[-1]


async def test_a_letter_that_is_no_type_says_which_are(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "e", "z")
        assert "is none of p Person" in rows(pilot)[-1]
        assert placed(pilot) == []


async def test_a_note_is_written_at_the_bottom_and_the_article_has_the_focus_again(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "text:who says?", "enter")
        assert [annotation.body for annotation in placed(pilot)] == [Note("who says?")]
        assert pilot.app.focused is reading(pilot).article


async def test_leaving_the_prompt_marks_nothing(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "t", "text:hot", "escape")
        assert placed(pilot) == []
        assert pilot.app.focused is reading(pilot).article
        await press(pilot, "t", "enter")
        assert placed(pilot) == []


async def test_the_same_is_marked_again_with_a_full_stop(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "t", "text:hot", "enter", "right_curly_bracket", "full_stop")
        assert [annotation.body for annotation in placed(pilot)] == [Tag("hot"), Tag("hot")]


async def test_undo_goes_back_to_the_beginning_and_redo_to_the_end(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "e", "p", "u", "u")
        assert placed(pilot) == []
        await press(pilot, "u")
        assert "Nothing to undo" in rows(pilot)[-1]
        await press(pilot, "ctrl+r", "ctrl+r")
        assert len(placed(pilot)) == 2


async def test_undo_survives_a_restart(make_app: MakeApp) -> None:
    store = MemoryStore()
    async with make_app(store).run_test() as pilot:
        await press(pilot, "c", "right_curly_bracket", "c")
    async with make_app(store).run_test() as pilot:
        await opened(pilot)
        assert len(placed(pilot)) == 2
        await press(pilot, "u", "u")
        assert placed(pilot) == []


async def test_undo_shows_the_article_where_it_happened(make_app: MakeApp) -> None:
    async with make_app(a="One here.", b="Two there.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "ctrl+n")
        assert state(pilot).document.path == "b.txt"
        await press(pilot, "u")
        assert state(pilot).document.path == "a.txt"
        assert placed(pilot) == []
        assert "Undid: mark claim" in rows(pilot)[-1]


async def test_undo_names_the_article_where_it_happened_when_that_is_not_listed(make_app: MakeApp, tmp_path: Path) -> None:
    store = MemoryStore()
    async with make_app(store, a="One here.", b="Two there.").run_test(size=(120, 40)) as pilot:
        await opened(pilot, "a.txt")
        await press(pilot, "c")
    arrivals = Arrivals(libraries([tmp_path / "articles" / "b.txt"]))
    arrivals.run()
    only_b = ReaderApp(arrivals, Config("tester", None, {}, load_scheme(None)), lambda _: (store, None))
    async with only_b.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "b.txt")
        await press(pilot, "u")
        assert "Undid: mark claim. It was in a.txt, which is not listed here: open its folder." in shown(pilot)


async def test_the_title_leaves_out_whole_parts_of_the_position_where_there_is_no_room(make_app: MakeApp) -> None:
    async with make_app(a=f"{'One bridge. ' * 30}\n").run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", "text:one bridge", "enter", "plus", "plus")
        title = rows(pilot)[0].rstrip()
        assert "“one bridge” –/30 · 11 selected" in title
        assert not title.endswith("…")


async def test_finding_goes_along_while_words_are_typed(make_app: MakeApp) -> None:
    async with make_app(a="One bridge. Two Bridges. A bridge.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", "text:bridge")
        assert state(pilot).caret == 4
        await press(pilot, "enter", "n")
        assert state(pilot).caret == 16
        assert "2/3" in rows(pilot)[0]
        await press(pilot, "n", "n")
        assert state(pilot).caret == 4
        await press(pilot, "N")
        assert state(pilot).caret == 27


async def test_leaving_the_search_goes_back(make_app: MakeApp) -> None:
    async with make_app(a="One bridge. Two Bridges.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "l", "slash", "text:two", "escape")
        assert state(pilot).caret == 1
        await press(pilot, "slash", "text:absent", "enter")
        assert "is not in this article" in rows(pilot)[-1]


async def test_the_form_of_a_claim_sets_its_attributes(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", "right", "tab", "text:Ann Lee", "tab", "q", "tab", "y", "tab", "f", "enter")
        (annotation,) = placed(pilot)
        assert isinstance(annotation.body, Claim)
        claimant = state(pilot).records.entity(annotation.body.claimant)
        assert claimant is not None
        assert (claimant.name, annotation.body.kind, annotation.body.attribution.value) == ("Ann Lee", "number", "quoted")
        assert (annotation.body.checkworthy, annotation.body.verdict) == (True, "false")


async def test_leaving_a_form_changes_nothing(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", "right", "escape")
        (annotation,) = placed(pilot)
        assert annotation.body == Claim("fact")


async def test_a_mark_is_removed_and_brought_back(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test() as pilot:
        await press(pilot, "c", "d")
        assert placed(pilot) == []
        await press(pilot, "u")
        assert len(placed(pilot)) == 1


async def test_the_inspector_lists_and_jumps(make_app: MakeApp) -> None:
    async with make_app(a="One here.\nTwo there.\nThree yonder.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "right_curly_bracket", "c", "g")
        assert "Claims 1" in shown(pilot)
        await press(pilot, "tab", "enter")
        assert state(pilot).document.text[state(pilot).caret :].startswith("Two there.")
        assert pilot.app.focused is reading(pilot).article


async def test_the_inspector_says_what_stands_at_the_caret(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        assert "no mark here" in shown(pilot)
        await press(pilot, "right_square_bracket", "c")
        assert "Claim fact · by Jan Leike" in shown(pilot)


async def test_the_library_opens_documents_and_counts_their_marks(make_app: MakeApp) -> None:
    async with make_app(a="One here.", b="Two there.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "shift+tab", "down", "enter")
        assert state(pilot).document.path == "b.txt"
        assert any("a.txt" in row and "◆1" in row for row in rows(pilot))


async def test_with_one_document_the_library_stays_out_of_the_way(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(120, 40)) as pilot:
        assert "Library" not in shown(pilot)
        await press(pilot, "f2")
        assert "Library 1" in shown(pilot)


async def test_an_article_is_taken_up_where_it_was_left(make_app: MakeApp) -> None:
    store = MemoryStore()
    async with make_app(store, a="One.\nTwo.\nThree.").run_test() as pilot:
        await press(pilot, "G", "q")
    async with make_app(store, a="One.\nTwo.\nThree.").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert state(pilot).caret == 0
        assert "You were further on" in rows(pilot)[-1]
        await press(pilot, "grave_accent")
        assert state(pilot).caret == 16


async def test_the_caret_moves_with_the_page_and_is_never_out_of_sight(make_app: MakeApp) -> None:
    text = "\n".join(f"Paragraph {number}." for number in range(200))
    async with make_app(a=text).run_test(size=(80, 24)) as pilot:
        for key in ("pagedown", "pagedown", "pageup", "G", "g", "j", "end", "k", "home"):
            await press(pilot, key)
            line = text[: state(pilot).caret].count("\n")
            assert f"Paragraph {line}." in shown(pilot)


async def test_the_mouse_wheel_takes_the_caret_along(make_app: MakeApp) -> None:
    text = "\n".join(f"Paragraph {number}." for number in range(200))
    async with make_app(a=text).run_test(size=(80, 24)) as pilot:
        for _ in range(10):
            await pilot._post_mouse_events([_wheel()], "#article", offset=(20, 5))
        await pilot.pause()
        line = text[: state(pilot).caret].count("\n")
        assert line > 0
        assert f"Paragraph {line}." in shown(pilot)


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_a_click_puts_the_caret_and_a_drag_selects(make_app: MakeApp) -> None:
    async with make_app(a="The bridge fell. Nobody came.").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        left = rows(pilot)[1].index("The")
        await pilot.click("#article", offset=(left + 4, 0))
        assert state(pilot).caret == 4
        await pilot.mouse_down("#article", offset=(left + 4, 0))
        await pilot.hover("#article", offset=(left + 10, 0))
        await pilot.mouse_up("#article", offset=(left + 10, 0))
        await pilot.pause()
        assert state(pilot).selection.span.of(state(pilot).document.text) == "bridge"


@pytest.mark.parametrize(("clicks", "words"), [(2, "bridge"), (3, "The bridge fell.")])
async def test_double_and_triple_click_select_word_and_sentence(make_app: MakeApp, clicks: int, words: str) -> None:
    async with make_app(a="The bridge fell. Nobody came.").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        left = rows(pilot)[1].index("The")
        await pilot.click("#article", offset=(left + 6, 0), times=clicks)
        await pilot.pause()
        assert state(pilot).selection.span.of(state(pilot).document.text) == words


async def test_a_post_is_corrected_from_the_keyboard(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "right_square_bracket", "J")
        assert state(pilot).document.posts[0].body.start == state(pilot).caret == 501
        await press(pilot, "K")
        assert state(pilot).document.posts[0].body.start == 428
        await press(pilot, "u")
        await press(pilot, "u")
        assert state(pilot).document.posts[0].body.start == 428
        await press(pilot, "right_square_bracket", "X")
        assert len(state(pilot).document.posts) == 1


async def test_a_word_motion_extends_with_shift_and_marks_without_the_space(make_app: MakeApp) -> None:
    async with make_app(a="The bridge fell.").run_test() as pilot:
        await press(pilot, "W", "W", "c")
        (annotation,) = placed(pilot)
        assert annotation.targets[0].quote == "The bridge"


class RefusingStore(MemoryStore):
    """A store on a full disk."""

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:  # noqa: ARG002  # the protocol's signature
        raise StoreError("The disk is full. Make room and try again.")


async def test_when_the_store_fails_nothing_changes_and_the_screen_says_so(make_app: MakeApp) -> None:
    async with make_app(RefusingStore(), a="One here.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "c")
        assert placed(pilot) == []
        assert "The disk is full. Make room and try again. Nothing was changed." in rows(pilot)[-1]


async def test_an_empty_article_and_a_binary_file_are_said_to_be_so(make_app: MakeApp) -> None:
    async with make_app(a="\n \n", b=b"\x00\x01\x02\x03").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "This article is empty." in shown(pilot)
        await press(pilot, "c", "e", "j", "pagedown", "v", "plus", "d", "enter", "G")
        await press(pilot, "escape", "ctrl+n")
        assert "b.txt" in rows(pilot)[0]
        assert "cannot be read" in rows(pilot)[0]
        await press(pilot, "c", "u", "enter", "slash", "n", "j")
        assert "No article is open" in rows(pilot)[-1] or "cannot be read" in rows(pilot)[0]


async def test_a_terminal_that_is_too_small_says_so_and_takes_no_marks(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(20, 4)) as pilot:
        await press(pilot, "c")
        assert "Too small: make the" in shown(pilot)
        assert placed(pilot) == []
        await pilot.resize_terminal(80, 24)
        await press(pilot, "c")
        assert "Jan Leike" in shown(pilot)
        assert len(placed(pilot)) == 1


async def test_a_small_terminal_shows_the_article_alone(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(30, 8)) as pilot:
        await press(pilot, "j", "c")
        assert "Jan Leike" in shown(pilot)
        assert len(placed(pilot)) == 1


async def test_resizing_keeps_the_caret_in_sight(make_app: MakeApp) -> None:
    text = "\n".join(f"Paragraph {number} with a few words." for number in range(200))
    async with make_app(a=text).run_test(size=(120, 40)) as pilot:
        await press(pilot, "G")
        for size in ((80, 24), (30, 10), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "Paragraph 199" in shown(pilot)


async def test_the_footer_fits_every_width(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        for size in ((112, 36), (60, 36), (140, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert rows(pilot)[-1].rstrip().endswith("q quit")


async def test_a_key_can_be_given_to_another_command(make_app: MakeApp) -> None:
    async with make_app(keymap={"mark_claim": ("z",)}, a="One here.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "c")
        assert placed(pilot) == []
        await press(pilot, "z")
        assert len(placed(pilot)) == 1
        assert "z claim" in rows(pilot)[-1]


async def test_the_help_names_every_command_of_the_catalogue(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(120, 400)) as pilot:
        await press(pilot, "question_mark")
        text = " ".join(shown(pilot).split())
        for command in COMMANDS:
            assert command.title in text
        await press(pilot, "escape")
        assert "One here." in shown(pilot)


async def test_a_page_down_before_the_palettes_entries_are_drawn_does_nothing(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        entries = palette.query_one(CommandList)
        entries._index_to_line.clear()  # as it is between the first entry and the frame that lays it out
        palette._action_command_list("page_down")
        assert entries.highlighted in (None, 0)


async def test_rows_that_are_asked_for_beyond_a_pane_are_blank(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        article = reading(pilot).article
        width, height = article.size
        strips = article.render_lines(Region(0, 0, width, height + 2))
        assert len(strips) == height + 2
        assert [strip.text.strip() for strip in strips[height:]] == ["", ""]


async def test_the_palette_carries_out_a_command_by_its_name(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p", "text:mark a claim")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause()
        assert len(placed(pilot)) == 1


def test_every_command_of_the_screen_has_a_view() -> None:
    assert {command.name for command in COMMANDS if isinstance(command.does, Viewing)} == set(VIEWS)


async def test_changing_the_theme_redraws_the_article(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        before = reading(pilot).looks.base
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert reading(pilot).looks.base != before
        assert "One here." in shown(pilot)


HOSTILE = "See [@click=app.quit]here[/] and [/nope].\n\x1b]52;c;aGk=\x07 \x1b[31mred\x9b31m \u202egnp.exe a" + "\u0301" * 200 + "."


async def test_hostile_text_reaches_the_screen_as_stand_ins(make_app: MakeApp) -> None:
    async with make_app(a=HOSTILE).run_test(size=(120, 40)) as pilot:
        await press(pilot, "c", "m", "text:[b]x", "enter", "e", "p", "enter")
        text = shown(pilot)
        assert "[@click=app.quit]here[/] and [/nope]." in text
        assert not {character for character in text if (character != "\n" and ord(character) < 32) or 0x7F <= ord(character) < 0xA0}
        assert "\u202e" not in text
        assert text.count("\u0301") < 40


async def test_lines_that_are_pasted_into_a_prompt_become_one(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test() as pilot:
        await press(pilot, "m")
        pilot.app.post_message(Paste("line one\nline two"))
        await pilot.pause()
        await press(pilot, "enter")
        assert [annotation.body for annotation in placed(pilot)] == [Note("line one line two")]


async def test_a_form_is_not_given_up_with_what_was_filled_in_at_the_first_escape(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", "tab", "text:Ann", "escape")
        assert "Esc again gives up" in shown(pilot)
        await press(pilot, "enter")
        (annotation,) = placed(pilot)
        assert isinstance(annotation.body, Claim)
        assert annotation.body.claimant is not None


class LockedStore(MemoryStore):
    """A store that cannot be opened."""

    def load(self) -> Stored:
        raise StoreError(".reader leads out of its folder.")


async def test_when_the_store_cannot_be_opened_the_article_can_be_read_and_marks_are_refused(make_app: MakeApp) -> None:
    async with make_app(LockedStore(), a="One here.").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "One here." in shown(pilot)
        assert ".reader leads out of its folder." in rows(pilot)[-1]
        await press(pilot, "l", "c")
        assert "Nothing was changed." in rows(pilot)[-1]
        assert placed(pilot) == []
        await press(pilot, "q")


async def test_a_long_sentence_is_shown_whole(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test(size=(60, 24)) as pilot:
        sentence = "The marks are kept in /a/rather/long/path/to/a/folder/that/is/not/beside/the/articles/at/all because they must."
        reading(pilot).say(sentence)
        await pilot.pause()
        assert "because they must." in shown(pilot)
        await press(pilot, "l")
        assert "c claim" in rows(pilot)[-1]


async def test_undoing_a_correction_leaves_the_caret_in_the_post(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "right_square_bracket", "K", "u")
        assert state(pilot).post is state(pilot).document.posts[0]
        await press(pilot, "X")
        assert len(state(pilot).document.posts) == 1


async def test_with_several_articles_the_footer_says_how_to_reach_them(make_app: MakeApp) -> None:
    async with make_app(a="One here.", b="Two there.").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "F2 articles" in rows(pilot)[-1]
    async with make_app(a="One here.").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "q quit" in rows(pilot)[-1]


async def test_quitting_needs_no_saving(make_app: MakeApp) -> None:
    app = make_app(a="One here.")
    async with app.run_test() as pilot:
        await press(pilot, "c", "q")
    assert app.return_code == 0


async def test_the_prompt_takes_letters_that_are_keys_elsewhere(make_app: MakeApp) -> None:
    async with make_app(a="One here.").run_test() as pilot:
        await press(pilot, "m", "text:quit?")
        assert "Note: quit?" in rows(pilot)[-1]
