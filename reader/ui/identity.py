"""Who is who, on the reading screen: what is offered after an entity is tagged, “same as …”, and the way to all entities and back."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from reader.commands.command import Choice
from reader.commands.targets import mention
from reader.core.annotation import Annotation, Entity, Mention
from reader.core.state import Selection, State
from reader.core.transaction import Transaction
from reader.ui.gone import REFUSAL

if TYPE_CHECKING:
    from reader.commands.identity import Offer
    from reader.ui.screens.entities import EntitiesScreen, Place
    from reader.ui.screens.reading import ReadingScreen

LATER = 1.0
"""Seconds after a document was opened, from which on names are got ready to be compared."""

A_SLICE = 200
"""Entities whose names are got ready before a key may come between: a few milliseconds."""


MANY_POSTS = 100
"""Posts whose names and handles are looked up before they are needed."""


@dataclass(frozen=True, slots=True)
class _Made:
    """An offer that was just made, after which transaction, and what was selected then: any motion selects anew."""

    offer: Offer
    transaction: Transaction
    selection: Selection


class Identity:
    """Says on ``screen`` who a mention may be of, and has the reader say who it is."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._made: _Made | None = None
        self._registry: EntitiesScreen | None = None

    def begin(self) -> None:
        """Get ready, a little later, what would be felt at a key: the names of all entities, and where they are mentioned."""
        self._made = None
        self._screen.set_timer(LATER, self._get_ready)

    def _get_ready(self) -> None:
        desk = self._screen.desk
        if not desk.is_open:
            return
        records, document = desk.session.records, desk.session.state.document if desk.session.state else None

        def run() -> None:
            records.find_uses()
            if document is not None:
                document.names_beside("")

        if records.count_uses("") is None or (document is not None and len(document.posts) > MANY_POSTS):
            Thread(target=run, name="counting", daemon=True).start()
        self._index_names()

    def _index_names(self) -> None:
        desk = self._screen.desk
        if desk.is_open and not desk.session.records.index_names(A_SLICE):
            self._screen.set_timer(0.02, self._index_names)

    def offer(self, transaction: Transaction) -> None:
        """Ask whether the entity that was just tagged is one that its name may be short for. It is never taken without being asked."""
        from reader.commands import identity  # costs start-up time

        state = self._screen.state
        tagged = next(
            (a for change in transaction.changes if isinstance(a := change.after, Annotation) and isinstance(a.body, Mention)), None
        )
        offer = identity.offer_for(state, tagged) if state is not None and tagged is not None else None
        if state is not None and offer is not None:
            self._made = _Made(offer, transaction, state.selection)
            self._screen.say(f"{identity.question(offer)} {self._screen.key_of('same_entity')} makes it so.")

    def same(self) -> None:
        """Take the offer that was just made; else ask which entity the mention at the caret is one of."""
        from reader.commands.identity import likeliest

        screen, state = self._screen, self._screen.state
        if screen.desk.is_gone:
            screen.say(REFUSAL)
            return
        if state is None:
            screen.say("No article is open.")
            return
        made, self._made = self._made, None
        history = screen.desk.session.history
        if made is not None and history.done and history.done[-1] is made.transaction and state.selection is made.selection:
            self._make(state, made.offer.mention, made.offer.other, only_here=False)
            return
        found = mention(state)
        entity = state.records.entity(found.body.entity) if found and isinstance(found.body, Mention) else None
        if found is None or entity is None:
            screen.say("There is no mention at the caret: tag it first.")
            return
        others = likeliest(state, found)
        if not others:
            screen.say(f"{entity.name} is the only entity yet.")
            return
        from reader.ui.dialogs.entity import entity_dialog  # its widgets cost start-up time

        def picked(id: str | None) -> None:
            other = state.records.entity(id)
            if other is not None and screen.state is not None and screen.state.document.id == state.document.id:
                self._ask_how_many(found.id, entity, other)

        screen.app.push_screen(entity_dialog(f"{entity.name} is the same as …", others, screen.looks), picked)

    def open_registry(self) -> None:
        """Show all entities of the folder; go where the reader chooses there."""
        from reader.ui.screens.entities import EntitiesScreen

        screen = self._screen
        if screen.state is None or not screen.desk.is_open:
            screen.say("No article is open.")
            return

        def left(place: Place | None) -> None:
            self._registry = None
            if place is not None:
                self.go_to(place.document, place.annotation)

        self._registry = EntitiesScreen(screen.desk, screen.looks, screen.open_url)
        screen.app.push_screen(self._registry, left)

    def show_transaction(self, transaction: Transaction) -> None:
        """Show on the screen of the entities, if that is open, what was changed."""
        if self._registry is not None and self._registry.is_attached:
            self._registry.changed(transaction)

    def go_to(self, document: str, annotation: str) -> None:
        """Go to an annotation in a document (their ids), which is opened if it is another."""
        screen = self._screen

        def show() -> None:
            screen.jump(annotation)

        if screen.state is not None and screen.state.document.id == document:
            show()
            return
        index = screen.desk.index_of(document)
        if index is None:
            screen.say(f"It is in {screen.desk.whereabouts(document)}.")
        else:
            screen.go_to_entry(index, then=show)

    def _ask_how_many(self, mention_id: str, entity: Entity, other: Entity) -> None:
        """Make the mention one of ``other``; where the article has more of its entity, ask whether those are too."""
        from reader.commands.identity import count_here

        screen, state = self._screen, self._screen.state
        if state is None:
            return
        count = count_here(state, entity)
        if count < 2:
            self._make(state, mention_id, other, only_here=False)
            return
        choices = (Choice("a", "all", f"all {count:,} in this article"), Choice("t", "this", "this one only"))

        def answered(answer: str) -> None:
            if screen.state is not None:
                self._make(screen.state, mention_id, other, only_here=answer == "this")

        screen.asking.pick(f"{entity.name} is {other.name}", choices, answered)

    def _make(self, state: State, mention_id: str, other: Entity, *, only_here: bool) -> None:
        from reader.commands.identity import same_as

        screen = self._screen
        found, other_now = state.records.annotation(mention_id), state.records.entity(other.id)
        transaction = same_as(state, screen.desk.context, found, other_now, only_here=only_here) if found and other_now else None
        if transaction is None:
            screen.say("It was changed meanwhile: nothing was done.")
            return
        with screen.at_once():
            if screen.do(transaction):
                count = sum(1 for change in transaction.changes if isinstance(change.after, Annotation))
                screen.say(f"{'This' if count == 1 else f'These {count:,}'} {'is' if count == 1 else 'are'} {other.name} now.")
