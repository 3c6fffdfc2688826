"""The screen on which the other end of a relation is chosen: posts by likeness, marks, entities, and marks of other articles by words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from reader.commands.relating import End, mark_end, mention_end, post_end, web_end
from reader.core.annotation import Entity
from reader.core.finding import Searched
from reader.core.marks import Mark
from reader.core.state import State
from reader.paint.outline import UNREADABLE, describe, post_title
from reader.paint.relating import words_of
from reader.paint.reviewing import quote_of
from reader.paint.runs import name_of
from reader.suggest.alike import PARAPHRASE, rank
from reader.ui.finding import Finding
from reader.ui.panes.facts import glyph_of
from reader.ui.panes.listing import Line, Lines, ListPane
from reader.ui.relating import path_of
from reader.ui.screens.listing import ListScreen

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

MOST_RANKED = 200
"""Posts that are put into the order of their likeness."""

MOST = 500
"""Marks, entities, or marks of other articles that are listed where words narrow them."""

SLICE = 0.008
"""Seconds for which other articles are searched between two looks at the keys."""

SHORTEST = 3
"""Letters from which on other articles are searched."""

HINTS = (
    ("Enter", "this one", True),
    ("/", "narrow, and search other articles", True),
    ("o", "web address", True),
    ("Esc", "back", True),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, each made when it is asked for by its number."""

    title: str
    count: int
    line: Callable[[int], Line]


class SectionLines(Lines):
    """The lines of sections under headings that count them; those without lines are left out."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = [section for section in sections if section.count]
        self._starts = [0, *accumulate(section.count + 1 for section in self._sections)]

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, place: int) -> Line:
        at = bisect_right(self._starts, place) - 1
        section, number = self._sections[at], place - self._starts[at] - 1
        return Line(f"{section.title} {section.count:,}") if number < 0 else section.line(number)

    def place_of(self, value: str) -> int | None:  # noqa: ARG002  # nothing is followed here
        return None


class EndsScreen(ListScreen[End]):
    """Lists what ``source`` may be related to. Gives the end that the reader chose."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "narrow", show=False), Binding("o", "address", show=False)]

    def __init__(self, home: ReadingScreen, source: End) -> None:
        assert home.state is not None
        self._home = home
        self._state: State = home.state
        self._source = source
        self._searched = Searched(self._state.document.text)
        self._words = ""
        self._elsewhere: list[tuple[str, str]] = []
        self._search: Iterator[None] | None = None
        self._posts = self._ranked_posts()
        words = words_of(source.annotation, self._state.records, 40)
        super().__init__(home.looks, f"Relate {words} to", HINTS, "Nothing holds these words.")

    def on_mount(self) -> None:
        self._list()

    def action_narrow(self) -> None:
        self.write("Words", lambda _: self.pane.action_choose(), self._narrow, lambda: self._narrow(""))

    def action_address(self) -> None:
        def taken(address: str) -> None:
            end = web_end(self._source, self._home.desk.context, address)
            if end is None:
                self.say(f"“{address}” is no web address: write it out, with https:// before it and no spaces.")
            else:
                self.dismiss(end)

        self.write("Web address", taken)

    def on_list_pane_chosen(self, message: ListPane.Chosen) -> None:
        sort, _, id = message.value.partition(":")
        end = self._end(sort, id)
        if end is None:
            self.say("It is mentioned nowhere: tag a mention of it first.")
        else:
            self.dismiss(end)

    def _end(self, sort: str, id: str) -> End | None:
        state = self._state
        match sort:
            case "post":
                post = state.document.posts[int(id)]
                return post_end(state, self._home.desk.context, post)
            case "entity":
                return mention_end(state, self._source, id)
            case _:
                return mark_end(state.records, id)

    def _narrow(self, words: str) -> None:
        self._words = " ".join(words.split())
        self._elsewhere = []
        self._search = self._searching(self._words.casefold().split()) if len(self._words) >= SHORTEST else None
        self._list()
        if self._search is not None:
            self.call_later(self._go_on, self._search)

    def _go_on(self, search: Iterator[None]) -> None:
        """Search other articles for a moment, and go on after the keys that wait."""
        if search is not self._search or not self.is_attached:
            return
        end, before = monotonic() + SLICE, len(self._elsewhere)
        while monotonic() < end and len(self._elsewhere) < MOST:
            if next(search, self) is self:
                self._search = None
                break
        else:
            if len(self._elsewhere) < MOST:
                self.set_timer(0.001, lambda: self._go_on(search))
        if len(self._elsewhere) != before or self._search is None:
            self._list()

    def _searching(self, words: Sequence[str]) -> Iterator[None]:
        """Look for ``words`` in the marks of the other articles, one after the other."""
        records = self._state.records
        for document in sorted(records.documents() - {self._state.document.id}):
            for noted in list(records.sketches_of(document)):
                quote = " ".join(target.quote for target in noted.targets).casefold()
                if all(word in quote for word in words):
                    self._elsewhere.append((noted.id, document))
                yield

    def _list(self) -> None:
        words = self._words.casefold().split()
        posts = [one for one in self._posts if all(word in self._post_words(one[0]).casefold() for word in words)]
        marks = self._marks() if words else None
        entities = [one for one in self._state.records.entities() if all(word in _names(one).casefold() for word in words)]
        here = self._state.marks
        order = list(here) if marks is None else marks
        sections = [
            Section("Posts", len(posts), lambda number: self._post_line(*posts[number])),
            Section("Marks", len(order), lambda number: self._mark_line(order[number].id)),
            Section("Entities", len(entities), lambda number: self._entity_line(entities[number])),
            Section("In other articles", len(self._elsewhere), lambda number: self._mark_line(*self._elsewhere[number])),
        ]
        lines = SectionLines(sections)
        self.show(lines, f"Holding “{self._words}”" if words else "Choose the other end", "searching …" if self._search else "")

    def _marks(self) -> list[Mark]:
        """The marks of the open article that hold the words next to each other, in the order of the text."""
        finding, found = Finding.of_words(self._searched, self._words), dict[str, Mark]()
        at = finding.next_from(0)
        for _ in range(MOST):
            if at is None:
                break
            found.update((mark.id, mark) for mark in self._state.marks.within(at) if mark.hull.covers(at))
            following = finding.next_from(at.start + 1)
            at = following if following is not None and following.start > at.start else None
        return sorted(found.values(), key=lambda mark: mark.order)[:MOST]

    def _ranked_posts(self) -> list[tuple[int, float]]:
        """The posts (their numbers), the likest first; of very many, as they stand."""
        posts = self._state.document.posts
        if len(posts) > MOST_RANKED:
            return [(number, 0.0) for number in range(len(posts))]
        words = [post.body.of(self._state.document.text) for post in posts]
        return rank(quote_of(self._source.annotation), words, [post.author or "" for post in posts])

    def _post_words(self, number: int) -> str:
        post = self._state.document.posts[number]
        return f"{post_title(post)}: {' '.join(post.body.of(self._state.document.text).split())}"

    def _post_line(self, number: int, score: float) -> Line:
        side = f"{score:.0%} alike" if score >= PARAPHRASE else ""
        return Line(self._post_words(number), f"post:{number}", side, "▢", "post")

    def _mark_line(self, id: str, document: str | None = None) -> Line:
        records = self._state.records
        annotation = records.annotation(id)
        if annotation is None:
            return Line(UNREADABLE, f"mark:{id}", "", "?", "orphan")
        name = name_of(annotation, records)
        side = path_of(self._home, document) if document else describe(annotation, records)[0].lower()
        here = "this one" if id == self._source.annotation.id else ""
        return Line(quote_of(annotation), f"mark:{id}", " · ".join(part for part in (here, side) if part), glyph_of(name, self.looks), name)

    def _entity_line(self, entity: Entity) -> Line:
        return Line(_names(entity), f"entity:{entity.id}", entity.label, "●", f"mention.{entity.label}")


def _names(entity: Entity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name
