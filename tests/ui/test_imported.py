"""Suggestions that were imported, as the reader sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.core.anchor import describe
from reader.core.handed_on import Suggested, SuggestedDocument
from reader.core.span import Span
from reader.core.suggestion import Sort
from reader.formats.json_import import write_suggestions
from reader.running.imported import imported
from reader.store.suggestions import SuggestionFiles
from reader.store.tiny import TinyStore
from tests.ui.conftest import MakeApp
from tests.ui.driving import opened, placed, press, rows, shown, state, until

ARTICLE = "The kiln of Ostrav went cold in spring. Nobody lit it again.\n"


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else suggests anything."""
    monkeypatch.setattr("reader.plugins.suggesters", lambda: ([], []))


def kept(folder: Path, *quotes: str, name: str = "model") -> None:
    """Keep a file for the articles in ``folder`` that suggests each of ``quotes`` as the name of a place."""
    spans = (Span(ARTICLE.index(quote), ARTICLE.index(quote) + len(quote)) for quote in quotes)
    made = tuple(Suggested(describe(ARTICLE, span), Sort.MENTION, "PLACE", ("a gazetteer",)) for span in spans)
    SuggestionFiles(folder).keep(name, write_suggestions([SuggestedDocument("", "", "a.txt", made)]), may_replace=True)


async def asked(pilot: Pilot[Any], *keys: str) -> None:
    """Open the article, press ``keys``, and wait for suggestions."""
    await opened(pilot)
    await press(pilot, *keys)
    await until(pilot, lambda: state(pilot).suggested is not None)
    await pilot.pause()


def suggested(pilot: Pilot[Any]) -> list[str]:
    return [suggestion.span.of(state(pilot).document.text) for suggestion in state(pilot).suggested or ()]


async def test_what_was_imported_is_shown_with_where_it_is_from_accepted_and_taken_back(make_app: MakeApp, tmp_path: Path) -> None:
    kept(tmp_path / "articles", "kiln", "Ostrav")
    async with make_app(find_imported=imported, a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "s")
        assert suggested(pilot) == ["kiln", "Ostrav"]
        assert "imported from “model”" in " ".join(" ".join(row[90:].split()) for row in rows(pilot))
        await press(pilot, "y")
        assert [mark.hull.of(ARTICLE) for mark in state(pilot).marks] == ["kiln"]
        assert suggested(pilot) == ["Ostrav"]
        await press(pilot, "u")
        assert placed(pilot) == []
        assert suggested(pilot) == ["kiln", "Ostrav"]


async def test_what_was_refused_of_it_stays_away_after_a_restart(make_app: MakeApp, tmp_path: Path) -> None:
    kept(tmp_path / "articles", "kiln", "Ostrav")
    place = tmp_path / "store.json"
    async with make_app(store=TinyStore(place), find_imported=imported, a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "s")
        await press(pilot, "x")
    async with make_app(store=TinyStore(place), find_imported=imported, a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "S")
        assert suggested(pilot) == ["Ostrav"]


async def test_what_is_imported_while_the_article_is_open_is_there_the_next_time_it_is_asked_for(make_app: MakeApp, tmp_path: Path) -> None:
    kept(tmp_path / "articles", "kiln")
    async with make_app(find_imported=imported, a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "S")
        kept(tmp_path / "articles", "Ostrav")
        await asked(pilot, "S", "S")
        assert suggested(pilot) == ["Ostrav"]


async def test_a_broken_file_is_said_once_in_the_footer_and_hides_nothing_else(make_app: MakeApp, tmp_path: Path) -> None:
    kept(tmp_path / "articles", "kiln")
    SuggestionFiles(tmp_path / "articles").keep("bad", b'{"format": "reader"\x1b', may_replace=False)
    async with make_app(find_imported=imported, a=ARTICLE).run_test(size=(140, 40)) as pilot:
        await asked(pilot, "S")
        assert suggested(pilot) == ["kiln"]
        footer = " ".join(" ".join(rows(pilot)[-4:]).split())
        assert "Imported suggestions cannot be used: bad: line 1" in footer
        assert "“reader suggest FOLDER --remove bad”" in footer
        await asked(pilot, "S", "S")
        assert "cannot be used" not in shown(pilot)
        await press(pilot, "s", "y")
        assert [mark.hull.of(ARTICLE) for mark in state(pilot).marks] == ["kiln"]
