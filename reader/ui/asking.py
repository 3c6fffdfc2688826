"""What commands ask for: one letter of a few, or a line that is written, both in the footer.

Neither is a widget of its own: mounting one has the toolkit lay the whole screen out anew, several times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.geometry import Offset
from textual.screen import Screen

from reader.commands.command import Choice
from reader.core.scheme_table import EXPLAIN
from reader.ui.panes.bars import KeyBar
from reader.ui.written_line import WrittenLine

Taken = Callable[[str], None]

Toggles = Mapping[str, tuple[str, Callable[[], None]]]
"""Keys that change how a line is taken (the toolkit's names), each with a word for it and what it does."""


@runtime_checkable
class Answering(Protocol):
    """A screen on which questions are asked."""

    def take(self, event: events.Key) -> bool:
        """Take a key that answers a question before anything else sees it; whether it was taken."""

    def paste(self, words: str) -> bool:
        """Take words that are pasted for a line that is being written; whether there is one."""


@dataclass(slots=True)
class _Writing:
    """A line being written, and who hears of it."""

    label: str
    taken: Taken
    heard: Taken | None
    left: Callable[[], None] | None
    walked: Callable[[int], None] | None
    toggles: Toggles
    offered: str
    line: WrittenLine = field(default_factory=WrittenLine)
    note: str = ""


class Asking:
    """One question at a time to whoever sits at ``screen``. ``rest`` is called whenever a question has ended."""

    def __init__(self, screen: Screen[Any], keys: KeyBar, rest: Callable[[], None]) -> None:
        self._screen = screen
        self._keys = keys
        self._rest = rest
        self._question = ""
        self._choices: Sequence[Choice] = ()
        self._taken: Taken | None = None
        self._writing: _Writing | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a line is being written."""
        return self._writing is not None

    @property
    def is_picking(self) -> bool:
        """Whether the next key answers a question."""
        return self._taken is not None

    def pick(self, prompt: str, choices: Sequence[Choice], taken: Taken) -> None:
        """Have one of ``choices`` picked by its letter; Escape picks none."""
        self._close()
        self._choices, self._taken = choices, taken
        self._question = prompt
        hints = [(choice.letter, choice.title, True) for choice in choices]
        help = [(EXPLAIN, "what they mean", True)] if self._can_explain else []
        self._keys.ask(f"{prompt}:", [*hints, *help, ("Esc", "none", True)], answers=len(hints))

    @property
    def _can_explain(self) -> bool:
        """Whether there is more to say of a choice than its title, and no choice has the letter that asks for it."""
        explained = any(choice.label is not None and choice.label.is_explained for choice in self._choices)
        return explained and all(choice.letter != EXPLAIN for choice in self._choices)

    def _explain(self) -> None:
        """Show what the choices mean; one may be picked there, else the question stays."""
        from reader.ui.dialogs.explaining import ExplainingDialog  # only when it is asked for

        def answered(value: str | None) -> None:
            if value is not None and self._taken is not None:
                taken, self._taken = self._taken, None
                self._rest()
                taken(value)

        self._screen.app.push_screen(ExplainingDialog(self._question, self._choices), answered)

    def take(self, event: events.Key) -> bool:
        """Take a key for what is being asked; whether it was one for that."""
        if self._taken is not None:
            event.stop()
            event.prevent_default()
            self._pick(event, self._taken)
            return True
        if self._writing is not None and self._write(event, self._writing):
            event.stop()
            event.prevent_default()
            return True
        return False

    def paste(self, words: str) -> None:
        """Put ``words`` into the line that is being written."""
        if self._writing is not None:
            self._change(self._writing, self._writing.line.typed(words))

    def write(
        self,
        label: str,
        taken: Taken,
        *,
        heard: Taken | None = None,
        left: Callable[[], None] | None = None,
        walked: Callable[[int], None] | None = None,
        toggles: Toggles | None = None,
        offered: str = "",
    ) -> None:
        """Have a line written. ``heard`` gets it after every key, ``taken`` at Enter; ``left`` is called when nothing comes of it.

        ``walked`` gets the rows that arrows up and down go meanwhile. ``offered`` is what an empty line stands for.
        """
        self._taken = None
        self._writing = _Writing(label, taken, heard, left, walked, toggles or {}, offered)
        self._show(self._writing)

    def entitle(self, label: str, toggles: Toggles | None = None) -> None:
        """Ask for the line by another name, with other words for the keys that change how it is taken."""
        if self._writing is not None:
            self._writing.label = label
            self._writing.toggles = self._writing.toggles if toggles is None else toggles
            self._show(self._writing)

    def note(self, words: str) -> None:
        """Say something about the line that is being written, beside it."""
        if self._writing is not None and self._writing.note != words:
            self._writing.note = words
            self._show(self._writing)

    def _pick(self, event: events.Key, taken: Taken) -> None:
        """The question ends with the key, whatever it is, but for the one that asks what the choices mean."""
        if event.character == EXPLAIN and self._can_explain:
            self._explain()
            return
        self._taken = None
        self._rest()
        choice = next((choice for choice in self._choices if choice.letter == event.character), None)
        if choice is not None:
            taken(choice.value)
        elif event.key != "escape":
            spelled = ", ".join(f"{choice.letter} {choice.title}" for choice in self._choices)
            self._keys.show_message(f"“{event.character or event.key}” is none of {spelled}.")

    def _write(self, event: events.Key, writing: _Writing) -> bool:
        key = event.key
        if key == "enter":
            self._finish(writing, writing.line.text.strip() or writing.offered)
        elif key == "escape":
            self._finish(writing, "")
        elif key in writing.toggles:
            writing.toggles[key][1]()
        elif key in ("down", "up"):
            if writing.walked is not None:
                writing.walked(1 if key == "down" else -1)
        elif (line := writing.line.after(key)) is not None:
            self._change(writing, line)
        elif event.is_printable and event.character is not None:
            self._change(writing, writing.line.typed(event.character))
        else:
            return False
        return True

    def _change(self, writing: _Writing, line: WrittenLine) -> None:
        earlier, writing.line = writing.line, line
        self._show(writing)
        if writing.heard is not None and line.text != earlier.text:
            writing.heard(line.text)

    def _finish(self, writing: _Writing, text: str) -> None:
        self._close()
        self._rest()
        if text:
            writing.taken(text)
        elif writing.left is not None:
            writing.left()

    def _close(self) -> None:
        if self._writing is not None:
            self._writing = None
            self._keys.end_writing()

    def _show(self, writing: _Writing) -> None:
        hints = tuple((_readable(key), word) for key, (word, _) in writing.toggles.items())
        cell = self._keys.write(writing.label, writing.line, writing.offered, writing.note, hints)
        region = self._keys.region
        self._screen.app.cursor_position = Offset(region.x + cell, max(0, region.bottom - 1))  # where input methods show what they offer


def _readable(key: str) -> str:
    from reader.ui.keys import readable

    return readable(key)
