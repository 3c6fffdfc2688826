"""git itself merges what two branches of one annotator's work became."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.annotation import Entity, Record
from reader.core.records import Records
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store.tiny import TinyStore
from tests.contracts.store import BUILDER, CLAIM

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

RIVER, TOWN = (Entity(f"{number:014x}", name, "LOC") for number, name in ((3, "The river"), (4, "The town")))


class Repository:
    """A git repository with articles, and the database ``.reader/ana.json`` beside them."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.database = folder / ".reader" / "ana.json"
        own = {"HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        people = {f"GIT_{who}_{what}": "ana@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self._environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | own | people

    def git(self, *arguments: str, fails: bool = False) -> str:
        run = subprocess.run(["git", *arguments], cwd=self.folder, env=self._environ, capture_output=True, text=True, check=False)
        assert (run.returncode != 0) is fails, run.stderr
        return run.stdout + run.stderr

    def commit(self, *changes: Change) -> None:
        """Keep the changes as one transaction, and commit them to the branch."""
        store = TinyStore(self.database)
        if changes:
            store.commit(changes, Step.DO, Transaction("add", changes, "doc", 0))
        store.close()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "work")

    def records(self) -> Records:
        """What a reader finds, in whole files."""
        store = TinyStore(self.database)
        stored = store.load()
        assert store.check() == stored.problems == stored.notices == ()
        store.close()
        return stored.records


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder, home = tmp_path / "articles", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    found = Repository(folder, home)
    found.git("init", "--quiet", "--initial-branch", "main")
    found.git("config", "merge.reader.driver", f"{shlex.quote(sys.executable)} -m reader merge %O %A %B")
    found.database.parent.mkdir()
    found.database.with_name(".gitattributes").write_text("*.json -text merge=reader\n")
    found.database.with_name(".gitignore").write_text("*.journal\n*.lock\n*.new\n")
    (folder / "bridge.txt").write_text("The bridge fell.\n")
    found.git("add", "--all")
    found.git("commit", "--quiet", "--message", "articles")
    return found


def added(*records: Record) -> tuple[Change, ...]:
    return tuple(Change(None, record) for record in records)


def test_what_two_branches_added_is_there_after_git_merged_them(repository: Repository) -> None:
    repository.commit(*added(CLAIM, BUILDER))
    repository.git("switch", "--quiet", "--create", "away")
    repository.commit(*added(RIVER))
    repository.git("switch", "--quiet", "main")
    repository.commit(*added(TOWN))
    repository.git("merge", "--no-edit", "away")
    assert repository.records() == Records((CLAIM, BUILDER, RIVER, TOWN))
    assert repository.git("status", "--porcelain", "--ignored").split() == ["!!", ".reader/ana.lock"]


def test_what_both_branches_changed_is_merged_and_said(repository: Repository) -> None:
    repository.commit(*added(CLAIM, BUILDER))
    repository.git("switch", "--quiet", "--create", "away")
    repository.commit(Change(BUILDER, replace(BUILDER, name="Ada", label="PERSON")))
    repository.git("switch", "--quiet", "main")
    repository.commit(Change(BUILDER, replace(BUILDER, name="Ida")))
    said = repository.git("merge", "--no-edit", "away")
    assert repository.records() == Records((CLAIM, replace(BUILDER, name="Ida", label="PERSON")))
    assert "Entity “Ida”: both sides changed “name”; ours was taken: “Ida”; theirs was: “Ada”." in said


def test_two_branches_that_each_began_a_database_are_merged(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "away")
    repository.commit(*added(RIVER))
    repository.git("switch", "--quiet", "main")
    repository.commit(*added(TOWN))
    repository.git("merge", "--no-edit", "away")
    assert repository.records() == Records((RIVER, TOWN))


def test_rebasing_puts_one_branch_on_the_other(repository: Repository) -> None:
    repository.commit(*added(CLAIM, BUILDER))
    repository.git("switch", "--quiet", "--create", "away")
    repository.commit(*added(RIVER))
    repository.commit(Change(RIVER, replace(RIVER, name="The Thames")))
    repository.git("switch", "--quiet", "main")
    repository.commit(*added(TOWN))
    repository.git("rebase", "--quiet", "main", "away")
    assert repository.records() == Records((CLAIM, BUILDER, replace(RIVER, name="The Thames"), TOWN))


def test_a_broken_branch_is_a_conflict_and_ours_stays(repository: Repository) -> None:
    repository.commit(*added(CLAIM, BUILDER))
    repository.git("switch", "--quiet", "--create", "away")
    repository.commit(*added(RIVER))
    repository.database.write_bytes(repository.database.read_bytes().replace(b"river", b"rival"))
    repository.git("commit", "--quiet", "--all", "--message", "broken")
    repository.git("switch", "--quiet", "main")
    repository.commit(*added(TOWN))
    said = repository.git("merge", "--no-edit", "away", fails=True)
    assert "Nothing was merged: theirs" in said
    assert "CONFLICT (content): Merge conflict in .reader/ana.json" in said
    assert repository.records() == Records((CLAIM, BUILDER, TOWN))


def test_a_checkout_that_turns_line_ends_leaves_the_database_alone(repository: Repository) -> None:
    repository.commit(*added(CLAIM, BUILDER))
    repository.git("config", "core.autocrlf", "true")
    for name in (".reader/ana.json", "bridge.txt"):
        (repository.folder / name).unlink()
        repository.git("checkout", "--", name)
    assert (repository.folder / "bridge.txt").read_bytes() == b"The bridge fell.\r\n"
    assert repository.records() == Records((CLAIM, BUILDER))
