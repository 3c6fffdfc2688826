"""Which suggestions are still to be decided upon, and where."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Mention, Provenance
from reader.core.marks import Marks
from reader.core.resolution import Resolver
from reader.core.span import Span
from reader.core.suggested import LONGEST, Spot, Suggested, order_of, refused_spots, spot_of
from reader.core.suggestion import Sort, Suggestion
from tests.notation import NOW, document

TEXT = document("abcdefghijklmnopqrstuvwxyz " * 4)
SORTS = st.sampled_from(Sort)
spans = st.tuples(st.integers(0, 99), st.integers(1, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
spots = st.builds(Spot, spans, SORTS)


def suggestion(spot: Spot) -> Suggestion:
    return Suggestion(spot.span, spot.sort, "x", (), "test")


def mark(number: int, spot: Spot) -> Annotation:
    body = Claim("fact") if spot.sort is Sort.CLAIM else Mention("e")
    return Annotation(f"{number:014x}", TEXT.id, (describe(TEXT, spot.span),), body, Provenance("t", NOW, NOW))


def still_open(all_of_them: list[Spot], marks: list[Spot], refused: set[Spot]) -> list[Spot]:
    """What a look at everything would give."""
    left = {spot for spot in all_of_them if spot not in refused}
    for marked in marks:
        left = {spot for spot in left if spot.sort is not marked.sort or not spot.span.overlaps(marked.span)}
    return sorted(left, key=order_of)


@given(st.lists(spots, max_size=12), st.lists(spots, max_size=5), st.lists(spots, max_size=5), spans)
def test_what_is_left_is_what_a_look_at_everything_would_leave(
    suggested: list[Spot], marked: list[Spot], refused: list[Spot], within: Span
) -> None:
    marks = Marks(TEXT)
    left = Suggested(map(suggestion, suggested), marks)
    refused += suggested[:1]
    for number, spot in enumerate(marked):
        marks.add(mark(number, spot))
        left.look_again([spot.span])
    for spot in refused:
        left.refuse(spot)
    expected = still_open(suggested, marked, set(refused))
    assert [spot_of(one) for one in left] == expected
    assert [spot_of(one) for one in Suggested(map(suggestion, suggested), marks, refused)] == expected
    assert [left.number(spot) for spot in expected] == list(range(len(expected)))
    assert [spot_of(one) for one in left.within(within)] == [spot for spot in expected if spot.span.overlaps(within)]
    assert left.from_offset(within.start) == sum(spot.span.start < within.start for spot in expected)
    for number in range(len(marked)):
        marks.remove(f"{number:014x}")
    left.look_again([spot.span for spot in marked])
    for spot in refused:
        left.allow(spot)
    assert [spot_of(one) for one in left] == still_open(suggested, [], set())


def test_among_many_each_is_decided_for_itself() -> None:
    words = document("word " * 400)
    spots = [Spot(Span(5 * number, 5 * number + 4), sort) for number in range(400) for sort in Sort]
    marks = Marks(words)
    marked = [spots[0], spots[201], spots[399], spots[400]]
    for number, spot in enumerate(marked):
        marks.add(replace(mark(0, Spot(Span(0, 1), spot.sort)), id=f"{number:014x}", targets=(describe(words, spot.span),)))
    left = Suggested(map(suggestion, spots), marks, [spots[7]])
    assert [spot_of(one) for one in left] == sorted(set(spots) - {*marked, spots[7]}, key=order_of)


def test_a_suggestion_that_is_no_sentence_is_left_out() -> None:
    long = document("a " * LONGEST)
    assert len(Suggested([suggestion(Spot(Span(0, LONGEST + 1), Sort.CLAIM)), suggestion(Spot(Span(0, 1), Sort.CLAIM))], Marks(long))) == 1


def test_what_was_refused_is_found_again_after_the_text_was_edited() -> None:
    before = document("Nobody knew of it before.\n\nThe mayor of May left in May.")
    refused = [(describe(before, Span(40, 43)), Sort.MENTION)]
    after = document("This is new.\n\nThe mayor of May left in May.\n\nNobody knew of it before.")
    assert refused_spots(refused, Resolver(after)) == {Spot(Span(27, 30), Sort.MENTION)}


def test_what_was_refused_and_is_gone_refuses_nothing() -> None:
    refused = [(describe(document("The mayor of May left."), Span(13, 16)), Sort.MENTION)]
    assert refused_spots(refused, Resolver(document("Nothing of the sort."))) == set()
