"""Two versions of a document: what became of its claims and posts, what was put in and taken out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from reader.core import units
from reader.core.annotation import Annotation, Claim
from reader.core.difference import Edit, Move, differences, moves
from reader.core.document import Document
from reader.core.marks import Marks
from reader.core.pairing import PostPair, paired_posts
from reader.core.projection import Projected, Projection, inverse
from reader.core.resolution import Resolver, Texts, no_text
from reader.core.sentences import sentence_at
from reader.core.span import Span
from reader.core.text import trim
from reader.core.wording import Shift, language_of, wording

ENOUGH = 1 / 3
"""The share of a claim's words that has to be kept where it stood for it to count as reworded."""

WHOLE = 0.7
"""The share of a sentence from which on it counts as added or removed, not as changed."""

LEAST = 3
"""Words of the shortest sentence that is told as added or removed."""

MOST_SENTENCES = 10_000
"""Added sentences that are listed, and removed ones."""

BESIDE = 300
"""Code points between a claim and an added sentence that is beside it."""


class Fate(StrEnum):
    """What became of a claim, the gravest first."""

    VANISHED = "vanished"
    NEGATION = Shift.NEGATION.value
    NUMBER = Shift.NUMBER.value
    SOFTENED = Shift.SOFTENED.value
    STRENGTHENED = Shift.STRENGTHENED.value
    REWORDED = Shift.REWORDED.value
    ADDED = "added"
    MOVED = "moved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of the claim ``id``: its span in the old text (``None``: added) and in the new one (``None``: vanished), and the reasons.

    ``is_new`` says that it was marked in the new version.
    """

    id: str
    fate: Fate
    old: Span | None
    new: Span | None
    reasons: tuple[str, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that one version has and the other has not; ``beside`` is the claim (its id) that it stands next to."""

    span: Span
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a document beside each other.

    ``claims`` are in the order of the old text, those that were added last. ``added`` are sentences of the new text, ``removed`` of the
    old one, the first 10,000 of either; those that moved are in ``moves`` only. ``unplaced`` are marked claims (ids) that were found in
    neither.
    """

    old: Document
    new: Document
    edits: tuple[Edit, ...]
    moves: tuple[Move, ...]
    claims: tuple[ClaimChange, ...]
    posts: tuple[PostPair, ...]
    added: tuple[Addition, ...]
    removed: tuple[Addition, ...]
    unplaced: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether both say the same: no edit changes more than white space, and no post is another."""
        return not any(self.word_edits) and all(pair.is_same for pair in self.posts)

    @property
    def word_edits(self) -> Iterator[Edit]:
        """The edits that change more than white space."""
        for edit in self.edits:
            if edit.old.of(self.old.text).split() != edit.new.of(self.new.text).split():
                yield edit


def compare(
    old: Document,
    new: Document,
    marked_old: Iterable[Annotation] = (),
    marked_new: Iterable[Annotation] = (),
    texts: Texts = no_text,
) -> Comparison:
    """What changed from ``old`` to ``new``, and what became of the claims among the annotations of either.

    ``texts`` gives the texts of other versions of them that claims were made on.
    """
    edits = differences(old.text, new.text)
    moved = moves(old.text, new.text, edits)
    there = _Way(old, new, edits)
    back = _Way(new, old, inverse(edits))
    placed, placed_new, lost = _placed_claims(old, new, marked_old, marked_new, texts)
    changes = [there.change(id, span) for id, span in placed.items()]
    starts = {change.new.start for change in changes if change.new}
    ends = {change.new.end for change in changes if change.new}
    changes += [back.origin(id, span) for id, span in placed_new.items() if span.start not in starts and span.end not in ends]
    claims = tuple(sorted(changes, key=lambda change: (change.old is None, change.old or change.new or Span(0, 0), change.id)))
    return Comparison(
        old,
        new,
        edits,
        moved,
        claims,
        paired_posts(old, new),
        _additions(new, (edit.new for edit in edits), [move.new for move in moved], [(c.new, c.id) for c in claims if c.new]),
        _additions(old, (edit.old for edit in edits), [move.old for move in moved], [(c.old, c.id) for c in claims if c.old]),
        lost,
    )


def _placed_claims(
    old: Document, new: Document, marked_old: Iterable[Annotation], marked_new: Iterable[Annotation], texts: Texts
) -> tuple[dict[str, Span], dict[str, Span], tuple[str, ...]]:
    """Where the claims stand in the old text, where those stand that are in the new one only, and those (ids) that stand in neither.

    A claim that was not made on its own version is looked for in the other: the file may have been written over. One that was made on
    neither is sought in its own first.
    """
    claims_old, claims_new = ([item for item in marked if isinstance(item.body, Claim)] for marked in (marked_old, marked_new))
    placed, placed_new = _at_once(old, claims_old), _at_once(new, claims_new)
    placed_new |= _at_once(new, _without(claims_old, placed))
    placed |= _at_once(old, _without(claims_new, placed_new))
    placed |= _sought(old, _without(claims_old, placed, placed_new), texts)
    placed_new |= _sought(new, _without(claims_new, placed, placed_new), texts)
    placed_new |= _sought(new, _without(claims_old, placed, placed_new), texts)
    placed |= _sought(old, _without(claims_new, placed, placed_new), texts)
    lost = {claim.id for claim in _without([*claims_old, *claims_new], placed, placed_new)}
    return placed, {id: span for id, span in placed_new.items() if id not in placed}, tuple(sorted(lost))


def _without(claims: Iterable[Annotation], *placed: Container[str]) -> list[Annotation]:
    """Those of ``claims`` that have no place yet."""
    return [claim for claim in claims if not any(claim.id in there for there in placed)]


def _at_once(document: Document, claims: Iterable[Annotation]) -> dict[str, Span]:
    """Where those of ``claims`` (their ids) stand that were made on this version of ``document``."""
    return {mark.id: mark.hull for mark in Marks(document, claims, placements={})}


def _sought(document: Document, claims: Sequence[Annotation], texts: Texts) -> dict[str, Span]:
    """Where ``claims`` (their ids) stand in ``document``; those whose words are not there are left out."""
    return {mark.id: mark.hull for mark in Marks(document, claims, Resolver(document, texts))} if claims else {}


class _Way:
    """The way of spans from one document to another."""

    def __init__(self, source: Document, target: Document, edits: Sequence[Edit]) -> None:
        self._source = source
        self._target = target
        self._projection = Projection(edits)

    def change(self, id: str, span: Span) -> ClaimChange:
        """What became of the claim at ``span``."""
        found, fate = self._follow(span)
        if found is None:
            instead = trim(self._target.text, self._projection.project(span).span).of(self._target.text)
            reasons = (f"in its place stands “{_short(instead)}”",) if instead else ()
            return ClaimChange(id, Fate.VANISHED, span, None, reasons)
        if fate is not None:
            return ClaimChange(id, fate, span, found)
        told = self._told(span.of(self._source.text), found.of(self._target.text))
        return ClaimChange(id, Fate(told[0].value), span, found, told[1])

    def origin(self, id: str, span: Span) -> ClaimChange:
        """Where the claim at ``span`` of the new version came from; this way leads back to the old one."""
        found, fate = self._follow(span)
        if found is None:
            return ClaimChange(id, Fate.ADDED, None, span, is_new=True)
        if fate is not None:
            return ClaimChange(id, fate, found, span, is_new=True)
        told = self._told(found.of(self._target.text), span.of(self._source.text))
        return ClaimChange(id, Fate(told[0].value), found, span, told[1], is_new=True)

    def _told(self, was: str, now: str) -> tuple[Shift, tuple[str, ...]]:
        told = wording(was, now, self._source.language or self._target.language or language_of(self._source.text))
        return told.shift, told.reasons

    def _follow(self, span: Span) -> tuple[Span | None, Fate | None]:
        """Where ``span`` stands in the target (``None``: nowhere), and its fate when its words are the same there."""
        quote = span.of(self._source.text)
        projected = self._projection.project(span)
        found = self._clipped(span, projected)
        if found.of(self._target.text).split() == quote.split():
            return found, Fate.UNCHANGED
        if projected.kept < ENOUGH * len(span):
            at = self._target.text.find(quote)
            if at >= 0:
                return Span(at, at + len(quote)), Fate.MOVED
            return None, None
        return found, None

    def _clipped(self, span: Span, projected: Projected) -> Span:
        """What became of ``span``; where an end lies within an edit, to the end of the sentence that its words stand in now."""
        if projected.ends_kept or not projected.kept:
            return projected.span
        text = self._target.text
        first, last = projected.edits[0], projected.edits[-1]
        start, end = projected.span.start, projected.span.end
        if first.old.start < span.start:
            within = self._target.passage_at(first.new.end)
            sentence = within if within.is_empty else sentence_at(text, first.new.end, within)
            start = max(start, min(first.new.end, sentence.start))
        if last.old.end > span.end:
            within = self._target.passage_at(last.new.start)
            sentence = within if within.is_empty else sentence_at(text, max(within.start, last.new.start - 1), within)
            end = min(end, max(last.new.start, sentence.end))
        return trim(text, Span(start, max(start, end)))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"


def _additions(document: Document, parts: Iterable[Span], moved: list[Span], claims: list[tuple[Span, str]]) -> tuple[Addition, ...]:
    """The first sentences of ``document`` that are, but for little, in one of ``parts``, and in none of ``moved``."""
    moved, claims = sorted(moved), sorted(claims)

    def found() -> Iterator[Addition]:
        for part in parts:
            if len(units.words(document.text[part.start : min(part.end, part.start + 200)])) < LEAST:
                continue
            for sentence in _sentences(document, part):
                shared = sentence.intersection(part)
                before = bisect_right(moved, sentence.start, key=lambda move: move.start) - 1
                is_moved = before >= 0 and moved[before].covers(sentence)
                if shared is None or is_moved or len(shared) < WHOLE * len(sentence):
                    continue
                if sum(any(map(str.isalnum, word)) for word in units.words(sentence.of(document.text))) >= LEAST:
                    yield Addition(sentence, _beside(sentence, claims))

    return tuple(islice(found(), MOST_SENTENCES))


def _sentences(document: Document, part: Span) -> Iterator[Span]:
    """The sentences that ``part`` begins, ends and goes through, in order."""
    at, last = part.start, -1
    while at < part.end:
        passage = document.passage_at(at)
        if passage.is_empty:
            index = document.block_index(at)
            if index is None:
                return
            index += document.blocks[index].span.start <= at
            at = max(at + 1, document.blocks[index].span.start) if index < len(document.blocks) else part.end
            continue
        sentence = sentence_at(document.text, at, passage)
        if sentence.start > last:
            yield sentence
            last = sentence.start
        at = sentence.end if sentence.end > at else passage.end + 1


def _beside(sentence: Span, claims: list[tuple[Span, str]]) -> str | None:
    """The claim next to ``sentence``, not in it; ``None`` when none is near."""
    at = bisect_right(claims, sentence.start, key=lambda claim: claim[0].start)
    near = [(span, id) for span, id in claims[max(0, at - 2) : at + 2] if not span.overlaps(sentence)]
    distances = [(max(span.start - sentence.end, sentence.start - span.end), id) for span, id in near]
    distance, id = min(distances, default=(BESIDE, None))
    return id if distance < BESIDE else None
