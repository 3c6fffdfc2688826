"""The label set as a parsed TOML table spells it, and every mistake in that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from unicodedata import category, east_asian_width

from reader.core.errors import ConfigError
from reader.core.scheme import ANNOTATION_TYPES, Attribute, AttributeKind, Label, RelationKind, Scheme
from reader.core.visible import visible

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and indexes into arrays (from 0)."""

_L = TypeVar("_L", bound=Label)

SECTIONS = ("claim_kinds", "entity_types", "verdicts", "relation_kinds")
"""What every scheme has entries of."""

LONGEST_NAME, LONGEST_LINE = 60, 200
"""Characters of a name, title, value or choice, and of a description or an example."""

COLOR = re.compile("#[0-9a-fA-F]{6}")

_UNSURE_OF_WIDTH = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d37f]")
"""Vowels that are drawn into the letter before, and signs that are two cells wide since Unicode 16."""

EXPLAIN = "?"
"""The letter that is no entry's: it explains them all."""

_LABEL_KEYS = ("name", "letter", "title", "description", "guidelines", "examples", "color", "glyph", "same_as")
_RELATION_KEYS = (*_LABEL_KEYS, "from", "to")
_ATTRIBUTE_KEYS = ("name", "kind", "title", "description", "choices", "on")

_KINDS = ", ".join(f'"{kind.value}"' for kind in AttributeKind)


class SchemeError(ConfigError):
    """A mistake in a scheme. ``path`` leads to it in the parsed table (keys, and indexes from 0), ``what`` says what it is."""

    def __init__(self, where: str, path: Path, what: str) -> None:
        super().__init__(f"{where}: {'.'.join(map(str, path))}: {what}")
        self.path = path
        self.what = what


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong at ``path``, with what to do about it."""

    path: Path
    what: str


Shipped: TypeAlias = Callable[[str], Scheme | None]
"""Gives the scheme of a name that the program brings along."""


def no_schemes(_: str) -> Scheme | None:
    """Where there are no schemes to build on."""
    return None


def scheme_from(table: Mapping[str, object], where: str, shipped: Shipped = no_schemes) -> Scheme:
    """The scheme that ``table`` spells. ``SchemeError`` names ``where`` and the first entry at fault."""
    scheme, mistakes = read_scheme(table, shipped)
    if mistakes:
        raise SchemeError(where, mistakes[0].path, mistakes[0].what)
    return scheme


def read_scheme(table: Mapping[str, object], shipped: Shipped = no_schemes) -> tuple[Scheme, tuple[Mistake, ...]]:
    """The scheme that ``table`` spells, and all that is wrong with it; the scheme is good only when nothing is.

    There is an array of tables per section, each entry with name and letter. With ``base``, the sections that are missing are those of
    that ``shipped`` scheme.
    """
    reading = _Reading()
    base = _base(table, shipped, reading)
    for key in table:
        if key not in (*SECTIONS, "attributes", "base"):
            what = f"“{key}” is not a section of a scheme; there are {', '.join((*SECTIONS, 'attributes'))}, and the key base."
            reading.mistake((key,), what)
    needed = base is None and "base" not in table
    kinds, types, verdicts = (_labels(table, section, reading, needed=needed) for section in SECTIONS[:3])
    relations = _relation_kinds(table, reading, needed=needed)
    attributes = _attributes(table, reading)
    if base is None:
        return Scheme(kinds, types, verdicts, relations, attributes), tuple(reading.mistakes)
    scheme = Scheme(
        kinds or base.claim_kinds,
        types or base.entity_types,
        verdicts or base.verdicts,
        relations or base.relation_kinds,
        attributes if "attributes" in table else base.attributes,
    )
    return scheme, tuple(reading.mistakes)


class _Reading:
    """The mistakes that were met so far, and how values are taken out of tables: a wrong one is noted, and taken as missing."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def mistake(self, path: Path, what: str) -> None:
        self.mistakes.append(Mistake(path, what))

    def entries(self, table: Mapping[str, object], section: str, *, needed: bool) -> list[tuple[Path, dict[str, object]]]:
        """The tables of a section with their paths."""
        if section not in table and not needed:
            return []
        entries = table.get(section)
        if not isinstance(entries, list) or not entries:
            self.mistake((section,), f"give at least one entry, begun with [[{section}]].")
            return []
        found: list[tuple[Path, dict[str, object]]] = []
        for number, entry in enumerate(entries):
            if isinstance(entry, dict):
                found.append(((section, number), entry))
            else:
                self.mistake((section, number), f"an entry must be a table with its own name; begin it with [[{section}]].")
        return found

    def keys(self, entry: Mapping[str, object], path: Path, keys: Sequence[str]) -> None:
        """Note the keys of ``entry`` that are none of ``keys``."""
        for key in entry:
            if key not in keys:
                self.mistake((*path, key), f"“{key}” is not a key of an entry; there are {', '.join(keys)}.")

    def text(self, entry: Mapping[str, object], path: Path, key: str, longest: int | None = LONGEST_LINE) -> str:
        """The text under ``key``, empty when there is none. ``longest`` ``None``: of any length, and of several lines."""
        return self.checked(entry.get(key, ""), (*path, key), key, longest)

    def checked(self, value: object, path: Path, key: str, longest: int | None) -> str:
        if not isinstance(value, str):
            self.mistake(path, f"“{key}” must be text in quotes.")
            return ""
        text = value if longest is not None else value.replace("\n", "").replace("\t", "")
        if not text.isprintable() and (visible(text) != text or "\n" in text or "\t" in text):
            self.mistake(path, f"“{key}” holds a control character or one that cannot be seen; take it out.")
            return ""
        if longest is not None and len(text) > longest:
            self.mistake(path, f"“{key}” is {len(text)} characters long; say it in {longest}.")
            return ""
        return value.strip()

    def texts(self, entry: Mapping[str, object], path: Path, key: str, longest: int = LONGEST_LINE) -> tuple[str, ...]:
        """The list of texts under ``key``, empty when there is none."""
        values = entry.get(key, [])
        if not isinstance(values, list):
            self.mistake((*path, key), f"“{key}” must be a list of texts in quotes, in brackets.")
            return ()
        found: list[str] = []
        for number, value in enumerate(values):
            count = len(self.mistakes)
            text = self.checked(value, (*path, key, number), key, longest)
            if not text and len(self.mistakes) == count:
                self.mistake((*path, key, number), f"“{key}” holds an empty text; write something or take it out.")
            elif text in found:
                self.mistake((*path, key, number), f"“{text}” stands twice in “{key}”; once will do.")
            elif text:
                found.append(text)
        return tuple(found)

    def types(self, entry: Mapping[str, object], path: Path, key: str) -> tuple[str, ...]:
        """The types of annotations under ``key``; none: all of them."""
        named = self.texts(entry, path, key)
        for number, name in enumerate(named):
            if name not in ANNOTATION_TYPES:
                what = f"there are no annotations of the type “{name}”; there are {', '.join(ANNOTATION_TYPES)}."
                self.mistake((*path, key, number), what)
        if entry.get(key) == []:
            self.mistake((*path, key), f"“{key}” is empty; name types of annotations, or leave the key out, which means all of them.")
        return named

    def name(self, entry: Mapping[str, object], path: Path) -> str:
        count = len(self.mistakes)
        name = self.text(entry, path, "name", LONGEST_NAME)
        if not name and len(self.mistakes) == count:
            self.mistake((*path, "name"), "give the entry a name.")
        return name

    def once(self, key: str, values: Iterable[tuple[Path, str]]) -> None:
        """Note each of ``values`` (with the paths of their entries) that stands twice."""
        seen: set[str] = set()
        for path, value in values:
            if value and value in seen:
                self.mistake((*path, key), f"the {key} “{value}” stands twice in {path[0]}; give this entry another.")
            seen.add(value)


def _base(table: Mapping[str, object], shipped: Shipped, reading: _Reading) -> Scheme | None:
    if "base" not in table:
        return None
    count = len(reading.mistakes)
    name = reading.text(table, (), "base", LONGEST_NAME)
    base = shipped(name)
    if base is None and len(reading.mistakes) == count:
        reading.mistake(("base",), f"there is no scheme “{name}” to build on; “reader scheme list” tells which there are.")
    return base


def _labels(table: Mapping[str, object], section: str, reading: _Reading, *, needed: bool) -> tuple[Label, ...]:
    found = []
    for path, entry in reading.entries(table, section, needed=needed):
        reading.keys(entry, path, _LABEL_KEYS)
        found.append((path, _label(entry, path, reading)))
    return _different(found, reading)


def _relation_kinds(table: Mapping[str, object], reading: _Reading, *, needed: bool) -> tuple[RelationKind, ...]:
    found = []
    for path, entry in reading.entries(table, SECTIONS[3], needed=needed):
        reading.keys(entry, path, _RELATION_KEYS)
        of = _label(entry, path, reading)
        sources, targets = reading.types(entry, path, "from"), reading.types(entry, path, "to")
        words = (of.name, of.title, of.letter, of.description, of.color, of.glyph, of.guidelines, of.examples)
        found.append((path, RelationKind(*words, sources, targets, same_as=of.same_as)))
    return _different(found, reading)


def _different(found: Sequence[tuple[Path, _L]], reading: _Reading) -> tuple[_L, ...]:
    reading.once("name", [(path, label.name) for path, label in found])
    reading.once("letter", [(path, label.letter) for path, label in found])
    return tuple(label for _, label in found)


def _label(entry: Mapping[str, object], path: Path, reading: _Reading) -> Label:
    name = reading.name(entry, path)
    return Label(
        name,
        reading.text(entry, path, "title", LONGEST_NAME) or name,
        _letter(entry, path, reading),
        reading.text(entry, path, "description"),
        _color(entry, path, reading),
        _glyph(entry, path, reading),
        reading.text(entry, path, "guidelines", None),
        reading.texts(entry, path, "examples"),
        same_as=_same_as(entry, path, reading),
    )


def _letter(entry: Mapping[str, object], path: Path, reading: _Reading) -> str:
    letter = entry.get("letter", "")
    if not isinstance(letter, str):
        reading.mistake((*path, "letter"), "“letter” must be text in quotes.")
    elif len(letter) != 1 or not letter.isprintable() or letter.isspace() or visible(letter) != letter:
        reading.mistake((*path, "letter"), "“letter” must be one character, the key that chooses the entry.")
    elif letter == EXPLAIN:
        reading.mistake((*path, "letter"), f"“{EXPLAIN}” explains the entries; give this one another letter.")
    else:
        return letter
    return ""


def _color(entry: Mapping[str, object], path: Path, reading: _Reading) -> str:
    count = len(reading.mistakes)
    color = reading.text(entry, path, "color")
    if len(reading.mistakes) == count and "color" in entry and not COLOR.fullmatch(color):
        reading.mistake((*path, "color"), f"“{color}” is no colour; write red, green and blue as six hexadecimal digits: #1f7a1f.")
    return color.lower()


def _glyph(entry: Mapping[str, object], path: Path, reading: _Reading) -> str:
    count = len(reading.mistakes)
    glyph = reading.text(entry, path, "glyph")
    if len(reading.mistakes) == count and "glyph" in entry and not is_glyph(glyph):
        reading.mistake((*path, "glyph"), "“glyph” must be one character that is one cell wide, such as ◆ or %.")
    return glyph


def is_glyph(text: str) -> bool:
    """Whether ``text`` is one letter, digit or sign that terminals draw in one cell."""
    if len(text) != 1 or category(text)[0] not in "LNPS" or visible(text) != text:
        return False
    return east_asian_width(text) not in ("W", "F") and not _UNSURE_OF_WIDTH.match(text)


def _same_as(entry: Mapping[str, object], path: Path, reading: _Reading) -> tuple[tuple[str, str], ...]:
    table = entry.get("same_as", {})
    if not isinstance(table, dict):
        reading.mistake((*path, "same_as"), '“same_as” must be a table of schemes and their labels: { conll4 = "PER" }.')
        return ()
    pairs = []
    for scheme in table:
        count = len(reading.mistakes)
        label = reading.text(table, (*path, "same_as"), scheme, LONGEST_NAME)
        if not label and len(reading.mistakes) == count:
            reading.mistake((*path, "same_as", scheme), f"name the label of the scheme “{scheme}”, or take the key out.")
        pairs.append((scheme, label))
    return tuple(sorted(pairs))


def _attributes(table: Mapping[str, object], reading: _Reading) -> tuple[Attribute, ...]:
    found = []
    for path, entry in reading.entries(table, "attributes", needed=False):
        reading.keys(entry, path, _ATTRIBUTE_KEYS)
        name = reading.name(entry, path)
        title = reading.text(entry, path, "title", LONGEST_NAME) or name
        kind = _attribute_kind(entry, path, reading)
        choices = reading.texts(entry, path, "choices", LONGEST_NAME)
        if kind is AttributeKind.CHOICE and "choices" not in entry:
            reading.mistake(path, f'“{name}” is a choice without choices; add choices = ["…", "…"].')
        elif kind is AttributeKind.CHOICE and entry["choices"] == []:
            reading.mistake((*path, "choices"), f"“{name}” is a choice without choices; name at least one.")
        elif kind not in (AttributeKind.CHOICE, None) and "choices" in entry:
            reading.mistake((*path, "choices"), f'only a choice has choices; make it kind = "choice", or take them away from “{name}”.')
        on, description = reading.types(entry, path, "on"), reading.text(entry, path, "description")
        found.append((path, Attribute(name, title, kind or AttributeKind.TEXT, choices, on, description)))
    reading.once("name", [(path, attribute.name) for path, attribute in found])
    return tuple(attribute for _, attribute in found)


def _attribute_kind(entry: Mapping[str, object], path: Path, reading: _Reading) -> AttributeKind | None:
    kind = entry.get("kind")
    if isinstance(kind, str) and kind in list(AttributeKind):
        return AttributeKind(kind)
    reading.mistake((*path, "kind"), f"say what is filled in: “kind” is one of {_KINDS}.")
    return None
