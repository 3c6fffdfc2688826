"""The screen of every occurrence of a name: what will be marked, what will be refused, what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.core.document import Document
from reader.core.occurrences import Found, Manner, Place
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.screens.listing import ListScreen
from reader.ui.theme import Looks

HINTS = (
    ("Enter", "do it", True),
    ("y", "mark", True),
    ("x", "refuse", True),
    ("Space", "the other", True),
    ("a", "all", True),
    ("f", "folder", True),
    ("Esc", "back", True),
)

MANNERS = {
    Manner.NAME: "",
    Manner.ALIAS: "another name",
    Manner.HANDLE: "handle",
    Manner.POSSESSIVE: "possessive",
    Manner.COMPOUND: "in a longer word",
    Manner.CASE: "other letters",
}


class Verdict(StrEnum):
    """What will become of a place, as its line shows it."""

    MARK = "✓"
    REFUSE = "✗"
    LEAVE = "·"


_NAMES = {Verdict.MARK: "mention", Verdict.REFUSE: "orphan", Verdict.LEAVE: ""}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reader decided; ``documents`` are those in which the places are, the open one first."""

    accepted: tuple[Place, ...]
    refused: tuple[Place, ...]
    documents: tuple[Document, ...]


class _Occurrences(Lines):
    """A line for each place under one for each document, made when it comes into sight. A line's value is the number of its place."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []
        self.verdicts: list[Verdict] = []
        self._rows: list[int | str] = []

    def add(self, heading: str, places: tuple[Place, ...]) -> None:
        """Put ``places`` under ``heading`` at the end."""
        self._rows.append(heading)
        for place in places:
            self._rows.append(len(self.places))
            self.places.append(place)
            self.verdicts.append(_first_verdict(place))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int) -> Line:
        row = self._rows[at]
        if isinstance(row, str):
            return Line(row)
        place, verdict = self.places[row], self.verdicts[row]
        why = "refused before" if place.refusal is not None else MANNERS[place.manner]
        text = f"{'…' if place.before else ''}{place.before}‹{place.target.quote}›{place.after}"
        return Line(text, str(row), why, verdict.value, _NAMES[verdict])

    def place_of(self, value: str) -> int | None:
        number = int(value)
        return next((at for at, row in enumerate(self._rows) if row == number), None)


class OccurrencesScreen(ListScreen[Decision]):
    """Lists the places of a name as they are found, and gives what was decided about them.

    What is surest is to be marked unless the reader says otherwise; what was refused before stays so; the name in other letters is left
    alone. ``start`` has the open document looked through, or (``True``) the others of the folder, and hands on what is found to ``add``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide", show=False, priority=True),
        Binding("space", "turn", show=False, priority=True),
        Binding("y", "give('mark')", show=False),
        Binding("x", "give('refuse')", show=False),
        Binding("a", "all", show=False),
        Binding("f", "folder", show=False),
    ]

    def __init__(self, looks: Looks, name: str, start: Callable[[OccurrencesScreen, bool], None]) -> None:
        super().__init__(looks, f"Every “{name}”", HINTS, "Looking …")
        self._name = name
        self._start = start
        self._lines = _Occurrences()
        self._documents: list[Document] = []
        self._marked = 0
        self._is_all = True
        self._news = "looking …"
        self._is_looking = True
        self._is_in_folder = False

    @property
    def places(self) -> int:
        """How many are listed."""
        return len(self._lines.places)

    def on_mount(self) -> None:
        super().on_mount()
        self._start(self, False)

    def add(self, found: Found) -> None:
        """List what was found in one more document."""
        self._marked += found.marked
        self._is_all = self._is_all and found.is_all
        if found.places:
            self._documents.append(found.document)
            marked = f" · {found.marked:,} marked already" if found.marked else ""
            self._lines.add(f"{found.document.path} {len(found.places):,}{marked}", found.places)
        self._refresh()

    def tell(self, news: str) -> None:
        """Say how far the search is."""
        self._news, self._is_looking = news, True
        self._refresh()

    def end(self, news: str) -> None:
        """Say that the search has ended, and what else there is to say of it."""
        self._news, self._is_looking = news, False
        self._refresh()

    def action_decide(self) -> None:
        """Carry out what the lines say."""
        verdicts = tuple(zip(self._lines.places, self._lines.verdicts, strict=True))
        accepted = tuple(place for place, verdict in verdicts if verdict is Verdict.MARK)
        refused = tuple(place for place, verdict in verdicts if verdict is Verdict.REFUSE)
        self.dismiss(Decision(accepted, refused, tuple(self._documents)))

    def action_turn(self) -> None:
        """Mark the place of the line, or refuse it when it would be marked."""
        number = self._number()
        if number is not None:
            self._give(number, Verdict.REFUSE if self._lines.verdicts[number] is Verdict.MARK else Verdict.MARK)

    def action_give(self, verdict: str) -> None:
        """Mark or refuse the place of the line, and go on to the next."""
        number = self._number()
        if number is not None:
            self._give(number, Verdict[verdict.upper()])
            self.pane.action_move(1)

    def action_all(self) -> None:
        """Mark all places; refuse all, when all would be marked."""
        is_every = all(verdict is Verdict.MARK for verdict in self._lines.verdicts)
        self._lines.verdicts[:] = [Verdict.REFUSE if is_every else Verdict.MARK] * self.places
        self._refresh()

    def action_folder(self) -> None:
        """Look through the other documents of the folder, too."""
        if self._is_in_folder:
            self.say("The folder is being looked through." if self._is_looking else "The whole folder is listed.")
            return
        self._is_in_folder = True
        self._start(self, True)

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        message.stop()
        self.action_turn()  # by the mouse: Enter is taken before

    def _number(self) -> int | None:
        value = self.pane.cursor_value
        return None if value is None else int(value)

    def _give(self, number: int, verdict: Verdict) -> None:
        self._lines.verdicts[number] = verdict
        self.say("")
        self._refresh()

    def _refresh(self) -> None:
        count = {verdict: self._lines.verdicts.count(verdict) for verdict in Verdict}
        parts = [f"{count[Verdict.MARK]:,} to mark", f"{count[Verdict.REFUSE]:,} refused"]
        parts += [f"{count[Verdict.LEAVE]:,} left alone"] if count[Verdict.LEAVE] else []
        parts += [f"{self._marked:,} marked already"] if self._marked else []
        parts += [] if self._is_all else [f"only the first {self.places:,} are listed"]
        if not self._is_looking:
            where = "in the folder" if self._is_in_folder else "here: f looks through the other articles"
            self.pane.put_empty(f"Nothing else is left to mark {where}.")
        self.show(self._lines, " · ".join(parts), self._news)


def _first_verdict(place: Place) -> Verdict:
    if place.refusal is not None:
        return Verdict.REFUSE
    return Verdict.LEAVE if place.manner is Manner.CASE else Verdict.MARK
