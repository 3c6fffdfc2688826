"""The application: theme, keymap and the reading screen."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.theme import Theme

from reader.arrivals import Arrivals
from reader.config import Config
from reader.core.document import Document
from reader.ui.asking import Answering
from reader.ui.browser import Opener, open_in_browser
from reader.ui.desk import Desk, FindImported, FindOthers, OpenStore
from reader.ui.guard import guarded
from reader.ui.screens.reading import ReadingScreen
from reader.ui.theme import Looks
from reader.ui.themes import THEMES, Colors

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver


def _catalogue_provider() -> type[Provider]:
    """The palette's entries, imported when the palette is opened: the toolkit's part of it costs start-up time."""
    from reader.ui.palette import CatalogueProvider

    return CatalogueProvider


SWITCH = 0.0005
"""Seconds for which a thread that loads may keep the screen's waiting: a key passes between them several times."""


class ReaderApp(App[None]):
    """Reads and marks the documents that ``arrivals`` brings.

    ``open_store`` gives the store of a folder, and what must be said of it; ``find_others`` its other annotators; ``opener`` opens URLs;
    ``loaded`` are documents that are loaded already, by their files. ``driver_class`` ``None``: the toolkit's own choice. ``find_imported``
    gives what suggests what was imported for a folder.
    """

    TITLE = "reader"
    CSS_PATH = "screens/reading.tcss"
    COMMANDS = {_catalogue_provider}
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        arrivals: Arrivals,
        config: Config,
        open_store: OpenStore,
        find_others: FindOthers | None = None,
        opener: Opener = open_in_browser,
        loaded: Mapping[Path, Document] | None = None,
        driver_class: type[Driver] | None = None,
        find_imported: FindImported | None = None,
    ) -> None:
        super().__init__(driver_class)
        self._desk = Desk(arrivals, config, open_store, find_others, loaded, find_imported)
        if config.theme in self.available_themes:
            self.theme = config.theme
        self.set_keymap({name: ",".join(keys) for name, keys in config.keymap.items()})
        self._reading = ReadingScreen(self._desk, self._looks(), opener)

    def get_default_screen(self) -> ReadingScreen:
        return self._reading

    def on_mount(self) -> None:
        sys.setswitchinterval(SWITCH)
        self.call_after_refresh(_collect_garbage)
        self.theme_changed_signal.subscribe(self, self._restyle)
        with suppress(NotImplementedError, ValueError, RuntimeError):  # no signals: Windows, or not the main thread
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, None, 128 + number)

    async def on_event(self, event: events.Event) -> None:
        """Lets the screen take a key that answers a question; on its usual way the key after it would overtake it.

        What is typed before the screen has begun waits for that.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._reading.readiness()
        if not self._is_taken(event):
            await super().on_event(event)

    def action_command_palette(self) -> None:
        from reader.ui.palette import Palette  # only when it is asked for

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def _is_taken(self, event: events.Event) -> bool:
        """Whether the screen on top has taken what was typed or pasted."""
        top = self.screen_stack[-1] if self.screen_stack else None
        if not _is_answering(top):
            return False
        match event:
            case events.Key() if not event.is_forwarded:
                return top.take(event)
            case events.Paste() if not event.is_forwarded:
                return top.paste(event.text)
        return False

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """The toolkit's one way to the terminal for all that any widget draws."""
        super()._display(screen, guarded(renderable))

    def _fatal_error(self) -> None:
        """Leaves what should not have happened to whoever runs the program, who tells it in one safe sentence.

        The toolkit would print the stack with what was on it: pieces of articles, raw.
        """
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What should not have happened, and ended the screen; ``None`` when it ended as it should."""
        return self._exception

    def action_help_quit(self) -> None:
        """Ctrl+C: says how to quit, as the toolkit does, in this program's words."""
        self._reading.say(f"{self._reading.key_of('quit')} quits; there is nothing to save.")

    def _restyle(self, _: Theme) -> None:
        self._reading.restyle(self._looks())

    def _looks(self) -> Looks:
        theme = self.current_theme
        colors = THEMES.get(theme.name) or Colors.of(theme.to_color_system().generate(), is_dark=theme.dark)
        scheme = self._desk.config.scheme
        return Looks(colors, scheme.entity_types, scheme.claim_kinds)


def _is_answering(screen: Screen[object] | None) -> TypeGuard[Answering]:
    return screen is not None and _are_answering(type(screen))


@cache
def _are_answering(kind: type[Screen[object]]) -> bool:
    return issubclass(kind, Answering)  # looking for methods takes longer than many a key


def _collect_garbage() -> None:
    """Look for garbage from now on, should that have been put off for the start; never among what the start has made, which stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
