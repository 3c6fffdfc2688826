"""Keys that came before the document was open and that need all of it: they are carried out then, with all that came after them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from textual import events

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Editing, Group
from reader.ui.keys import keys_of

NEED_ALL = frozenset(command.name for command in COMMANDS if isinstance(command.does, Editing) or command.group is Group.POSTS) | {
    *("edit", "repeat", "undo", "redo", "document_end", "next_annotation", "previous_annotation"),
    *("same_entity", "entities"),
    *("find", "find_in_folder", "find_next", "find_previous", "resume", "open_link", "match", "compare_versions"),
    *("next_review", "previous_review", "next_place"),
    *("filter", "summary", "toggle_suggestions", "next_suggestion"),
    *("relate", "follow_relation", "list_relations", "compare_with_post", "ledger"),
}
"""Commands that need the whole document, or its marks."""

NEED_SUGGESTIONS = frozenset({"next_suggestion", "accept", "refuse"})
"""Commands that go from one suggestion to the next."""


class WaitingKeys:
    """Keeps keys in their order. ``keymap`` is the reader's."""

    def __init__(self, keymap: Mapping[str, tuple[str, ...]]) -> None:
        self._commands = {key: command.name for command in COMMANDS for key in keys_of(command, keymap)}
        self._kept: list[events.Key] = []
        self._pressed: events.Key | None = None

    def keep(self, event: events.Key, *, is_being_opened: bool, is_gathering: bool = False) -> bool:
        """Keep a key until what it needs is there, or others wait already; whether it is kept.

        That is all of a document that is being opened, or its suggestions, while these are being gathered.
        """
        command = self._commands.get(event.key)
        if event is self._pressed or (command == "quit" and not event.is_printable):  # a letter may be meant for a note
            return False
        is_needed = (is_being_opened and command in NEED_ALL) or (is_gathering and command in NEED_SUGGESTIONS)
        if not self._kept and not is_needed:
            return False
        self._kept.append(event)
        return True

    async def press(self, carry_out: Callable[[events.Key], Awaitable[None]]) -> None:
        """Carry out what was kept; what comes meanwhile is kept and follows."""
        while self._kept:
            self._pressed = self._kept[0]
            await carry_out(self._pressed)
            del self._kept[0]
        self._pressed = None
