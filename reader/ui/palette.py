"""The command palette's entries, made from the catalogue."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.commands.catalogue import COMMANDS
from reader.ui.keys import readable


class CatalogueProvider(Provider):
    """Every command by its title, with its first key."""

    async def discover(self) -> Hits:
        for command in COMMANDS:
            run = partial(self.app.run_action, f"run('{command.name}')", self.screen)
            yield DiscoveryHit(command.title, run, help=f"{readable(command.keys[0])}  {command.help}")

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = matcher.match(command.title)
            if score > 0:
                run = partial(self.app.run_action, f"run('{command.name}')", self.screen)
                yield Hit(score, matcher.highlight(command.title), run, help=f"{readable(command.keys[0])}  {command.help}")
