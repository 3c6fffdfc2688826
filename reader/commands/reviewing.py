"""Reviewing marks whose text has changed: going from one to the next, and deciding where each one stands."""

from __future__ import annotations

from dataclasses import replace

from reader.commands.command import Answers, Context
from reader.commands.targets import name, selected, sentence
from reader.core.annotation import Annotation, Mention
from reader.core.proposals import Proposal, proposals
from reader.core.resolution import reanchored
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.core.transaction import Change, Transaction


def next_review(state: State) -> Selection | None:
    """The next mark to review, in the likeliest place; after the last comes the first. ``None``: there is none."""
    return _step(state, 1)


def previous_review(state: State) -> Selection | None:
    """The mark to review before, before the first the last."""
    return _step(state, -1)


def is_any_to_review(state: State) -> bool:
    """Whether there is a mark to review."""
    return bool(state.marks.review)


def go_to_doubtful(state: State, annotation: str) -> Selection | None:
    """The annotation with this id, in the likeliest place; ``None`` when nothing about its place is in doubt.

    Where there is no place for it, the caret stays.
    """
    if not (state.marks.review.has(annotation) or state.marks.lost.has(annotation)):
        return None
    return _shown(state, annotation, 0)


def next_place(state: State) -> Selection | None:
    """The next of the places where the mark in review may stand, after the last the first; ``None`` when there are not several."""
    annotation = state.in_review
    places = _places(state, annotation) if annotation else ()
    if annotation is None or not places or (len(places) == 1 and is_shown(state)):
        return None
    return _shown(state, annotation.id, (state.selection.proposal + 1) % len(places) if is_shown(state) else 0)


def accept_place(state: State, context: Context, _: Answers) -> Transaction | None:
    """The mark in review stands where it is shown. Not when the caret has gone elsewhere since: what is accepted is in sight."""
    annotation, place = state.in_review, _shown_place(state)
    if annotation is None or place is None:
        return None
    return _placed("accept place", state, context, annotation, place.spans)


def can_accept(state: State) -> bool:
    """Whether a place of the mark in review is shown."""
    return _shown_place(state) is not None


def attach_here(state: State, context: Context, _: Answers) -> Transaction | None:
    """The mark in review stands on the selection, else on what a new mark would: an entity on the name or word, others on the sentence."""
    annotation = state.in_review
    if annotation is None:
        return None
    span = selected(state) or (name(state) if isinstance(annotation.body, Mention) else sentence(state))
    return None if span is None else _placed("attach mark", state, context, annotation, (span,))


def keep_as_orphan(state: State, context: Context, _: Answers) -> Transaction | None:
    """The words of the mark in review are gone: it is kept without a place, and nothing is asked about it any more."""
    annotation = state.in_review
    if annotation is None or annotation.is_lost:
        return None
    lost = _modified(replace(annotation, is_lost=True), context)
    return Transaction("keep as orphan", (Change(annotation, lost),), state.document.id, state.caret)


def is_in_review(state: State) -> bool:
    """Whether a mark is in review."""
    return state.in_review is not None


def can_keep(state: State) -> bool:
    """Whether the mark in review is not kept as an orphan yet."""
    annotation = state.in_review
    return annotation is not None and not annotation.is_lost


def is_shown(state: State) -> bool:
    """Whether the caret is still where the mark in review was gone to."""
    annotation = state.in_review
    return annotation is not None and state.selection.mark == annotation.id


def _step(state: State, step: int) -> Selection | None:
    review, reviewed = state.marks.review, state.reviewed
    if not review:
        return None
    number = review.number(reviewed.annotation) if reviewed is not None else None
    if number is not None:
        number += step
    elif reviewed is not None:
        number = reviewed.number - (step < 0)  # it was decided: the one after it has its number now
    else:
        number = 0 if step > 0 else -1
    return _shown(state, review[number % len(review)].annotation, 0)


def _shown(state: State, id: str, number: int) -> Selection:
    """The place ``number`` of an annotation, selected; the caret stands at its start. A mark in its present place is not selected."""
    annotation = state.records.annotation(id)
    places = _places(state, annotation) if annotation else ()
    if not places:
        return replace(Selection.caret(state.caret), mark=id)
    hull = places[number].hull
    end = hull.start if number == 0 and state.marks.get(id) else hull.end
    return Selection(end, hull.start, hull.start, mark=id, proposal=number)


def _places(state: State, annotation: Annotation) -> tuple[Proposal, ...]:
    placement = state.marks.placement(annotation.id)
    return proposals(placement) if placement else ()


def _shown_place(state: State) -> Proposal | None:
    annotation = state.in_review
    places = _places(state, annotation) if annotation and is_shown(state) else ()
    return places[state.selection.proposal] if state.selection.proposal < len(places) else None


def _placed(title: str, state: State, context: Context, annotation: Annotation, spans: tuple[Span, ...]) -> Transaction:
    placed = _modified(reanchored(annotation, state.document, spans), context)
    return Transaction(title, (Change(annotation, placed),), state.document.id, spans[0].start)


def _modified(annotation: Annotation, context: Context) -> Annotation:
    return replace(annotation, provenance=replace(annotation.provenance, modified=context.now))
