"""What can be edited about the annotation or post at the caret, as fields, and the transaction that their values make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reader.commands.command import Context
from reader.commands.correcting import edit_post
from reader.commands.naming import entity_for, forget_if_unused, missing_names
from reader.core.annotation import Annotation, Attribution, Claim, Entity, Evidence, Mention, Note, Status, Tag
from reader.core.document import Platform
from reader.core.records import fold_name
from reader.core.scheme import NO, OUTSIDE, YES, AttributeKind, Label, Scheme, type_of
from reader.core.state import State
from reader.core.transaction import Change, Transaction

Values = Mapping[str, str]

ATTRIBUTE = "attribute:"
"""What the names of the fields of attributes begin with."""

MOST_UNKNOWN = 8
"""Attributes that the scheme does not have, or not for such a mark, that a form shows. All are kept."""

REFERENCE = r"Q[1-9]\d{0,17}|https?://[^\s/?#]\S*"
"""What a reference may be: the id of a Wikidata item, or an address on the web."""

ISO_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d.*)?"
"""A day, or finer, as ISO 8601 writes it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. ``choices`` are (value, title) pairs; without them it is free text, of several lines when ``is_long``.

    ``suggestions`` complete free text. An empty value means none; any other must match ``pattern``, a regular expression, if there is one.
    ``about`` says what is meant; ``labels`` explain the choices, those that have one of their name.
    """

    name: str
    title: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    hint: str = ""
    is_long: bool = False
    pattern: str = ""
    about: str = ""
    labels: tuple[Label, ...] = ()

    def accepts(self, value: str) -> bool:
        """Whether ``value`` may be filled in."""
        return not value.strip() or not self.pattern or re.fullmatch(self.pattern, value.strip()) is not None


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one annotation, or of the post when ``annotation`` is ``None``. ``quote`` is what is marked."""

    title: str
    annotation: str | None
    quote: str
    fields: tuple[Field, ...]


def form_at_caret(state: State, context: Context) -> Form | None:
    """The form of the annotation at the caret, else of the post at the caret; ``None`` where there is neither."""
    annotation = state.annotation
    if annotation is not None:
        return form_of(annotation, state, context)
    post = state.post
    if post is None:
        return None
    platforms = tuple((platform.value, platform.value) for platform in Platform)
    fields = (
        Field("platform", "Platform", post.platform.value, platforms),
        Field("author", "Author", post.author or ""),
        Field("handle", "Handle", post.handle or "", hint="@name"),
        Field("date", "Date", post.date or "", hint="YYYY-MM-DD", pattern=ISO_DATE),
    )
    return Form("Post", None, post.body.of(state.document.text), fields)


def form_of(annotation: Annotation, state: State, context: Context) -> Form:
    """The form of ``annotation``."""
    quote = " … ".join(target.quote for target in annotation.targets)
    common = (
        *_attribute_fields(annotation, context.scheme),
        Field("tags", "Tags", ", ".join(annotation.tags), hint="separated by commas"),
        Field("status", "Sure?", annotation.status.value, (("ok", "sure"), ("unsure", "unsure"))),
    )
    match annotation.body:
        case Claim() as claim:
            return Form("Claim", annotation.id, quote, (*_claim_fields(claim, state, context), *common))
        case Mention(entity=id):
            entity = state.records.entity(id)
            return Form("Entity", annotation.id, quote, (*_mention_fields(entity, state, context), *common) if entity else common)
        case Note(text=text):
            return Form("Note", annotation.id, quote, (Field("text", "Note", text, is_long=True), *common))
        case Tag(label=label):
            return Form("Tag", annotation.id, quote, (Field("label", "Tag", label), *common))
        case Evidence(url=url, note=note):
            fields = (Field("url", "Link", url or "", hint="https://…"), Field("note", "Note", note, is_long=True))
            return Form("Evidence", annotation.id, quote, (*fields, *common))


def filled_in(state: State, context: Context, form: Form, values: Values) -> Transaction | None:
    """The transaction that gives the form's annotation or post these values.

    ``None`` when nothing differs, or a field does not accept its value.
    """
    if not all(field.accepts(values[field.name]) for field in form.fields):
        return None
    if form.annotation is None:
        return edit_post(
            state,
            context,
            platform=Platform(values["platform"]),
            author=values["author"].strip() or None,
            handle=_handle(values["handle"]),
            date=values["date"].strip() or None,
        )
    annotation = state.records.annotation(form.annotation)
    if annotation is None:
        return None
    changes: list[Change] = []
    edited = replace(annotation, tags=_list(values["tags"]), status=Status(values["status"]), attributes=_attributes(annotation, values))
    match annotation.body:
        case Claim() as claim:
            body, changes = _claim(claim, state, context, values)
            edited = replace(edited, body=body)
        case Mention(entity=id) if "entity" in values:
            if values["entity"] != id:
                edited = replace(edited, body=Mention(values["entity"]))
            else:
                changes = _entity(id, state, form, values)
        case Note():
            edited = replace(edited, body=Note(values["text"]))
        case Tag():
            edited = replace(edited, body=Tag(values["label"].strip() or annotation.body.label))
        case Evidence():
            edited = replace(edited, body=Evidence(values["url"].strip() or None, values["note"]))
    if edited != annotation:
        edited = replace(edited, provenance=replace(annotation.provenance, modified=context.now))
        changes = forget_if_unused(state.records, [*changes, Change(annotation, edited)])
    if not changes:
        return None
    return Transaction(f"edit {form.title.lower()}", tuple(changes), state.document.id, annotation.hull.start)


def entity_fields(entity: Entity, context: Context) -> tuple[Field, ...]:
    """Name, type, aliases and references as fields."""
    known = "|".join(re.escape(reference) for reference in entity.references)  # an older one need not be given up
    references = " ".join(entity.references)
    types = context.scheme.entity_types
    one = f"(?:{REFERENCE}|{known})" if known else f"(?:{REFERENCE})"
    return (
        name_field(entity),
        Field("label", "Type", entity.label, titles(types, entity.label), labels=types),
        Field("aliases", "Aliases", _listed(entity.aliases), hint="separated by commas; one with a comma in quotes"),
        Field(
            "references",
            "References",
            references,
            hint="Q42 or https://… separated by spaces",
            pattern=rf"{one}(\s+{one})*",
        ),
    )


def filled_entity(entity: Entity, form: Form, values: Values) -> Entity:
    """``entity`` with the values of a form; a field that was left as it was changes nothing, one without a name keeps it."""
    given = {field.name: values[field.name] for field in form.fields if field.name in values and values[field.name] != field.value}
    edited = replace(
        entity,
        name=" ".join(given.get("name", "").split()) or entity.name,
        label=given.get("label", entity.label),
        references=tuple(dict.fromkeys(given["references"].split())) if "references" in given else entity.references,
    )
    if "aliases" in given:
        edited = replace(edited, aliases=())
        edited = replace(edited, aliases=missing_names(edited, _parts(given["aliases"])))
    return edited


def name_field(entity: Entity) -> Field:
    """The name of an entity as a field; it must have one."""
    return Field("name", "Name", entity.name, hint="a name")


def titles(labels: tuple[Label, ...], current: str) -> tuple[tuple[str, str], ...]:
    """The labels to choose from; one that the scheme no longer has stays choosable while it is in use."""
    known = tuple((label.name, label.title) for label in labels)
    return known if not current or any(name == current for name, _ in known) else (*known, (current, f"{current} {OUTSIDE}"))


def _claim_fields(claim: Claim, state: State, context: Context) -> tuple[Field, ...]:
    claimant = state.records.entity(claim.claimant)
    decided = {None: "", True: "yes", False: "no"}[claim.checkworthy]
    kinds, verdicts = context.scheme.claim_kinds, context.scheme.verdicts
    return (
        Field("kind", "Kind", claim.kind, titles(kinds, claim.kind), labels=kinds),
        Field("claimant", "Claimant", claimant.name if claimant else "", suggestions=_names(state), hint="who claims it"),
        Field("attribution", "Attribution", claim.attribution.value, tuple((a.value, a.value) for a in Attribution)),
        Field("checkworthy", "Worth checking", decided, (("", "undecided"), ("yes", "yes"), ("no", "no"))),
        Field("verdict", "Verdict", claim.verdict or "", (("", "none yet"), *titles(verdicts, claim.verdict or "")), labels=verdicts),
        Field("links", "Evidence links", " ".join(claim.links), hint="https://… separated by spaces"),
        Field("note", "Note", claim.note, is_long=True),
    )


def _mention_fields(entity: Entity, state: State, context: Context) -> tuple[Field, ...]:
    others = [other for other in state.records.entities() if other.id != entity.id]
    which = ((entity.id, f"{entity.name} (this one)"), *((other.id, f"{other.name} · {other.label}") for other in others))
    return (Field("entity", "Is", entity.id, which), *entity_fields(entity, context))


def _attribute_fields(annotation: Annotation, scheme: Scheme) -> tuple[Field, ...]:
    """The scheme's attributes for such an annotation, then those that it has besides."""
    said = dict(annotation.attributes)
    fields = []
    for attribute in scheme.attributes:
        if not attribute.is_on(type_of(annotation.body)):
            continue
        value = said.pop(attribute.name, "")
        choices = (YES, NO) if attribute.kind is AttributeKind.YES_NO else attribute.choices
        pairs = (("", "not said"), *((choice, choice) for choice in choices)) if choices else ()
        if pairs and all(value != choice for choice, _ in pairs):
            pairs = (*pairs, (value, f"{value} {OUTSIDE}"))
        fields.append(Field(f"{ATTRIBUTE}{attribute.name}", attribute.title, value, pairs, about=attribute.description))
    besides = list(said.items())[:MOST_UNKNOWN]
    about = f"{OUTSIDE} Kept as it is until you change it."
    return (*fields, *(Field(f"{ATTRIBUTE}{name}", name, value, hint=OUTSIDE, about=about) for name, value in besides))


def _attributes(annotation: Annotation, values: Values) -> tuple[tuple[str, str], ...]:
    """The attributes after the form was filled in: what was emptied is gone, what was left alone or not asked for stays."""
    said = dict(annotation.attributes)
    for field, value in values.items():
        name = field.removeprefix(ATTRIBUTE)
        if name == field or value == said.get(name, ""):
            continue
        said.pop(name, None)
        if value.strip():
            said[name] = value.strip()
    return tuple(sorted(said.items()))


def _claim(claim: Claim, state: State, context: Context, values: Values) -> tuple[Claim, list[Change]]:
    changes: list[Change] = []
    claimant = claim.claimant
    name = " ".join(values["claimant"].split())
    known = state.records.entity(claimant)
    if not name:
        claimant = None
    elif known is None or fold_name(name) != fold_name(known.name):
        namesake = next(iter(state.records.entities_named(name)), None)
        label = namesake.label if namesake else context.scheme.entity_types[0].name
        entity, changes = entity_for(state, context, name, label)
        claimant = entity.id
    body = Claim(
        values["kind"],
        claimant,
        Attribution(values["attribution"]),
        {"": None, "yes": True, "no": False}[values["checkworthy"]],
        values["verdict"] or None,
        values["note"],
        tuple(values["links"].split()),
    )
    return body, changes


def _entity(id: str, state: State, form: Form, values: Values) -> list[Change]:
    entity = state.records.entity(id)
    edited = filled_entity(entity, form, values) if entity else None
    return [Change(entity, edited)] if edited != entity else []


def _names(state: State) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.name for entity in state.records.entities()))


def _list(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))


def _handle(value: str) -> str | None:
    name = value.strip().lstrip("@")
    return f"@{name}" if name else None


def _listed(names: Iterable[str]) -> str:
    """``names`` separated by commas, those that hold one in quotes; :func:`_parts` takes them apart again."""
    return ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' if "," in name or '"' in name else name for name in names)


def _parts(listed: str) -> list[str]:
    import csv  # only when a form is filled in

    rows = csv.reader([" ".join(listed.split())], skipinitialspace=True)
    return [name.strip() for row in rows for name in row if name.strip()]
