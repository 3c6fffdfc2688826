"""The label set: what kinds of claims, types of entities, verdicts and relations there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reader.core.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Label:
    """One choice. ``name`` is stored and exported, ``title`` is shown, ``letter`` chooses it from the keyboard.

    ``color`` (as the terminal's themes write colours) and ``glyph`` (one cell) are how its marks look; empty: as the theme has it.
    ``guidelines`` say when it is chosen, ``examples`` show it.
    """

    name: str
    title: str
    letter: str
    description: str = ""
    color: str = ""
    glyph: str = ""
    guidelines: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationKind(Label):
    """A kind of relation. ``sources`` and ``targets`` are what it may join: types of annotations (``claim``, …); empty: all."""

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def joins(self, source: str, target: str) -> bool:
        """Whether it may lead from an annotation of the type ``source`` to one of the type ``target``."""
        return (not self.sources or source in self.sources) and (not self.targets or target in self.targets)


class AttributeKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that can be said of annotations of the types ``on`` (empty: of all). ``choices`` are what a CHOICE is chosen from."""

    name: str
    title: str
    kind: AttributeKind
    choices: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """All choices of a project. The first claim kind is what a new claim gets; the first entity type is what an author gets."""

    claim_kinds: tuple[Label, ...]
    entity_types: tuple[Label, ...]
    verdicts: tuple[Label, ...]
    relation_kinds: tuple[RelationKind, ...]
    attributes: tuple[Attribute, ...] = ()

    def entity_type(self, name: str) -> Label | None:
        return next((label for label in self.entity_types if label.name == name), None)


SECTIONS = ("claim_kinds", "entity_types", "verdicts", "relation_kinds")
KEYS = ("name", "title", "letter", "description")


class SchemeError(ConfigError):
    """A mistake in a scheme. ``path`` leads to it in the parsed table (keys, and indexes from 0), ``what`` says what it is."""

    def __init__(self, where: str, path: tuple[str | int, ...], what: str) -> None:
        super().__init__(f"{where}: {'.'.join(map(str, path))}: {what}")
        self.path = path
        self.what = what


def scheme_from(table: Mapping[str, object], where: str) -> Scheme:
    """The scheme that a parsed TOML table spells: an array of tables per section, each with name, letter, perhaps title and description.

    ``SchemeError`` names ``where`` and the entry at fault: a section missing or empty, a key unknown, a name or letter twice.
    """
    for section in table:
        if section not in SECTIONS:
            raise SchemeError(where, (section,), f"“{section}” is not a section of a scheme; there are {', '.join(SECTIONS)}.")
    kinds, types, verdicts, relations = (_labels(table.get(section), section, where) for section in SECTIONS)
    return Scheme(kinds, types, verdicts, tuple(RelationKind(r.name, r.title, r.letter, r.description) for r in relations))


def _labels(entries: object, section: str, where: str) -> tuple[Label, ...]:
    if not isinstance(entries, list) or not entries:
        raise SchemeError(where, (section,), f"give at least one entry, begun with [[{section}]].")
    labels: list[Label] = []
    for number, entry in enumerate(entries):
        label = _label(entry, (section, number), where)
        for key, value, others in (
            ("name", label.name, [other.name for other in labels]),
            ("letter", label.letter, [other.letter for other in labels]),
        ):
            if value in others:
                raise SchemeError(where, (section, number, key), f"the {key} “{value}” stands twice in {section}; give this entry another.")
        labels.append(label)
    return tuple(labels)


def _label(entry: object, path: tuple[str | int, ...], where: str) -> Label:
    if not isinstance(entry, dict):
        raise SchemeError(where, path, "an entry must be a table with name and letter.")
    for key, value in entry.items():
        if key not in KEYS:
            raise SchemeError(where, (*path, key), f"“{key}” is not a key of an entry; there are {', '.join(KEYS)}.")
        if not isinstance(value, str):
            raise SchemeError(where, (*path, key), f"“{key}” must be text in quotes.")
    name, letter = entry.get("name", ""), entry.get("letter", "")
    if not name.strip():
        raise SchemeError(where, (*path, "name"), "give the entry a name.")
    if len(letter) != 1 or not letter.isprintable() or letter.isspace():
        raise SchemeError(where, (*path, "letter"), "“letter” must be one character, the key that chooses the entry.")
    return Label(name, entry.get("title") or name, letter, entry.get("description", ""))
