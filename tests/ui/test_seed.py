"""The whole story: the seed is annotated by keys alone, kept, exported and validated."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from textual.pilot import Pilot

from reader.cli import main
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from reader.ui.screens.occurrences import OccurrencesScreen
from reader.ui.screens.reading import ReadingScreen
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, press, rows, until

SCHEMA = Path(__file__).parents[2] / "reader" / "formats" / "export.schema.json"
PEOPLE = ("Jan Leike", "Jared Kaplan", "Sam Bowman", "Dario Amodei", "Jack Clark")
ORGANISATIONS = ("OpenAI", "Anthropic", "TechCrunch")


ANTHROPIC_AT_X = "@AnthropicAI"


async def find(pilot: Pilot[Any], words: str) -> None:
    """Go to the first place of words."""
    await press(pilot, "g", "slash", f"text:{words}", "enter")


async def every(pilot: Pilot[Any]) -> None:
    """Mark every other occurrence of the name at the caret that is ticked at first."""
    await press(pilot, "asterisk")
    await until(pilot, lambda: isinstance(pilot.app.screen, OccurrencesScreen) and ("to mark" in rows(pilot)[1]))
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
    await pilot.pause()


async def tag(pilot: Pilot[Any], name: str, letter: str) -> None:
    """Tag a name, and every other occurrence of it."""
    await find(pilot, name)
    await press(pilot, "e", letter)
    await every(pilot)


async def make_it(pilot: Pilot[Any], name: str, offered: str) -> None:
    """Tag a short name, take the offer of whose it is, and mark every other occurrence."""
    await find(pilot, name)
    await press(pilot, "e", "p")
    assert offered in rows(pilot)[-1]
    await press(pilot, "equals_sign")
    await every(pilot)


async def test_the_seed_is_annotated_by_keys_alone(make_app: MakeApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    store = TinyStore(database_path(folder, "tester").path)
    async with make_app(store).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        for name in PEOPLE:
            await tag(pilot, name, "p")
        await make_it(pilot, "Leike said", "Is Leike Jan Leike (surname)? = makes it so.")
        await make_it(pilot, "Amodei brought", "Is Amodei Dario Amodei (surname)? = makes it so.")
        await make_it(pilot, "Jan's led", "Is Jan Jan Leike (first name)? = makes it so.")
        for name in ORGANISATIONS:
            await tag(pilot, name, "o")
        await find(pilot, ANTHROPIC_AT_X)
        await press(pilot, "e", "o", "equals_sign", "text:Anthropic", "enter")

        await press(pilot, "g", "c")  # the reporter's own claim
        await press(pilot, "right_parenthesis", "C", "p", "r")  # what the first post says, in the reporter's words
        await press(pilot, "right_square_bracket", "c", "right_square_bracket", "c")  # what the two posts claim
        await find(pilot, "A source familiar")
        await press(pilot, "c", "enter", "tab", "text:TechCrunch", "enter")  # its claimant, in the form
        await press(pilot, "i", "d")
        assert "done" in rows(pilot)[0]
        await press(pilot, "q")

    assert main(["export", str(folder), "--annotator", "tester"]) == 0
    export = json.loads(capsys.readouterr().out)
    jsonschema.validate(export, json.loads(SCHEMA.read_text("utf-8")))
    (document,) = export["documents"]
    names = {entity["id"]: entity["name"] for entity in export["entities"]}
    marked: dict[str, set[str]] = {}
    for annotation in document["annotations"]:
        if annotation["type"] == "mention":
            marked.setdefault(names[annotation["mention"]["entity"]], set()).add(annotation["quote"])
    claims = {a["quote"][:12].strip(): a["claim"] for a in document["annotations"] if a["type"] == "claim"}
    (relation,) = document["relations"]
    (evidence,) = [a for a in document["annotations"] if a["type"] == "evidence"]
    (paraphrase,) = [a for a in document["annotations"] if a["id"] == relation["source"]]

    assert document["status"] == "done"
    assert [post["author"] for post in document["posts"]] == ["Jan Leike", "Sam Bowman"]
    assert marked == {
        "Jan Leike": {"Jan Leike", "Leike", "Jan", "@janleike"},
        "Sam Bowman": {"Sam Bowman", "@sleepinyourhat"},
        "Jared Kaplan": {"Jared Kaplan"},
        "Dario Amodei": {"Dario Amodei", "Amodei"},
        "Jack Clark": {"Jack Clark"},
        "OpenAI": {"OpenAI"},
        "Anthropic": {"Anthropic", "@AnthropicAI"},
        "TechCrunch": {"TechCrunch"},
    }
    mentions = [(a["start"], a["end"]) for a in document["annotations"] if a["type"] == "mention"]
    spelt = "|".join(re.escape(quote) for quotes in marked.values() for quote in quotes)
    places = [match.span() for match in re.finditer(rf"(?<!\w)(?:{spelt})(?!\w)", document["text"])]
    assert [(s, e) for s, e in places if not any(start <= s and e <= end for start, end in mentions)] == []
    assert {quote: names.get(claim["claimant"]) for quote, claim in claims.items()} == {
        "Jan Leike, a": None,
        "In a post on": "Jan Leike",
        "I'm excited": "Jan Leike",
        "✨🪩 Woo!": "Sam Bowman",
        "A source fam": "TechCrunch",
    }
    assert (relation["kind"], relation["target"]) == ("repeats", evidence["id"])
    assert paraphrase["claim"]["attribution"] == "paraphrased"
    assert evidence["post"] == document["posts"][0]["id"]
