"""Whether two entities are one: offered by surname, first name or acronym, and said by the reader at a mention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.commands.command import Context
from reader.commands.registry import reassign
from reader.core.annotation import Annotation, Entity, Mention
from reader.core.namesakes import ACRONYM, EXACT, stands_for
from reader.core.records import Records
from reader.core.short_names import Candidate
from reader.core.state import State
from reader.core.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """That the ``entity`` of a mention (its id) may be the ``other`` one, by which ``rule``. Never taken without being asked."""

    mention: str
    entity: Entity
    other: Entity
    rule: str


def offer_for(state: State, mention: Annotation) -> Offer | None:
    """The one entity that the name of ``mention``'s may be short for: one that the document mentions, else one of the folder.

    ``None`` where there is none, or more than one, and for an entity with references: it has been worked on.
    """
    entity = _entity(state, mention)
    if entity is None or entity.references:
        return None
    found = _candidates(state, entity)
    here = [candidate for candidate in found if state.marks.count(candidate.entity)]
    only = _only(entity, here or found)
    other = state.records.entity(only.entity) if only else None
    return Offer(mention.id, entity, other, only.likely.rule) if only and other else None


def likeliest(state: State, mention: Annotation) -> list[Entity]:
    """All other entities for ``mention`` to be of: those that its name may be short for, those that share a word, those of the document.

    Of either, those of the document come first; the rest follow by name.
    """
    entity = _entity(state, mention)
    if entity is None:
        return []
    quotes = [target.quote for target in mention.targets]
    return likeliest_names(state.records, entity, quotes, lambda other: state.marks.count(other.id) > 0)


def likeliest_names(
    records: Records, entity: Entity, quotes: Iterable[str] = (), is_near: Callable[[Entity], bool] = lambda _: False
) -> list[Entity]:
    """All other entities for ``entity``, also called ``quotes``, to be one with, as :func:`likeliest`; ``is_near``: comes before others."""
    found = {candidate.entity for candidate in records.candidates(entity.name)}
    sharing = {id for name in (entity.name, *entity.aliases, *quotes) for id in records.sharing(name)}
    others = (other for other in records.entities() if other.id != entity.id)
    return sorted(others, key=lambda other: (other.id not in found, other.id not in sharing, not is_near(other)))


def same_as(state: State, context: Context, mention: Annotation, other: Entity, *, only_here: bool) -> Transaction | None:
    """Makes ``mention`` one of the entity ``other``; unless ``only_here``, with all that the document says of the entity that it was of.

    That one, when nothing is left of it, is forgotten, and its names are the other's.
    """
    entity = _entity(state, mention)
    if entity is None:
        return None
    ids = [mention.id] if only_here else [mention.id, *_uses_here(state, entity)]
    transaction = reassign(state.records, context, entity, ids, other)
    return replace(transaction, document=state.document.id, offset=_start(state, mention)) if transaction else None


def count_here(state: State, entity: Entity) -> int:
    """How many mentions of an entity the document has, and claims that it makes there."""
    return sum(1 for _ in _uses_here(state, entity))


def question(offer: Offer) -> str:
    """The question that an offer asks."""
    return f"Is {offer.entity.name} {offer.other.name} ({rule_of(offer)})?"


def rule_of(offer: Offer) -> str:
    """Why an offer is made, in a few words."""
    if offer.rule != EXACT:
        return offer.rule
    return "same name" if offer.other.label == offer.entity.label else f"same name, {offer.other.label}"


def _entity(state: State, mention: Annotation) -> Entity | None:
    return state.records.entity(mention.body.entity) if isinstance(mention.body, Mention) else None


def _candidates(state: State, entity: Entity) -> list[Candidate]:
    """What ``entity`` may be, but for people of another type: a surname says nothing of a place."""
    found = (candidate for candidate in state.records.candidates(entity.name) if candidate.entity != entity.id)
    return [c for c in found if c.likely.rule in (EXACT, ACRONYM) or _is_of(state, c.entity, entity.label)]


def _is_of(state: State, id: str, label: str) -> bool:
    known = state.records.entity(id)
    return known is not None and known.label == label


def _only(entity: Entity, found: Sequence[Candidate]) -> Candidate | None:
    """The one of ``found``; of several, the fullest where the others are only shorter writings of its name."""
    if len(found) < 2:
        return next(iter(found), None)
    fullest = stands_for(entity.name, (candidate.likely.name for candidate in found))
    named = [candidate for candidate in found if fullest is not None and candidate.likely.name == fullest.name]
    return named[0] if len(named) == 1 else None


def _uses_here(state: State, entity: Entity) -> Iterator[str]:
    return (use.id for use in state.records.uses_of(entity.id) if use.document == state.document.id)


def _start(state: State, mention: Annotation) -> int:
    mark = state.marks.get(mention.id)
    return mark.hull.start if mark else mention.hull.start
