"""A screen that is one list: title, lines to walk and choose from, keys; heirs bring the lines and what their keys do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.commands.command import Choice
from reader.ui.asking import Asking
from reader.ui.leaving import LeftOnce
from reader.ui.panes.bars import KeyBar, TitleBar
from reader.ui.panes.listing import Lines, ListPane
from reader.ui.theme import Looks

Hint = tuple[str, str, bool]
"""A key, what it does, and whether it would do something now."""

Given = TypeVar("Given")


class ListScreen(LeftOnce[Given | None], Generic[Given]):
    """Shows lines over the whole terminal. What the reader chose it gives when it is left, ``None`` when nothing.

    Keys of an heir are bindings of its own; while a question is being answered they go to the question. Escape and ``q`` leave.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]
    AUTO_FOCUS = "#lines"
    MOST_HINT_ROWS = 1

    def __init__(self, looks: Looks, title: str, hints: Sequence[Hint], empty: str) -> None:
        super().__init__()
        self.looks = looks
        self._heading = title
        self._position = ""
        self._hints = hints
        self._bar = TitleBar(looks, id="title")
        self.pane = ListPane("", looks, empty, id="lines")
        self._keys = KeyBar(looks, most_hint_rows=self.MOST_HINT_ROWS, id="keys")
        self._asking = Asking(self, self._keys, self._show_hints)

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self.pane
        yield self._keys

    def on_mount(self) -> None:
        self._bar.show(self._heading, self._position)
        self._show_hints()

    def show(self, lines: Lines, heading: str, position: str = "") -> None:
        """Show other lines under ``heading``; ``position`` stands at the right of the title."""
        self.pane.show(lines, heading)
        self._position = position
        self._bar.show(self._heading, position)

    def hint(self, hints: Sequence[Hint]) -> None:
        """Show other keys at the bottom."""
        self._hints = hints
        self._show_hints()

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Show a sentence at the bottom until the next key."""
        self._keys.show_message(message, is_error=is_error)

    def pick(self, prompt: str, choices: Sequence[Choice], taken: Callable[[str], None]) -> None:
        """Have one of a few ``choices`` picked by its letter; Escape picks none."""
        self._asking.pick(prompt, choices, taken)

    def write(
        self, label: str, taken: Callable[[str], None], heard: Callable[[str], None] | None = None, left: Callable[[], None] | None = None
    ) -> None:
        """Have a line written. ``heard`` gets it after every key, ``taken`` at Enter; ``left`` is called when nothing comes of it."""
        self._asking.write(label, taken, heard=heard, left=left, walked=self.pane.action_move)

    def take(self, event: events.Key) -> bool:
        """Take a key that answers a question before anything else sees it; whether it was taken."""
        self.say("")
        return self._asking.take(event)

    def paste(self, words: str) -> bool:
        """Take words that are pasted for a line that is being written; whether there is one."""
        self._asking.paste(words)
        return self._asking.is_writing

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_list_pane_left(self) -> None:
        self.action_leave()

    def _show_hints(self) -> None:
        if not self._asking.is_picking:
            self._keys.show_hints(self._hints)
