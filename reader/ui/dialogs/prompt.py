"""The field of a dialog in which one line is written."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class Line(Input):
    """A line to write in. Lines that are pasted become one."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(" ".join(event.text.split()), *self.selection)
