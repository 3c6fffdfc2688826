"""The claim ledger: all claims of the folder as lines, or those that are alike in pairs, to be linked with one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader.commands.relating import kinds_between, mark_end, relate
from reader.core.annotation import Claim
from reader.core.transaction import Transaction
from reader.suggest.alike import Progress, Statement, pairs
from reader.ui.ledger import Elsewhere, Ledger
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.relating import attempt, choice_of, go_to_mark, path_of, take_back, title_of
from reader.ui.screens.listing import Hint, ListScreen

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

SLICE = 0.008
"""Seconds for which claims are read between two looks at the keys."""

REST = 0.002
"""Seconds between two slices, for what else is to be drawn."""


class Sorting(StrEnum):
    """What the lines are sorted by."""

    ARTICLE = "article"
    CLAIMANT = "claimant"
    VERDICT = "verdict"
    LIKENESS = "likeness"


CLAIM_HINTS: tuple[Hint, ...] = (
    ("Enter", "go to it", True),
    ("s", "sort, by likeness too", True),
    ("/", "narrow", True),
    ("Esc", "back", True),
)
PAIR_HINTS: tuple[Hint, ...] = (
    ("r", "repeats", True),
    ("c", "contradicts", True),
    ("x", "no", True),
    ("Enter", "go", True),
    ("C", "differences", True),
    ("/", "narrow", True),
    ("u", "undo", True),
    ("a", "as …", True),
    ("s", "sort", True),
    ("Esc", "back", True),
)


class LedgerScreen(ListScreen[str]):
    """Shows ``ledger`` while it is made. Gives the id of the claim that the reader wants to see.

    ``compare`` has statements compared, somewhere else, and hands what that brings to ``know``, until ``is_left`` is set.
    """

    MOST_HINT_ROWS = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", show=False),
        Binding("slash", "narrow", show=False),
        Binding("r", "link('repeats')", show=False),
        Binding("c", "link('contradicts')", show=False),
        Binding("a", "link_as", show=False),
        Binding("x,delete", "refuse", show=False),
        Binding("C", "differences", show=False),
        Binding("u", "undo", show=False),
    ]

    def __init__(self, home: ReadingScreen, ledger: Ledger, compare: Callable[[LedgerScreen], None], at: str | None = None) -> None:
        super().__init__(home.looks, "Claims of the folder", CLAIM_HINTS, "No claims yet: c marks one in an article.")
        self._home = home
        self.ledger = ledger
        self._compare = compare
        self._at = at
        self.is_left = Event()
        self.sorting = Sorting.ARTICLE
        self._found: Sequence[Statement] = ()
        self._is_collected = False
        self._words = ""
        self._order: Sequence[int] | None = None
        self._known: list[tuple[str, int]] = []
        self._work: Iterator[object] | None = None
        self._refusals: list[tuple[int, Transaction | None]] = []

    def on_mount(self) -> None:
        self.call_after_refresh(lambda: self._begin(self._collecting()))  # once it is known how many lines there is room for

    def on_unmount(self) -> None:
        self.is_left.set()

    def know(self, progress: Progress) -> None:
        """Take in what comparing has brought, and show it."""
        if self.is_left.is_set():
            return
        self.ledger.know(progress)
        if self.sorting is Sorting.LIKENESS and progress.pairs:
            self._list()
        else:
            self._tell()
            self.pane.change()

    def action_sort(self) -> None:
        """By the next of what lines can be sorted by."""
        if not self._is_collected:
            self.say("The claims are still being read.")
            return
        sortings = list(Sorting)
        self.sorting = sortings[(sortings.index(self.sorting) + 1) % len(sortings)]
        self._order = None
        is_by_pair = self.sorting is Sorting.LIKENESS
        self.hint(PAIR_HINTS if is_by_pair else CLAIM_HINTS)
        if self.sorting in (Sorting.CLAIMANT, Sorting.VERDICT):
            self._begin(self._sorting())
        self._list()
        self.pane.put_cursor(None)

    def action_narrow(self) -> None:
        """To what holds some words."""
        self.write("Words", lambda _: None, self._narrow, lambda: self._narrow(""))

    def action_link(self, kind: str) -> None:
        """The claim under the cursor stands so to the other one of its pair."""
        number = self._pair()
        if number is None:
            return
        one, other = self._ends(number)
        source, target = mark_end(self.ledger.records, one), mark_end(self.ledger.records, other)
        scheme = self._home.desk.config.scheme
        if source is None or target is None:
            self.say("One of the two is not there any more.")
        elif not any(known.name == kind for known in kinds_between(scheme, source, target)):
            self.say(f"The scheme has no relation “{kind}” between claims: a shows which ones it has.")
        else:
            transaction = relate(self.ledger.records, self._home.desk.context, source, target, kind, "")
            problem = attempt(self._home, transaction) if transaction else "That is said already."
            self._list()
            self.say(problem or f"Linked: {title_of(scheme, kind)}. u undoes it.", is_error=bool(transaction and problem))
            if problem is None:
                self.pane.action_move(2)

    def action_link_as(self) -> None:
        """As a kind that is chosen by its letter."""
        number = self._pair()
        if number is None:
            return
        source, target = (mark_end(self.ledger.records, id) for id in self._ends(number))
        if source is not None and target is not None:
            kinds = kinds_between(self._home.desk.config.scheme, source, target)
            self.pick("As", [choice_of(kind) for kind in kinds], self.action_link)

    def action_refuse(self) -> None:
        """The two do not say the same."""
        number = self._pair()
        if number is not None:
            self.ledger.refuse(number)
            self._refusals.append((number, self._done_last()))
            self._list()
            self.say("Not shown any more, until you quit. u shows it again.")

    def action_differences(self) -> None:
        """The two, one under the other."""
        from reader.ui.screens.beside import BesideScreen, beside

        number = self._pair()
        if number is not None:
            one, other = self.ledger.ends(number)
            paths = [self.ledger.path_of(end.document) for end in (one, other)]
            likeness = self.ledger.pairs[number].likeness
            items = beside(f"{likeness.score:.0%} alike", paths[0], one.words, paths[1], other.words, likeness.reasons)
            self.app.push_screen(BesideScreen(self.looks, "Two claims", items))

    def action_undo(self) -> None:
        """Undo what was done last: a refusal, which is no transaction, or else the latest of those."""
        if self._refusals and self._refusals[-1][1] is self._done_last():
            number, _ = self._refusals.pop()
            self.ledger.take_back(number)
            self._list()
            self.pane.put_cursor(f"{number}:0")
            self.say("Shown again.")
            return
        said = take_back(self._home)
        self._list()
        self.say(said)

    def _done_last(self) -> Transaction | None:
        done = self._home.desk.session.history.done if self._home.desk.is_open else ()
        return done[-1] if done else None

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        self.dismiss(self._claim_at(message.value))

    def _claim_at(self, value: str) -> str:
        number, _, side = value.partition(":")
        return self.ledger.ends(int(number))[int(side)].id if side else self._found[int(number)].id

    def _pair(self) -> int | None:
        """The pair under the cursor; ``None``, and a sentence, when there is none."""
        value = self.pane.cursor_value
        if self.sorting is not Sorting.LIKENESS:
            self.say("s sorts by likeness: there, claims that say the same stand together.")
        elif value is None:
            self.say("There is no pair here.")
        return int(value.partition(":")[0]) if value and self.sorting is Sorting.LIKENESS else None

    def _ends(self, number: int) -> tuple[str, str]:
        """The two claims of a pair, that under the cursor first."""
        one, other = self.ledger.ends(number)
        is_second = (self.pane.cursor_value or "").endswith(":1")
        return (other.id, one.id) if is_second else (one.id, other.id)

    def _begin(self, work: Iterator[object]) -> None:
        self._work = work
        self._go_on(work)

    def _go_on(self, work: Iterator[object]) -> None:
        """Work for a moment, and go on after the keys that wait."""
        if work is not self._work or self.is_left.is_set():
            return
        end = monotonic() + SLICE
        while monotonic() < end:
            if next(work, self) is self:
                self._work = None
                self._list()
                return
        self._list()
        self.set_timer(REST, lambda: self._go_on(work))

    def _collecting(self) -> Iterator[object]:
        for found in self.ledger.collect():
            self._found = found
            yield found
        self._found, self._is_collected = self.ledger.statements, True
        if not self.ledger.is_compared:
            self._compare(self)

    def _sorting(self) -> Iterator[object]:
        """Read every claim, and sort them by what they say."""
        self._known = []
        for number in range(len(self._found)):
            self._known.append((self._key(number), number))
            yield None
        self._order = [number for _, number in sorted(self._known, key=lambda one: (not one[0], one))]

    def _key(self, number: int) -> str:
        annotation = self.ledger.claim(number)
        claim = annotation.body if annotation else None
        if not isinstance(claim, Claim):
            return ""
        if self.sorting is Sorting.VERDICT:
            return claim.verdict or ""
        claimant = self.ledger.records.entity(claim.claimant)
        return claimant.name.casefold() if claimant else ""

    def _narrow(self, words: str) -> None:
        self._words = " ".join(words.split())
        self._list()
        self.pane.put_cursor(None)

    def _list(self) -> None:
        before = self.pane.cursor_value
        lines: Lines
        if self.sorting is Sorting.LIKENESS:
            lines = PairLines(self.ledger, self._pairs(), self._home)
            heading = f"Alike {len(lines) // 3:,}"
        else:
            lines = ClaimLines(self.ledger, self._found, self._claims(), self._home)
            heading = f"Claims {len(lines):,}, by {self.sorting}"
        self.show(lines, heading + (f", holding “{self._words}”" if self._words else ""), self._progress())
        if self._at is not None and self._is_collected:
            at = next((number for number, statement in enumerate(self._found) if statement.id == self._at), None)
            self._at = None
            self.pane.put_cursor(str(at) if at is not None else None)
        elif before is not None and self.pane.cursor_value != before and lines.place_of(before) is not None:
            self.pane.put_cursor(before)

    def _tell(self) -> None:
        self._bar.show(self._heading, self._progress())

    def _progress(self) -> str:
        ledger = self.ledger
        if not self._is_collected:
            return "reading …"
        if self._work is not None:
            return f"sorting … {len(self._known) / max(1, len(self._found)):.0%}"
        count = len(ledger.pairs)
        alike = f"{count:,} pair{'' if count == 1 else 's'} alike"
        return alike if ledger.is_compared else f"comparing … {ledger.compared / max(1, len(self._found)):.0%} · {alike}"

    def _claims(self) -> Sequence[int]:
        order = self._order if self._order is not None else range(len(self._found))
        words = self._words.casefold().split()
        return [number for number in order if self._holds(self._found[number], words)] if words else order

    def _pairs(self) -> list[int]:
        """The pairs that are listed: the likest first."""
        words, ledger = self._words.casefold().split(), self.ledger
        found = (number for number in range(len(ledger.pairs)) if not ledger.is_refused(number))
        if words:
            found = (number for number in found if any(self._holds(end, words) for end in ledger.ends(number)))
        return sorted(found, key=lambda number: (-round(ledger.pairs[number].likeness.score, 2), number))

    def _holds(self, statement: Statement, words: Sequence[str]) -> bool:
        held = statement.words.casefold()
        return all(word in held for word in words)


class ClaimLines(Lines):
    """A line for each claim of ``order``, read when it comes into sight."""

    def __init__(self, ledger: Ledger, statements: Sequence[Statement], order: Sequence[int], home: ReadingScreen) -> None:
        super().__init__()
        self._ledger = ledger
        self._statements = statements
        self._order = order
        self._home = home

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: int) -> Line:
        number = self._order[place]
        return claim_line(self._ledger, self._statements[number], str(number), self._home, with_pairs=True)

    def place_of(self, value: str) -> int | None:
        number = int(value.partition(":")[0])
        if isinstance(self._order, range):
            return number if number < len(self._order) else None
        return next((place for place, other in enumerate(self._order) if other == number), None)


class PairLines(Lines):
    """Three lines for each pair of ``order``: how alike the two are, then either."""

    def __init__(self, ledger: Ledger, order: Sequence[int], home: ReadingScreen) -> None:
        super().__init__()
        self._ledger = ledger
        self._order = order
        self._home = home

    def __len__(self) -> int:
        return 3 * len(self._order)

    def __getitem__(self, place: int) -> Line:
        number, row = self._order[place // 3], place % 3
        if row:
            return claim_line(self._ledger, self._ledger.ends(number)[row - 1], f"{number}:{row - 1}", self._home)
        likeness = self._ledger.pairs[number].likeness
        scheme = self._home.desk.config.scheme
        links = [f"✓ {title_of(scheme, kind)}" for kind in self._ledger.links(number)]
        said = links or ["contradicts?" if likeness.contradicts else "repeats?"]
        return Line(" · ".join([f"{likeness.score:.0%} alike", *said, *likeness.reasons]))

    def place_of(self, value: str) -> int | None:
        number, _, side = value.partition(":")
        place = next((place for place, other in enumerate(self._order) if other == int(number)), None)
        return None if place is None or not side else 3 * place + 1 + int(side)


def claim_line(ledger: Ledger, statement: Statement, value: str, home: ReadingScreen, *, with_pairs: bool = False) -> Line:
    """A claim's words, with claimant, kind, verdict and article; how many are alike, where that is asked for."""
    annotation = ledger.records.annotation(statement.id)
    claim = annotation.body if annotation else None
    parts = []
    count = len(ledger.alike(statement.id)) if with_pairs else 0
    if count:
        parts.append(f"≈{count}")
    if isinstance(claim, Claim):
        claimant = ledger.records.entity(claim.claimant)
        parts += [part for part in (claimant.name if claimant else "", claim.kind, claim.verdict or "") if part]
    else:
        parts.append("not there any more")
    parts.append(path_of(home, statement.document))
    return Line(statement.words, value, " · ".join(part for part in parts if part), "◆", "claim")


def show_ledger(screen: ReadingScreen) -> None:
    """Opens the ledger of the open folder, at the claim at the caret."""
    state, desk = screen.state, screen.desk
    if state is None or not desk.is_open:
        screen.say("No article is open.")
        return
    root = desk.library.root
    ledger = screen.ledgers.setdefault(root, Ledger(desk.session.records, lambda document: path_of(screen, document)))
    here = next((one.id for one in state.annotations_at_caret(8) if isinstance(one.body, Claim)), None)

    def compare(over: LedgerScreen) -> None:
        statements = tuple(ledger.statements)

        def run() -> None:
            for progress in pairs(statements):
                if over.is_left.is_set():
                    return
                screen.call_from_anywhere(lambda progress=progress: over.know(progress))  # type: ignore[misc]  # bound when it is made

        Thread(target=run, name="ledger", daemon=True).start()  # quitting does not wait for it

    def left(claim: str | None) -> None:
        screen.show_elsewhere(Elsewhere(ledger, screen.key_of("ledger")))
        if claim is not None:
            go_to_mark(screen, claim)

    screen.app.push_screen(LedgerScreen(screen, ledger, compare, here), left)
