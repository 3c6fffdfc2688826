"""Who is who: the entity that a name or handle stands for, found or made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.commands.command import Context
from reader.core.annotation import Annotation, Claim, Entity, Mention
from reader.core.document import Post
from reader.core.records import Records, fold_name
from reader.core.state import State
from reader.core.transaction import Change


def entity_for(state: State, context: Context, name: str, label: str) -> tuple[Entity, list[Change]]:
    """The entity of type ``label`` that ``name`` stands for, with the changes that make it so.

    A name that is known, by itself or as an alias, is the known entity. A name or handle that a post of the document gives to its
    author stands for the author under both.
    """
    names = (name, *state.document.names_beside(name))
    return _entity(state, context, names, names, label)


def named_too(entity: Entity, changes: list[Change], name: str) -> tuple[Entity, list[Change]]:
    """``entity``, which ``changes`` make or change, with ``name`` among its aliases, unless it has it; and the changes that make it so."""
    if fold_name(name) in {fold_name(known) for known in (entity.name, *entity.aliases)}:
        return entity, changes
    joined = replace(entity, aliases=(*entity.aliases, " ".join(name.split())))
    before = next((change.before for change in changes if change.id == entity.id), entity)
    return joined, [*(change for change in changes if change.id != entity.id), Change(before, joined)]


def author_of(state: State, context: Context, post: Post) -> tuple[Entity | None, list[Change]]:
    """The entity that wrote ``post``, of whatever type it is known as, with the changes that make it so; ``None`` for a nameless post.

    The handle says with certainty who that is, and the name where it goes with no other handle.
    """
    names = tuple(name for name in (post.author, post.handle) if name)
    if not names:
        return None, []
    is_shared = len(names) == 2 and not state.document.names_beside(names[0])
    sought = names[1:] if is_shared else tuple(dict.fromkeys((*reversed(names), *state.document.names_beside(names[0]))))
    known = next((entity for name in sought for entity in state.records.entities_named(name)), None)
    label = known.label if known else context.scheme.entity_types[0].name
    return _entity(state, context, sought, names, label)


def forget_if_unused(records: Records, changes: list[Change]) -> list[Change]:
    """``changes``, and the removal of each entity that they leave without mention or claim and that holds nothing but its name.

    An entity with references has been worked on and stays.
    """
    touched = {change.id for change in changes}
    still_used = {entity for change in changes if change.after for entity in _entities_in(change.after)}
    left = dict.fromkeys(entity for change in changes if change.before for entity in _entities_in(change.before))
    removals = []
    for id in left:
        entity = records.entity(id)
        if entity is None or id in touched or id in still_used or entity.references:
            continue
        if all(user in touched for user in records.user_ids_of(id)):
            removals.append(Change(entity, None))
    return [*changes, *removals]


def missing_names(entity: Entity, names: Iterable[str]) -> tuple[str, ...]:
    """Those of ``names`` that ``entity`` is not known by yet, each once."""
    known, missing = {fold_name(name) for name in (entity.name, *entity.aliases)}, []
    for name in names:
        folded = fold_name(name)
        if folded and folded not in known:
            known.add(folded)
            missing.append(" ".join(name.split()))
    return tuple(missing)


def _entity(state: State, context: Context, sought: Iterable[str], names: Sequence[str], label: str) -> tuple[Entity, list[Change]]:
    """The entity of type ``label`` that is known by the first of ``sought`` that any is known by, else a new one; it has all ``names``."""
    known = next((entity for name in sought if (entity := _known(state, name, label)) is not None), None)
    if known is None:
        proper = next((n for n in names if not n.startswith("@")), names[0])
        entity = Entity(context.new_id(), " ".join(proper.split()), label)
        entity = replace(entity, aliases=missing_names(entity, names))
        return entity, [Change(None, entity)]
    missing = missing_names(known, names)
    if not missing:
        return known, []
    joined = replace(known, aliases=(*known.aliases, *missing))
    return joined, [Change(known, joined)]


def _known(state: State, name: str, label: str) -> Entity | None:
    """The entity of type ``label`` with this name; of several, one that the document mentions, then one whose first name it is."""
    found = [entity for entity in state.records.entities_named(name) if entity.label == label]
    folded = fold_name(name)
    return max(found, key=lambda entity: (state.marks.count(entity.id) > 0, fold_name(entity.name) == folded), default=None)


def _entities_in(record: object) -> list[str]:
    match record:
        case Annotation(body=Mention(entity=entity)):
            return [entity]
        case Annotation(body=Claim(claimant=str(entity))):
            return [entity]
        case _:
            return []
