"""Looking at a running application as its user does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from reader.core.annotation import Annotation
from reader.core.state import State
from reader.ui.app import ReaderApp
from reader.ui.screens.reading import ReadingScreen


def reading(pilot: Pilot[Any]) -> ReadingScreen:
    """The reading screen, whatever lies over it."""
    app = pilot.app
    assert isinstance(app, ReaderApp)
    return next(screen for screen in app.screen_stack if isinstance(screen, ReadingScreen))


def state(pilot: Pilot[Any]) -> State:
    found = reading(pilot).state
    assert found is not None
    return found


async def opened(pilot: Pilot[Any], path: str | None = None) -> None:
    """Wait until a document is open (the one at ``path``, when that is given) and drawn."""
    await until(pilot, lambda: reading(pilot).desk.is_open and path in (None, state(pilot).document.path))
    await pilot.pause()


async def until(pilot: Pilot[Any], is_so: Callable[[], bool]) -> None:
    """Wait until something is so; ``AssertionError`` with the screen when it never is."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, shown(pilot)
        await pilot.pause(0.01)


def placed(pilot: Pilot[Any]) -> list[Annotation]:
    """The open document's annotations in the order of the text."""
    found = (state(pilot).records.annotation(mark.id) for mark in state(pilot).marks)
    return [annotation for annotation in found if annotation is not None]


def rows(pilot: Pilot[Any]) -> list[str]:
    """What the screen shows, row by row."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip)[:width] for strip in strips[:height]]


def shown(pilot: Pilot[Any]) -> str:
    """What the screen shows, as one text."""
    return "\n".join(rows(pilot))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys by the toolkit's names; ``"text:words"`` types words."""
    for key in keys:
        if key.startswith("text:"):
            await pilot.press(*({" ": "space"}.get(letter, letter) for letter in key[5:]))
        else:
            await pilot.press(key)
    await pilot.pause()
