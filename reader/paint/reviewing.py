"""What became of marks whose text has changed, in words."""

from __future__ import annotations

from functools import lru_cache

from reader.core.anchor import Outcome
from reader.core.annotation import Annotation
from reader.core.difference import differences
from reader.core.document import Document
from reader.core.proposals import proposals
from reader.core.resolution import Placement
from reader.core.state import State

COMPARED = 2000
"""Code points up to which the words of then and of now are compared."""

_EDITS = 2
"""Changes that are told one by one."""

_PIECE = 24
"""Code points of words taken out or put in that are shown."""

_QUOTE = 60
"""Code points of a mark's words that are shown in a sentence."""


def quote_of(annotation: Annotation) -> str:
    """The words that were marked, on one line; between several targets stands an ellipsis."""
    return " … ".join(" ".join(target.quote.split()) for target in annotation.targets)


def happened(annotation: Annotation, placement: Placement, document: Document) -> str:
    """What became of the words of ``annotation``."""
    places = len(proposals(placement))
    match placement.outcome:
        case Outcome.EDITED:
            return f"words changed: {changes_of(annotation, placement, document)}"
        case Outcome.AMBIGUOUS if places > 1:
            return f"may be in {places} places"
        case _:
            return placement.worst.reason or "its words are gone"


def sureness(placement: Placement) -> str:
    """How sure the likeliest place is, in per cent; empty, when there is none, or only one that comes near."""
    places = proposals(placement) if placement.outcome is not Outcome.ORPHAN else ()
    return f"{places[0].confidence:.0%}" if places else ""


def changes_of(annotation: Annotation, placement: Placement, document: Document) -> str:
    """What was changed in the words of ``annotation`` at its present place: ``“will” → “may”``."""
    made = []
    for target, resolution in zip(annotation.targets, placement.resolutions, strict=True):
        if resolution.outcome is Outcome.EDITED and resolution.span is not None:
            now = resolution.span.of(document.text) if len(resolution.span) <= COMPARED else None
            made.append(_changes(target.quote, now) if now is not None and len(target.quote) <= COMPARED else "some of many")
    return "; ".join(made)


def place_in_review(state: State) -> str:
    """Which one of its places the mark in review is shown in, and how sure that is: ``place 1 of 3, 71% sure``; empty when it is not."""
    annotation, selection = state.in_review, state.selection
    placement = state.marks.placement(annotation.id) if annotation else None
    places = proposals(placement) if placement and annotation and selection.mark == annotation.id else ()
    if annotation is None or selection.proposal >= len(places):
        return ""
    place = places[selection.proposal]
    is_orphan = placement is not None and placement.outcome is Outcome.ORPHAN
    parts = [f"place {selection.proposal + 1} of {len(places)}", f"{place.confidence:.0%} {'like it' if is_orphan else 'sure'}"]
    if len(place.spans) < len(annotation.targets):
        parts.append(f"{len(place.spans)} of its {len(annotation.targets)} parts")
    return ", ".join(parts)


def in_short(words: str, most: int = _QUOTE) -> str:
    """``words`` in quotation marks, cut with an ellipsis after ``most`` code points."""
    return f"“{words if len(words) <= most else f'{words[: most - 1].rstrip()}…'}”"


@lru_cache(256)
def _changes(old: str, new: str) -> str:
    edits = differences(old, new)
    told = [_change(edit.old.of(old), edit.new.of(new)) for edit in edits[:_EDITS]]
    return ", ".join([*told, *([f"{len(edits) - _EDITS} more"] if len(edits) > _EDITS else [])]) or "only around it"


def _change(old: str, new: str) -> str:
    """One change. White space alone is named, for it cannot be seen."""
    was, now = " ".join(old.split()), " ".join(new.split())
    if not was and not now:
        return "white space"
    if not was:
        return f"{in_short(now, _PIECE)} added"
    if not now:
        return f"{in_short(was, _PIECE)} removed"
    return f"{in_short(was, _PIECE)} → {in_short(now, _PIECE)}"
