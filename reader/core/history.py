"""What was done and what was undone, in order."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.transaction import Transaction

LIMIT = 1000
"""The most transactions that are remembered; from there on the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class History:
    """``done`` ends with the latest transaction; ``undone`` ends with the one that redo takes next."""

    done: tuple[Transaction, ...] = ()
    undone: tuple[Transaction, ...] = ()

    def after_doing(self, transaction: Transaction) -> History:
        """The history with ``transaction`` on top; what was undone is gone."""
        return History((*self.done, transaction)[-LIMIT:])

    def after_undo(self) -> History:
        """The history with the latest transaction undone. ``IndexError`` when nothing was done."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def after_redo(self) -> History:
        """The history with the latest undone transaction done again. ``IndexError`` when nothing was undone."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])
