"""What was done can be undone and redone, latest first, until something else is done."""

from __future__ import annotations

import pytest

from reader.core.history import History
from tests.contracts.store import MARK, RENAME

BOTH = History().after_doing(MARK).after_doing(RENAME)


def test_undo_takes_the_latest_and_redo_gives_it_back() -> None:
    assert BOTH.after_undo() == History((MARK,), (RENAME,))
    assert BOTH.after_undo().after_undo() == History((), (RENAME, MARK))
    assert BOTH.after_undo().after_undo().after_redo() == History((MARK,), (RENAME,))
    assert BOTH.after_undo().after_undo().after_redo().after_redo() == BOTH


def test_doing_forgets_what_was_undone() -> None:
    assert BOTH.after_undo().after_doing(MARK) == History((MARK, MARK))


def test_without_anything_there_is_nothing_to_undo_or_redo() -> None:
    with pytest.raises(IndexError):
        History().after_undo()
    with pytest.raises(IndexError):
        BOTH.after_redo()
