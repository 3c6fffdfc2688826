"""What commands ask for: one letter of a few, picked in the footer, or a line written above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from reader.commands.command import Choice
from reader.ui.panes.bars import KeyBar

if TYPE_CHECKING:
    from reader.ui.dialogs.prompt import Prompt

Taken = Callable[[str], None]


@runtime_checkable
class Answering(Protocol):
    """A screen on which questions are asked."""

    def take(self, event: events.Key) -> bool:
        """Take a key that answers a question before anything else sees it; whether it was taken."""


class Asking:
    """One question at a time to whoever sits at ``screen``. ``rest`` is called whenever a question has ended."""

    def __init__(self, screen: Screen[Any], keys: KeyBar, rest: Callable[[], None]) -> None:
        self._screen = screen
        self._keys = keys
        self._rest = rest
        self._choices: Sequence[Choice] = ()
        self._taken: Taken | None = None
        self._prompt: Prompt | None = None
        self._before: Widget | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a line is being written, or will be when the prompt is there."""
        return self._prompt is not None

    @property
    def is_opening(self) -> bool:
        """Whether a prompt was asked for that cannot take keys yet."""
        return self._prompt is not None and not self._prompt.is_ready

    @property
    def is_picking(self) -> bool:
        """Whether the next key answers a question."""
        return self._taken is not None

    def pick(self, prompt: str, choices: Sequence[Choice], taken: Taken) -> None:
        """Have one of ``choices`` picked by its letter; Escape picks none."""
        self._choices, self._taken = choices, taken
        hints = [(choice.letter, choice.title, True) for choice in choices]
        self._keys.ask(f"{prompt}:", [*hints, ("Esc", "none", True)])

    def hold(self, event: events.Key) -> None:
        """Keep a key that was pressed before the prompt was there, and give it to the prompt."""
        if self._prompt is not None:
            self._prompt.early.append(event)

    def take(self, event: events.Key) -> None:
        """Take a key as the answer. The question ends with it, whatever it is."""
        event.stop()
        event.prevent_default()
        taken, self._taken = self._taken, None
        self._rest()
        choice = next((choice for choice in self._choices if choice.letter == event.character), None)
        if choice is not None and taken is not None:
            taken(choice.value)
        elif event.key != "escape":
            spelled = ", ".join(f"{choice.letter} {choice.title}" for choice in self._choices)
            self._keys.show_message(f"“{event.character or event.key}” is none of {spelled}.")

    def write(
        self,
        label: str,
        taken: Taken,
        *,
        heard: Taken | None = None,
        left: Callable[[], None] | None = None,
        walked: Callable[[int], None] | None = None,
    ) -> None:
        """Have a line written. ``heard`` gets it after every key, ``taken`` at Enter; ``left`` is called when nothing comes of it.

        ``walked`` gets the rows that arrows up and down go meanwhile.
        """
        from reader.ui.dialogs.prompt import Prompt  # the toolkit's input costs start-up time

        def finish(text: str | None) -> None:
            self._close()
            if text is not None and text.strip():
                taken(text.strip())
            elif left is not None:
                left()

        self._close()
        self._before = self._screen.focused
        self._prompt = Prompt(label, finish, heard, walked)
        self._screen.mount(self._prompt)

    def _close(self) -> None:
        if self._prompt is not None:
            prompt, self._prompt = self._prompt, None
            if self._before is not None:
                self._before.focus()
            prompt.remove()
            self._rest()
