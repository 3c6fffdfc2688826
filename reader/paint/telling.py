"""What is told of a comparison, item by item: the claims, the posts, the sentences added and removed, the changes in context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from reader.core.comparison import MOST_SENTENCES, Addition, Comparison, Fate
from reader.core.document import Document
from reader.core.pairing import PostPair
from reader.core.span import Span
from reader.paint.changes import Part, Piece, inline, passages
from reader.paint.outline import post_title


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changed, under a ``heading`` that its neighbours share: what and where, the words, and what is to be said of them.

    ``old`` and ``new`` are the offsets at which it stands in either text; ``None``: it is not in that version.
    """

    heading: str
    title: str
    pieces: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()
    old: int | None = None
    new: int | None = None


def items(comparison: Comparison) -> Iterator[Item]:
    """All that changed, the claims first. Claims and posts that are as they were are left out."""
    places = _Places(comparison)
    return chain(
        _claims(comparison, places),
        _posts(comparison),
        _added(comparison, places),
        _removed(comparison, places),
        (
            Item("Changes", places.told(passage.old, passage.new), passage.pieces, old=passage.old, new=passage.new)
            for passage in passages(comparison)
        ),
    )


def summary(comparison: Comparison) -> str:
    """In one sentence, what changed and how much."""
    if comparison.is_same:
        return "nothing has changed."
    changes = counted(sum(1 for _ in comparison.word_edits), "change")
    fates = Counter(change.fate for change in comparison.claims)
    told = [f"{count} {fate.value}" for fate, count in ((fate, fates[fate]) for fate in Fate) if count]
    posts = Counter(post_fate(pair) for pair in comparison.posts if not pair.is_same)
    parts = [f"claims: {', '.join(told)}"] if told else []
    parts += [f"posts: {', '.join(f'{posts[fate]} {fate}' for fate in sorted(posts))}"] if posts else []
    return f"{'; '.join([*parts, changes])}."


class _Places:
    """The lines of both versions, to tell where something stands."""

    def __init__(self, comparison: Comparison) -> None:
        self.old, self.new = (
            [found.start() for found in re.finditer(r"\n", document.text)] for document in (comparison.old, comparison.new)
        )

    def told(self, old: int | None, new: int | None) -> str:
        """The numbers of the lines at the offsets ``old`` and ``new``, from 1; ``None``: not in that version."""
        was = None if old is None else bisect_left(self.old, old) + 1
        now = None if new is None else bisect_left(self.new, new) + 1
        if was is None or now is None:
            return f"line {now}" if was is None else f"old line {was}"
        return f"line {now}" if was == now else f"line {now}, was {was}"


def _claims(comparison: Comparison, places: _Places) -> Iterator[Item]:
    for change in comparison.claims:
        if change.fate is not Fate.UNCHANGED:
            old, new = change.old.start if change.old else None, change.new.start if change.new else None
            was = change.old.of(comparison.old.text) if change.old else ""
            now = change.new.of(comparison.new.text) if change.new else ""
            pieces = inline(was, was if change.fate is Fate.MOVED else now)
            yield Item("Claims", f"{change.fate.value}, {places.told(old, new)}", pieces, change.reasons, old, new)
    if comparison.unplaced:
        count = counted(len(comparison.unplaced), "claim")
        yield Item("Claims", "not compared", notes=(f"{count} whose words are in neither version",))


def _posts(comparison: Comparison) -> Iterator[Item]:
    for pair in comparison.posts:
        post = pair.new or pair.old
        if post is not None and not pair.is_same:
            old, new = pair.old.start if pair.old else None, pair.new.start if pair.new else None
            yield Item("Posts", f"{post_fate(pair)}: {post_title(post)}", inline(pair.was, pair.now), (), old, new)


def post_fate(pair: PostPair) -> str:
    """In a word, what became of a post."""
    if pair.is_same:
        return "unchanged"
    if pair.old is None:
        return "added"
    return "gone" if pair.new is None else "changed"


def _added(comparison: Comparison, places: _Places) -> Iterator[Item]:
    claims = {change.id: change.new for change in comparison.claims}
    for addition in comparison.added:
        title, pieces = places.told(None, addition.span.start), _sentence(comparison.new, addition, Part.NEW)
        yield Item("Sentences added", title, pieces, _beside(comparison.new, addition, claims), None, addition.span.start)
    yield from _more("Sentences added", comparison.added)


def _removed(comparison: Comparison, places: _Places) -> Iterator[Item]:
    claims = {change.id: change.old for change in comparison.claims}
    for removal in comparison.removed:
        title, pieces = places.told(removal.span.start, None), _sentence(comparison.old, removal, Part.OLD)
        yield Item("Sentences removed", title, pieces, _beside(comparison.old, removal, claims), removal.span.start, None)
    yield from _more("Sentences removed", comparison.removed)


def _more(heading: str, additions: Sequence[Addition]) -> Iterator[Item]:
    if len(additions) >= MOST_SENTENCES:
        yield Item(heading, "and more", notes=(f"only the first {MOST_SENTENCES:,} are listed",))


def _sentence(document: Document, addition: Addition, part: Part) -> tuple[Piece, ...]:
    return (Piece(part, " ".join(addition.span.of(document.text).split())),)


def _beside(document: Document, addition: Addition, claims: Mapping[str, Span | None]) -> tuple[str, ...]:
    span = claims.get(addition.beside or "")
    return (f"beside the claim “{_short(span.of(document.text))}”",) if span is not None else ()


def counted(number: int, thing: str) -> str:
    """``2 changes``, ``1 change``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
