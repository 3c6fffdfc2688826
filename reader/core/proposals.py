"""The places that a mark may be given: where it is taken to stand, and where else it may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise, product

from reader.core.anchor import Candidate, Resolution
from reader.core.resolution import Placement
from reader.core.span import Span

MOST = 20
"""Proposals that are made at most, where a mark has several targets that may each stand in several places."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One place for a mark: a span for each of its targets, in the order of the text, but for those that stand nowhere.

    ``confidence`` is that of the least sure of them, 0..1.
    """

    spans: tuple[Span, ...]
    confidence: float

    @property
    def hull(self) -> Span:
        """The smallest span over all of them."""
        return Span(self.spans[0].start, max(span.end for span in self.spans))


def proposals(placement: Placement) -> tuple[Proposal, ...]:
    """The places for a mark, the likeliest first; none, when not one of its targets may stand anywhere.

    The first is where it stands now, if it does.
    """
    ways = islice(product(*map(_ways, placement.resolutions)), MOST)
    made = {proposal.spans: proposal for way in ways if (proposal := _proposal(way)) is not None}
    return tuple(made.values())


def _ways(resolution: Resolution) -> tuple[Candidate | None, ...]:
    """Where one target may stand, the best first; ``None``: nowhere."""
    if resolution.span is None:
        return resolution.candidates or (None,)
    first = Candidate(resolution.span, resolution.confidence)
    return (first, *(candidate for candidate in resolution.candidates if candidate.span != resolution.span))


def _proposal(way: Iterable[Candidate | None]) -> Proposal | None:
    """The proposal that a choice for every target makes; ``None`` when it is nowhere, or has two targets share words."""
    taken = sorted((candidate.span, candidate.confidence) for candidate in way if candidate is not None and candidate.span)
    spans = tuple(span for span, _ in taken)
    if not spans or any(one.overlaps(other) for one, other in pairwise(spans)):
        return None
    return Proposal(spans, min(confidence for _, confidence in taken))
