"""The screen of what changed: the open article beside another version, the changes as a list to walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.core.comparison import Comparison
from reader.paint.telling import Item, items, summary
from reader.ui.leaving import LeftOnce
from reader.ui.panes.bars import KeyBar, TitleBar
from reader.ui.panes.changes import ChangesPane
from reader.ui.theme import Looks

MOST = 5000
"""Items that are shown: telling more would take long, and nobody walks through them."""

HINTS = (
    ("↓ ↑", "change", True),
    ("Enter", "show in the article", True),
    ("s", "the other way round", True),
    ("Esc", "back", True),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with all that is told of it, the ``summary`` in a sentence; ``is_new``: the open article is the later version."""

    comparison: Comparison
    summary: str
    items: tuple[Item, ...]
    is_new: bool


def told(comparison: Comparison, *, is_new: bool) -> Compared:
    """``comparison`` made ready to be shown."""
    listed = items(comparison)
    shown = tuple(islice(listed, MOST))
    if next(listed, None) is not None:
        shown += (Item("And more", f"only the first {MOST:,} are shown; “reader diff” prints them all"),)
    return Compared(comparison, summary(comparison), shown, is_new)


class ChangesScreen(LeftOnce[int | None]):
    """Shows a comparison once it is there. Gives the offset in the open article that the reader wants to see.

    ``start`` has the comparison made, with the open article as the later version or the earlier one, and hands it to ``show``;
    what it hands on after the screen was left goes nowhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("s", "swap", show=False),
    ]
    AUTO_FOCUS = "#changes"

    def __init__(self, looks: Looks, what: str, start: Callable[[ChangesScreen, bool], None], *, is_new: bool) -> None:
        super().__init__()
        self._what = what
        self._start = start
        self._is_new = is_new
        self._title = TitleBar(looks, id="title")
        self._pane = ChangesPane(looks, id="changes")
        self._keys = KeyBar(looks, id="keys")
        self.compared: Compared | None = None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._pane
        yield self._keys

    def on_mount(self) -> None:
        self._keys.show_hints(HINTS)
        self._begin()

    def show(self, compared: Compared) -> None:
        """Show what changed."""
        if compared.is_new != self._is_new or not self.is_attached:
            return  # the reader has turned it round meanwhile, or left
        self.compared = compared
        comparison = compared.comparison
        self._title.show(f"{comparison.old.path} → {comparison.new.path}", compared.summary)
        self._pane.show(compared.items, compared.summary.capitalize())

    def show_problem(self, problem: str) -> None:
        """Say why there is nothing to show."""
        self._title.show(self._what, "not compared")
        self._pane.show((), problem)

    def action_swap(self) -> None:
        """Take the earlier version for the later one."""
        self._is_new = not self._is_new
        self._begin()

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_changes_pane_chosen(self, message: ChangesPane.Chosen) -> None:
        if self.compared is None:
            return
        offset = message.item.new if self.compared.is_new else message.item.old
        if offset is None:
            self._keys.show_message("This is not in the open article: it stands in the other version only.")
        else:
            self.dismiss(offset)

    def on_changes_pane_walked(self) -> None:
        self._keys.show_message("")

    def _begin(self) -> None:
        self.compared = None
        self._title.show(self._what, "comparing …")
        self._pane.show((), f"Comparing {self._what} … (Esc goes back)")
        self._start(self, self._is_new)
