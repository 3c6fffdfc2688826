"""What other annotators keep is seen when it changes, and never written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.document import digest_of_text
from reader.core.records import Records
from reader.core.stored import Stored
from reader.store.others import OtherDatabases
from tests.contracts.store import BUILDER, CLAIM, MARK, RENAME
from tests.store.test_tiny import RIVER, do, files, keep, opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    return root


def database(root: Path, name: str) -> Path:
    return root / ".reader" / f"{name}.json"


def test_nobody_is_there_before_anybody_wrote(root: Path) -> None:
    others = OtherDatabases(root, "ana")
    assert others.look() == {}
    assert not others.have_changed()
    assert list(root.iterdir()) == []


def test_ones_own_marks_are_not_among_them(root: Path) -> None:
    keep(database(root, "ana"), MARK)
    keep(database(root, "ben"), RIVER)
    (ben,) = OtherDatabases(root, "Ana").look().values()
    assert ben.records == Records([change.after for change in RIVER.changes if change.after])


def test_each_commit_of_theirs_is_seen_and_nothing_of_theirs_is_changed(root: Path) -> None:
    others = OtherDatabases(root, "ana")
    others.look()
    ben = opened(database(root, "ben"))
    do(ben, MARK)
    assert others.have_changed()
    before = files(database(root, "ben"))
    assert others.look() == {"ben": Stored(Records((CLAIM, BUILDER)))}
    assert files(database(root, "ben")) == before
    assert not others.have_changed()
    do(ben, RENAME)
    assert others.have_changed()
    assert others.look()["ben"].records.entity(BUILDER.id) == RENAME.changes[0].after
    ben.close()
    assert others.look()["ben"].records.count_of("doc") == 1


def test_who_is_gone_is_forgotten(root: Path) -> None:
    keep(database(root, "ben"), MARK)
    others = OtherDatabases(root, "ana")
    others.look()
    database(root, "ben").unlink()
    assert others.have_changed()
    assert others.look() == {}


def test_a_folder_that_leads_away_is_as_good_as_not_there(root: Path, tmp_path: Path) -> None:
    keep(database(tmp_path / "away", "ben"), MARK)
    (root / ".reader").symlink_to(tmp_path / "away" / ".reader")
    assert OtherDatabases(root, "ana").look() == {}


def test_the_texts_that_others_marked_are_found(root: Path) -> None:
    ben = opened(database(root, "ben"))
    do(ben, MARK)
    ben.keep_text("The bridge fell.")
    ben.close()
    others = OtherDatabases(root, "ana")
    others.look()
    assert others.text(digest_of_text("The bridge fell.")) == "The bridge fell."
    assert others.text(digest_of_text("The bridge stands.")) is None
