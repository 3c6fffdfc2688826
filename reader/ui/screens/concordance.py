"""The screen of what was found in the folder: lines in context that are sorted, gone to, and marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.commands.command import Choice
from reader.core.concordance import ContextLine, Order, in_order
from reader.core.query import Query
from reader.search.folder import Progress
from reader.ui.asking import Asking
from reader.ui.leaving import LeftOnce
from reader.ui.panes.bars import KeyBar, TitleBar
from reader.ui.panes.concordance import ConcordancePane, ContextLines, value_of
from reader.ui.theme import Looks

HINTS = (
    ("Enter", "go", True),
    ("Space", "pick", True),
    ("e", "entity", True),
    ("c", "claim", True),
    ("u", "undo", True),
    ("l r d", "sort", True),
    ("F", "anew", True),
    ("Esc", "back", True),
)
TITLES = {
    Order.DOCUMENT: "By document (l: by the word on the left, r: on the right)",
    Order.LEFT: "By the word on the left (r: on the right, d: by document)",
    Order.RIGHT: "By the word on the right (l: on the left, d: by document)",
}

RESORTED = 5000
"""Lines up to which what was found since is sorted in at once; more are sorted in at the end."""


class Desk(Protocol):
    """Whoever searches and marks for the screen, and tells it what came of it."""

    def start(self, query: Query, screen: ConcordanceScreen) -> None:
        """Search, and hand on what is found to the screen's ``add``; what was begun before is stopped."""

    def stop(self) -> None:
        """Search no more."""

    def ask(self, asking: Asking, screen: ConcordanceScreen) -> None:
        """Ask for other words, and have the screen search for them."""

    def choices(self) -> Sequence[Choice]:
        """The types of entities."""

    def tag(self, lines: Sequence[ContextLine], label: str, screen: ConcordanceScreen) -> None:
        """Tag the matches of ``lines`` as entities of one type."""

    def claim(self, lines: Sequence[ContextLine], screen: ConcordanceScreen) -> None:
        """Mark the sentences of ``lines`` as claims."""

    def undo(self, screen: ConcordanceScreen) -> None:
        """Take back what was done last."""

    def redo(self, screen: ConcordanceScreen) -> None:
        """Do again what was undone last."""

    def marked(self, line: ContextLine) -> tuple[str, str]:
        """The glyph of what was made of a line here, and the name for its looks; empty where nothing was."""


class ConcordanceScreen(LeftOnce[ContextLine | None]):
    """Shows what ``desk`` finds. Gives the line that the reader wants to see in its article. ``last`` is the one that was seen last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False, priority=True),
        Binding("space", "pick", show=False, priority=True),
        Binding("e", "tag", show=False, priority=True),
        Binding("c", "claim", show=False, priority=True),
        Binding("u", "undo", show=False, priority=True),
        Binding("ctrl+r", "redo", show=False, priority=True),
        Binding("l", "sort('left')", show=False, priority=True),
        Binding("r", "sort('right')", show=False, priority=True),
        Binding("d", "sort('document')", show=False, priority=True),
        Binding("F,slash", "ask", show=False, priority=True),
    ]
    AUTO_FOCUS = "#concordance"

    def __init__(self, looks: Looks, desk: Desk, query: Query, last: str | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.query_of = query
        self._last = last
        self._order = Order.DOCUMENT
        self._lines: list[ContextLine] = []
        self._picked: dict[tuple[int, int], ContextLine] = {}
        self.progress: Progress | None = None
        self._problems: list[str] = []
        self._title = TitleBar(looks, id="title")
        self.pane = ConcordancePane("", looks, "", id="concordance")
        self._keys = KeyBar(looks, id="keys")
        self.asking = Asking(self, self._keys, self._show_hints)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.pane
        yield self._keys

    def on_mount(self) -> None:
        self._show_hints()
        self.search(self.query_of)

    def on_unmount(self) -> None:
        self._desk.stop()

    def take(self, event: events.Key) -> bool:
        self._keys.show_message("")
        return self.asking.take(event)

    def paste(self, words: str) -> bool:
        self.asking.paste(words)
        return self.asking.is_writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # the toolkit's signature
        return not (self.asking.is_writing or self.asking.is_picking)

    def search(self, query: Query) -> None:
        """Search for something else, and forget what was found before."""
        self.query_of = query
        self._lines, self._problems, self.progress = [], [], None
        self._picked.clear()
        self._show_lines()
        self._show_title()
        self._desk.start(query, self)

    def add(self, progress: Progress) -> None:
        """Show what was found since."""
        if not self.is_attached:
            return
        self.progress = progress
        self._problems += progress.problems
        if progress.lines:
            self._lines += progress.lines
        if progress.is_over or (progress.lines and (self._order is Order.DOCUMENT or len(self._lines) <= RESORTED)):
            self._show_lines()
        if self._last is not None and any(value_of(line) == self._last for line in progress.lines):
            self.pane.put_cursor(self._last)
            self._last = None
        self._show_title()
        if progress.is_over and self._problems:
            more = f" And {len(self._problems) - 1:,} more." if len(self._problems) > 1 else ""
            self.say(f"Not all could be searched. {self._problems[0]}{more}", is_error=True)

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Show a sentence in the footer until the next key."""
        self._keys.show_message(message, is_error=is_error)

    def show_marks(self) -> None:
        """Draw what was made of lines, and let go of those that were picked."""
        self._picked.clear()
        self.pane.change()
        self._show_title()

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_pick(self) -> None:
        line = self.pane.context
        if line is None:
            return
        if self._picked.pop(line.place, None) is None:
            self._picked[line.place] = line
        self.pane.action_move(1)
        self.pane.change()
        self._show_title()

    def action_tag(self) -> None:
        lines = self._chosen()
        if lines:
            self.asking.pick(
                f"Entity, {_counted(len(lines), 'line')}", self._desk.choices(), lambda label: self._desk.tag(lines, label, self)
            )

    def action_claim(self) -> None:
        if lines := self._chosen():
            self._desk.claim(lines, self)

    def action_undo(self) -> None:
        self._desk.undo(self)

    def action_redo(self) -> None:
        self._desk.redo(self)

    def action_sort(self, order: str) -> None:
        self._order = Order(order)
        value = self.pane.cursor_value
        self._show_lines()
        self.pane.put_cursor(value)
        self._show_title()

    def action_ask(self) -> None:
        self._desk.ask(self.asking, self)

    def on_list_pane_chosen(self) -> None:
        if self.pane.context is not None:
            self.dismiss(self.pane.context)

    def _chosen(self) -> list[ContextLine]:
        """The lines that were picked, else the one that the cursor is on."""
        if self._picked:
            return in_order(self._picked.values(), Order.DOCUMENT)
        line = self.pane.context
        return [line] if line is not None else []

    def _show_lines(self) -> None:
        ordered = self._lines if self._order is Order.DOCUMENT else in_order(self._lines, self._order)  # they come in that order
        self.pane.show(ContextLines(ordered, self._picked, self._desk.marked))

    def _show_title(self) -> None:
        query, progress = self.query_of, self.progress
        words = f"/{query.words}/" if query.is_pattern else f"“{query.words}”"
        picked = f"{len(self._picked):,} picked · " if self._picked else ""
        found = _counted(len(self._lines), "line")
        if progress is None:
            self._title.show(words, "searching …")
        elif not progress.is_over:
            self._title.show(words, f"{picked}{found} so far · {progress.done:,} of {progress.total:,} documents …")
        else:
            self._title.show(words, f"{picked}{found} · {progress.matched:,} of {_counted(progress.total, 'document')}")
        self.pane.explain(_emptiness(progress))
        stopped = f" – {progress.given_up}" if progress is not None and progress.given_up else ""
        self.pane.entitle(f"{TITLES[self._order]}{stopped}")

    def _show_hints(self) -> None:
        self._keys.show_hints(HINTS)


def _emptiness(progress: Progress | None) -> str:
    """Why there are no lines."""
    if progress is not None and progress.invalid:
        return f"This is no regular expression: {progress.invalid}. F asks for another."
    if progress is not None and progress.given_up:
        return f"Given up: {progress.given_up}. F asks for another."
    if progress is not None and progress.is_over:
        return "Nothing found. F asks for other words, Esc goes back."
    return "Searching … (Esc goes back)"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
