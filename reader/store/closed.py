"""A store that cannot be opened: nothing is in it, nothing is kept in it, and every try says why."""

from __future__ import annotations

from collections.abc import Collection

from reader.core.errors import StoreError
from reader.core.stored import News, Step, Stored
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit


class ClosedStore:
    """Stands for a store that failed with ``problem``, so that the articles beside it can be read all the same."""

    def __init__(self, problem: str) -> None:
        self._problem = problem

    def load(self) -> Stored:
        """Nothing, and the problem."""
        return Stored(problems=(self._problem,))

    def commit(self, changes: tuple[Change, ...], step: Step, transaction: Transaction) -> None:  # noqa: ARG002  # the protocol's
        """``StoreError``, always."""
        raise StoreError(self._problem)

    def save_visit(self, visit: Visit) -> None:
        """Nothing: a place that is not kept disturbs nobody."""

    def news(self) -> News:
        """Nothing."""
        return News()

    def keep_text(self, text: str, versions: Collection[str] | None = None) -> None:
        """Nothing: no mark was made."""

    def text(self, digest: str) -> None:
        """None is kept."""

    def close(self) -> None:
        """Nothing is open."""
