"""The footer's hints: which keys do what, and which of them would do something now."""

from __future__ import annotations

from collections.abc import Mapping

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Command, Context, Editing, Moving, Selecting
from reader.commands.linking import has_urls, url_at_caret
from reader.core.history import History
from reader.core.state import State
from reader.ui.keys import keys_of, readable

Hint = tuple[str, str, bool]
"""A key as a person writes it, a word for what it does, and whether it would do that now."""


def hints(state: State | None, context: Context, history: History, keymap: Mapping[str, tuple[str, ...]], *, documents: int) -> list[Hint]:
    """The hints of all commands that have a word for the footer, in the catalogue's order.

    The library's only where there are several ``documents``, that of links only where something leads anywhere.
    """
    unneeded = {name for name, needed in (("toggle_library", documents > 1), ("open_link", bool(state and has_urls(state)))) if not needed}
    return [
        (readable(keys_of(command, keymap)[0]), command.footer, _applies(command, state, context, history))
        for command in COMMANDS
        if command.footer and keys_of(command, keymap) and command.name not in unneeded
    ]


def _applies(command: Command, state: State | None, context: Context, history: History) -> bool:
    """Whether ``command`` would do something now: it is asked. What asks the reader first is taken to."""
    if state is None or not state.document.blocks:
        return command.name in ("toggle_library", "help", "quit")
    match command.does:
        case Editing(edit=edit, asks=()):
            return edit(state, context, ()) is not None
        case Moving(motion=motion):
            return motion(state) is not None
        case Selecting(select=select):
            return select(state) is not None
        case _ if command.name == "edit":
            return bool(state.annotations_at_caret) or state.post is not None
        case _ if command.name == "open_link":
            return url_at_caret(state) is not None
        case _ if command.name == "undo":
            return bool(history.done)
        case _:
            return True
