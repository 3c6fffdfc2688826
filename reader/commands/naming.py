"""Who is who: the entity that a name or handle stands for, found or made."""

from __future__ import annotations

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
    names = [name, *_other_names(state, name)]
    known = next((entity for n in names for entity in state.records.entities_named(n) if entity.label == label), None)
    if known is None:
        proper = next((n for n in names if not n.startswith("@")), name)
        aliases = tuple(n for n in names if fold_name(n) != fold_name(proper))
        entity = Entity(context.new_id(), " ".join(proper.split()), label, aliases)
        return entity, [Change(None, entity)]
    missing = tuple(n for n in names if fold_name(n) not in {fold_name(k) for k in (known.name, *known.aliases)})
    if not missing:
        return known, []
    joined = replace(known, aliases=(*known.aliases, *missing))
    return joined, [Change(known, joined)]


def author_of(state: State, context: Context, post: Post) -> tuple[Entity | None, list[Change]]:
    """The entity that wrote ``post``, of whatever type it is known as, with the changes that make it so; ``None`` for a nameless post."""
    name = post.author or post.handle
    if name is None:
        return None, []
    known = next((entity for n in (post.handle, name) if n for entity in state.records.entities_named(n)), None)
    label = known.label if known else context.scheme.entity_types[0].name
    return entity_for(state, context, name, label)


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


def _other_names(state: State, name: str) -> list[str]:
    """The names and handles that the document's posts put beside ``name``."""
    others = []
    for post in state.document.posts:
        if post.author and post.handle:
            if fold_name(name) == fold_name(post.author):
                others.append(post.handle)
            elif fold_name(name) == fold_name(post.handle):
                others.append(post.author)
    return list(dict.fromkeys(others))


def _entities_in(record: object) -> list[str]:
    match record:
        case Annotation(body=Mention(entity=entity)):
            return [entity]
        case Annotation(body=Claim(claimant=str(entity))):
            return [entity]
        case _:
            return []
