"""An article is opened again after its publisher has corrected it: its reader decides where the marks stand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from textual.pilot import Pilot

from reader.core.document import Document
from reader.core.span import Span
from reader.formats.json_export import export
from reader.formats.json_text import json_text
from reader.store.memory import MemoryStore
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, reading, rows, shown, state, until

CHANGED = "The bridge will close in May for the repairs that were put off for years."
TWICE = "Nobody was told before the vote was taken."
GONE = "The mayor praised the workers of the old harbour for their patience."
OPENING = "The council met on Monday evening to talk about the harbour."
ENDING = "In the end all sides agreed on a date, and the session was over at nine."

OLD = "\n\n".join([OPENING, CHANGED, TWICE, GONE, ENDING]) + "\n"
NEW = "\n\n".join(
    [
        OPENING,
        CHANGED.replace("will", "may"),
        ENDING,
        f"Correction: an earlier version said this. {TWICE}",
        f"A reader writes that this is so. {TWICE}",
    ]
)
VALIDATOR = Draft202012Validator(json.loads(files("reader.formats").joinpath("export.schema.json").read_text("utf-8")))
FIRST, SECOND = (Span(start, start + len(TWICE)) for start in (NEW.index(TWICE), NEW.rindex(TWICE)))


@pytest.fixture(params=["with the old text", "without it"])
def is_kept(request: pytest.FixtureRequest) -> bool:
    """Whether the text that the marks were made on is kept."""
    return bool(request.param == "with the old text")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def corrected(make_app: MakeApp, store: MemoryStore, is_kept: bool) -> MakeApp:
    """Makes an app on the article, in which three sentences were claims before it was corrected."""
    async with make_app(store, a=OLD).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "right_parenthesis", "c", "right_parenthesis", "c", "right_parenthesis", "c", "g", "q")
    assert len(store.load().records) == 3
    if not is_kept:
        store._texts.clear()
    return make_app


@asynccontextmanager
async def app(make: MakeApp, store: MemoryStore, text: str = NEW, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    async with make(store, a=text).run_test(size=size) as pilot:
        await opened(pilot)
        await until(pilot, lambda: not state(pilot).marks.pending)
        await pilot.pause()
        yield pilot


def marked(pilot: Pilot[None]) -> list[str]:
    """The words under the marks, in the order of the text."""
    document = state(pilot).document
    return [span.of(document.text) for mark in state(pilot).marks for span in mark.spans]


def inspector(pilot: Pilot[None]) -> list[str]:
    """The lines of the inspector's list in a terminal of 120 columns."""
    lines = [row[86:].strip() for row in rows(pilot)[1:-1]]
    return [" ".join(line.split()) for line in lines[lines.index("Marks") + 1 :] if line]


def message(pilot: Pilot[None]) -> str:
    """What the footer says, on one line."""
    return " ".join(" ".join(row.strip() for row in rows(pilot)[-6:]).split())


def exported(store: MemoryStore, document: Document) -> dict[str, Any]:
    """The export of the article as it is now."""
    made = export([document], store.load().records, generator="reader 0", exported="2026-01-02T03:04:05Z", text=store.text)
    VALIDATOR.validate(made)
    (entry,) = json.loads(json_text(made))["documents"]
    assert isinstance(entry, dict)
    return entry


# What is said


async def test_the_first_sentence_tells_how_many_marks_need_a_look_and_the_key(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        assert "The text has changed: 3 marks to review. R goes to the first." in rows(pilot)[-1]
        assert "3 to review" in rows(pilot)[0]
        assert inspector(pilot)[:7] == [
            "To review 3",
            "~ The bridge will close in… 91%",
            "words changed: “will” → “may”",
            "? Nobody was told before th… 69%",
            "may be in 2 places",
            "? The mayor praised the workers…",
            "its words are no longer in th…",
        ]


async def test_all_of_it_can_be_read_in_a_small_terminal(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store, size=(80, 24)) as pilot:
        assert "3 marks to review" in rows(pilot)[-1]
        await press(pilot, "R", "R")
        assert (
            "2 of 3 to review: “Nobody was told before the vote was taken.”: may be in 2 places. You see place 1 of 2, 69% sure. "
            "y accepts, p another place, a attaches it to what you select, O keeps it as an orphan."
        ) in message(pilot)
        assert "Correction: an earlier version said this. Nobody was told" in shown(pilot)
        await press(pilot, "right")
        assert "R review  y accept  p place  a attach  O orphan" in rows(pilot)[-1]


async def test_an_article_that_did_not_change_says_nothing_of_reviews(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store, OLD) as pilot:
        assert "review" not in shown(pilot)
        await press(pilot, "R")
        assert "Next mark to review: there is none." in rows(pilot)[-1]
        await press(pilot, "y")
        assert "Accept: there is nothing to do here." in rows(pilot)[-1]


async def test_at_the_caret_a_changed_mark_says_what_it_was_and_how_sure_that_is(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "right_parenthesis")
        facts = " ".join(" ".join(row[86:].split()) for row in rows(pilot)[1:11])
        assert f"Changed “will” → “may” · 91% sure · it was “{CHANGED}”" in facts


async def test_the_mark_in_review_stays_told_while_its_place_is_looked_for(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "shift+f6", "g")
        facts = " ".join(" ".join(row[86:].split()) for row in rows(pilot)[1:11])
        assert "In review claim “The mayor praised" in facts
        assert "its words are no longer in the text" in facts


async def test_a_line_of_the_list_goes_to_its_mark(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "tab", "down", "down", "enter")
        assert state(pilot).selection.span == FIRST
        assert "2 of 3 to review" in message(pilot)


# What is decided, and stays decided


async def test_a_changed_mark_is_accepted(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "R", "y")
        assert "Accept place. 2 left to review: R goes on." in rows(pilot)[-1]
        assert "~" not in shown(pilot)
        assert "To review 2" in shown(pilot)
        await press(pilot, "q")
    async with app(corrected, store) as pilot:
        assert "2 marks to review" in rows(pilot)[-1]
        assert placed(pilot)[0].targets[0].quote == CHANGED.replace("will", "may")
        await press(pilot, "u")
        assert "Undid: accept place." in rows(pilot)[-1]
        assert placed(pilot)[0].targets[0].quote == CHANGED
        assert "To review 3" in shown(pilot)


async def test_of_two_places_the_second_is_accepted(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "R", "R", "p")
        assert "You see place 2 of 2" in message(pilot)
        await press(pilot, "y", "q")
    async with app(corrected, store) as pilot:
        assert [mark.hull for mark in state(pilot).marks][1:] == [SECOND]
        assert [row[1] for row in rows(pilot) if "A reader writes" in row] == ["◆"]
        await press(pilot, "u")
        assert len(state(pilot).marks) == 1
        assert [row[1] for row in rows(pilot) if "A reader writes" in row] == [" "]
        assert "To review 3" in shown(pilot)


async def test_a_mark_whose_words_are_gone_is_attached_to_a_selection(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "shift+f6", "g", "W", "W", "a")
        assert "Attach mark. 2 left to review" in rows(pilot)[-1]
        assert marked(pilot)[0] == "The council"
        await press(pilot, "q")
    async with app(corrected, store) as pilot:
        assert marked(pilot)[0] == "The council"
        await press(pilot, "u")
        assert [annotation.targets[0].quote for annotation in placed(pilot)] == [CHANGED]
        assert "To review 3" in shown(pilot)


async def test_an_orphan_that_is_kept_is_not_asked_about_again_and_is_exported(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "shift+f6", "O")
        assert "Keep as orphan. 2 left to review: R goes on." in rows(pilot)[-1]
        await press(pilot, "q")
    async with app(corrected, store) as pilot:
        assert "2 marks to review" in rows(pilot)[-1]
        assert inspector(pilot)[-2:] == ["Not found in this text 1", "? The mayor pra… its words are n…"]
        entry = exported(store, state(pilot).document)
        assert [(orphan["quote"], orphan.get("lost")) for orphan in entry["orphans"]] == [(TWICE, None), (GONE, True)]
        await press(pilot, "u")
        assert "Undid: keep as orphan." in rows(pilot)[-1]
        assert "To review 3" in shown(pilot)


async def test_an_orphan_that_was_kept_can_be_gone_to_and_attached(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "shift+f6", "O", "tab", "G", "enter")
        assert f"An orphan: “{GONE[:58]}…”: its words are no longer in the text." in message(pilot)
        await press(pilot, "g", "a")
        assert marked(pilot)[0] == OPENING


async def test_when_its_words_are_back_a_kept_orphan_is_in_its_place(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "shift+f6", "O", "q")
    async with app(corrected, store, OLD) as pilot:
        assert marked(pilot) == [CHANGED, TWICE, GONE]
        assert "review" not in shown(pilot)


async def test_deciding_is_not_what_the_last_mark_is_repeated_with(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "c", "R", "y", "R", "G", "full_stop")
        assert marked(pilot) == [OPENING, CHANGED.replace("will", "may"), TWICE]
        assert "To review 2" in shown(pilot)


async def test_nothing_is_decided_about_an_article_whose_file_is_gone(corrected: MakeApp, store: MemoryStore, tmp_path: Path) -> None:
    async with app(corrected, store) as pilot:
        await press(pilot, "q")
    (tmp_path / "articles" / "a.txt").unlink()
    async with corrected(store, z="Something else entirely.").run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: len(reading(pilot).desk.gone) == 1)
        reading(pilot).go_to_entry(1)
        await opened(pilot, "a.txt")
        await until(pilot, lambda: not state(pilot).marks.pending)
        await press(pilot, "R", "O")
        assert store.load().records.annotations_of(state(pilot).document.id)
        assert not any(annotation.is_lost for annotation in store.load().records.annotations_of(state(pilot).document.id))
        assert "can be read, not changed" in message(pilot)


# Posts


async def test_a_post_that_was_made_of_words_that_are_gone_is_told(corrected: MakeApp, store: MemoryStore) -> None:
    async with app(corrected, store, OLD) as pilot:
        for _ in range(3):
            await press(pilot, "right_curly_bracket")
        await press(pilot, "P", "q")
    async with app(corrected, store) as pilot:
        assert "goes to the first. What you said of the bounds of posts is not found any more: “The mayor praised" in message(pilot)
        assert "Posts" not in shown(pilot)
