"""The command palette's entries, made from the catalogue."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Command
from reader.ui.keys import keys_of, readable
from reader.ui.screens.reading import ReadingScreen


class Palette(CommandPalette):
    """The toolkit's palette, in which a key that comes before the first entries does nothing."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # its list takes a page for more than it has while nothing is drawn
            super()._action_command_list(action)


class CatalogueProvider(Provider):
    """Every command by its title, with its first key."""

    async def discover(self) -> Hits:
        for command in COMMANDS:
            yield DiscoveryHit(command.title, self._run(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = matcher.match(command.title)
            if score > 0:
                yield Hit(score, matcher.highlight(command.title), self._run(command), help=self._help(command))

    def _run(self, command: Command) -> IgnoreReturnCallbackType:
        return partial(self.app.run_action, f"run('{command.name}')", self.screen)

    def _help(self, command: Command) -> str:
        reading = self.screen
        keys = keys_of(command, reading.desk.config.keymap) if isinstance(reading, ReadingScreen) else command.keys
        return "  ".join(part for part in (readable(keys[0]) if keys else "", command.help) if part)
