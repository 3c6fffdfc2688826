"""Marking every occurrence of a name, and refusing some of them, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.commands.command import Context
from reader.commands.naming import entity_for
from reader.commands.targets import name, selected
from reader.core.annotation import Annotation, Entity, Mention, Provenance, Refusal
from reader.core.occurrences import Place
from reader.core.records import Records
from reader.core.state import State
from reader.core.suggestion import Sort
from reader.core.transaction import Change, Transaction

MOST = 8
"""Marks at the caret among which a mention is looked for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose occurrences are wanted: the entity with this id, else the one that ``name`` stands for as a ``label`` (``""``: to be asked)."""

    name: str
    label: str = ""
    entity: str | None = None


def sought(state: State) -> Sought | None:
    """Whose name the selection is, else the suggestion gone to, the mention at the caret, or the name there; ``None``: nobody's."""
    records = state.records
    span = selected(state)
    chosen = state.chosen_suggestion
    if span is None and (chosen is None or chosen.sort is not Sort.MENTION):
        for annotation in state.annotations_at_caret(MOST):
            entity = records.entity(annotation.body.entity) if isinstance(annotation.body, Mention) else None
            if entity is not None:
                return Sought(entity.name, entity.label, entity.id)
        chosen = state.suggestion if state.suggestion is not None and state.suggestion.sort is Sort.MENTION else None
    if span is None and chosen is not None:
        known = records.entity(chosen.entity)
        if known is not None:
            return Sought(known.name, known.label, known.id)
        return Sought(chosen.name or chosen.span.of(state.document.text), chosen.label)
    span = span or name(state)
    if span is None:
        return None
    words = " ".join(span.of(state.document.text).split())
    entity = next(iter(records.entities_named(words)), None)
    return Sought(entity.name, entity.label, entity.id) if entity is not None else Sought(words)


def wanted(state: State, context: Context, who: Sought) -> tuple[Entity, list[Change]]:
    """The entity whose occurrences are ``sought``, with the changes that make it be."""
    known = state.records.entity(who.entity)
    return (known, []) if known is not None else entity_for(state, context, who.name, who.label)


def names_of(entity: Entity) -> tuple[str, ...]:
    """What occurrences of an entity are looked for by, its name first."""
    return (entity.name, *entity.aliases)


def mark_occurrences(
    state: State, context: Context, who: Sought, accepted: Sequence[Place], refused: Sequence[Place]
) -> Transaction | None:
    """A mention on each place that is ``accepted``, whatever refused it before, and a refusal for each that is ``refused`` and was not.

    ``None``: nothing would change.
    """
    records = state.records
    entity, changes = wanted(state, context, who) if accepted else (None, [])
    provenance = Provenance(context.creator, context.now, context.now)
    if entity is not None:
        for place in accepted:
            changes += _taken_back(records, place)
            mark = Annotation(context.new_id(), place.document, (place.target,), Mention(entity.id), provenance)
            changes.append(Change(None, mark))
    for place in refused:
        if place.refusal is None:
            changes.append(Change(None, Refusal(context.new_id(), place.document, place.target, Sort.MENTION, provenance)))
    if not changes:
        return None
    title = f"{'mark' if accepted else 'refuse'} occurrences of {who.name}"
    return Transaction(title, tuple(changes), state.document.id, state.caret)


def _taken_back(records: Records, place: Place) -> list[Change]:
    """The removal of what refused a place."""
    refusal = records.get(place.refusal) if place.refusal else None
    return [Change(refusal, None)] if refusal is not None else []
