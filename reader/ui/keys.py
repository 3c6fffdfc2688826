"""Keys as the toolkit names them and as people read them, made from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import format_key

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Command

_SHORT = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "space": "Space",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
}


def bindings() -> list[Binding]:
    """One binding per command, with its default keys; a command with extending keys has a second one.

    They have priority: a key is carried out when it arrives, not after it has bubbled up, so that keys in a burst keep their order.
    """
    made = []
    for command in COMMANDS:
        made.append(Binding(",".join(command.keys), f"run('{command.name}')", command.title, show=False, priority=True, id=command.name))
        if command.extend_keys:
            keys = ",".join(command.extend_keys)
            made.append(
                Binding(
                    keys, f"extend('{command.name}')", f"{command.title}, selecting", show=False, priority=True, id=f"extend_{command.name}"
                )
            )
    return made


def keys_of(command: Command, keymap: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of ``command`` under the reader's keymap."""
    return keymap.get(command.name, command.keys)


def readable(key: str) -> str:
    """A key's name as a person writes it: ``right_square_bracket`` is ``]``, ``ctrl+r`` is ``Ctrl+R``."""
    if key in _SHORT:
        return _SHORT[key]
    *modifiers, last = key.split("+")
    shown = _SHORT.get(last) or format_key(last)
    if re.fullmatch(r"f\d+", shown):
        shown = shown.upper()
    if not modifiers:
        return shown
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown.upper() if len(shown) == 1 else shown])
