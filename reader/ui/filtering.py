"""The inspector's list under a filter: asked for, found while the reader goes on, walked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.commands.walking import go_to
from reader.core.annotation import Annotation, Entity, Relation
from reader.core.state import State
from reader.core.transaction import Change
from reader.ui.panes.inspector import Inspector
from reader.ui.slicing import Slices

if TYPE_CHECKING:
    from reader.paint.facets import Filter
    from reader.paint.filtering import Sifted
    from reader.ui.screens.reading import ReadingScreen

WALKED = frozenset(["next_annotation", "previous_annotation"])
"""The commands that go from mark to mark."""

MANY = 1000
"""Changed marks from which on it is faster to look through all."""


class Filtering:
    """Lists the marks of the open document in ``inspector``: all of them, or those that the filter passes, in its order."""

    def __init__(self, screen: ReadingScreen, inspector: Inspector) -> None:
        self._screen = screen
        self._inspector = inspector
        self._slices = Slices(screen)
        self._sifted: Sifted | None = None
        self.filter: Filter | None = None
        """What is listed; ``None``: all marks, as they always are."""

    def ask(self) -> None:
        """Ask what is to be listed, in what order."""
        from reader.paint.facets import NOTHING  # only when it is asked for
        from reader.ui.screens.filter import FilterScreen

        screen, state = self._screen, self._screen.state
        if state is None:
            screen.say("No article is open.")
            return

        def chosen(sought: Filter | None) -> None:
            wanted = sought if sought is not None and sought.is_active else None
            if sought is not None and wanted != self.filter:
                self.filter = wanted
                if wanted is None:
                    screen.say("All marks are listed again.")
                if screen.state is not None:
                    self.begin(screen.state)
                    self._inspector.follow(screen.state)

        screen.app.push_screen(FilterScreen(screen.looks, state, self.filter or NOTHING), chosen)

    def begin(self, state: State) -> None:
        """List the marks of a document that was just opened, or under another filter."""
        self._sifted = None
        self._slices.stop()
        if self.filter is None:
            self._inspector.show(state, self._screen.company.items)
            return
        from reader.paint.filtering import Sifted  # only when it is asked for

        sifted = self._sifted = Sifted(state, self.filter)
        self._slices.run(sifted.steps(), self._list, self._list)
        if not sifted.is_whole:
            self._list()

    def show(self, state: State, changes: Sequence[Change] | None) -> None:
        """List the marks anew after ``changes`` of records; ``None``: other marks have places now."""
        if self._sifted is None:
            self._inspector.show(state, self._screen.company.items)
            return
        ids = self._touched(state, changes) if changes is not None and self._sifted.is_whole else None
        if ids is None:
            self.begin(state)
        elif ids:
            self._sifted.renew(ids)
            self._list()

    def walks(self, command: str) -> bool:
        """Whether ``command`` goes through the marks that are filtered."""
        return self._sifted is not None and command in WALKED

    def walk(self, by: int) -> None:
        """Go to the next filtered mark (1) or the one before (-1), and say which one it is."""
        state, sifted = self._screen.state, self._sifted
        if state is None or sifted is None or not sifted.is_of(state):
            return
        found = sifted.step(state.caret, state.selection.mark, by)
        words = sifted.filter.described(state.records)
        if found is None:
            where = "after" if by > 0 else "before"
            self._screen.say(f"There is no mark {where} this one under the filter ({words}). {self._key} changes it.")
            return
        self._screen.select(go_to(state, found[0]))
        self._screen.say(f"{found[1] + 1:,} of {len(sifted):,}{'' if sifted.is_whole else ' so far'}: {words}.")

    @property
    def _key(self) -> str:
        return self._screen.key_of("filter")

    def _list(self) -> None:
        sifted, state = self._sifted, self._screen.state
        if sifted is None or state is None or not sifted.is_of(state):
            return
        words = sifted.filter.described(state.records)
        count = f"{len(sifted):,}" if sifted.is_whole else f"{len(sifted):,} so far …"
        self._inspector.show_filtered(sifted.outline(), f"Marks {count}: {words}", f"{count}: {words}")
        self._inspector.follow(state)

    def _touched(self, state: State, changes: Iterable[Change]) -> list[str] | None:
        """The annotations (ids) that ``changes`` may list otherwise; ``None``: too many to be looked at one by one."""
        ids = dict[str, None]()
        for change in changes:
            for record in (change.before, change.after):
                match record:
                    case Annotation(id=id):
                        ids[id] = None
                    case Relation(source=source, target=target):
                        ids |= {source: None, target: None}
                    case Entity(id=id):
                        ids |= dict.fromkeys(state.records.user_ids_of(id))
        return list(ids) if len(ids) <= MANY else None
