"""Suggestions as the reader sees them: asked for, walked, accepted, refused, taken back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.config import load_scheme
from reader.core.annotation import Claim, Mention
from reader.core.document import Document
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.store.tiny import TinyStore
from reader.suggest.contract import Knowledge
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until
from tests.ui.suggesters import ARTICLE, Fake

SIZE = (80, 24)

pytestmark = pytest.mark.usefixtures("fake")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    suggester = Fake()
    monkeypatch.setattr("reader.plugins.suggesters", lambda: ([suggester], []))
    return suggester


async def asked(pilot: Pilot[Any], *keys: str) -> None:
    """Open the article, press ``keys``, and wait for suggestions."""
    await opened(pilot)
    await press(pilot, *keys)
    await until(pilot, lambda: state(pilot).suggested is not None)
    await pilot.pause()


def suggested(pilot: Pilot[Any]) -> list[str]:
    """The words of all suggestions that are shown."""
    return [suggestion.span.of(state(pilot).document.text) for suggestion in state(pilot).suggested or ()]


def chosen(pilot: Pilot[Any]) -> str | None:
    """The words of the suggestion that was gone to."""
    suggestion = state(pilot).chosen_suggestion
    return None if suggestion is None else suggestion.span.of(state(pilot).document.text)


def quotes(pilot: Pilot[Any]) -> list[str]:
    return [annotation.targets[0].quote for annotation in placed(pilot)]


async def test_nothing_is_suggested_before_it_is_asked_for(make_app: MakeApp, fake: Fake) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "c", "w", "e", "p")
        assert fake.asked == []
        assert "suggest" not in shown(pilot).lower()


async def test_they_are_shown_counted_and_listed_with_their_reasons(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "S")
        assert suggested(pilot) == ["Fernby", "Tove Lind", "The town lost forty jobs.", "Lind", "Tove Lind", "Fernby"]
        assert "6 suggestions. s goes to the next." in shown(pilot)
        assert "6 suggested" in rows(pilot)[0]
        assert "Suggestions 6" in shown(pilot)
        assert "surname of Tove Lind" in shown(pilot)


async def test_they_are_hidden_again_and_the_footer_says_which_key_shows_them(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await press(pilot, "S")
        assert state(pilot).suggested is None
        assert "6 suggestions hidden. S shows them again." in shown(pilot)
        await press(pilot, "l")
        assert " S suggestions" in rows(pilot)[-1]
        assert "suggested" not in rows(pilot)[0]


async def test_they_are_drawn_with_attributes_that_marks_do_not_have_and_a_sign_in_the_margin(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        looks = reading(pilot).looks
        claim, mention = (looks.style(frozenset({name})) for name in ("suggestion.claim", "suggestion.mention.PERSON"))
        marks = [looks.style(frozenset({name})) for name in ("claim", "mention.PERSON", "note", "tag", "evidence")]
        attributes = [(s.bold, s.dim, s.italic, s.underline, s.underline2, s.overline) for s in (claim, mention, *marks)]
        assert attributes.count(attributes[0]) == attributes.count(attributes[1]) == 1
        assert [row.strip()[0] for row in rows(pilot)[1:] if "mill" in row or "Lind now" in row][:2] == ["+", "·"]


async def test_the_facts_at_the_caret_say_all_of_it_in_words(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "s")
        await press(pilot, "s", "s")
        here = " ".join(row[90:].strip() for row in rows(pilot)[1:11])
        assert "claim, number by Tove Lind · a number · may be (62%), by “fake”" in here
        await press(pilot, "s")
        here = " ".join(row[90:].strip() for row in rows(pilot)[1:11])
        assert "PERSON Tove Lind, these words become another name · surname of Tove Lind · almost sure (90%)" in here


async def test_s_shows_them_and_goes_to_the_next_from_the_caret(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "right_curly_bracket")
        await asked(pilot, "s")
        assert chosen(pilot) == "Lind"
        walked = []
        for _ in range(3):
            await press(pilot, "s")
            walked.append(chosen(pilot))
        assert walked == ["Tove Lind", "Fernby", "Fernby"]
        assert "After the last suggestion, the first again." in shown(pilot)
        assert state(pilot).caret == ARTICLE.index("Fernby")


async def test_keys_that_follow_at_once_wait_for_what_is_being_gathered(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "s", "y", "x", "y")
        await until(pilot, lambda: len(placed(pilot)) == 2)
        assert quotes(pilot) == ["Fernby", "The town lost forty jobs."]


async def test_s_goes_on_as_soon_as_they_are_there_however_long_that_takes(
    make_app: MakeApp, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, suggest = Event(), fake.suggest

    def slow(document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        may_go_on.wait(10)
        return suggest(document, knowledge)

    monkeypatch.setattr(fake, "suggest", slow)
    monkeypatch.setattr("reader.ui.suggesting.PATIENCE", 0.01)
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "S", "s")
        await pilot.pause(0.05)
        assert chosen(pilot) is None
        may_go_on.set()
        await until(pilot, lambda: chosen(pilot) is not None)
        assert chosen(pilot) == "Fernby"


async def test_accepting_marks_and_goes_on_and_undoing_brings_it_back_with_the_caret_on_it(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "y")
        assert (quotes(pilot), chosen(pilot)) == (["Fernby"], "Tove Lind")
        assert "Accepted: 5 suggestions left." in shown(pilot)
        await press(pilot, "y", "u")
        assert (quotes(pilot), chosen(pilot)) == (["Fernby"], "Tove Lind")
        await press(pilot, "u")
        assert (quotes(pilot), chosen(pilot), state(pilot).records.entities()) == ([], "Fernby", [])


async def test_with_another_scheme_they_have_its_types(make_app: MakeApp) -> None:
    async with make_app(scheme=load_scheme("conll4"), a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        mentions = [one for one in state(pilot).suggested or () if one.sort is Sort.MENTION]
        assert {(one.span.of(ARTICLE), one.label) for one in mentions} == {("Fernby", "LOC"), ("Tove Lind", "PER"), ("Lind", "PER")}


async def test_where_nothing_can_be_accepted_it_is_said_which_key_leads_to_a_suggestion(make_app: MakeApp) -> None:
    async with make_app(a=f"It was cold.\n\n{ARTICLE}").run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "y")
        assert "Accept: there is nothing to do here. S shows suggestions, s goes to one." in shown(pilot)
        await asked(pilot, "S")
        await press(pilot, "x")
        assert "Refuse: there is nothing to do here. s goes to a suggestion." in shown(pilot)
        await press(pilot, "s", "plus", "y")
        assert "Accept: there is nothing to do here. Words are selected: Esc lets them go." in shown(pilot)


async def test_a_shorter_name_becomes_another_name_of_who_it_is(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "right_curly_bracket")
        await asked(pilot, "s")
        await press(pilot, "y", "y")
        (entity,) = state(pilot).records.entities()
        assert (entity.name, entity.aliases) == ("Tove Lind", ("Lind",))
        assert {annotation.body for annotation in placed(pilot)} == {Mention(entity.id)}


async def test_an_accepted_claim_is_its_claimants_and_of_the_suggested_kind(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "s", "s", "y")
        (claim,) = placed(pilot)
        (entity,) = state(pilot).records.entities()
        assert isinstance(claim.body, Claim)
        assert (claim.body.kind, claim.body.claimant, entity.name) == ("number", entity.id, "Tove Lind")


async def test_a_refused_one_is_gone_and_stays_so_until_it_is_undone(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "x")
        assert chosen(pilot) == "Tove Lind"
        await press(pilot, "S", "S")
        await until(pilot, lambda: state(pilot).suggested is not None)
        assert suggested(pilot)[0] == "Tove Lind"
        await press(pilot, "u")
        await until(pilot, lambda: chosen(pilot) == "Fernby")
        assert suggested(pilot)[0] == "Fernby"


async def test_refusals_survive_a_restart_and_an_edit_of_the_text(make_app: MakeApp, tmp_path: Path) -> None:
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "s", "s", "x")
    for text in (ARTICLE, f"An editor put this before it.\n\n{ARTICLE}"):
        async with make_app(store=TinyStore(place), a=text).run_test(size=SIZE) as pilot:
            await asked(pilot, "S")
            assert "The town lost forty jobs." not in suggested(pilot)
            assert suggested(pilot).count("Tove Lind") == 2


async def test_a_name_that_was_refused_more_often_than_marked_is_told_to_those_who_suggest(make_app: MakeApp, fake: Fake) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "x")
        await until(pilot, lambda: fake.asked[-1].refused == {"Fernby"})
        await until(pilot, lambda: "Fernby" not in suggested(pilot))


async def test_a_changed_mind_is_just_a_mark_on_the_suggested_words(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "e", "o")
        assert quotes(pilot) == ["Fernby"]
        assert state(pilot).records.entities()[0].label == "ORG"
        assert suggested(pilot)[0] == "Tove Lind"
        await press(pilot, "s", "s", "c")
        assert quotes(pilot) == ["Fernby", "The town lost forty jobs."]


async def test_new_marks_are_known_to_the_next_look_which_waits_for_a_pause(make_app: MakeApp, fake: Fake) -> None:
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "y")
        assert len(fake.asked) == 1
        await until(pilot, lambda: len(fake.asked) == 2)
        assert fake.asked[1].names["Fernby"].label == "PLACE"


async def test_they_go_along_to_the_next_article(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE, b="Nobody in Fernby knew.").run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: state(pilot).document.path == "b.txt" and state(pilot).suggested is not None)
        assert suggested(pilot) == ["Fernby"]


async def test_a_line_of_the_inspector_leads_to_its_suggestion(make_app: MakeApp) -> None:
    async with make_app(a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "S")
        await press(pilot, "tab", "j", "j", "enter")
        assert chosen(pilot) == "Tove Lind"


async def test_y_accepts_the_place_of_a_mark_that_was_gone_to_for_review(make_app: MakeApp, tmp_path: Path) -> None:
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), a=ARTICLE).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "right_parenthesis", "right_parenthesis", "c")
    changed = ARTICLE.replace("lost forty", "lost some forty")
    async with make_app(store=TinyStore(place), a=changed).run_test(size=SIZE) as pilot:
        await asked(pilot, "S")
        await until(pilot, lambda: bool(state(pilot).marks.review))
        await press(pilot, "R", "y")
        assert not state(pilot).marks.review
        assert [type(annotation.body) for annotation in placed(pilot)] == [Claim]


class Hostile:
    """Says what no terminal should be given."""

    name = "bad\x1b[31m"
    title = "hostile"

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        del knowledge
        yield Suggestion(Span(0, 3), Sort.MENTION, "PERSON", ("\x1b]0;owned\x07[red]", "a\u202eb"), self.name, 0.5, name="\x1b[2J[/]")
        yield Suggestion(Span(0, len(document.text)), Sort.CLAIM, "fact", ("x" * 900,), self.name, 1.0, claimant="[b]\x9b")
        raise ValueError("\x1b[5m")


async def test_what_a_suggester_says_never_reaches_the_terminal_raw(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.plugins.suggesters", lambda: ([Hostile()], []))
    async with make_app(a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "s")
        await press(pilot, "s")
        assert "[red]" in shown(pilot)
        assert not set("\x1b\x07\x9b\u202e") & set(shown(pilot))
        await press(pilot, "y", "y")
        assert not set("\x1b\x07\x9b\u202e") & set(shown(pilot))
        assert len(placed(pilot)) == 2


def test_a_program_that_was_started_and_used_has_not_imported_what_suggests(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    code = f"""
import asyncio, sys
from pathlib import Path
from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.library import libraries
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp

async def run():
    arrivals = Arrivals(libraries([Path({str(tmp_path)!r})]))
    arrivals.run()
    app = ReaderApp(arrivals, Config("tester", None, {{}}, load_scheme(None)), lambda _: (MemoryStore(), None))
    async with app.run_test() as pilot:
        while not app._desk.is_open:
            await pilot.pause(0.01)
        await pilot.press("c", "w", "e", "p", "u", "greater_than_sign")
        assert len(app._desk.session.records) == 1

asyncio.run(run())
assert not [name for name in sys.modules if name.startswith(("reader.suggest", "reader.ui.suggesters"))]
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


async def test_much_text_is_looked_through_again_only_when_the_reader_asks(
    make_app: MakeApp, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.suggesting.LARGE", 10)
    monkeypatch.setattr("reader.ui.suggesting.PAUSE", 0.01)
    async with make_app(a=ARTICLE).run_test(size=SIZE) as pilot:
        await asked(pilot, "s")
        await press(pilot, "y")
        await pilot.pause(0.2)
        assert len(fake.asked) == 1
        await asked(pilot, "S", "S")
        assert len(fake.asked) == 2
