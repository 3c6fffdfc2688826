"""Which places a mark may be given."""

from __future__ import annotations

from reader.core.anchor import Candidate, Outcome, Resolution
from reader.core.proposals import MOST, proposals
from reader.core.resolution import Placement
from reader.core.span import Span

A, B, C = Span(0, 5), Span(10, 15), Span(20, 25)


def proposed(*resolutions: Resolution) -> list[tuple[tuple[Span, ...], float]]:
    return [(proposal.spans, proposal.confidence) for proposal in proposals(Placement("a", resolutions))]


def doubtful(*spans: Span) -> Resolution:
    return Resolution(Outcome.AMBIGUOUS, None, 0.0, tuple(Candidate(span, 0.9 - number / 10) for number, span in enumerate(spans)))


def taken(span: Span, *others: Span) -> Resolution:
    return Resolution(Outcome.EDITED, span, 0.95, tuple(Candidate(other, 0.5) for other in (span, *others)))


GONE = Resolution(Outcome.ORPHAN, None, 0.0)


def test_a_mark_that_stands_somewhere_is_proposed_there_first() -> None:
    assert proposed(taken(B, A)) == [((B,), 0.95), ((A,), 0.5)]


def test_a_mark_in_doubt_is_proposed_wherever_it_may_stand() -> None:
    assert proposed(doubtful(C, A)) == [((C,), 0.9), ((A,), 0.8)]


def test_for_a_mark_whose_words_are_gone_there_is_no_proposal() -> None:
    assert proposed(GONE) == []


def test_of_several_targets_those_that_stand_somewhere_are_proposed_in_the_order_of_the_text() -> None:
    assert proposed(taken(B), GONE, doubtful(C, A)) == [((B, C), 0.9), ((A, B), 0.8)]


def test_two_targets_are_never_proposed_on_the_same_words() -> None:
    assert proposed(doubtful(A), doubtful(A, Span(4, 12))) == []
    assert proposed(doubtful(A, B), doubtful(A, C)) == [((A, C), 0.8), ((A, B), 0.8), ((B, C), 0.8)]


def test_many_targets_in_many_places_make_no_more_proposals_than_can_be_looked_at() -> None:
    many = [doubtful(*(Span(start + 100 * number, start + 100 * number + 1) for start in range(9))) for number in range(9)]
    assert len(proposed(*many)) == MOST
