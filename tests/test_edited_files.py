"""The command line on files that were edited after they were marked, with the text kept that the marks were made on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Provenance
from reader.core.document import digest_of_text
from reader.core.span import Span
from reader.core.transaction import Change, Transaction
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from tests.test_cli import Reader, _nobodys_settings, loaded, reader

__all__ = ["_nobodys_settings", "reader"]

LINE = "They all said yes.\n"
BEFORE, AFTER = LINE * 20, LINE * 20
HEADLINE = "The vote\n\n"
CLAIM = Span(len(BEFORE), len(BEFORE) + len(LINE) - 1)
"""One line of forty alike: no context tells where it is, but what became of the text does."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article that got a headline after a line of it was marked."""
    file = tmp_path / "vote.txt"
    file.write_text(BEFORE + AFTER, "utf-8")
    document = loaded(file)
    session = Session(TinyStore(database_path(tmp_path, "ann").path))
    session.open(document)
    made = Provenance("ann", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
    annotation = Annotation("0000000000000a", document.id, (describe(document, CLAIM),), Claim("fact"), made)
    session.do(Transaction("mark claim", (Change(None, annotation),), document.id, 0))
    session.close()
    file.write_text(HEADLINE + BEFORE + AFTER, "utf-8")
    return tmp_path


def say_that_it_is_lost(folder: Path) -> None:
    session = Session(TinyStore(database_path(folder, "ann").path))
    (claim,) = (record for record in session.records if isinstance(record, Annotation))
    session.do(Transaction("keep as orphan", (Change(claim, replace(claim, is_lost=True)),), claim.document, 0))
    session.close()


def forget_text(folder: Path) -> None:
    (folder / ".reader" / "snapshots" / f"{digest_of_text(BEFORE + AFTER)}.txt").unlink()


def test_a_mark_is_exported_where_its_line_went(reader: Reader, folder: Path) -> None:
    (entry,) = reader("export", folder).json["documents"]
    assert [found["start"] for found in entry["annotations"]] == [CLAIM.start + len(HEADLINE)]
    assert entry["orphans"] == []


def test_every_report_knows_where_it_went(reader: Reader, folder: Path) -> None:
    assert reader("list", folder, "--json").json[0]["orphans"] == 0
    assert reader("check", folder).out == "ok: 1 document, 1 annotation\n"
    lines = reader("show", folder / "vote.txt").out.splitlines()
    assert lines.index("⟦They all said yes.⟧{claim}") == 42


def test_without_the_text_no_line_is_taken_for_it(reader: Reader, folder: Path) -> None:
    forget_text(folder)
    assert reader("list", folder, "--json").json[0]["orphans"] == 1
    assert "its words stand in several places alike" in reader("check", folder).out
    assert "its words stand in several places alike" in reader("show", folder / "vote.txt").out
    (entry,) = reader("export", folder).json["documents"]
    assert (entry["annotations"], len(entry["orphans"])) == ([], 1)


def test_one_file_is_compared_with_what_it_was_when_it_was_marked(reader: Reader, folder: Path) -> None:
    run = reader("diff", folder / "vote.txt")
    assert run.code == 1
    assert run.out.startswith("vote.txt as it was marked → vote.txt: ")
    found = reader("diff", folder / "vote.txt", "--json").json
    (claim,) = found["claims"]
    assert (claim["fate"], claim["old"]["start"], claim["new"]["start"]) == ("unchanged", CLAIM.start, CLAIM.start + len(HEADLINE))


def test_a_file_of_which_no_earlier_version_was_kept_is_not_compared_alone(reader: Reader, folder: Path) -> None:
    forget_text(folder)
    run = reader("diff", folder / "vote.txt")
    assert (run.code, run.out) == (2, "")
    assert "no earlier version was kept" in run.err


def test_a_file_that_is_as_it_was_marked_has_not_changed(reader: Reader, folder: Path) -> None:
    (folder / "vote.txt").write_text(BEFORE + AFTER, "utf-8")
    run = reader("diff", folder / "vote.txt", "--json")
    assert (run.code, run.json["same"]) == (0, True)


def test_an_orphan_that_was_decided_on_is_counted_and_shown_and_nothing_is_wrong_with_it(reader: Reader, folder: Path) -> None:
    forget_text(folder)
    say_that_it_is_lost(folder)
    assert reader("list", folder, "--json").json[0]["orphans"] == 1
    assert reader("check", folder).out == "ok: 1 document, 1 annotation\n"
    assert "its words stand in several places alike" in reader("show", folder / "vote.txt").out
    (orphan,) = reader("export", folder).json["documents"][0]["orphans"]
    assert orphan["lost"] is True


def test_one_whose_words_are_known_to_be_where_they_went_is_none(reader: Reader, folder: Path) -> None:
    say_that_it_is_lost(folder)
    (entry,) = reader("export", folder).json["documents"]
    assert (len(entry["annotations"]), entry["orphans"]) == (1, [])
