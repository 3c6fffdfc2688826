"""Relating: two ends, made where there is no mark yet, joined by a kind of the scheme; changed, turned round and removed again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.commands.command import Context
from reader.commands.linking import web_address
from reader.commands.marking import mark_claim
from reader.commands.naming import author_of, forget_if_unused
from reader.commands.targets import selected
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Attribution, Claim, Evidence, Mention, Provenance, Relation
from reader.core.document import Post
from reader.core.records import Records
from reader.core.scheme import RelationKind, Scheme
from reader.core.span import Span
from reader.core.state import State
from reader.core.transaction import Change, Transaction


@dataclass(frozen=True, slots=True)
class End:
    """An annotation that is to be related. ``made`` are the changes that bring it about; none, when it is kept already."""

    annotation: Annotation
    made: tuple[Change, ...] = ()

    @property
    def type(self) -> str:
        """Its type as schemes and exports name it: ``claim``, ``mention``, ``note``, ``tag`` or ``evidence``."""
        return type_of(self.annotation)


def type_of(annotation: Annotation) -> str:
    """The type of an annotation as schemes and exports name it."""
    return type(annotation.body).__name__.lower()


def first_end(state: State, context: Context) -> End | None:
    """What a relation begins with: what is marked at the selection, else a claim on it; the mark at the caret, else evidence on the post.

    ``None`` where there is none of these.
    """
    span = selected(state)
    if span is not None:
        return _marked_at(state, span) or claim_end(state, context)
    return _at_caret(state, context)


def other_end(state: State, context: Context) -> End | None:
    """What a relation leads to: what is marked at the selection, else evidence on it; the mark at the caret, else evidence on the post.

    ``None`` where there is none of these.
    """
    span = selected(state)
    if span is not None:
        return _marked_at(state, span) or _evidence(state, context, span)
    return _at_caret(state, context)


def claim_end(state: State, context: Context) -> End | None:
    """A new claim on the selection, else on the sentence at the caret, as marking makes it; ``None`` when just that is one already."""
    transaction = mark_claim(state, context, ())
    made = transaction.changes[-1].after if transaction else None
    return End(made, transaction.changes) if transaction and isinstance(made, Annotation) else None


def post_end(state: State, context: Context, post: Post) -> End:
    """The evidence on what a post of the open document says, made if there is none."""
    span = post.span if post.body.is_empty else post.body
    return _marked_at(state, span, Evidence) or _evidence(state, context, span)


def mark_end(records: Records, annotation: str) -> End | None:
    """The annotation with this id; ``None`` when there is none any more."""
    found = records.annotation(annotation)
    return End(found) if found else None


def web_end(near: End, context: Context, address: str) -> End | None:
    """Evidence at ``address`` on the very words of ``near``; ``None`` when that is no ``http`` or ``https`` URL."""
    url = web_address(address)
    if url is None:
        return None
    provenance = Provenance(context.creator, context.now, context.now)
    annotation = Annotation(context.new_id(), near.annotation.document, near.annotation.targets, Evidence(url), provenance)
    return End(annotation, (Change(None, annotation),))


def mention_end(state: State, near: End, entity: str) -> End | None:
    """The mention of ``entity`` (its id) that is nearest to ``near`` in the open document, else any; ``None``: it is mentioned nowhere."""
    marks, count = state.marks, state.marks.count(entity)
    offset = near.annotation.hull.start if near.annotation.document == state.document.id else state.caret
    if count:
        after = bisect_left(range(count), offset, key=lambda number: marks.nth(entity, number).hull.start)
        nearby = [marks.nth(entity, number) for number in (after - 1, after) if 0 <= number < count]
        nearest = min(nearby, key=lambda mark: abs(mark.hull.start - offset))
        return mark_end(state.records, nearest.id)
    for id in state.records.user_ids_of(entity):
        annotation = state.records.annotation(id)
        if annotation is not None and isinstance(annotation.body, Mention):
            return End(annotation)
    return None


def kinds_between(scheme: Scheme, source: End, target: End) -> tuple[RelationKind, ...]:
    """The kinds of relations that may lead from ``source`` to ``target``."""
    return tuple(kind for kind in scheme.relation_kinds if kind.joins(source.type, target.type))


def related(records: Records, source: str, target: str, kind: str) -> Relation | None:
    """The relation of this kind from the annotation ``source`` to ``target`` (their ids); ``None``: there is none."""
    found = records.relations_of(source)
    return next((one for one in found if (one.source, one.target, one.kind) == (source, target, kind)), None)


def relate(
    records: Records, context: Context, source: End, target: End, kind: str, document: str, more: Sequence[Change] = ()
) -> Transaction | None:
    """``source`` stands in ``kind`` to ``target``, in one transaction with all that brings them about, and ``more``.

    ``None`` when that is said already, or the two are one. It is shown in the open ``document`` (its id) if one of the ends is there.
    """
    if source.annotation.id == target.annotation.id or related(records, source.annotation.id, target.annotation.id, kind):
        return None
    provenance = Provenance(context.creator, context.now, context.now)
    relation = Relation(context.new_id(), kind, source.annotation.id, target.annotation.id, provenance)
    at = target.annotation if target.annotation.document == document else source.annotation
    return Transaction("relate", (*source.made, *target.made, *more, Change(None, relation)), at.document, at.hull.start)


def change_kind(records: Records, context: Context, relation: Relation, kind: str) -> Transaction | None:
    """The relation is of another kind; ``None`` when it is, or another one says so already."""
    if related(records, relation.source, relation.target, kind):
        return None
    return _changed("change relation", records, relation, replace(relation, kind=kind, provenance=_now(relation, context)))


def turn_round(records: Records, context: Context, relation: Relation) -> Transaction | None:
    """The relation leads the other way; ``None`` when another one says so already."""
    if related(records, relation.target, relation.source, relation.kind):
        return None
    turned = replace(relation, source=relation.target, target=relation.source, provenance=_now(relation, context))
    return _changed("turn relation round", records, relation, turned)


def unrelate(records: Records, relation: Relation) -> Transaction:
    """The relation is no more, and neither is evidence that was made with it and that nothing else was said of; other ends stay."""
    transaction = _changed("remove relation", records, relation, None)
    ends = [records.annotation(id) for id in dict.fromkeys((relation.source, relation.target))]
    unused = [Change(end, None) for end in ends if end is not None and _is_made_for(end, relation, records)]
    return replace(transaction, changes=(*transaction.changes, *unused))


def paraphrased(records: Records, context: Context, claim: End, author: str | None) -> End:
    """``claim`` as words of ``author`` (an entity's id; ``None``: whoever it was) told again, with the change that makes it so."""
    annotation = claim.annotation
    assert isinstance(annotation.body, Claim)
    body = replace(annotation.body, attribution=Attribution.PARAPHRASED, claimant=author or annotation.body.claimant)
    if body == annotation.body:
        return claim
    edited = replace(annotation, body=body, provenance=replace(annotation.provenance, modified=context.now))
    others = () if author else tuple(change for change in claim.made if change.id != annotation.id)
    return End(edited, (*others, Change(records.annotation(annotation.id), edited)))


def link_to_post(
    state: State, context: Context, claim: End, post: Post, kind: str, *, leads_back: bool, is_told: bool
) -> Transaction | None:
    """``claim`` stands in ``kind`` to what ``post`` says, or that to it when it ``leads_back``; ``None`` when that is said already.

    With ``is_told``, the claim is from then on one of the post's author, paraphrased.
    """
    evidence, more = post_end(state, context, post), list[Change]()
    if is_told:
        author, more = author_of(state, context, post)
        claim = paraphrased(state.records, context, claim, author.id if author else None)
        more = [*more, *forget_if_unused(state.records, [*claim.made, *more])[len(claim.made) + len(more) :]]
    source, target = (evidence, claim) if leads_back else (claim, evidence)
    return relate(state.records, context, source, target, kind, state.document.id, more)


def _at_caret(state: State, context: Context) -> End | None:
    annotation, post = state.annotation, state.post
    if annotation is not None:
        return End(annotation)
    return post_end(state, context, post) if post else None


def _marked_at(state: State, span: Span, sort: type[object] = object) -> End | None:
    """The annotation with a body of ``sort`` that stands just on ``span``, the one that was gone to by name first."""
    found = [state.records.annotation(mark.id) for mark in state.marks.at(span.start) if mark.spans == (span,)]
    there = [annotation for annotation in found if annotation is not None and isinstance(annotation.body, sort)]
    there.sort(key=lambda annotation: annotation.id != state.selection.mark)
    return End(there[0]) if there else None


def _evidence(state: State, context: Context, span: Span) -> End:
    provenance = Provenance(context.creator, context.now, context.now)
    annotation = Annotation(context.new_id(), state.document.id, (describe(state.document, span),), Evidence(), provenance)
    return End(annotation, (Change(None, annotation),))


def _is_made_for(end: Annotation, relation: Relation, records: Records) -> bool:
    """Whether ``end`` is evidence that came about with the relation, was left as it was, and is in no other."""
    made = end.provenance
    is_of_one_step = made.created == made.modified == relation.provenance.created and made.creator == relation.provenance.creator
    return isinstance(end.body, Evidence) and is_of_one_step and len(records.relations_of(end.id)) == 1


def _changed(title: str, records: Records, before: Relation, after: Relation | None) -> Transaction:
    end = records.annotation(before.source) or records.annotation(before.target)
    return Transaction(title, (Change(before, after),), end.document if end else "", end.hull.start if end else 0)


def _now(relation: Relation, context: Context) -> Provenance:
    return replace(relation.provenance, modified=context.now)
