"""A list of placements agrees with one that is sorted anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import Outcome, Resolution
from reader.core.listed import FEW, Listed
from reader.core.resolution import Placement

Pairs = list[tuple[tuple[int, str], Placement]]

ids = st.integers(0, 4 * FEW).map(str)


def pairs(some: dict[str, int]) -> Pairs:
    return [((key, id), Placement(id, (Resolution(Outcome.ORPHAN, None, 0.0),))) for id, key in some.items()]


@given(st.lists(st.tuples(st.lists(ids), st.dictionaries(ids, st.integers(0, 9))), max_size=4))
def test_it_is_in_order_and_finds_everything_whatever_was_put_in_and_taken_out(steps: list[tuple[list[str], dict[str, int]]]) -> None:
    listed, kept = Listed(), dict[str, int]()
    for gone, come in steps:
        listed.change([*gone, *come], pairs(come))
        kept = {id: key for id, key in kept.items() if id not in gone} | come
        expected = [placement for _, placement in sorted(pairs(kept), key=lambda pair: pair[0])]
        assert list(listed) == expected
        assert listed[1:] == expected[1:]
        assert [listed.number(placement.annotation) for placement in expected] == list(range(len(expected)))
        assert all(listed.has(id) is (id in kept) for id in gone)
        assert listed.number("nobody") is None
