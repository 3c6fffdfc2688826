"""The entities of a folder as a registry: renamed, retyped, merged, split, edited, removed; each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.commands.command import Context
from reader.commands.form import Form, Values, entity_fields, filled_entity, name_field
from reader.commands.naming import forget_if_unused, missing_names
from reader.core.annotation import Annotation, Claim, Entity, Mention
from reader.core.folded_names import fold_name
from reader.core.records import Records
from reader.core.transaction import Change, Transaction

FOLDER = ""
"""The document of a transaction that is about the folder as a whole."""


def rename(records: Records, entity: Entity, name: str) -> Transaction | None:
    """Gives ``entity`` another name; the one that it had becomes an alias, so that it is still found by it.

    ``None`` for a name without letters, and for the one that it has.
    """
    name = " ".join(name.split())
    if not name or records.entity(entity.id) != entity or name == entity.name:
        return None
    aliases = tuple(alias for alias in entity.aliases if fold_name(alias) != fold_name(name))
    renamed = replace(entity, name=name, aliases=aliases)
    renamed = replace(renamed, aliases=(*missing_names(renamed, [entity.name]), *aliases))
    return _in_folder("rename entity", [Change(entity, renamed)])


def retype(records: Records, entities: Iterable[Entity], label: str) -> Transaction | None:
    """Makes ``entities`` ones of the type ``label``; ``None`` when all are."""
    changes = [Change(e, replace(e, label=label)) for e in entities if records.entity(e.id) == e and e.label != label]
    return _in_folder("retype entity" if len(changes) == 1 else "retype entities", changes)


def merge(records: Records, context: Context, kept: Entity, others: Iterable[Entity]) -> Transaction | None:
    """Makes ``others`` one with ``kept``, which keeps its id, name and type and gets their names and references.

    All mentions of them, and the claims that they make, are the kept one's from then on: they are read for that, in whatever document
    they are. ``None`` when there is nobody else among ``others``.
    """
    gone = [entity for entity in {e.id: e for e in others}.values() if entity.id != kept.id and records.entity(entity.id) == entity]
    if not gone or records.entity(kept.id) != kept:
        return None
    joined = _joined(kept, gone)
    changes = [Change(kept, joined)] if joined != kept else []
    changes += [change for entity in gone for user in records.users_of(entity.id) for change in repointed([user], kept.id, context.now)]
    changes += [Change(entity, None) for entity in gone]
    return _in_folder("merge entities", changes)


def split(records: Records, context: Context, entity: Entity, users: Iterable[str], name: str) -> Transaction | None:
    """Makes some ``users`` of ``entity``, mentions and claims by their ids, those of a new entity with this ``name`` and the same type.

    ``None`` for a name without letters, where none of the users is its, and where all are: then a new name is all it takes.
    """
    name, chosen = " ".join(name.split()), _users(records, entity, users)
    if not name or not chosen or len(chosen) == sum(1 for _ in records.user_ids_of(entity.id)):
        return None
    other = Entity(context.new_id(), name, entity.label)
    return _in_folder("split entity", [Change(None, other), *repointed(chosen, other.id, context.now)])


def reassign(records: Records, context: Context, entity: Entity, users: Iterable[str], other: Entity) -> Transaction | None:
    """Makes some ``users`` of ``entity``, mentions and claims by their ids, those of the known entity ``other``.

    What is left without any of them, and holds nothing but names, is forgotten, and ``other`` gets its names.
    """
    chosen = _users(records, entity, users)
    if not chosen or other.id == entity.id or records.entity(other.id) != other:
        return None
    changes = forget_if_unused(records, repointed(chosen, other.id, context.now))
    joined = _joined(other, [entity]) if any(change.id == entity.id for change in changes) else other
    return _in_folder("say who is meant", [*([Change(other, joined)] if joined != other else []), *changes])


def remove(records: Records, entities: Iterable[Entity]) -> Transaction | None:
    """Removes ``entities`` that nothing mentions and that claim nothing; ``None`` when one of them is in use, or there is none."""
    gone = [entity for entity in entities if records.entity(entity.id) == entity]
    if any(next(records.user_ids_of(entity.id), None) is not None for entity in gone):
        return None
    return _in_folder("remove entity" if len(gone) == 1 else "remove entities", [Change(entity, None) for entity in gone])


def form_of_entity(entity: Entity, context: Context) -> Form:
    """The form of an entity: all that is kept of it."""
    return Form("Edit entity", None, entity.name, entity_fields(entity, context))


def rename_form(entity: Entity) -> Form:
    """The form that asks for another name."""
    return Form("Rename entity", None, f"{entity.name} · {entity.label}", (name_field(entity),))


def edit(records: Records, entity: Entity, form: Form, values: Values) -> Transaction | None:
    """Gives ``entity`` the values of its form; ``None`` when nothing differs, or a field does not accept its value."""
    if records.entity(entity.id) != entity or not all(field.accepts(values[field.name]) for field in form.fields):
        return None
    edited = filled_entity(entity, form, values)
    return _in_folder("edit entity", [Change(entity, edited)] if edited != entity else [])


def repointed(users: Iterable[Annotation], entity: str, now: str) -> list[Change]:
    """The changes that make ``users``, mentions and claims, those of another entity (its id)."""
    changes = []
    for user in users:
        body = replace(user.body, claimant=entity) if isinstance(user.body, Claim) else Mention(entity)
        changes.append(Change(user, replace(user, body=body, provenance=replace(user.provenance, modified=now))))
    return changes


def entity_of(annotation: Annotation) -> str | None:
    """The entity (its id) that an annotation mentions, or that claims it; ``None``: none."""
    match annotation.body:
        case Mention(entity=entity):
            return entity
        case Claim(claimant=claimant):
            return claimant
        case _:
            return None


def _joined(kept: Entity, gone: Sequence[Entity]) -> Entity:
    names = missing_names(kept, [name for entity in gone for name in (entity.name, *entity.aliases)])
    references = dict.fromkeys(reference for entity in (kept, *gone) for reference in entity.references)
    return replace(kept, aliases=(*kept.aliases, *names), references=tuple(references))


def _users(records: Records, entity: Entity, ids: Iterable[str]) -> list[Annotation]:
    """Those of the annotations with these ids that mention ``entity`` or that it claims."""
    found = (records.annotation(id) for id in dict.fromkeys(ids))
    return [user for user in found if user is not None and entity_of(user) == entity.id]


def _in_folder(title: str, changes: Sequence[Change]) -> Transaction | None:
    return Transaction(title, tuple(changes), FOLDER, 0) if changes else None
