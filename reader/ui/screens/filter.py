"""The screen on which a filter is put together: what marks are told apart by, then which of the values that occur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.core.state import State
from reader.paint.facets import NOTHING, Choices, Criterion, Facet, Filter, Listing, titled
from reader.paint.filtering import each_of
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.screens.listing import ListScreen
from reader.ui.slicing import Slices
from reader.ui.theme import Looks

FACETS = {
    "s": (Facet.SORT, "Sort of mark"),
    "k": (Facet.KIND, "Kind of claim, type of entity"),
    "e": (Facet.ENTITY, "Entity"),
    "c": (Facet.CLAIMANT, "Claimant"),
    "v": (Facet.VERDICT, "Verdict"),
    "t": (Facet.TAG, "Tag"),
    "u": (Facet.SURE, "Sure or unsure"),
    "w": (Facet.CHECK, "Worth checking"),
    "r": (Facet.RELATION, "Relation"),
    "b": (Facet.CREATOR, "By whom"),
}
"""The letters of what can be filtered by."""

ORDER = "o"
"""The letter of the order."""

HINTS = (("letter", "choose", True), ("0", "all marks again", True), ("Esc", "all marks again", True), ("q", "leave", True))
VALUE_HINTS = (("Enter", "choose", True), ("↓ ↑", "walk", True), ("Esc", "back", True))


class FilterScreen(ListScreen[Filter]):
    """Gives the filter that the reader wants; without one, Escape and ``0`` give that which passes all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(letter, f"open('{letter}')", show=False, priority=True) for letter in (*FACETS, ORDER)),
        Binding("0", "clear", show=False, priority=True),
        Binding("q", "close", show=False, priority=True),
    ]

    def __init__(self, looks: Looks, state: State, chosen: Filter) -> None:
        super().__init__(looks, "Filter the marks", HINTS, "nothing to choose from")
        self._state = state
        self._chosen = chosen
        self._choices: Choices | None = None
        self._counted = 0
        self._facet: str | None = None
        self._slices = Slices(self)

    def on_mount(self) -> None:
        super().on_mount()
        self._list()

    def _count(self, choices: Choices) -> Iterator[None]:
        state = self._state
        self._choices, self._counted = choices, 0
        for id in each_of(state.marks):
            annotation = state.records.annotation(id)
            if annotation is not None:
                choices.add(annotation, state.records)
            self._counted += 1
            yield

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # the toolkit's
        """Letters choose a facet; among values they walk the list as elsewhere."""
        return self._facet is None if action in ("open", "clear", "close") else True

    def action_open(self, letter: str) -> None:
        """Show what there is to choose from of the facet with this letter, or the orders."""
        self._facet = letter
        self.hint(VALUE_HINTS)
        if letter in FACETS:
            self._slices.run(self._count(Choices(self._chosen, FACETS[letter][0])), self._list, self._list)
        self._list()
        self.pane.put_cursor(None)

    def action_clear(self) -> None:
        """Have all marks listed again, as they always are."""
        self.dismiss(NOTHING)

    def action_close(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Go back to the facets; from there, have all marks listed again."""
        if self._facet is None:
            self.action_clear()
            return
        letter, self._facet = self._facet, None
        self._slices.stop()
        self.hint(HINTS)
        self._list()
        self.pane.put_cursor(letter)

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        if self._facet is None:
            self.action_open(message.value)
        elif self._facet == ORDER:
            self.dismiss(Filter(self._chosen.criteria, Listing(message.value)))
        else:
            self.dismiss(self._chosen.toggled(Criterion(FACETS[self._facet][0], message.value[1:])))

    def _list(self) -> None:
        words = self._chosen.described(self._state.records)
        position = f"now: {words}" if words else ""
        if self._facet is None:
            heading, lines = "By what?", self._facet_lines()
        elif self._facet == ORDER:
            heading, lines = "Order of the list", self._order_lines()
        else:
            heading, lines = FACETS[self._facet][1], self._value_lines(FACETS[self._facet][0])
        so_far = f" · {self._counted:,} marks so far …" if self._slices.is_busy else ""
        self.show(Lines(lines), f"{heading}{so_far}", position)

    def _facet_lines(self) -> list[Line]:
        records, lines = self._state.records, list[Line]()
        for letter, (facet, title) in FACETS.items():
            chosen = [titled(facet, one.value, records) for one in self._chosen.criteria if one.facet is facet]
            lines.append(Line(title, letter, f"✓ {', '.join(chosen)}" if chosen else "", letter))
        return [*lines, Line("Order of the list", ORDER, f"by {self._chosen.listing}", ORDER)]

    def _value_lines(self, facet: Facet) -> list[Line]:
        chosen = {one.value for one in self._chosen.criteria if one.facet is facet}
        counts = dict(self._choices.values()) if self._choices is not None else {}
        values = [*counts, *sorted(chosen - counts.keys())]
        records = self._state.records
        return [
            # With a letter before it, for the value may be empty.
            Line(titled(facet, value, records), f"={value}", f"{counts.get(value, 0):,}", "✓" if value in chosen else "")
            for value in values
        ]

    def _order_lines(self) -> list[Line]:
        return [Line(f"by {order}", order.value, "", "✓" if order is self._chosen.listing else "") for order in Listing]
