"""``reader diff``: what it prints where, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Provenance
from reader.core.span import Span
from reader.core.transaction import Change, Transaction
from reader.library import libraries
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore

MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
OLD = "The bridge will fall. It killed 40 people.\n\nNobody knows why.\n"
NEW = "The bridge may fall. It killed 40 people.\n\nThe mayor knows why.\n"


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("READER_CONFIG", "NO_COLOR", "READER_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("READER_ANNOTATOR", "ann")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Two versions of an article; in the first a claim is marked."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    (library,) = libraries([old])
    document = library.load(library.entries[0])
    claim = Annotation("0000000000000a", document.id, (describe(document.text, Span(0, 21)),), Claim("fact"), MADE)
    store = TinyStore(database_path(tmp_path, "ann").path)
    Session(store).do(Transaction("keep", (Change(None, claim),), "", 0))
    store.close()
    return old, new


def test_a_marked_claim_is_told_with_what_became_of_it(versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, versions)]) == 1
    told = capsys.readouterr().out
    assert told.splitlines()[0] == "old.txt → new.txt: claims: 1 softened; 2 changes."
    assert "  softened, line 1\n    The bridge [-will-]{+may+} fall.\n    → “will” became “may”\n" in told
    assert "[-Nobody-]{+The mayor+} knows why." in told


def test_the_same_words_are_no_difference(versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = versions
    new.write_text(OLD.replace(". It", ".\nIt"), "utf-8")
    assert main(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr() == ("old.txt → new.txt: nothing has changed.\n", "")


def test_programs_get_an_object(versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--json", *map(str, versions)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["claims"] == [
        {
            "id": "0000000000000a",
            "marked_in": "old",
            "fate": "softened",
            "old": {"start": 0, "end": 21, "quote": "The bridge will fall."},
            "new": {"start": 0, "end": 20, "quote": "The bridge may fall."},
            "reasons": ["“will” became “may”"],
        }
    ]
    assert all(NEW[edit["new"]["start"] : edit["new"]["end"]] == edit["new"]["quote"] for edit in told["edits"])


def test_a_version_that_is_not_there_is_trouble(versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(versions[0]), str(versions[1].parent / "none.txt")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "none.txt" in err


def test_a_folder_is_no_version(versions: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(versions[0]), str(versions[0].parent)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_hostile_words_do_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("The \x1b[2J bridge \u202efell, and nobody was hurt.", "utf-8")
    new.write_text("The \x1b[2J bridge \u202estood, and nobody was hurt.", "utf-8")
    assert main(["diff", str(old), str(new)]) == 1
    told = capsys.readouterr().out
    assert not any(character in told for character in "\x1b\u202e")
    assert "stood" in told


def test_of_two_versions_with_the_same_post_the_changed_words_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post = "“The dam is {}.” — Ann Smith (@ann) January 2, 2026\n"
    for name, word in (("old.txt", "safe"), ("new.txt", "broken")):
        (tmp_path / name).write_text(f"It rained in the north.\n\n{post.format(word)}\nNobody was hurt.\n", "utf-8")
    assert main(["diff", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["posts"]
    assert told["fate"] == "changed"
    assert told["old"]["handle"] == told["new"]["handle"] == "@ann"
