"""The footer's hints: which keys do what, and which of them would do something now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Command, Context, Editing, Group, Moving, Selecting
from reader.commands.linking import url_at_caret
from reader.commands.reviewing import is_any_to_review, is_in_review
from reader.commands.targets import mention
from reader.core.history import History
from reader.core.state import State
from reader.ui.keys import keys_of, readable

Hint = tuple[str, str, bool]
"""A key as a person writes it, a word for what it does, and whether it would do that now."""


def hints(
    state: State | None,
    context: Context,
    history: History,
    keymap: Mapping[str, tuple[str, ...]],
    *,
    documents: int,
    has_match: bool = False,
    is_gone: bool = False,
    has_suggestions: bool = False,
) -> list[Hint]:
    """The hints of all commands that have a word for the footer, in the catalogue's order.

    The library's only where there are several ``documents``, that of links only where something leads anywhere, that of moved articles
    only where there is a question (``has_match``), and then first; next those of suggestions, once these were asked for
    (``has_suggestions``), and of the review, where there is something to review. Where the file ``is_gone``, nothing can be marked.
    """
    is_reviewing = state is not None and is_in_review(state)
    is_suggested = state is not None and state.suggested is not None
    needed = {
        "toggle_library": documents > 1,
        "open_link": state is not None and (state.document.has_urls or url_at_caret(state) is not None),
        "match": has_match,
        "same_entity": state is not None and mention(state) is not None,
        "next_review": state is not None and is_any_to_review(state),
        "next_place": is_reviewing,
        "attach_here": is_reviewing,
        "keep_as_orphan": is_reviewing,
        "toggle_suggestions": has_suggestions,
        "next_suggestion": is_suggested,
        "refuse": is_suggested,
        "mark_every": is_suggested,
        "accept": is_suggested or is_reviewing,
    }
    return [
        (key, word, not (is_gone and _marks(command)) and _applies(command, state, context, history))
        for command, key, word in _in_footer(tuple(keymap.items()))
        if needed.get(command.name, True)
    ]


@lru_cache(1)
def _in_footer(keymap: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[Command, str, str]]:
    """The commands that have a word for the footer and a key, with both; those of moved articles, suggestions and the review first."""
    keys = {command.name: keys_of(command, dict(keymap)) for command in COMMANDS}
    shown = [(command, readable(keys[command.name][0]), command.footer) for command in COMMANDS if command.footer and keys[command.name]]
    first = (Group.SUGGEST, Group.REVIEW)
    return sorted(shown, key=lambda hint: (hint[0].name != "match", hint[0].group not in first))


def _marks(command: Command) -> bool:
    return isinstance(command.does, Editing) or command.name == "edit"


def _applies(command: Command, state: State | None, context: Context, history: History) -> bool:
    """Whether ``command`` would do something now: it is asked, or tried. What asks the reader first is taken to."""
    if state is None or not state.document.blocks:
        return command.name in ("toggle_library", "help", "quit")
    match command.does:
        case Editing(applies=applies) | Selecting(applies=applies) if applies is not None:
            return applies(state)
        case Editing(edit=edit, asks=()):
            return edit(state, context, ()) is not None
        case Moving(motion=motion):
            return motion(state) is not None
        case Selecting(select=select):
            return select(state) is not None
        case _ if command.name == "edit":
            return state.annotation is not None or state.post is not None
        case _ if command.name == "open_link":
            return url_at_caret(state) is not None
        case _ if command.name == "next_suggestion":
            return bool(state.suggested)
        case _ if command.name == "undo":
            return bool(history.done)
        case _:
            return True
