"""The label set: what kinds of claims, types of entities, verdicts and relations there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.core.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Label:
    """One choice. ``name`` is stored and exported, ``title`` is shown, ``letter`` chooses it from the keyboard."""

    name: str
    title: str
    letter: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """All choices of a project. The first claim kind is what a new claim gets; the first entity type is what an author gets."""

    claim_kinds: tuple[Label, ...]
    entity_types: tuple[Label, ...]
    verdicts: tuple[Label, ...]
    relation_kinds: tuple[Label, ...]

    def entity_type(self, name: str) -> Label | None:
        return next((label for label in self.entity_types if label.name == name), None)


SECTIONS = ("claim_kinds", "entity_types", "verdicts", "relation_kinds")


def scheme_from(table: Mapping[str, object], where: str) -> Scheme:
    """The scheme that a parsed TOML table spells: an array of tables per section, each with name, letter, perhaps title and description.

    ``ConfigError`` names ``where`` and the key at fault: a section missing or empty, a key unknown, a name or letter twice.
    """
    unknown = sorted(set(table) - set(SECTIONS))
    if unknown:
        raise ConfigError(f"{where}: “{unknown[0]}” is not a section of a scheme; there are {', '.join(SECTIONS)}.")
    return Scheme(*(_labels(table.get(section), f"{where}: {section}") for section in SECTIONS))


def _labels(entries: object, where: str) -> tuple[Label, ...]:
    if not isinstance(entries, list) or not entries:
        raise ConfigError(f"{where}: give at least one [[…]] entry.")
    labels = tuple(_label(entry, f"{where}[{number}]") for number, entry in enumerate(entries))
    for part, values in (("name", [label.name for label in labels]), ("letter", [label.letter for label in labels])):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise ConfigError(f"{where}: the {part} “{twice}” stands twice.")
    return labels


def _label(entry: object, where: str) -> Label:
    if not isinstance(entry, dict):
        raise ConfigError(f"{where}: must be a table with name and letter.")
    for key, value in entry.items():
        if key not in ("name", "title", "letter", "description"):
            raise ConfigError(f"{where}: “{key}” is not a key of a label; there are name, title, letter, description.")
        if not isinstance(value, str):
            raise ConfigError(f"{where}: “{key}” must be text in quotes.")
    name, letter = entry.get("name", ""), entry.get("letter", "")
    if not name:
        raise ConfigError(f"{where}: give it a name.")
    if len(letter) != 1 or not letter.isprintable() or letter.isspace():
        raise ConfigError(f"{where}: “letter” must be one character.")
    return Label(name, entry.get("title") or name, letter, entry.get("description", ""))
