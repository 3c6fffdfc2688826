"""The screen of two wordings, one under the other, and what turns one into the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.paint.changes import Part, Piece, inline
from reader.paint.telling import Item
from reader.suggest.alike import in_common
from reader.ui.leaving import LeftOnce
from reader.ui.panes.bars import KeyBar, TitleBar
from reader.ui.panes.changes import ChangesPane
from reader.ui.screens.listing import Hint
from reader.ui.theme import Looks

HINTS: tuple[Hint, ...] = (("Esc", "back", True),)


def beside(heading: str, one: str, was: str, other: str, now: str, notes: Sequence[str] = ()) -> tuple[Item, ...]:
    """Two wordings by their titles, then the first with what turns it into the second, the words in common, and ``notes`` on both."""
    was, now = " ".join(was.split()), " ".join(now.split())
    common = in_common(was, now)
    shared = f"in common: {', '.join(common)}" if common else "no words in common"
    return (
        Item(heading, one, (Piece(Part.SAME, was),)),
        Item(heading, other, (Piece(Part.SAME, now),)),
        Item(heading, "From the first to the second", inline(was, now), (shared, *notes)),
    )


class BesideScreen(LeftOnce[None]):
    """Shows wordings and how they differ. An heir may have keys of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]
    AUTO_FOCUS = "#changes"

    def __init__(self, looks: Looks, title: str, items: Sequence[Item], hints: Sequence[Hint] = HINTS) -> None:
        super().__init__()
        self.looks = looks
        self.heading = title
        self.items = items
        self.hints = hints
        self.bar = TitleBar(looks, id="title")
        self.pane = ChangesPane(looks, id="changes")
        self.keys = KeyBar(looks, id="keys")
        self.position = ""

    def compose(self) -> ComposeResult:
        yield self.bar
        yield self.pane
        yield self.keys

    def on_mount(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Show the items anew."""
        self.bar.show(self.heading, self.position)
        self.pane.show(self.items, "")
        self.keys.show_hints(self.hints)

    def action_leave(self) -> None:
        self.dismiss(None)
