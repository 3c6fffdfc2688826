"""Marking: claims, entities, notes, tags and evidence on the selection, else on what stands at the caret."""

from __future__ import annotations

from dataclasses import replace

from reader.commands.command import Answers, Choice, Context
from reader.commands.naming import author_of, entity_for, forget_if_unused
from reader.commands.targets import name, selected, sentence
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Body, Claim, Evidence, Mention, Note, Provenance, Tag
from reader.core.span import Span
from reader.core.state import State
from reader.core.transaction import Change, Transaction


def mark_claim(state: State, context: Context, _: Answers) -> Transaction | None:
    """Marks the selection, else the sentence at the caret, as a claim; inside a post its author is the claimant."""
    span = _claimable(state)
    if span is None:
        return None
    changes: list[Change] = []
    claimant = None
    post = state.document.post_at(span.start)
    if post is not None and post.span.covers(span):
        author, changes = author_of(state, context, post)
        claimant = author.id if author else None
    claim = Claim(context.scheme.claim_kinds[0].name, claimant)
    return _transaction("mark claim", state, span, [*changes, added(state, context, span, claim)])


def can_mark_claim(state: State) -> bool:
    """Whether there is something to be claimed at the caret that is not marked as a claim yet."""
    return _claimable(state) is not None


def tag_entity(state: State, context: Context, answers: Answers) -> Transaction | None:
    """Tags the selection, else the name or word at the caret, as an entity of the answered type.

    The same name is the same entity, and a handle joins its author's. Another type on a tagged place changes its type.
    """
    (label,) = answers
    span = selected(state) or name(state)
    if span is None:
        return None
    entity, changes = entity_for(state, context, span.of(state.document.text), label)
    here = next((mark for mark in _exactly_at(state, span) if isinstance(mark.body, Mention)), None)
    if here is None:
        return _transaction("tag entity", state, span, [*changes, added(state, context, span, Mention(entity.id))])
    if here.body == Mention(entity.id):
        return None
    provenance = replace(here.provenance, modified=context.now)
    changes = [*changes, Change(here, replace(here, body=Mention(entity.id), provenance=provenance))]
    return _transaction("retype entity", state, span, forget_if_unused(state.records, changes))


def entity_choices(context: Context) -> tuple[Choice, ...]:
    """The scheme's entity types."""
    return tuple(Choice.of(label) for label in context.scheme.entity_types)


def write_note(state: State, context: Context, answers: Answers) -> Transaction | None:
    """Writes a note on the selection, else on the annotation at the caret, else on the sentence."""
    (text,) = answers
    return _mark("write note", state, context, selected(state) or _annotated(state) or sentence(state), Note(text))


def add_tag(state: State, context: Context, answers: Answers) -> Transaction | None:
    """Puts a free label on the annotation at the caret, else on the selection or the sentence as a tag of its own."""
    (label,) = answers
    annotation = state.annotation
    if annotation is None or not state.selection.is_empty:
        return _mark("add tag", state, context, selected(state) or sentence(state), Tag(label))
    if label in annotation.tags:
        return None
    provenance = replace(annotation.provenance, modified=context.now)
    tagged = replace(annotation, tags=(*annotation.tags, label), provenance=provenance)
    return Transaction("add tag", (Change(annotation, tagged),), state.document.id, annotation.hull.start)


def mark_evidence(state: State, context: Context, _: Answers) -> Transaction | None:
    """Marks the selection, else the sentence at the caret, as evidence."""
    span = selected(state) or sentence(state)
    if span is None or any(isinstance(mark.body, Evidence) for mark in _exactly_at(state, span)):
        return None
    return _mark("mark evidence", state, context, span, Evidence())


def remove(state: State, context: Context, _: Answers) -> Transaction | None:  # noqa: ARG001  # the signature of every edit
    """Removes the annotation at the caret with its relations, and the entity that nothing names any more."""
    annotation = state.annotation
    if annotation is None:
        return None
    relations = [Change(relation, None) for relation in state.records.relations_of(annotation.id)]
    changes = forget_if_unused(state.records, [Change(annotation, None), *relations])
    return Transaction(f"remove {_word_for(annotation.body)}", tuple(changes), state.document.id, annotation.hull.start)


def added(state: State, context: Context, span: Span, body: Body) -> Change:
    """A new annotation; over a gap between posts and paragraphs it still has one target: the words are contiguous."""
    provenance = Provenance(context.creator, context.now, context.now)
    selector = describe(state.document, span)
    return Change(None, Annotation(context.new_id(), state.document.id, (selector,), body, provenance))


def _mark(title: str, state: State, context: Context, span: Span | None, body: Body) -> Transaction | None:
    return None if span is None else _transaction(title, state, span, [added(state, context, span, body)])


def _transaction(title: str, state: State, span: Span, changes: list[Change]) -> Transaction:
    return Transaction(title, tuple(changes), state.document.id, span.start)


def _claimable(state: State) -> Span | None:
    """The selection, else the sentence at the caret, unless just that is a claim already."""
    span = selected(state) or sentence(state)
    if span is None or any(isinstance(mark.body, Claim) for mark in _exactly_at(state, span)):
        return None
    return span


def _annotated(state: State) -> Span | None:
    annotation = state.annotation
    mark = state.marks.get(annotation.id) if annotation else None
    return mark.hull if mark else None


def _exactly_at(state: State, span: Span) -> list[Annotation]:
    found = (state.records.annotation(mark.id) for mark in state.marks.at(span.start) if mark.spans == (span,))
    return [annotation for annotation in found if annotation is not None]


def _word_for(body: Body) -> str:
    return type(body).__name__.lower()
