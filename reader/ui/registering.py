"""Putting the entities of a folder in order, from their screen: what is asked, what is done, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from reader.commands import registry
from reader.commands.form import Form
from reader.commands.identity import likeliest_names
from reader.commands.linking import address_of
from reader.commands.marking import entity_choices
from reader.core.annotation import Entity
from reader.core.errors import ReaderError
from reader.core.records import Records
from reader.core.transaction import Transaction
from reader.ui.dialogs.entity import entity_dialog
from reader.ui.dialogs.form import FormDialog
from reader.ui.dialogs.opening import OpeningDialog
from reader.ui.loading import much_that_stays

if TYPE_CHECKING:
    from reader.ui.screens.entities import EntitiesScreen

READ_AT_ONCE = 200
"""Annotations that are read for a merger before a key may come between."""

MANY = 500
"""Mentions from which on a merger is prepared in slices, and they are listed only when the cursor rests on their entity."""

FELT = 0.5
"""Seconds from which on it is said how long something took."""


class Registering:
    """Works for ``screen`` on the session on its desk; ``open_url`` opens what the reader said is to be opened."""

    def __init__(self, screen: EntitiesScreen, open_url: Callable[[str], object]) -> None:
        self._screen = screen
        self._open_url = open_url
        self._is_busy = False

    @property
    def _records(self) -> Records:
        return self._screen.desk.session.records

    def rename(self, entity: Entity) -> None:
        """Ask for another name."""
        self._fill_in(registry.rename_form(entity), lambda values: registry.rename(self._records, entity, values["name"]))

    def edit(self, entity: Entity) -> None:
        """Ask for all that is kept of an entity."""
        form = registry.form_of_entity(entity, self._screen.desk.context)
        self._fill_in(form, lambda values: registry.edit(self._records, entity, form, values))

    def retype(self, chosen: Sequence[Entity]) -> None:
        """Ask for another type."""

        def retyped(label: str) -> None:
            self._do(registry.retype(self._records, chosen, label))

        if not self._is_busy:
            self._screen.pick(f"Type of {_named(chosen)}", entity_choices(self._screen.desk.context), retyped)

    def remove(self, chosen: Sequence[Entity]) -> None:
        """Remove entities that nothing mentions; else say why they stay."""
        which = "It is" if len(chosen) == 1 else "One of them is"
        self._do(
            registry.remove(self._records, chosen),
            f"{which} mentioned or claims something, and stays: merge it, or remove its marks first.",
        )

    def merge(self, chosen: Sequence[Entity]) -> None:
        """Ask which entity those that are ``chosen`` become; of several, it may be one of them."""
        ids = {entity.id for entity in chosen}
        others = [entity for entity in likeliest_names(self._records, chosen[0]) if entity.id not in ids]
        if len(chosen) > 1:
            others[:0] = chosen
        if others:
            self._ask_entity(f"Merge {_named(chosen)} into …", others, partial(self._merge, chosen))
        else:
            self._screen.say("There is no other entity yet.")

    def split(self, entity: Entity, users: Sequence[str]) -> None:
        """Ask for the name of who is meant in some of an entity's places."""

        def named(name: str) -> None:
            self._do(
                registry.split(self._records, self._screen.desk.context, entity, users, name),
                f"These are all its places: {entity.name} would be left without any. Give it another name instead.",
            )

        self._screen.write(f"Name of who is meant in {_places(len(users))}", named)

    def reassign(self, entity: Entity, users: Sequence[str]) -> None:
        """Ask which known entity is meant in some of an entity's places."""

        def taken(other: Entity) -> None:
            self._do(registry.reassign(self._records, self._screen.desk.context, entity, users, other))

        others = likeliest_names(self._records, entity)
        if others:
            self._ask_entity(f"Who is meant, if not {entity.name}?", others, taken)
        else:
            self._screen.say("There is no other entity yet: s makes a new one of these places.")

    def open_reference(self, entity: Entity) -> None:
        """Ask whether the first reference that leads anywhere is to be opened."""
        url = address_of(entity)
        if url is None:
            self._screen.say("It has no reference that leads anywhere: e edits them.")
            return

        def answered(answer: bool | None) -> None:
            if answer:
                self._open_url(url)

        self._screen.app.push_screen(OpeningDialog(url), answered)

    def travel(self, step: Callable[[], Transaction | None], done: str, nothing: str) -> None:
        """Undo or redo, whatever was done last, and say what that was."""
        if self._is_busy:
            return
        try:
            transaction = step()
        except ReaderError as error:
            self._screen.say(f"{error} Nothing was changed.", is_error=True)
            return
        self._screen.say(nothing if transaction is None else f"{done}: {transaction.title}.")

    def _fill_in(self, form: Form, transaction: Callable[[dict[str, str]], Transaction | None]) -> None:
        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self._do(transaction(values))

        self._screen.app.push_screen(FormDialog(form, self._screen.looks), filled)

    def _ask_entity(self, question: str, entities: Sequence[Entity], taken: Callable[[Entity], None]) -> None:
        def picked(id: str | None) -> None:
            if (entity := self._records.entity(id)) is not None:
                taken(entity)

        self._screen.app.push_screen(entity_dialog(question, entities, self._screen.looks), picked)

    def _merge(self, chosen: Sequence[Entity], kept: Entity) -> None:
        """Read what is to be changed, some of it at a time where it is much, and merge."""
        others = [entity for entity in chosen if entity.id != kept.id]
        began = monotonic()
        ids = [id for other in others for id in self._records.user_ids_of(other.id)]
        if len(ids) <= MANY:
            self._do_merge(kept, others, len(ids), began)
            return
        self._is_busy = True
        self._read(ids, 0, lambda: self._do_merge(kept, others, len(ids), began))

    def _read(self, ids: Sequence[str], at: int, then: Callable[[], None]) -> None:
        if not self._screen.is_attached:
            return
        self._screen.say(f"Merging: {at:,} of {len(ids):,} places read …")
        for id in ids[at : at + READ_AT_ONCE]:
            self._records.annotation(id)
        if at + READ_AT_ONCE < len(ids):
            self._screen.set_timer(0.001, partial(self._read, ids, at + READ_AT_ONCE, then))
        else:
            self._screen.say(f"Merging {len(ids):,} places …")
            self._screen.set_timer(0.05, then)  # when that is on the screen

    def _do_merge(self, kept: Entity, others: Sequence[Entity], count: int, began: float) -> None:
        self._is_busy = False
        with much_that_stays() if count > MANY else nullcontext():
            is_done = self._do(registry.merge(self._records, self._screen.desk.context, kept, others))
        if is_done:
            self._screen.unmark()
            self._screen.refresh_entities(kept.id)
            took = monotonic() - began
            seconds = f", in {took:.1f} s" if took > FELT else ""
            who = ", ".join(other.name for other in others[:3]) + (" …" if len(others) > 3 else "")
            self._screen.say(f"{who} {'is' if len(others) == 1 else 'are'} {kept.name} now: {_places(count)}{seconds}. u undoes it.")

    def _do(self, transaction: Transaction | None, refusal: str = "Nothing to change.") -> bool:
        """Have the session do ``transaction``, and say that; ``refusal`` when there is none."""
        if transaction is None:
            self._screen.say(refusal)
            return False
        try:
            self._screen.desk.session.do(transaction)
        except ReaderError as error:
            self._screen.say(f"{error} Nothing was changed.", is_error=True)
            return False
        self._screen.say(f"Done: {transaction.title}. u undoes it.")
        return True


def _named(chosen: Sequence[Entity]) -> str:
    return chosen[0].name if len(chosen) == 1 else f"{len(chosen):,} entities"


def _places(count: int) -> str:
    return f"{count:,} place{'' if count == 1 else 's'}"
