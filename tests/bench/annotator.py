"""A simulated reader who knows what is to be marked in an article, and counts the keys that marking all of it takes.

What is counted are keys: a letter, Enter, Escape are one each. The reader goes through the article in the order of the text, makes no
mistake, always takes the cheapest way, and sees without a key whether what is on the screen is right.

- **By motions**: to each place by the fewest of ``w b ( ) { } h l [ ]``, by a search (``/``, letters, Enter: the first match must be it)
  or by ``n`` after one; then ``e`` and a letter for a name, ``c`` for a claim. Where that would take other words than are wanted, they
  are selected first: ``v`` and the fewest of ``w b h l``.
- **With suggestions**: ``s`` once for an article. At each suggestion ``y`` when words and type are right, ``e`` or ``c``, a letter, ``s``
  when only the type is wrong, ``x`` otherwise. What nobody suggests is gone to by motions as soon as it was passed, and ``s`` leads back.
  With ``*``, after a name: ``*``, ``j`` and ``x`` to refuse what is wrong, Enter, wherever that is cheaper than a key for each.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from reader.commands import motion
from reader.commands.command import Context, Motion
from reader.commands.marking import mark_claim, tag_entity
from reader.commands.occurring import Sought, mark_occurrences, names_of
from reader.commands.suggesting import accept, gone_to, next_suggestion, onward, refuse
from reader.commands.targets import name, sentence
from reader.core.annotation import Mention
from reader.core.document import Document
from reader.core.finding import Searched
from reader.core.occurrences import Manner, occurrences, placed
from reader.core.resolution import Resolver
from reader.core.scheme import Scheme
from reader.core.span import Span
from reader.core.state import Selection, State, unmarked
from reader.core.suggested import Suggested, is_of_sort, refused_spots, spot_of
from reader.core.suggestion import Sort
from reader.core.transaction import Transaction
from reader.session import Session
from reader.store.memory import MemoryStore
from reader.suggest.contract import Knowledge, Suggester
from reader.suggest.gathering import Gathered, gather
from reader.suggest.knowledge import names_of as known_names
from reader.suggest.knowledge import refused_names
from reader.ui.finding import Finding

MOTIONS = (
    motion.word_right,
    motion.word_left,
    motion.sentence_right,
    motion.sentence_left,
    motion.paragraph_right,
    motion.paragraph_left,
    motion.left,
    motion.right,
    motion.next_post,
    motion.previous_post,
)
ENDS = (motion.word_end_right, motion.word_left, motion.left, motion.right)
LONGEST_SEARCH = 8
"""Letters of a search, at the most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked; any of ``labels`` is right, the first is what the reader would choose."""

    span: Span
    sort: Sort
    labels: tuple[str, ...]


@dataclass(frozen=True)  # without slots: where motions lead is kept
class Article:
    document: Document
    wanted: tuple[Wanted, ...]

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.document)


@dataclass(slots=True)
class Tally:
    """Keys by what they were for, and how many marks they made."""

    marks: int = 0
    keys: dict[str, int] = field(default_factory=dict)

    def press(self, why: str, keys: int) -> None:
        self.keys[why] = self.keys.get(why, 0) + keys

    @property
    def total(self) -> int:
        return sum(self.keys.values())


class Ground:
    """Where motions lead in a document; each place is asked once."""

    def __init__(self, document: Document) -> None:
        self._state = unmarked(document)
        self._steps: dict[tuple[int, int], tuple[int, ...]] = {}

    @cached_property
    def searched(self) -> Searched:
        return Searched(self._state.document.text)

    def at(self, caret: int) -> State:
        return self._state.selecting(Selection.caret(caret))

    def way(self, start: int, is_there: Callable[[int], bool], motions: Sequence[Motion] = MOTIONS) -> tuple[int, int]:
        """The fewest motions from ``start`` to a place that ``is_there``, and that place."""
        seen, queue = {start}, deque([(start, 0)])
        while queue:
            at, keys = queue.popleft()
            if is_there(at):
                return keys, at
            for target in self._from(at, motions):
                if target not in seen:
                    seen.add(target)
                    queue.append((target, keys + 1))
        raise AssertionError(f"no way from {start}")

    def _from(self, at: int, motions: Sequence[Motion]) -> tuple[int, ...]:
        key = (at, len(motions))
        if key not in self._steps:
            state = self.at(at)
            self._steps[key] = tuple(target for move in motions if (target := move(state)) is not None)
        return self._steps[key]


class Reader:
    """Somebody at the keys, with an article and its ``wanted`` marks."""

    def __init__(self, scheme: Scheme, suggesters: Sequence[Suggester] = (), *, every: bool = True) -> None:
        self._scheme = scheme
        self._suggesters = suggesters
        self._every = every
        self._session = Session(MemoryStore())
        self._ids = count(1)
        self._gathered: tuple[Document, Knowledge, Gathered] | None = None
        self.tally = Tally()

    @property
    def _state(self) -> State:
        assert self._session.state is not None
        return self._session.state

    @property
    def _context(self) -> Context:
        return Context(self._scheme, "simulated", "2026-01-02T03:04:05Z", lambda: format(next(self._ids), "014x"))

    def mark(self, article: Article) -> None:
        """Mark all that is wanted in ``article``."""
        self._session.open(article.document)
        self._ground = article.ground
        self._searched_for: Finding | None = None
        self._left = sorted(article.wanted, key=lambda wanted: (wanted.span.start, -wanted.span.end))
        if self._suggesters:
            self._walk()
        while self._left:
            self._by_motions(self._left[0])
        self._check(article)

    def _check(self, article: Article) -> None:
        """Make sure that what was counted was also made."""
        for wanted in article.wanted:
            assert any(mark.hull == wanted.span and is_of_sort(mark, wanted.sort) for mark in self._state.marks.at(wanted.span.start)), (
                wanted
            )

    # By motions

    def _by_motions(self, wanted: Wanted) -> None:
        """Go to what is wanted and mark it."""
        keys, selection = self._cheapest(wanted)
        self.tally.press("going there", keys)
        self._session.select(selection)
        self._make(wanted)

    def _cheapest(self, wanted: Wanted) -> tuple[int, Selection]:
        """The fewest keys to where marking takes just the words that are wanted, and what is selected then."""
        span, ground, caret = wanted.span, self._ground, self._state.caret
        target = sentence if wanted.sort is Sort.CLAIM else name

        def is_taken(at: int) -> bool:
            return span.start <= at < span.end and target(ground.at(at)) == span

        ways: list[tuple[int, Selection]] = []
        starts = [span.start] if not any(is_taken(at) for at in range(span.start, span.end)) else []
        if not starts:
            keys, at = ground.way(caret, is_taken)
            ways.append((keys, Selection.caret(at)))
        else:
            keys, _ = ground.way(caret, lambda at: at == span.start)
            ways.append((keys + self._selecting(span), Selection(span.start, span.end, span.start)))
        found = self._by_search(wanted)
        if found is not None:
            keys = found if not starts else found + self._selecting(span)
            ways.append((keys, ways[0][1] if starts else Selection.caret(span.start)))
        keys, selection = min(ways, key=lambda way: way[0])
        return keys, selection

    def _selecting(self, span: Span) -> int:
        """``v``, and the fewest motions to the end."""
        keys, _ = self._ground.way(span.start, lambda at: at == span.end, ENDS)
        return 1 + keys

    def _by_search(self, wanted: Wanted) -> int | None:
        """Keys to the start of what is wanted by a search; ``None`` when none of up to eight letters finds it first."""
        caret, text = self._state.caret, self._state.document.text
        searched = self._ground.searched
        if self._searched_for is not None and (match := self._searched_for.next_from(caret + 1)) and match.start == wanted.span.start:
            return 1
        words = wanted.span.of(text).lower()
        for letters in range(1, min(LONGEST_SEARCH, len(words)) + 1):
            finding = Finding.of_words(searched, words[:letters])
            match = finding.next_from(caret)
            if match is not None and match.start == wanted.span.start:
                return letters + 2
        return None

    def _make(self, wanted: Wanted) -> None:
        """Press what marks the words."""
        if wanted.sort is Sort.CLAIM:
            self.tally.press("marking", 1)
            self._do(mark_claim(self._state, self._context, ()))
        else:
            self.tally.press("marking", 2)
            self._do(tag_entity(self._state, self._context, (wanted.labels[0],)))
        self._session.select(Selection.caret(self._state.selection.head))
        self._is_made(wanted)

    def _is_made(self, wanted: Wanted) -> None:
        self.tally.marks += 1
        self._left.remove(wanted)

    def _do(self, transaction: Transaction | None) -> None:
        assert transaction is not None
        self._session.do(transaction)

    # With suggestions

    def _walk(self) -> None:
        """Go from one suggestion to the next until none is left."""
        self._gather()
        self._press_next()
        while (chosen := self._state.chosen_suggestion) is not None:
            passed = [wanted for wanted in self._left if wanted.span.end <= chosen.span.start and not self._is_suggested(wanted)]
            if passed:
                for wanted in passed:
                    self._by_motions(wanted)
                self._gather()
                self._press_next()
                continue
            right = next((wanted for wanted in self._left if (wanted.span, wanted.sort) == (chosen.span, chosen.sort)), None)
            if right is None:
                self._decide("refusing", refuse(self._state, self._context, ()))
            elif right.sort is Sort.CLAIM or chosen.label in right.labels:
                self._decide("accepting", accept(self._state, self._context, ()))
                self._is_made(right)
                self._mark_every(right)
            else:
                self._make(right)
                self._mark_every(right)
                self._gather()
                self._press_next(spot_of(chosen).span.start)

    def _is_suggested(self, wanted: Wanted) -> bool:
        suggested = self._state.suggested or ()
        return any((one.span, one.sort) == (wanted.span, wanted.sort) for one in suggested)

    def _gather(self) -> None:
        """As the program does when marks have changed."""
        state = self._state
        knowledge = Knowledge(self._scheme, known_names(state.records.entities()), refused_names(state.records))
        if self._gathered is None or self._gathered[:2] != (state.document, knowledge):  # else it would be the same again
            self._gathered = state.document, knowledge, gather(state.document, knowledge, self._suggesters)
        found = self._gathered[2]
        assert not found.problems, found.problems
        refusals = [(refusal.target, refusal.sort) for refusal in state.records.refusals_of(state.document.id)]
        self._session.suggest(Suggested(found.suggestions, state.marks, refused_spots(refusals, Resolver(state.document))))

    def _press_next(self, start: int | None = None) -> None:
        self.tally.press("s", 1)
        state = self._state if start is None else self._state.selecting(Selection.caret(start))
        selection = next_suggestion(state)
        if selection is not None:
            self._session.select(selection)

    def _decide(self, why: str, transaction: Transaction | None) -> None:
        """Do it, with the next suggestion that this leads to."""
        self.tally.press(why, 1)
        self._do(transaction)
        assert transaction is not None
        knows_more = len(transaction.changes) > 1  # an entity was made, or has another name
        selection = onward(self._state, transaction)
        self._session.select(selection or Selection.caret(self._state.caret))
        if knows_more:
            self._gather()
            if self._state.chosen_suggestion is None and self._state.suggested:
                selection = next_suggestion(self._state)
                self._session.select(selection or self._state.selection)

    def _mark_every(self, made: Wanted) -> None:
        """Mark the other occurrences of the name that was just marked at once, where that is cheaper."""
        if not self._every or made.sort is Sort.CLAIM:
            return
        state = self._state
        mark = next(mark for mark in state.marks.at(made.span.start) if mark.hull == made.span and is_of_sort(mark, Sort.MENTION))
        annotation = state.records.annotation(mark.id)
        assert annotation is not None
        assert isinstance(annotation.body, Mention)
        entity = state.records.entity(annotation.body.entity)
        assert entity is not None
        found = occurrences(state.document, names_of(entity), 1000)
        marked = {one.span for one in found if any(is_of_sort(mark, Sort.MENTION) for mark in state.marks.within(one.span))}
        refusals = [refusal for refusal in state.records.refusals_of(state.document.id) if refusal.sort is Sort.MENTION]
        places = placed(state.document, found, marked, {refusal.target.span: refusal.id for refusal in refusals}).places
        wanted = {one.span: one for one in self._left if one.sort is Sort.MENTION and set(one.labels) & set(made.labels)}
        offered = [place for place in places if place.refusal is None and place.manner is not Manner.CASE]
        right = [place for place in offered if place.target.span in wanted]
        wrong = [number for number, place in enumerate(places) if place in offered and place not in right]
        keys = 2 + sum(here - before for before, here in zip([-1, *wrong], wrong, strict=False))
        spared = sum(1 if self._is_suggested(wanted[place.target.span]) else 4 for place in right)
        if spared <= keys:
            return
        self.tally.press("every", keys)
        who = Sought(entity.name, entity.label, entity.id)
        self._do(mark_occurrences(state, self._context, who, right, [places[number] for number in wrong]))
        for place in right:
            self._is_made(wanted[place.target.span])
        spot = self._state.selection.suggestion
        if spot is not None and self._state.chosen_suggestion is None:  # it was among them: y had led there before
            self.tally.press("s", 1)
            selection = next_suggestion(self._state.selecting(replace(gone_to(spot), suggestion=spot)))
            self._session.select(selection or Selection.caret(self._state.caret))
