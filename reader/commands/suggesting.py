"""Deciding upon suggestions: going from one to the next, accepting, refusing."""

from __future__ import annotations

from dataclasses import replace

from reader.commands import reviewing
from reader.commands.command import Answers, Context
from reader.commands.marking import added
from reader.commands.naming import author_of, entity_for, named_too
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Attribution, Claim, Entity, Mention, Provenance, Refusal
from reader.core.records import fold_name
from reader.core.state import Selection, State
from reader.core.suggested import Spot, spot_of
from reader.core.suggestion import Sort, Suggestion
from reader.core.transaction import Change, Transaction

ACCEPTED, REFUSED = "accept suggestion", "refuse suggestion"
"""The titles of transactions that decide upon one."""

_QUOTES = "\"'“„«‘‚‹"


def next_suggestion(state: State) -> Selection | None:
    """The suggestion after the one that was gone to, else the first from the caret on; after the last comes the first. ``None``: none."""
    suggested = state.suggested
    if not suggested:
        return None
    spot = state.selection.suggestion
    number = suggested.after(spot) if spot is not None else suggested.from_offset(state.caret)
    return gone_to(spot_of(suggested[number % len(suggested)]))


def gone_to(spot: Spot) -> Selection:
    """The selection that stands at a suggestion."""
    return replace(Selection.caret(spot.span.start), suggestion=spot)


def accept(state: State, context: Context, answers: Answers) -> Transaction | None:
    """The suggestion at the caret becomes a mark; without one, the mark in review stands where it is shown.

    A mention is of the entity that the suggestion names, which has the words as another of its names from then on. In a post, a claim
    without a claimant is its author's.
    """
    suggestion = state.suggestion
    if suggestion is None:
        return reviewing.accept_place(state, context, answers)
    match suggestion.sort:
        case Sort.CLAIM:
            claim, changes = _claim(state, context, suggestion)
            made = [*changes, added(state, context, suggestion.span, claim)]
        case Sort.MENTION:
            entity, changes = entity_of(state, context, suggestion)
            made = [*changes, added(state, context, suggestion.span, Mention(entity.id))]
    return Transaction(ACCEPTED, tuple(made), state.document.id, suggestion.span.start)


def can_accept(state: State) -> bool:
    """Whether there is a suggestion at the caret, or a place of the mark in review is shown."""
    return state.suggestion is not None or reviewing.can_accept(state)


def refuse(state: State, context: Context, _: Answers) -> Transaction | None:
    """The suggestion at the caret is not made again, here or where these words stand after the text was edited."""
    suggestion = state.suggestion
    if suggestion is None:
        return None
    refusal = refused(state, context, spot_of(suggestion))
    return Transaction(REFUSED, (Change(None, refusal),), state.document.id, suggestion.span.start)


def can_refuse(state: State) -> bool:
    """Whether there is a suggestion at the caret."""
    return state.suggestion is not None


def decided(transaction: Transaction) -> Spot | None:
    """Which suggestion was decided upon by ``transaction``, done or undone; ``None`` when it is about something else."""
    if transaction.title not in (ACCEPTED, REFUSED):
        return None
    return next((spot for change in transaction.changes if (spot := _decided(change)) is not None), None)


def onward(state: State, transaction: Transaction) -> Selection | None:
    """After a decision, the next suggestion, as seen from the one that was decided upon; ``None`` when it was about something else."""
    spot = decided(transaction)
    return None if spot is None else next_suggestion(state.selecting(gone_to(spot)))


def brought_back(state: State, transaction: Transaction) -> Selection | None:
    """The suggestion that is there again because ``transaction``, which decided upon it, was undone; ``None`` when none is."""
    spot = decided(transaction)
    return gone_to(spot) if spot is not None and state.suggested is not None and state.suggested.get(spot) is not None else None


def entity_of(state: State, context: Context, suggestion: Suggestion) -> tuple[Entity, list[Change]]:
    """The entity that the suggested mention is of, with the changes that make it so."""
    words = suggestion.span.of(state.document.text)
    known = state.records.entity(suggestion.entity)
    if known is not None and known.label == suggestion.label:
        return named_too(known, [], words)
    name = suggestion.name or words
    if fold_name(name) == fold_name(words):
        return entity_for(state, context, words, suggestion.label)
    return named_too(*entity_for(state, context, name, suggestion.label), words)


def refused(state: State, context: Context, spot: Spot) -> Refusal:
    """The record that what is suggested on ``spot`` of the open document is refused."""
    provenance = Provenance(context.creator, context.now, context.now)
    return Refusal(context.new_id(), state.document.id, describe(state.document, spot.span), spot.sort, provenance)


def _claim(state: State, context: Context, suggestion: Suggestion) -> tuple[Claim, list[Change]]:
    """The suggested claim, with the changes that make its claimant known."""
    if suggestion.claimant:
        known = next(iter(state.records.entities_named(suggestion.claimant)), None)
        label = known.label if known else _type_of(state, suggestion.claimant) or context.scheme.entity_types[0].name
        claimant, changes = entity_for(state, context, suggestion.claimant, label)
        return Claim(suggestion.label, claimant.id, _attribution(state, suggestion)), changes
    post = state.document.post_at(suggestion.span.start)
    if post is None or not post.span.covers(suggestion.span):
        return Claim(suggestion.label), []
    author, changes = author_of(state, context, post)
    return Claim(suggestion.label, author.id if author else None), changes


def _type_of(state: State, name: str) -> str | None:
    """The type that mentions of ``name`` are suggested with, the surest first; ``None`` when none is."""
    wanted, text = fold_name(name), state.document.text
    mentions = [one for one in state.suggested or () if one.sort is Sort.MENTION and fold_name(one.name or one.span.of(text)) == wanted]
    return max(mentions, key=lambda one: one.confidence).label if mentions else None


def _attribution(state: State, suggestion: Suggestion) -> Attribution:
    """How the suggested claim of somebody reaches the page: in a post by its author, in quotation marks quoted, else paraphrased."""
    post = state.document.post_at(suggestion.span.start)
    names = (post.author, post.handle) if post is not None else ()
    if any(name and fold_name(name) == fold_name(suggestion.claimant or "") for name in names):
        return Attribution.AUTHOR
    is_quoted = suggestion.span.of(state.document.text)[0] in _QUOTES
    return Attribution.QUOTED if is_quoted else Attribution.PARAPHRASED


def _decided(change: Change) -> Spot | None:
    """Which suggestion may have been decided upon by a change."""
    match change.after:
        case Refusal(target=target, sort=sort):
            return Spot(target.span, sort)
        case Annotation(body=Claim(), targets=(target,)):
            return Spot(target.span, Sort.CLAIM)
        case Annotation(body=Mention(), targets=(target,)):
            return Spot(target.span, Sort.MENTION)
        case _:
            return None
