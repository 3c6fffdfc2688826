"""What is said to a reader who reviews marks whose text has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.reviewing import can_accept, go_to_doubtful, next_place
from reader.core.anchor import Outcome
from reader.core.annotation import Annotation
from reader.core.state import State
from reader.core.transaction import Transaction
from reader.paint.outline import REVIEW, describe
from reader.paint.reviewing import changes_of, happened, in_short, place_in_review, quote_of, sureness
from reader.paint.runs import EDITED

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

KeyOf = Callable[[str], str]
"""Gives the key of a command, as a person writes it."""

_POSTS = 2
"""Posts that are told one by one."""

Fact = tuple[str, str, str]
"""A name for its looks, a word, and what it says."""


class Reviewing:
    """Says on ``screen`` what there is to review, and what was decided."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def offer(self) -> None:
        """Say how many marks are to be reviewed, and which corrected posts were not found, after what was said before.

        Nothing, where nothing is in doubt, or the file is gone.
        """
        screen = self._screen
        if screen.state is None or screen.desk.is_gone:
            return
        count = len(screen.state.marks.review)
        if count:
            what, where = ("1 mark", "it") if count == 1 else (f"{count:,} marks", "the first")
            screen.say_too(f"The text has changed: {what} to review. {screen.key_of('next_review')} goes to {where}.")
        lost = screen.desk.session.lost_corrections()
        if lost:
            quotes = ", ".join(in_short(" ".join(correction.extent.quote.split())) for correction in lost[:_POSTS] if correction.extent)
            more = f" and {len(lost) - _POSTS:,} more" if len(lost) > _POSTS else ""
            screen.say_too(f"What you said of the bounds of posts is not found any more: {quotes}{more}.")

    def ask(self) -> None:
        """Say what became of the mark in review, and what can be decided about it."""
        state = self._screen.state
        if state is not None and (words := question(state, self._screen.key_of)):
            self._screen.say(words)

    def tell(self, transaction: Transaction) -> None:
        """Say what was decided, and how many marks are left to review."""
        count = len(self._screen.state.marks.review) if self._screen.state is not None else 0
        left = f"{count:,} left to review: {self._screen.key_of('next_review')} goes on." if count else "Nothing is left to review."
        self._screen.say(f"{transaction.title.capitalize()}. {left}")

    def go_to(self, target: str) -> bool:
        """Go to a mark that is chosen where those to review, or those without a place, are listed; whether ``target`` is one of those."""
        state = self._screen.state
        if state is None or not (target.startswith(REVIEW) or target in state.marks.orphans):
            return False
        self._screen.select(go_to_doubtful(state, target.removeprefix(REVIEW)))
        self.ask()
        return True


def question(state: State, key_of: KeyOf) -> str:
    """What became of the mark in review, which one of how many it is, and which keys decide."""
    annotation = state.in_review
    placement = state.marks.placement(annotation.id) if annotation else None
    if annotation is None or placement is None:
        return ""
    number = state.marks.review.number(annotation.id)
    lead = "An orphan" if number is None else f"{number + 1:,} of {len(state.marks.review):,} to review"
    place = place_in_review(state)
    parts = [f"{lead}: {in_short(quote_of(annotation))}: {happened(annotation, placement, state.document)}."]
    keys = []
    if can_accept(state):
        parts.append(f"You see {place}.")
        keys.append(f"{key_of('accept')} accepts")
        keys += [f"{key_of('next_place')} another place"] if next_place(state) else []
        keys.append(f"{key_of('attach_here')} attaches it to what you select")
    else:
        keys.append(f"Select where it belongs and {key_of('attach_here')} attaches it")
    keys += [] if annotation.is_lost else [f"{key_of('keep_as_orphan')} keeps it as an orphan"]
    return f"{' '.join(parts)} {', '.join(keys)}."


def facts_of_change(annotation: Annotation, state: State) -> tuple[Fact, ...]:
    """What was changed in an annotation's words, what they were, and how sure that is; nothing where they were not."""
    placement = state.marks.placement(annotation.id)
    if placement is None or not state.marks.is_edited(annotation.id):
        return ()
    now = changes_of(annotation, placement, state.document)
    return ((EDITED, "Changed", f"{now} · {sureness(placement)} sure · it was {in_short(quote_of(annotation), 200)}"),)


def facts_in_review(state: State) -> tuple[Fact, ...]:
    """What became of the mark in review, when that is not the one that leads at the caret."""
    annotation = state.in_review
    placement = state.marks.placement(annotation.id) if annotation else None
    if annotation is None or placement is None:
        return ()
    leading = state.annotation
    if leading is not None and leading.id == annotation.id and state.marks.get(annotation.id):
        return ()
    word, _ = describe(annotation, state.records)
    became = place_in_review(state) or happened(annotation, placement, state.document)
    name = EDITED if placement.outcome is Outcome.EDITED else "orphan"
    return ((name, "In review", f"{word.lower()} {in_short(quote_of(annotation))} · {became}"),)
