"""Suggestions on the screen: gathered in a thread when the reader asks for them and when marks have changed, shown, walked, counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.commands.suggesting import REFUSED, decided, gone_to, next_suggestion
from reader.core.annotation import Annotation, Entity, Mention, Refusal
from reader.core.document import Document
from reader.core.resolution import Resolver
from reader.core.state import Selection
from reader.core.suggested import InOrder, Spot, Suggested, in_order, order_of, refused_spots
from reader.core.suggestion import Sort
from reader.core.transaction import Transaction

if TYPE_CHECKING:
    from reader.commands.occurring import Sought
    from reader.suggest.contract import Knowledge
    from reader.ui.screens.reading import ReadingScreen

PAUSE = 0.4
"""Seconds after the last change of marks in which nothing is gathered: the reader may go on marking."""

PATIENCE = 1.0
"""Seconds for which keys that decide upon suggestions wait for these to be there."""

LARGE = 500_000
"""Code points from which on nothing is gathered again by itself: it takes seconds. Hiding and showing the suggestions does it."""

NONE = "Nothing is suggested here."
WRAPPED = "After the last suggestion, the first again."


class Suggesting:
    """Shows suggestions on ``screen``, from when the reader asks for them until they are hidden. Before that it does nothing at all."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._search = 0
        self._goes_on = False
        self._wanted: Spot | None = None
        self._is_gathering = False
        self._pause: Timer | None = None
        self._patience: Timer | None = None
        self._knowledge: Knowledge | None = None
        self._version = 0
        self._just: tuple[Selection, Sought] | None = None
        self._said = set[str]()
        self.is_on = False
        """Whether suggestions are wanted."""
        self.was_asked = False
        """Whether they ever were."""
        self.is_waited_for = False
        """Whether a key was pressed that suggestions must be there for, a moment ago."""

    def toggle(self) -> None:
        """Show the suggestions, or hide them."""
        if self.is_on:
            self._hide()
        else:
            self._begin()

    def go_on(self) -> None:
        """Go to the next suggestion; show them first, when they are hidden."""
        screen, state = self._screen, self._screen.state
        if state is None or not self.is_on or (state.suggested is None and not self._is_gathering):
            self._begin(goes_on=True)
        elif state.suggested is None:
            self._goes_on = True
            self._wait()
        elif (selection := next_suggestion(state)) is None or selection.suggestion is None:
            screen.say(NONE)
        else:
            before, after = state.selection.suggestion, selection.suggestion
            screen.select(selection)
            if after.span.start < state.caret or (before is not None and order_of(after) <= order_of(before)):
                screen.say(WRAPPED)

    def opened(self) -> None:
        """Another document is open: what was suggested for the one before is forgotten."""
        self._forget()
        if self.is_on:
            self._gather()

    def changed(self, transaction: Transaction) -> None:
        """Marks were made, or are gone: what is suggested may be otherwise by now."""
        if not self.was_asked:
            return
        if any(isinstance(change.before or change.after, Entity | Refusal) for change in transaction.changes):
            self._knowledge = None
            self._version += 1
        state = self._screen.state
        if not self.is_on or state is None or len(state.document.text) > LARGE:
            return
        if self._pause is None:
            self._pause = self._screen.set_timer(PAUSE, self._gather_again)
        else:
            self._pause.reset()

    def renew(self) -> None:
        """Gather anew, if suggestions are shown: others suggest by now."""
        if self.is_on:
            self._gather()

    def tell(self, transaction: Transaction, spot: Spot) -> None:
        """Say what was decided on ``spot``, how many suggestions are left, and whether the walk has begun anew."""
        state = self._screen.state
        count = len(state.suggested) if state is not None and state.suggested is not None else 0
        done = "Refused" if transaction.title == REFUSED else "Accepted"
        self._screen.say(f"{done}: {_count(count) if count else 'nothing'} left.")
        self._offer(transaction, spot)
        chosen = state.selection.suggestion if state is not None else None
        if chosen is not None and order_of(chosen) < order_of(spot):
            self._screen.say_too(WRAPPED)

    @property
    def nothing_to_decide(self) -> str:
        """Why no suggestion can be accepted or refused now, and what to do about it."""
        screen = self._screen
        if self._is_gathering:
            return "Suggestions are still being looked for."
        if not self.is_on:
            return f"{screen.key_of('toggle_suggestions')} shows suggestions, {screen.key_of('next_suggestion')} goes to one."
        if screen.state is not None and not screen.state.selection.is_empty:
            return f"Words are selected: {screen.key_of('let_go')} lets them go."
        return f"{screen.key_of('next_suggestion')} goes to a suggestion."

    @property
    def just_accepted(self) -> Sought | None:
        """Whose mention was accepted just now: nothing was done since, and the caret is where that led."""
        state = self._screen.state
        return self._just[1] if self._just is not None and state is not None and self._just[0] == state.selection else None

    def _offer(self, transaction: Transaction, spot: Spot) -> None:
        """Say how often the words that were accepted on ``spot`` as a name are suggested elsewhere, and which key marks them all."""
        state = self._screen.state
        mentions = [change.after.body for change in transaction.changes if isinstance(change.after, Annotation)]
        body = next((body for body in mentions if isinstance(body, Mention)), None)
        entity = state.records.entity(body.entity) if state is not None and body is not None else None
        if state is None or state.suggested is None or entity is None:
            self._just = None
            return
        from reader.commands.occurring import Sought  # costs start-up time

        self._just = (state.selection, Sought(entity.name, entity.label, entity.id))
        words, text = spot.span.of(state.document.text), state.document.text
        count = sum(one.sort is Sort.MENTION and one.span.of(text) == words for one in state.suggested)
        if count:
            self._screen.say_too(f"{count:,} more “{' '.join(words.split())}”: {self._screen.key_of('mark_every')} shows every one.")

    def bring_back(self, transaction: Transaction) -> None:
        """Go to the suggestion that was decided upon by ``transaction``, which was undone or redone, once it is made again."""
        spot, state = decided(transaction), self._screen.state
        if self.is_on and spot is not None and state is not None and state.suggestion is None:
            self._wanted = spot
            self._gather()

    def go_to(self, spot: Spot) -> None:
        """Go to a suggestion that is chosen where they are listed."""
        self._screen.select(gone_to(spot))

    def _begin(self, *, goes_on: bool = False) -> None:
        self.is_on = self.was_asked = True
        self._goes_on = goes_on
        self._wait()
        self._gather()

    def _hide(self) -> None:
        self.is_on = False
        state = self._screen.state
        count = len(state.suggested) if state is not None and state.suggested is not None else 0
        self._forget()
        self._screen.desk.session.suggest(None)
        self._screen.show_suggested()
        self._screen.say(f"{_count(count)} hidden. {self._screen.key_of('toggle_suggestions')} shows them again.")

    def _forget(self) -> None:
        """Let go of what is being gathered, and of what waits for it."""
        self._search += 1
        self._version += 1
        self._knowledge = None
        self._is_gathering = self._goes_on = False
        self._wanted = None
        self._end_pause()
        self._release()

    def _wait(self) -> None:
        """Have keys that decide upon suggestions wait a moment."""
        if not self.is_waited_for:
            self.is_waited_for = True
            self._patience = self._screen.set_timer(PATIENCE, self._release)

    def _release(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self.is_waited_for:
            self.is_waited_for = False
            self._screen.press_waiting()

    def _end_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _gather_again(self) -> None:
        """Gather once what is being gathered is there: two threads would only hold each other up."""
        self._pause = self._screen.set_timer(PAUSE, self._gather_again) if self._is_gathering else None
        if self._pause is None:
            self._gather()

    def _gather(self) -> None:
        """Have what can be suggested for the open document gathered in a thread. What is still being gathered is forgotten."""
        self._end_pause()
        desk, state = self._screen.desk, self._screen.state
        if state is None or not desk.is_open or desk.is_gone or not state.document.blocks:
            self._release()
            return
        from reader.ui import suggesters  # they cost time to import, and are not wanted by everybody

        self._search += 1
        self._is_gathering = True
        kept, version = self._knowledge, self._version
        learned = suggesters.learned(desk.config.scheme, state.records) if kept is None else None
        search, document = self._search, state.document
        refusals = [(refusal.target, refusal.sort) for refusal in state.records.refusals_of(document.id)]
        texts = desk.session.text
        suggesters_here = (desk.imported(), self._screen.learning.suggester)

        def know(knowledge: Knowledge) -> None:
            if version == self._version:
                self._knowledge = knowledge

        def run() -> None:
            knowledge = kept if learned is None else learned()
            assert knowledge is not None
            self._screen.call_from_anywhere(partial(know, knowledge))
            found, problems = suggesters.gathered(document, knowledge, *suggesters_here)
            refused = refused_spots(refusals, Resolver(document, texts))
            self._screen.call_from_anywhere(partial(self._take, search, document, in_order(found), problems, refused))

        Thread(target=run, name="suggesting", daemon=True).start()

    def _take(self, search: int, document: Document, found: InOrder, problems: Sequence[str], refused: set[Spot]) -> None:
        """Show what was gathered, unless it is for another text by now."""
        screen, state = self._screen, self._screen.state
        if search != self._search or state is None:
            return
        self._is_gathering = False
        if state.document.digest != document.digest or state.document.id != document.id:
            self._release()
            return
        is_first = state.suggested is None
        screen.desk.session.suggest(Suggested(found, state.marks, refused))
        screen.show_suggested()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and state.caret == wanted.span.start and self._stands(wanted):
            screen.select(gone_to(wanted))
        elif self._goes_on:
            self._goes_on = False
            self.go_on()
        elif is_first:
            count = len(self._screen.state.suggested or ()) if self._screen.state is not None else 0
            screen.say(f"{_count(count)}. {screen.key_of('next_suggestion')} goes to the next." if count else NONE)
        for problem in problems:
            if problem not in self._said:
                self._said.add(problem)
                screen.say(problem, is_error=True)
        self._release()
        screen.learning.look()

    def _stands(self, spot: Spot) -> bool:
        state = self._screen.state
        return state is not None and state.suggested is not None and state.suggested.get(spot) is not None


def _count(count: int) -> str:
    return f"{count:,} suggestion{'' if count == 1 else 's'}"
