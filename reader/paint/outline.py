"""What the inspector lists: marks to review, marks by sort, relations, posts, lost marks and suggestions of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import overload

from reader.core.anchor import Outcome
from reader.core.annotation import Annotation, Body, Claim, Evidence, Mention, Note, Relation, Status, Tag
from reader.core.document import PLATFORM_TITLES, Document, Post, PostState
from reader.core.marks import Mark, Marks
from reader.core.records import Records
from reader.core.scheme import OUTSIDE, Label, Scheme, label_named, type_of
from reader.core.span import Span
from reader.core.state import State
from reader.core.suggested import Spot, Suggested, spot_of
from reader.core.suggestion import Sort
from reader.paint.relating import words_of
from reader.paint.reviewing import happened, quote_of, sureness
from reader.paint.runs import EDITED, name_of, name_of_suggestion
from reader.paint.suggesting import in_a_line


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the inspector. ``name`` is what it is drawn as, ``target`` the annotation or post it stands for (its id).

    ``detail`` follows ``text``, drawn more quietly. A heading has no target. The target of a mark to review is :func:`to_review` of its id:
    it is listed a second time among those of its sort.
    """

    text: str
    name: str
    target: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """Things under a heading, of ``lines`` items each.

    ``item`` makes the item with a number from 0; ``number`` finds the first one of a target (``None``: not among them).
    """

    title: str
    count: int
    item: Callable[[int], Item]
    number: Callable[[str], int | None]
    lines: int = 1


class Outline(Sequence[Item]):
    """All items under headings that count them; a heading without items is left out. ``others`` follow them.

    It holds no items: each is made of ``state`` when it is asked for, so that a hundred thousand marks cost no more than one. It is good
    until the state changes.
    """

    def __init__(self, state: State, others: Sequence[Item] = ()) -> None:
        self._state = state
        self._others = others
        sorts = [self._of_sort(title, sort) for title, sort in _SORTS]
        marks = [sorts[0], self._of_entities(), *sorts[1:], self._of_relations()]
        sections = [self._of_review(), *marks, self._of_posts(), self._of_lost(), self._of_suggested()]
        self._sections = [section for section in sections if section.count]
        self._starts = [0, *accumulate(section.count * section.lines + 1 for section in self._sections)]

    def __len__(self) -> int:
        return self._starts[-1] + len(self._others)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        if place >= self._starts[-1]:
            return self._others[place - self._starts[-1]]
        at = bisect_right(self._starts, place) - 1
        section, number = self._sections[at], place - self._starts[at] - 1
        return Item(f"{section.title} {section.count}", "heading") if number < 0 else section.item(number)

    def place_of(self, target: str) -> int | None:
        """Where an annotation or post (its id) stands; a mention's is its entity's. ``None``: nowhere."""
        for start, section in zip(self._starts, self._sections, strict=False):
            number = section.number(target)
            if number is not None:
                return start + 1 + number
        return next((self._starts[-1] + number for number, item in enumerate(self._others) if item.target == target), None)

    def _of_sort(self, title: str, sort: type[Body]) -> _Section:
        marks = self._state.marks
        return _Section(title, marks.count(sort), lambda number: self._item(marks.nth(sort, number)), partial(self._number_in, sort))

    def _of_entities(self) -> _Section:
        firsts, marks = self._state.marks.entities(), self._state.marks

        def number_of(target: str) -> int | None:
            mark = marks.get(target)
            annotation = self._state.records.annotation(target) if mark is not None else None
            if mark is None or annotation is None or not isinstance(annotation.body, Mention):
                return None
            return bisect_left(firsts, (marks.nth(mark.group, 0).order, mark.group))

        return _Section("Entities", len(firsts), lambda number: self._entity(firsts[number][1]), number_of)

    def _of_relations(self) -> _Section:
        """Two items for each relation: the words that it leads from, then how these stand to what it leads to."""
        state = self._state
        records, marks = state.records, state.marks
        listed: list[Relation] = []

        def place(relation: Relation) -> tuple[int, str]:
            ends = (marks.get(relation.source), marks.get(relation.target))
            return next((end.hull.start for end in ends if end is not None), len(state.document.text)), relation.id

        def all_of_them() -> list[Relation]:
            if not listed:
                found = records.relations_in(state.document.id)
                listed.extend(sorted(found, key=place) if len(found) <= MOST_SORTED else found)
            return listed

        def item(number: int) -> Item:
            relation, is_target = all_of_them()[number // 2], number % 2 == 1
            end = records.annotation(relation.target if is_target else relation.source)
            target = f"{RELATION}{number % 2}{relation.id}"
            where = "elsewhere" if end is not None and end.document != state.document.id else ""
            if is_target:
                return Item(f"{relation.kind.replace('_', ' ')} → {words_of(end, records, MOST_WORDS)}", "", target, where)
            return Item(words_of(end, records, MOST_WORDS), name_of(end, records) if end else "orphan", target, where)

        def number_of(target: str) -> int | None:
            if not target.startswith(RELATION):
                return None
            found = next((number for number, one in enumerate(all_of_them()) if one.id == target[2:]), None)
            return None if found is None else 2 * found + int(target[1])

        return _Section("Relations", records.count_relations_in(state.document.id), item, number_of, 2)

    def _of_posts(self) -> _Section:
        document, posts = self._state.document, self._state.document.posts
        here = self._state.post

        def number_of(target: str) -> int | None:
            if here is not None and here.id == target:
                return document.number_of(here)
            return next((number for number, post in enumerate(posts) if post.id == target), None)

        return _Section("Posts", len(posts), lambda number: Item(post_title(posts[number]), "post", posts[number].id), number_of)

    def _of_review(self) -> _Section:
        """Two items for each mark: its words, and what became of them."""
        state, review = self._state, self._state.marks.review

        def item(number: int) -> Item:
            placement = review[number // 2]
            annotation = state.records.annotation(placement.annotation)
            assert annotation is not None
            target = to_review(annotation.id)
            if number % 2:
                return Item(happened(annotation, placement, state.document), "", target)
            name = EDITED if placement.outcome is Outcome.EDITED else "orphan"
            return Item(quote_of(annotation), name, target, sureness(placement))

        def number_of(target: str) -> int | None:
            number = review.number(target[1:]) if target.startswith(REVIEW) else None
            return None if number is None else 2 * number

        return _Section("To review", len(review), item, number_of, 2)

    def _of_lost(self) -> _Section:
        state, lost = self._state, self._state.marks.lost

        def item(number: int) -> Item:
            annotation = state.records.annotation(lost[number].annotation)
            assert annotation is not None
            return Item(quote_of(annotation), "orphan", annotation.id, state.marks.orphans[annotation.id])

        return _Section("Not found in this text", len(lost), item, lost.number)

    def _of_suggested(self) -> _Section:
        """Two items for each suggestion: its words, and why they are suggested."""
        state, suggested = self._state, self._state.suggested or ()

        def item(number: int) -> Item:
            suggestion = suggested[number // 2]
            target = to_suggestion(spot_of(suggestion))
            if number % 2:
                return Item(", ".join(suggestion.reasons), "", target)
            words = " ".join(suggestion.span.of(state.document.text).split())
            return Item(words, name_of_suggestion(suggestion), target, in_a_line(suggestion, words))

        def number_of(target: str) -> int | None:
            spot = suggested_spot(target)
            number = suggested.number(spot) if spot is not None and isinstance(suggested, Suggested) else None
            return None if number is None else 2 * number

        return _Section("Suggestions", len(suggested), item, number_of, 2)

    def _number_in(self, sort: type[Body], target: str) -> int | None:
        mark = self._state.marks.get(target)
        return self._state.marks.number(mark) if mark is not None and mark.group is sort else None

    def _item(self, mark: Mark) -> Item:
        return _flagged(_related(self._plain_item(mark), self._state.records), mark)

    def _plain_item(self, mark: Mark) -> Item:
        records = self._state.records
        annotation = records.annotation(mark.id)
        if annotation is None:
            return Item(UNREADABLE, "orphan", mark.id)
        match annotation.body:
            case Claim(claimant=claimant, kind=kind, verdict=verdict):
                known = records.entity(claimant)
                parts = [known.name if known else "", kind, verdict or ""]
                return Item(quote_of(annotation), name_of(annotation, records), mark.id, " · ".join(part for part in parts if part))
            case Note(text=text):
                return _plain(annotation, text, records)
            case Tag(label=label):
                return _plain(annotation, f"#{label}", records)
            case Evidence(url=url, note=note):
                return _plain(annotation, url or note, records)
            case Mention(entity=entity):
                return self._entity(entity)

    def _entity(self, id: str) -> Item:
        """An entity that the document mentions; it leads to the first mention."""
        records, marks = self._state.records, self._state.marks
        mark = marks.nth(id, 0)
        first = records.annotation(mark.id)
        if first is None:
            return Item(UNREADABLE, "orphan", mark.id)
        entity, count = records.entity(id), marks.count(id)
        times = f" ×{count}" if count > 1 else ""
        name = entity.name if entity else first.targets[0].quote
        return _flagged(Item(name, name_of(first, records), first.id, (entity.label if entity else "") + times), mark)


def outline_of_other(annotator: str, marks: Marks, records: Records) -> tuple[Item, ...]:
    """What another annotator has marked in a document, in its order, under a heading; nothing, when they have marked nothing.

    A target is ``@`` and the offset of the mark: their annotations are not among the reader's own.
    """
    items = []
    for mark in marks:
        annotation = records.annotation(mark.id)
        if annotation is not None:
            word, _ = describe(annotation, records)
            items.append(_flagged(Item(quote_of(annotation), name_of(annotation, records), f"@{mark.hull.start}", word.lower()), mark))
    return tuple(_section(f"By {annotator}:", items))


def to_review(id: str) -> str:
    """The target of an annotation (its id) where it is listed as one to review."""
    return REVIEW + id


def to_suggestion(spot: Spot) -> str:
    """The target of a suggestion where it is listed."""
    return f"{SUGGESTED}{spot.span.start}:{spot.span.end}:{spot.sort}"


def suggested_spot(target: str) -> Spot | None:
    """The suggestion that a target of :func:`to_suggestion` stands for; ``None`` for other targets."""
    if not target.startswith(SUGGESTED):
        return None
    start, end, sort = target.removeprefix(SUGGESTED).split(":")
    return Spot(Span(int(start), int(end)), Sort(sort))


def end_of_relation(target: str, records: Records) -> str | None:
    """The annotation (its id) that a target among the relations stands for; ``None`` for other targets, and when the relation is gone."""
    relation = records.get(target[2:]) if target.startswith(RELATION) else None
    if not isinstance(relation, Relation):
        return None
    return relation.target if target[1] == "1" else relation.source


def describe(annotation: Annotation, records: Records, scheme: Scheme | None = None) -> tuple[str, str]:
    """What an annotation is, in a word or two, and what it says. What ``scheme`` does not have says so."""
    attributes = "".join(f" · {_attribute(annotation, name, value, scheme)}" for name, value in annotation.attributes)
    tags = "".join(f" #{tag}" for tag in annotation.tags)
    more = attributes + (" · unsure" if annotation.status is Status.UNSURE else "") + tags
    kinds, verdicts, types = (scheme.claim_kinds, scheme.verdicts, scheme.entity_types) if scheme else (None, None, None)
    match annotation.body:
        case Claim() as claim:
            claimant = records.entity(claim.claimant)
            kind = _known(claim.kind, kinds)
            parts = [kind, f"by {claimant.name}" if claimant else "claimant unknown", claim.attribution.value]
            if claim.checkworthy is not None:
                parts.append("worth checking" if claim.checkworthy else "not worth checking")
            verdict = claim.verdict and f"verdict: {_known(claim.verdict, verdicts)}"
            parts += [part for part in (verdict, claim.note, *claim.links) if part]
            return "Claim", " · ".join(parts) + more
        case Mention(entity=id):
            entity = records.entity(id)
            if entity is None:
                return "Entity", "unknown"
            aliases = f" ({', '.join(entity.aliases)})" if entity.aliases else ""
            references = "".join(f" · {reference}" for reference in entity.references)
            return _known(entity.label, types), f"{entity.name}{aliases}{references}{more}"
        case Note(text=text):
            return "Note", text + more
        case Tag(label=label):
            return "Tag", label + more
        case Evidence(url=url, note=note):
            return "Evidence", (" · ".join(part for part in (url, note) if part) + more).removeprefix(" · ")


def _known(name: str, labels: Sequence[Label] | None) -> str:
    """``name``, which says so when it is none of ``labels``; those may not be known."""
    return name if labels is None or label_named(name, labels) else f"{name} {OUTSIDE}"


def _attribute(annotation: Annotation, name: str, value: str, scheme: Scheme | None) -> str:
    """What an attribute says of ``annotation``, under its title when the scheme has it."""
    known = scheme.attribute(name) if scheme else None
    is_known = known is not None and known.is_on(type_of(annotation.body)) and known.allows(value)
    return f"{known.title if known else name}: {value}{'' if scheme is None or is_known else f' {OUTSIDE}'}"


def post_title(post: Post) -> str:
    """Platform, author, handle and time to the minute, as a post's frame shows them; without what is unknown, ``Post`` when all is."""
    who = " ".join(part for part in (post.author, post.handle) if part)
    when = (post.date or "")[:16].replace("T", " ")
    return " · ".join(part for part in (PLATFORM_TITLES.get(post.platform), who, when) if part) or "Post"


def post_source(post: Post) -> tuple[str, ...]:
    """What is missing of a post, and its address on the web without the scheme: none, one or both."""
    missing = () if post.state is PostState.FULL else (TEXT_ELSEWHERE,)
    return (*missing, post.permalink.partition("://")[2]) if post.permalink else missing


def byline(document: Document, source: str | None) -> str:
    """Author, day, ``source`` and language of a document, as far as they are known; empty when nothing is."""
    author = document.author and f"by {document.author}"
    return " · ".join(part for part in (author, document.date and document.date[:10], source, document.language) if part)


_SORTS: tuple[tuple[str, type[Body]], ...] = (("Claims", Claim), ("Notes", Note), ("Tags", Tag), ("Evidence", Evidence))

SUGGESTED = "+"
"""What the target of a line among the suggestions begins with."""

RELATION = "&"
"""What the target of a line among the relations begins with: 0 or 1 follows, for the end that it leads from or to, and its id."""

MOST_SORTED = 1000
"""Relations of one document that are listed by place; more are listed as they were found."""

MOST_WORDS = 200
"""Code points of an end of a relation that a line holds."""

REVIEW = "?"
"""What the target of a line among the marks to review begins with."""

CHANGED = "its words were changed"

UNREADABLE = "cannot be read"
"""Stands for what a database that was tampered with keeps as an annotation."""

TEXT_ELSEWHERE = "the post’s text is not in this file"


def _flagged(item: Item, mark: Mark) -> Item:
    """The item, which says so when words of its mark were changed since it was made."""
    if not mark.is_edited:
        return item
    return replace(item, detail=" · ".join(part for part in (item.detail, CHANGED) if part))


def _related(item: Item, records: Records) -> Item:
    """The item, which says how many relations its mark has."""
    count = len(records.relations_of(item.target)) if item.target else 0
    return replace(item, detail=" · ".join(part for part in (f"⇄{count:,}", item.detail) if part)) if count else item


def _section(title: str, items: list[Item]) -> list[Item]:
    return [Item(f"{title} {len(items)}", "heading"), *items] if items else []


def _plain(annotation: Annotation, text: str, records: Records) -> Item:
    return Item(text or quote_of(annotation), name_of(annotation, records), annotation.id, quote_of(annotation) if text else "")
