"""Suggestions imported on the command line, and suggested again for the documents of the folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Entity, Mention, Note, Provenance, Record
from reader.core.span import Span
from reader.core.transaction import Change, Transaction
from reader.library import libraries
from reader.running.imported import imported
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from reader.suggest.contract import Knowledge
from reader.suggest.gathering import gather
from tests.notation import SCHEME

MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
ONE = "The long bridge fell on Monday.\n\nAna Vidal said that 300 boats were lost 🧑‍🚒.\n"
TWO = "Odo Marsh and Ana Vidal met in Tarn.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READER_ANNOTATOR", "ann")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = tmp_path / "articles"
    made.mkdir()
    (made / "one.txt").write_text(ONE, "utf-8")
    (made / "two.txt").write_text(TWO, "utf-8")
    return made


def mark(folder: Path) -> None:
    """Mark two names and a claim, and write a note."""
    (library,) = libraries([folder])
    store = TinyStore(database_path(folder, "ann").path)
    session, number = Session(store), 0
    entity = Entity(f"{99:014x}", "Ana Vidal", "PERSON")
    records: list[Record] = [entity]
    for entry in library.entries:
        document = library.load(entry)
        for words, body in (
            ("Ana Vidal", Mention(entity.id)),
            ("Ana Vidal said that 300 boats were lost 🧑‍🚒.", Claim("number", entity.id)),
            ("fell", Note("why?")),
        ):
            at = document.text.find(words)
            if at >= 0:
                number += 1
                records.append(Annotation(f"{number:014x}", document.id, (describe(document, Span(at, at + len(words))),), body, MADE))
    session.do(Transaction("mark", tuple(Change(None, record) for record in records), "", 0))
    session.close()


def exported(folder: Path, target: Path) -> Any:
    """The export with every annotation suggested."""
    assert main(["export", str(folder), "-o", str(target)]) == 0
    content = json.loads(target.read_text("utf-8"))
    for document in content["documents"]:
        for annotation in document["annotations"]:
            annotation["status"] = "suggested"
    target.write_text(json.dumps(content), "utf-8")
    return content


def suggested(folder: Path) -> set[tuple[str, int, int, str, str | None]]:
    (library,) = libraries([folder])
    suggester, found = imported(folder), set()
    for entry in library.entries:
        document = library.load(entry)
        gathered = gather(document, Knowledge(SCHEME), [suggester])
        assert gathered.problems == ()
        found |= {(document.path, one.span.start, one.span.end, one.label, one.name or one.claimant) for one in gathered.suggestions}
    return found


def test_an_export_whose_marks_are_suggested_suggests_those_marks(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    content = exported(folder, tmp_path / "model.json")
    wanted = {
        (document["path"], mark["start"], mark["end"], mark["claim"]["kind"] if mark["type"] == "claim" else "PERSON", "Ana Vidal")
        for document in content["documents"]
        for mark in document["annotations"]
        if mark["type"] != "note"
    }
    assert len(wanted) == 3
    assert main(["suggest", str(folder), "--from", str(tmp_path / "model.json")]) == 0
    assert "3 suggestions for 2 documents.\n1 note, tag or piece of evidence left out." in capsys.readouterr().out
    assert suggested(folder) == wanted


def test_importing_marks_nothing(folder: Path, tmp_path: Path) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    database = folder / ".reader" / "ann.json"
    before = database.read_bytes()
    main(["suggest", str(folder), "--from", str(tmp_path / "model.json")])
    assert database.read_bytes() == before


def test_suggestions_for_an_older_text_are_put_where_the_words_are_now(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    (folder / "two.txt").write_text("A line before.\n\n" + TWO, "utf-8")
    assert main(["suggest", str(folder), "--from", str(tmp_path / "model.json")]) == 0
    assert "1 suggestion stood elsewhere and was found by its words." in capsys.readouterr().out
    assert ("two.txt", 30, 39, "PERSON", "Ana Vidal") in suggested(folder)


def test_what_has_no_place_is_named_and_the_rest_kept(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    (folder / "two.txt").write_text("Nothing of that is here.\n", "utf-8")
    assert main(["suggest", str(folder), "--from", str(tmp_path / "model.json")]) == 1
    assert "1 suggestion left out, because the words were not found:\n  two.txt: “Ana Vidal”\n" in capsys.readouterr().out
    assert len(suggested(folder)) == 2


def test_documents_that_the_folder_does_not_have_are_counted(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    (folder / "two.txt").unlink()
    assert main(["suggest", str(folder), "--from", str(tmp_path / "model.json")]) == 1
    assert "1 document of the file left out, because this folder does not have it." in capsys.readouterr().out


def test_marks_are_refused_unless_all_are_wanted(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    target = tmp_path / "marks.json"
    main(["export", str(folder), "-o", str(target)])
    assert main(["suggest", str(folder), "--from", str(target)]) == 2
    assert "only what is “suggested” is imported. Give --all" in capsys.readouterr().err
    assert not (folder / ".reader" / "suggestions").exists()
    assert main(["suggest", str(folder), "--from", str(target), "--all"]) == 0
    assert len(suggested(folder)) == 3


def test_the_same_name_is_replaced_only_with_force(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    call = ["suggest", str(folder), "--from", str(tmp_path / "model.json")]
    assert [main(call), main(call), main([*call, "--force"]), main([*call, "--name", "other"])] == [0, 2, 0, 0]
    assert "model.json is there already. Give --force" in capsys.readouterr().err


def test_imports_are_listed_and_removed(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder)
    exported(folder, tmp_path / "model.json")
    main(["suggest", str(folder), "--from", str(tmp_path / "model.json")])
    capsys.readouterr()
    assert main(["suggest", str(folder), "--list"]) == 0
    assert capsys.readouterr().out == "model: 3 suggestions for 2 documents\n"
    assert main(["suggest", str(folder), "--remove", "model"]) == 0
    assert main(["suggest", str(folder), "--list"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["suggest", str(folder), "--remove", "model"]) == 2
    assert suggested(folder) == set()


def test_a_kept_file_that_somebody_broke_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = folder / ".reader" / "suggestions"
    kept.mkdir(parents=True)
    (kept / "bad.json").write_bytes(b'{"format": "reader", "version": 1,\n "documents": \x1b[31m}')
    assert main(["suggest", str(folder), "--list"]) == 1
    assert "reader: bad: line 2, column 15: is no JSON" in capsys.readouterr().err
    (library,) = libraries([folder])
    (problem,) = gather(library.load(library.entries[0]), Knowledge(SCHEME), [imported(folder)]).problems
    assert "bad: line 2" in problem


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from", "missing.json"], "missing.json"),
        ([], "one of the arguments --from --list --remove is required"),
        (["--list", "--remove", "x"], "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(folder), *arguments]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_a_file_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(folder / "one.txt"), "--list"]) == 2
    assert "is a file. Name its folder" in capsys.readouterr().err


def test_nothing_hostile_in_a_file_reaches_the_terminal(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b]0;gotcha\x07\u202e"
    claim = {"type": "claim", "start": 4, "end": 15, "quote": "long bridge", "status": "suggested", "claim": {"kind": evil}}
    lost = {**claim, "quote": f"gone {evil}"}
    content = {"format": "reader", "version": 1, "documents": [{"path": "one.txt", "annotations": [claim, lost]}]}
    (tmp_path / f"{evil}.json").write_text(json.dumps(content))
    assert main(["suggest", str(folder), "--from", str(tmp_path / f"{evil}.json")]) == 1
    main(["suggest", str(folder), "--list"])
    shown = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.out + shown.err)
    assert {path.name for path in (folder / ".reader" / "suggestions").iterdir()} == {"%1B%5D0%3Bgotcha%07%E2%80%AE.json"}
