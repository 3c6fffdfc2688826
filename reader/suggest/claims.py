"""The suggester of claims: sentences that look as if they could be looked up, with the cues that make them look so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from reader.core.document import Block, BlockKind, Document
from reader.core.scheme import Scheme
from reader.core.sentences import sentences
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.checkworthy import Seen, confidence, cues_in
from reader.suggest.contract import Knowledge
from reader.suggest.speakers import speaker

LEAST = 0.5
"""The confidence from which on a sentence is suggested."""

FEWEST_WORDS, FEWEST_SMALL = 4, 2
"""A sentence with fewer words, or fewer that begin with a small letter, is not looked at: it is a byline, a date, a caption."""

_URL = re.compile(r"(?:https?://|www\.)\S+")
_PROMISE = re.compile(r"\b(?:promis|pledg|vow|guarantee)")
_KINDS = (
    ("prediction", frozenset({"prediction"})),
    ("cause", frozenset({"cause"})),
    ("number", frozenset({"number", "money", "share"})),
    ("opinion", frozenset({"opinion"})),
)
"""Kinds of claims, the first that fits by the cues that are there; before them comes a promise, by the words. What none fits is a fact."""


class ClaimSuggester:
    """Suggests sentences by visible cues; their kind is the scheme's that fits, else its first."""

    name = "claims"
    title = "sentences that look checkable"

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        """The claims of ``document`` in order: never in headings, nor in what says who wrote a post and when."""
        for block in document.blocks:
            if block.kind is not BlockKind.HEADING:
                yield from self._in_block(document, block, knowledge)

    def _in_block(self, document: Document, block: Block, knowledge: Knowledge) -> Iterator[Suggestion]:
        text, post = document.text, block.post
        author = (post.author or post.handle) if post else None
        passages = [block.span] if post is None else _lines(text, post.body)
        for passage in passages:
            for span in sentences(text, passage):
                words = _without_markup(document, span)
                if not _is_sentence(words):
                    continue
                seen = cues_in(words)
                sure = confidence(seen)
                if sure < LEAST:
                    continue
                is_said = author is None and any(one.cue.name == "attribution" for one in seen)
                yield Suggestion(
                    span,
                    Sort.CLAIM,
                    _kind(words, seen, knowledge.scheme),
                    tuple(one.reason for one in seen),
                    self.name,
                    sure,
                    claimant=speaker(text, span, knowledge.names) if is_said else author,
                )


CLAIMS = ClaimSuggester()


def _is_sentence(words: str) -> bool:
    parts = words.split()
    return len(parts) >= FEWEST_WORDS and (_has_small(parts) or words.isupper())


def _has_small(parts: Iterable[str]) -> bool:
    """Whether enough words begin with a small letter."""
    left = FEWEST_SMALL
    for part in parts:
        left -= part[0].islower()
        if not left:
            return True
    return False


def _lines(text: str, body: Span) -> Iterator[Span]:
    """The lines of a post's body: each is a passage of its own, as everywhere in posts."""
    start = body.start
    while start < body.end:
        end = text.find("\n", start, body.end)
        end = body.end if end < 0 else end
        if start < end:
            yield Span(start, end)
        start = end + 1


def _without_markup(document: Document, span: Span) -> str:
    """The words of a span, without what is the source's markup, and without links: their figures say nothing."""
    words = span.of(document.text)
    if document.markup:
        words = _blanked(span, document)
    return _URL.sub("", words) if "://" in words or "www." in words else words


def _blanked(span: Span, document: Document) -> str:
    parts, at = [], span.start
    for index in range(bisect_left(document.markup, span.start, key=lambda markup: markup.end), len(document.markup)):
        markup = document.markup[index]
        if markup.start >= span.end:
            break
        parts.append(document.text[at : max(at, markup.start)])
        at = max(at, markup.end)
    parts.append(document.text[at : span.end])
    return "".join(parts)


def _kind(words: str, seen: Sequence[Seen], scheme: Scheme) -> str:
    """The kind of claim that fits, if the scheme has it; else its first."""
    names = {one.cue.name for one in seen}
    is_promise = _PROMISE.search(words.lower()) is not None
    fitting = "promise" if is_promise else next((kind for kind, cues in _KINDS if names & cues), "fact")
    kinds = [label.name for label in scheme.claim_kinds]
    return fitting if fitting in kinds else kinds[0]
