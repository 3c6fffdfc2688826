"""From the summary to what is behind its numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.ui.screens.summary import Chosen, SummaryScreen

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def sum_up(screen: ReadingScreen) -> None:
    """Shows what was said in numbers, and goes to the mark or the article that the reader chooses there."""
    if screen.state is None or not screen.desk.is_open:
        screen.say("No article is open.")
        return

    def left(chosen: Chosen | None) -> None:
        if chosen is not None:
            _go_to(screen, chosen)

    screen.app.push_screen(SummaryScreen(screen.looks, screen.desk), left)


def _go_to(screen: ReadingScreen, chosen: Chosen) -> None:
    if isinstance(chosen, int):
        screen.go_to_entry(chosen)
        return
    if screen.state is not None and screen.state.document.id == chosen.document:
        screen.jump(chosen.mark)
        return
    index = screen.desk.index_of(chosen.document)
    if index is None:
        screen.say(f"It is in {screen.desk.whereabouts(chosen.document)}.")
    else:
        screen.go_to_entry(index, then=partial(screen.jump, chosen.mark))
