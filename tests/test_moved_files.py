"""The command line on files that were moved, copied or removed after they were marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.annotation import Claim
from reader.core.document import digest_of_text
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from tests.test_cli import Reader, _nobodys_settings, loaded, marked, reader

__all__ = ["_nobodys_settings", "reader"]

TEXT = "The bridge fell.\n\nNobody knows why.\n"
CLAIM = "0000000000000a"


def mark(folder: Path, name: str, id: str = CLAIM, annotator: str = "ann") -> Transaction:
    """Have a claim of ``annotator`` on the first sentence of an article, as the screen keeps it."""
    document = loaded(folder / name)
    annotation = marked(folder / name, id, Claim("fact"), "The bridge fell.")
    transaction = Transaction("mark claim", (Change(None, annotation),), document.id, 0)
    session = Session(TinyStore(database_path(folder, annotator).path))
    session.open(document)
    session.visit(Visit(document.id, document.path, document.sha256, len(document.text), 0, 5))
    session.do(transaction)
    session.close()
    return transaction


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article that is marked, and one that is not."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "two.txt").write_text("Something else.\n", "utf-8")
    mark(folder, "one.txt")
    return folder


def kept_text(folder: Path) -> Path:
    return folder / ".reader" / "snapshots" / f"{digest_of_text(TEXT)}.txt"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_export_of_a_moved_file_holds_its_marks_under_the_same_id(reader: Reader, folder: Path) -> None:
    (before, _) = reader("export", folder).json["documents"]
    (folder / "sub").mkdir()
    (folder / "one.txt").rename(folder / "sub" / "moved.txt")
    files = bytes_of(folder)
    run = reader("export", folder)
    moved, other = run.json["documents"]
    assert (run.code, moved["path"], other["path"]) == (0, "sub/moved.txt", "two.txt")
    assert moved == {**before, "path": "sub/moved.txt"}
    assert bytes_of(folder) == files


def test_everything_else_finds_the_marks_of_a_moved_file_too(reader: Reader, folder: Path) -> None:
    (folder / "one.txt").rename(folder / "moved.txt")
    moved, _ = reader("list", folder, "--json").json
    assert (moved["path"], moved["claims"], moved["before"], moved["missing"]) == ("moved.txt", 1, "one.txt", False)
    assert "⟦The bridge fell.⟧{claim}" in reader("show", folder / "moved.txt").out
    assert reader("check", folder).out == "ok: 2 documents, 1 annotation\n"
    assert [len(found["annotations"]) for found in reader("export", folder / "moved.txt").json["documents"]] == [1]


def test_a_copy_takes_nothing(reader: Reader, folder: Path) -> None:
    (folder / "copy.txt").write_text(TEXT, "utf-8")
    copy, one, _ = reader("list", folder, "--json").json
    assert (copy["claims"], one["claims"]) == (0, 1)
    assert "claim" not in reader("show", folder / "copy.txt").out


def test_of_two_copies_of_a_file_that_is_gone_one_has_its_marks(reader: Reader, folder: Path) -> None:
    (folder / "one.txt").rename(folder / "a.txt")
    (folder / "b.txt").write_text(TEXT, "utf-8")
    assert [row["claims"] for row in reader("list", folder, "--json").json] == [1, 0, 0]
    assert reader("check", folder).code == 0


def test_each_annotators_marks_come_along(reader: Reader, folder: Path) -> None:
    mark(folder, "one.txt", "0000000000000b", "ben")
    (folder / "one.txt").rename(folder / "moved.txt")
    assert reader("check", folder).out == "ok: 2 documents, 2 annotations\n"
    assert reader("list", folder, "--json", "--annotator", "ben").json[0]["claims"] == 1


def test_a_removed_file_is_listed_after_the_others(reader: Reader, folder: Path) -> None:
    (folder / "one.txt").unlink()
    run = reader("list", folder)
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines()] == ["document", "two.txt", "one.txt"]
    assert run.out.splitlines()[2].split()[-3:] == ["gone", "in", "work"]
    two, one = reader("list", folder, "--json").json
    assert (one["path"], one["missing"], one["claims"], one["orphans"]) == ("one.txt", True, 1, 1)
    assert not two["missing"]


def test_a_file_that_cannot_be_read_is_not_listed_as_gone(reader: Reader, folder: Path) -> None:
    (folder / "one.txt").write_bytes(b"\0\1\2")
    assert [row["missing"] for row in reader("list", folder, "--json").json] == [False, False]


def test_a_path_that_leads_out_of_the_folder_is_not_looked_at(reader: Reader, folder: Path) -> None:
    (folder / "one.txt").rename(folder.parent / "outside.txt")
    store = TinyStore(database_path(folder, "ann").path)
    (visit,) = store.load().visits
    store.save_visit(Visit(visit.document, "../outside.txt", visit.sha256, 1, 0, 0))
    store.close()
    _, gone = reader("list", folder, "--json").json
    assert (gone["path"], gone["missing"], gone["title"]) == ("../outside.txt", True, "")


# Kept texts


def test_a_kept_text_that_is_whole_and_needed_is_well(reader: Reader, folder: Path) -> None:
    assert kept_text(folder).read_text("utf-8") == TEXT
    run = reader("check", folder)
    assert (run.code, run.err) == (0, "")


def test_a_broken_kept_text_is_found_and_removed_by_repairing(reader: Reader, folder: Path) -> None:
    kept_text(folder).write_text("The fridge fell.")
    run = reader("check", folder)
    assert run.code == 1
    assert f"the kept text {kept_text(folder).name} is broken" in run.out
    run = reader("check", folder, "--repair")
    assert (run.code, kept_text(folder).exists()) == (0, False)
    assert "which was broken" in run.out


def test_a_kept_text_that_undo_still_needs_is_needed(reader: Reader, folder: Path) -> None:
    session = Session(TinyStore(database_path(folder, "ann").path))
    session.undo()
    session.close()
    assert reader("check", folder, "--repair").err == ""
    assert kept_text(folder).exists()


def test_a_kept_text_that_no_mark_needs_is_told_and_removed_by_repairing(reader: Reader, folder: Path) -> None:
    store = TinyStore(database_path(folder, "ann").path)
    store.keep_text("Of no use.")
    store.close()
    spare = kept_text(folder).with_name(f"{digest_of_text('Of no use.')}.txt")
    run = reader("check", folder)
    assert run.code == 0
    assert f"no mark needs the kept text {spare.name}" in run.err
    assert "which no mark needs" in reader("check", folder, "--repair").out
    assert (spare.exists(), kept_text(folder).exists()) == (False, True)


@pytest.mark.parametrize("argv", [["--annotator", "ann"], []])
def test_while_not_all_marks_are_known_no_whole_text_is_removed(reader: Reader, folder: Path, argv: list[str]) -> None:
    mark(folder, "one.txt", "0000000000000b", "ben")
    store = TinyStore(database_path(folder, "ben").path)
    transaction = Transaction("nothing", (), "", 0)
    store.commit((), Step.DO, transaction)
    store.keep_text("Bens.")
    store.close()
    if not argv:
        path = database_path(folder, "ben").path
        path.write_bytes(path.read_bytes().replace(b"fact", b"fakt"))
    before = {path.name for path in kept_text(folder).parent.iterdir()}
    reader("check", folder, "--repair", *argv)
    assert {path.name for path in kept_text(folder).parent.iterdir()} == before


def test_what_was_not_finished_is_told_and_removed_by_repairing(reader: Reader, folder: Path) -> None:
    unfinished = kept_text(folder).with_name(f".{digest_of_text(TEXT)}.{'0' * 16}.new")
    unfinished.write_text("The bri")
    assert f"{unfinished.name} was not finished" in reader("check", folder).err
    reader("check", folder, "--repair")
    assert not unfinished.exists()
