"""A line to write, at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Line(Input):
    """A line to write in. Lines that are pasted become one."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(" ".join(event.text.split()), *self.selection)


class Prompt(Horizontal):
    """Asks for one line. ``finish`` gets it, or ``None`` when the reader thinks better of it; ``on_change`` hears every key.

    ``on_walk`` gets 1 and -1 for the arrows down and up.
    """

    def __init__(
        self,
        label: str,
        finish: Callable[[str | None], None],
        on_change: Callable[[str], None] | None = None,
        on_walk: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(id="prompt")
        self._label = label
        self._finish = finish
        self._on_change = on_change
        self._on_walk = on_walk
        self.is_ready = False
        self.early: list[events.Key] = []

    def compose(self) -> ComposeResult:
        yield Static(f" {self._label}: ", markup=False)
        yield Line(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_descendant_focus(self) -> None:
        """Take the keys that came early; those after the end of the line are the application's again."""
        if self.is_ready:
            return
        self.is_ready = True
        line = self.query_one(Line)
        while self.early:
            event = self.early.pop(0)
            if event.key in ("enter", "escape"):
                for later in self.early:
                    self.app.post_message(events.Key(later.key, later.character))
                self._finish(line.value if event.key == "enter" else None)
                return
            if event.key == "backspace":
                line.action_delete_left()
            elif event.is_printable and event.character is not None:
                line.insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._on_change is not None:
            self._on_change(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._finish(event.value)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._finish(None)
        elif event.key in ("down", "up") and self._on_walk is not None:
            event.stop()
            event.prevent_default()
            self._on_walk(1 if event.key == "down" else -1)
