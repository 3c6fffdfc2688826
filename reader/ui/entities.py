"""The entities of a folder as lines: counted some at a time, each with its mentions in all documents when they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, islice

from reader.core.anchor import context_of
from reader.core.annotation import Annotation, Claim, Entity
from reader.core.records import Records, Use
from reader.core.state import State
from reader.paint.outline import UNREADABLE
from reader.paint.runs import name_of
from reader.ui.narrowing import Narrowing
from reader.ui.panes.listing import Line, Lines

AROUND = 120
"""Code points on either side of a mention that are shown at the most."""


class Order(Enum):
    """What entities are sorted by."""

    NAME = "name"
    MENTIONS = "mentions"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mentions an entity has, how many claims it makes, and in how many documents."""

    mentions: int
    claims: int
    documents: int

    @property
    def is_used(self) -> bool:
        return self.mentions + self.claims > 0


class Tallies:
    """The tallies of entities, counted some at a time; those ``wanted`` first."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[str, Tally] = {}
        self._left: list[str] = []
        self._wanted: Sequence[str] = ()
        self._counting: tuple[str, Iterator[Use]] | None = None
        self._counts = [0, 0]
        self._documents: set[str] = set()

    def get(self, entity: str) -> Tally | None:
        """The tally of an entity (its id); ``None``: it was not counted yet."""
        return self._known.get(entity)

    def begin(self, entities: Sequence[str]) -> None:
        """Count ``entities`` (their ids) anew."""
        self._known = {}
        self._left = list(reversed(entities))
        self._counting = None

    def forget(self, entities: Sequence[str]) -> None:
        """Count ``entities`` again: something was changed about them. What is being counted is begun anew."""
        if self._counting is not None:
            entities = (*entities, self._counting[0])
            self._counting = None
        for entity in entities:
            self._known.pop(entity, None)
        self._left += entities

    def want(self, entities: Sequence[str]) -> None:
        """Have ``entities`` counted before all others."""
        self._wanted = [entity for entity in entities if entity not in self._known]

    @property
    def is_over(self) -> bool:
        return self._counting is None and not self._left

    def count(self, most: int) -> None:
        """Look at up to ``most`` mentions and claims more."""
        while most > 0 and not self.is_over:
            if self._counting is None:
                self._start()
            if self._counting is None:
                continue
            entity, uses = self._counting
            looked_at = list(islice(uses, most))
            for use in looked_at:
                self._counts[use.is_claim] += 1
                self._documents.add(use.document)
            if len(looked_at) < most:
                self._known[entity] = Tally(self._counts[0], self._counts[1], len(self._documents))
                self._counting = None
            most -= len(looked_at) + 1

    def _start(self) -> None:
        wanted = next((entity for entity in self._wanted if entity not in self._known), None)
        entity = self._left.pop() if wanted is None else wanted
        if entity not in self._known:
            self._counting = (entity, self._records.uses_of(entity))
            self._counts, self._documents = [0, 0], set()


class EntityLines(Lines):
    """A line for each entity whose names hold the words that the list is narrowed to, in an order. ``marked`` are ids."""

    def __init__(self, records: Records, tallies: Tallies) -> None:
        super().__init__()
        self._records = records
        self._tallies = tallies
        self._ids: list[str] = []
        self._narrowing = Narrowing()
        self.marked: dict[str, None] = {}
        self.order = Order.NAME

    def __len__(self) -> int:
        return len(self._narrowing)

    def __getitem__(self, place: int) -> Line:
        id = self._ids[self._narrowing[place]]
        entity = self._records.entity(id)
        if entity is None:
            return Line("removed", id)
        is_marked = id in self.marked
        return Line(
            entity.name or "(no name)", id, _told(entity, self._tallies.get(id)), "✓" if is_marked else "●", f"mention.{entity.label}"
        )

    def place_of(self, value: str) -> int | None:
        return next((place for place in range(len(self)) if self._ids[self._narrowing[place]] == value), None)

    @property
    def text(self) -> str:
        """The words that the list is narrowed to."""
        return self._narrowing.text

    @property
    def count(self) -> int:
        """How many entities there are, shown or not."""
        return len(self._ids)

    def list(self, entities: Sequence[Entity]) -> None:
        """Show ``entities``, which are in the order of their names, in the order that is wanted."""
        match self.order:
            case Order.MENTIONS:
                entities = sorted(entities, key=lambda entity: -_mentions(self._tallies.get(entity.id)))
            case Order.TYPE:
                entities = sorted(entities, key=lambda entity: entity.label)
            case Order.NAME:
                pass
        text, self._narrowing = self._narrowing.text, Narrowing()
        self._ids = [entity.id for entity in entities]
        self._narrowing.add([names_to_narrow(entity) for entity in entities])
        self._narrowing.narrow(text)

    def narrow(self, text: str) -> None:
        """Show only the entities whose names or aliases hold the words of ``text``."""
        self._narrowing.narrow(text)


@dataclass(frozen=True, slots=True)
class ContextLine(Line):
    """A line whose text stands between what was written ``before`` and ``after`` it."""

    before: str = ""
    after: str = ""


class UseLines(Lines):
    """An entity's aliases and references, then its mentions and claims under the documents in which they are.

    Each line is made when it comes into sight. ``path_of`` gives a document's path by its id; the open one comes first.
    """

    def __init__(self, entity: Entity | None, uses: Sequence[Use], state: State, path_of: Callable[[str], str]) -> None:
        super().__init__()
        self._state = state
        self.entity = entity
        self.marked: dict[str, None] = {}
        self._heads = [Line(text) for text in _facts(entity)] if entity else []
        self._rows: list[Line | Use] = [*self._heads]
        self._places: dict[str, int] = {}
        paths = {document: path_of(document) for document in {use.document for use in uses}}
        here = state.document.id
        ordered = sorted(uses, key=lambda use: (use.document != here, paths[use.document], use.document, use.start, use.id))
        for document, together in groupby(ordered, key=lambda use: use.document):
            listed = list(together)
            self._rows.append(Line(paths[document] or "an article that is no longer here", side=f"{len(listed):,}"))
            for use in listed:
                self._places[use.id] = len(self._rows)
                self._rows.append(use)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int) -> Line:
        row = self._rows[place]
        return self._line(row) if isinstance(row, Use) else row

    def place_of(self, value: str) -> int | None:
        return self._places.get(value)

    def document_of(self, value: str) -> str | None:
        """The document (its id) of a mention or claim (its id)."""
        row = self._rows[self._places[value]] if value in self._places else None
        return row.document if isinstance(row, Use) else None

    @property
    def count(self) -> int:
        """How many mentions and claims are listed."""
        return len(self._places)

    def _line(self, use: Use) -> Line:
        annotation = self._state.records.annotation(use.id)
        if annotation is None:
            return Line(UNREADABLE, use.id, glyph="?", name="orphan")
        before, quote, after = _context(annotation, self._state)
        glyph = "✓" if use.id in self.marked else "◆" if isinstance(annotation.body, Claim) else "●"
        return ContextLine(quote, use.id, glyph=glyph, name=name_of(annotation, self._state.records), before=before, after=after)


def names_to_narrow(entity: Entity) -> str:
    """All that an entity is found by."""
    return " ".join((entity.name, *entity.aliases)).replace("\0", " ")


def _told(entity: Entity, tally: Tally | None) -> str:
    """Type and tally of an entity, as its line has it at the right."""
    if tally is None:
        return f"{entity.label} …"
    parts = [f"●{tally.mentions:,}", f"◆{tally.claims:,}" if tally.claims else "", f"▤{tally.documents:,}" if tally.documents > 1 else ""]
    return " ".join([entity.label, *(part for part in parts if part)]) if tally.is_used else f"{entity.label} unused"


def _mentions(tally: Tally | None) -> int:
    return tally.mentions if tally is not None else -1


def _facts(entity: Entity) -> Iterator[str]:
    if entity.aliases:
        yield f"also {', '.join(entity.aliases)}"
    if entity.references:
        yield " ".join(entity.references)


def _context(annotation: Annotation, state: State) -> tuple[str, str, str]:
    """What stands before a mention or claim, its words, and what stands after: where it is now, else where it was marked."""
    mark = state.marks.get(annotation.id) if annotation.document == state.document.id else None
    if mark is not None:
        text = state.document.text
        before, after = context_of(text, mark.hull, AROUND)
        return before, mark.hull.of(text), after
    first = annotation.targets[0]
    return first.prefix, " … ".join(target.quote for target in annotation.targets), first.suffix
