"""Placements in an order of their own, each found by its number and by its annotation."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, overload

from reader.core.resolution import Placement

FEW = 128
"""Up to so many things are put into the order one by one; more are sorted in all at once."""

Key: TypeAlias = tuple[Any, ...]
"""Sorts placements. Keys of one list are unlike one another, and can be compared."""


class Listed(Sequence[Placement]):
    """Placements in the order of the keys that they were put in with. Asking costs the same for one and for a hundred thousand."""

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._by_key: dict[Key, Placement] = {}
        self._by_id: dict[str, Key] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # mutable

    @overload
    def __getitem__(self, place: int) -> Placement: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Placement]: ...
    def __getitem__(self, place: int | slice) -> Placement | Sequence[Placement]:
        if isinstance(place, slice):
            return [self._by_key[key] for key in self._keys[place]]
        return self._by_key[self._keys[place]]

    def has(self, id: str) -> bool:
        """Whether the placement of an annotation (its id) is in the list."""
        return id in self._by_id

    def number(self, id: str) -> int | None:
        """Which one the placement of an annotation (its id) is, from 0; ``None``: not in the list."""
        key = self._by_id.get(id)
        return None if key is None else bisect_left(self._keys, key)

    def change(self, gone: Iterable[str], come: Iterable[tuple[Key, Placement]]) -> None:
        """Take out the placements of the annotations ``gone`` (their ids), as far as they are here, then put those in that ``come``."""
        left = [key for id in gone if (key := self._by_id.pop(id, None)) is not None]
        for key in left:
            del self._by_key[key]
        arrived = list(come)
        for key, placement in arrived:
            self._by_key[key] = placement
            self._by_id[placement.annotation] = key
        renew(self._keys, left, [key for key, _ in arrived])


def renew(ordered: list[Any], gone: Sequence[Any], come: Sequence[Any]) -> None:
    """Take ``gone`` out of a sorted list that holds them, and put ``come`` in."""
    if len(gone) + len(come) <= FEW:
        for item in gone:
            del ordered[bisect_left(ordered, item)]
        for item in come:
            insort(ordered, item)
        return
    left = set(gone)
    ordered[:] = [item for item in ordered if item not in left] if left else ordered
    ordered += come
    ordered.sort()
