"""The command line, as it is called: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reader.cli import main
from reader.core.anchor import describe
from reader.core.annotation import Annotation, Body, Claim, DocumentStatus, Entity, Mention, Note, Provenance, Record, Relation, Stage
from reader.core.document import Document
from reader.core.span import Span
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.library import libraries
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from tests.sources.pages import SENTENCES, page, paragraphs, tweet

SEED = Path(__file__).parent.parent / "seeds" / "000_70d015d5dcf098fe.txt"
COMMAND = Path(sys.executable).with_name("reader")
MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")
HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e[@click=app.quit]quit[/]"
HOSTILE_NAME = "\x1b]0;gotcha\x07[@click=app.quit]\u202e.txt"


class Run:
    """What a call of the program came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Reader:
    """The program, called in its own process's stead."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *argv: str | Path) -> Run:
        code = main([str(argument) for argument in argv])
        captured = self._capsys.readouterr()
        return Run(code, captured.out, captured.err)


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Reader:
    return Reader(capsys)


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("READER_CONFIG", "NO_COLOR", "READER_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("READER_ANNOTATOR", "ann")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("The bridge fell.\n\nNobody knows why.\n", "utf-8")
    (folder / "two.txt").write_text(SEED.read_text("utf-8"), "utf-8")
    return folder


def loaded(file: Path) -> Document:
    (library,) = libraries([file])
    return library.load(library.entries[0])


def keep(folder: Path, *records: Record, annotator: str = "ann") -> None:
    store = TinyStore(database_path(folder, annotator).path)
    Session(store).do(Transaction("keep", tuple(Change(None, record) for record in records), "", 0))
    store.close()


def marked(file: Path, id: str, body: Body, quote: str) -> Annotation:
    document = loaded(file)
    start = document.text.index(quote)
    return Annotation(id, document.id, (describe(document.text, Span(start, start + len(quote))),), body, MADE)


@pytest.fixture
def marks(folder: Path) -> Path:
    """The folder, with marks by ann in the first article."""
    one = folder / "one.txt"
    keep(
        folder,
        Entity("0000000000000e", "Nobody", "PERSON"),
        marked(one, "0000000000000a", Claim("fact"), "The bridge fell."),
        marked(one, "0000000000000b", Mention("0000000000000e"), "Nobody"),
        marked(one, "0000000000000c", Note("Says who?"), "bridge"),
    )
    return folder


# --help, --version, arguments


def test_the_version_is_told(reader: Reader) -> None:
    run = reader("--version")
    assert (run.code, run.out, run.err) == (0, "reader 0.1.0\n", "")


@pytest.mark.parametrize(
    "argv", [["--help"], ["export", "--help"], ["list", "-h"], ["summary", "-h"], ["show", "--help"], ["check", "--help"]]
)
def test_help_goes_to_standard_output(reader: Reader, argv: list[str]) -> None:
    run = reader(*argv)
    assert (run.code, run.err) == (0, "")
    assert "--annotator NAME" in run.out
    assert max(map(len, run.out.splitlines())) <= 90


def test_help_names_every_command(reader: Reader) -> None:
    out = reader("--help").out
    assert all(f"reader {command} " in out for command in ("export", "list", "summary", "show", "check"))


@pytest.mark.parametrize(
    "argv",
    [["--fast"], ["export"], ["export", "a", "b"], ["show"], ["list", "--jso", "."], ["--annotator"], ["list", ".", "--annotator", " "]],
)
def test_arguments_that_make_no_sense_are_refused_in_one_line(reader: Reader, argv: list[str]) -> None:
    run = reader(*argv)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("reader: ")
    assert run.err.count("\n") == 1
    assert "--help” says how it is called." in run.err


def test_the_encoding_that_files_are_in_may_be_named(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"Gr\xfc\xdfe vom Flu\xdf.\n")
    (tmp_path / "two.html").write_bytes(b"<meta charset=koi8-r><p>Gr\xfc\xdfe vom Flu\xdf.</p>\n")
    for argv in (("export", tmp_path, "--encoding", "latin-1"), ("--encoding=latin-1", "export", tmp_path)):
        texts = {document["path"]: document["text"].strip() for document in reader(*argv).json["documents"]}
        assert texts == {"one.txt": "Grüße vom Fluß.", "two.html": "Grüße vom Fluß."}
    assert "Grüße" in reader("show", tmp_path / "one.txt", "--encoding", "latin-1").out
    assert reader("list", tmp_path, "--json", "--encoding", "latin-1").json[0]["title"] == "Grüße vom Fluß."
    assert reader("check", tmp_path, "--encoding", "latin-1").code == 0


@pytest.mark.parametrize("argv", [["show", "a.txt"], ["."], ["export", "."]])
def test_an_encoding_that_is_not_known_is_refused(reader: Reader, argv: list[str]) -> None:
    run = reader(*argv, "--encoding", "ebcdic-of-mars")
    assert (run.code, run.out) == (2, "")
    assert "“ebcdic-of-mars” is no encoding that is known" in run.err


def test_a_web_page_is_exported_and_shown(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(paragraphs(*SENTENCES) + tweet(1)))
    (document,) = reader("export", tmp_path / "page.html").json["documents"]
    assert document["title"] == "Bridge closed – The Wending Courier"
    assert [post["handle"] for post in document["posts"]] == ["@ann_other"]
    assert "╭─ X · Ann Other @ann_other · 2024-05-28" in reader("show", tmp_path / "page.html").out


def test_what_was_odd_about_an_article_is_told_behind_it(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<div>" * 3000 + "Deep down.")
    run = reader("show", tmp_path / "page.html")
    assert (run.code, run.out) == (0, "Deep down.\n")
    assert run.err.startswith("reader: page.html: This page could not be taken apart, because what parses it loses much of its text.")


def test_the_annotator_may_stand_before_the_command(reader: Reader, marks: Path) -> None:
    assert reader("--annotator", "ann", "list", marks, "--json").json == reader("list", marks, "--annotator=ann", "--json").json


def test_a_path_named_like_a_command_is_reached_by_its_folder(reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rename(folder.with_name("export"))
    monkeypatch.chdir(folder.parent)
    assert [row["path"] for row in reader("list", "./export", "--json").json] == ["one.txt", "two.txt"]


@pytest.mark.parametrize("command", [[], ["export"], ["list"], ["show"], ["check"]])
def test_a_missing_path_is_named(reader: Reader, tmp_path: Path, command: list[str]) -> None:
    run = reader(*command, tmp_path / "gone")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "gone" in run.err


@pytest.mark.parametrize("command", [[], ["export"], ["list"], ["check"]])
def test_an_empty_folder_says_what_is_read(reader: Reader, tmp_path: Path, command: list[str]) -> None:
    run = reader(*command, tmp_path)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert ".txt" in run.err


def test_without_a_terminal_the_screen_is_not_started(reader: Reader, folder: Path) -> None:
    run = reader(folder)
    assert (run.code, run.out) == (2, "")
    assert "reader show" in run.err
    assert "reader export" in run.err


def test_without_a_path_the_current_folder_is_meant(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "holds nothing to read" in reader().err


def test_what_should_not_happen_is_one_line(reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.running.printing.list_documents", lambda *_, **__: 1 / 0)
    run = reader("list", folder)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "ZeroDivisionError" in run.err
    assert "READER_DEBUG=1" in run.err


def test_an_interrupt_is_told_by_the_exit_code_alone(reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.running.printing.list_documents", interrupted)
    run = reader("list", folder)
    assert (run.code, run.out, run.err) == (130, "", "")


def test_whoever_looks_into_it_gets_the_traceback(reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.running.printing.list_documents", lambda *_, **__: 1 / 0)
    monkeypatch.setenv("READER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        reader("list", folder)


def test_a_mistake_in_the_configuration_is_named(reader: Reader, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("\ntheme = 3\n")
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    run = reader("list", folder)
    assert run.code == 2
    assert "config.toml, line 2: “theme” must be text in quotes" in run.err


# export


def test_the_seed_exports_with_its_posts(reader: Reader, folder: Path) -> None:
    run = reader("export", folder / "two.txt", "--format", "json", "-o", "-")
    assert (run.code, run.err) == (0, "")
    (entry,) = run.json["documents"]
    assert [(post["handle"], post["date"]) for post in entry["posts"]] == [("@janleike", "2024-05-28"), ("@sleepinyourhat", "2024-05-28")]
    assert (entry["posts"][0]["start"], entry["posts"][0]["end"]) == (428, 697)


def test_marks_are_exported_and_validate(reader: Reader, marks: Path) -> None:
    exported = reader("export", marks).json
    schema = json.loads(files("reader.formats").joinpath("export.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(exported)
    assert exported["generator"] == "reader 0.1.0"
    one, two = exported["documents"]
    assert [found["type"] for found in one["annotations"]] == ["claim", "note", "mention"]
    assert two["annotations"] == []
    assert [entity["name"] for entity in exported["entities"]] == ["Nobody"]


def test_one_file_is_exported_alone(reader: Reader, marks: Path) -> None:
    exported = reader("export", marks / "two.txt").json
    assert [entry["path"] for entry in exported["documents"]] == ["two.txt"]


def test_an_export_may_leave_the_text_out(reader: Reader, marks: Path) -> None:
    assert all("text" not in entry for entry in reader("export", marks, "--no-text").json["documents"])


def test_annotations_outlive_their_document(reader: Reader, marks: Path) -> None:
    (marks / "one.txt").unlink()
    gone = [entry for entry in reader("export", marks).json["documents"] if entry.get("missing")]
    assert [len(entry["orphans"]) for entry in gone] == [3]


def test_an_export_appears_whole_in_a_file(reader: Reader, marks: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    run = reader("export", marks, "-o", target)
    assert (run.code, run.out, run.err) == (0, "", "")
    assert len(json.loads(target.read_text("utf-8"))["documents"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "out.json"]


def test_a_file_is_not_overwritten(reader: Reader, marks: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("mine")
    run = reader("export", marks, "-o", target)
    assert (run.code, run.err.count("\n"), target.read_text()) == (2, 1, "mine")
    assert "--force" in run.err


def test_a_file_is_overwritten_by_force(reader: Reader, marks: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("mine")
    assert reader("export", marks, "-o", target, "--force").code == 0
    assert json.loads(target.read_text("utf-8"))["format"] == "reader"


def test_a_link_stays_a_link(reader: Reader, marks: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    assert reader("export", marks, "-o", link, "--force").code == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))["format"] == "reader"


@pytest.mark.parametrize(
    ("target", "says"), [("", "is a folder"), ("no/such.json", "there is no folder"), ("x" * 300, "cannot be written")]
)
def test_a_place_that_cannot_be_written_is_named(reader: Reader, marks: Path, tmp_path: Path, target: str, says: str) -> None:
    run = reader("export", marks, "-o", f"{tmp_path}/{target}")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert says in run.err


def test_an_unknown_format_is_named(reader: Reader, marks: Path) -> None:
    run = reader("export", marks, "--format", "docx")
    assert run.code == 2
    assert "There is no “docx”" in run.err


def test_the_others_are_exported_when_one_cannot_be_read(reader: Reader, marks: Path) -> None:
    (marks / "binary.txt").write_bytes(bytes(range(256)) * 8)
    run = reader("export", marks)
    assert run.code == 1
    assert [entry["path"] for entry in run.json["documents"]] == ["one.txt", "two.txt"]
    assert run.err.count("\n") == 1
    assert "binary.txt" in run.err


def test_a_single_file_that_cannot_be_read_is_no_export(reader: Reader, folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    run = reader("export", folder / "binary.txt")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


def test_an_annotator_without_annotations_is_told_of_the_others(reader: Reader, marks: Path) -> None:
    run = reader("export", marks, "--annotator", "bob")
    assert run.code == 0
    assert [entry["annotations"] for entry in run.json["documents"]] == [[], []]
    assert "no annotations by “bob” here, but by ann;" in run.err


def test_exporting_leaves_no_trace(reader: Reader, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert reader("export", folder).code == 0
    assert sorted(folder.rglob("*")) == before


# list


def test_documents_are_listed_with_their_numbers(reader: Reader, marks: Path) -> None:
    run = reader("list", marks)
    assert (run.code, run.err) == (0, "")
    heading, one, two = (line.split() for line in run.out.splitlines())
    assert heading == ["document", "posts", "claims", "entities", "mentions", "notes", "progress", "status"]
    assert one == ["one.txt", "0", "1", "1", "1", "1", "0%", "in", "work"]
    assert two == ["two.txt", "2", "0", "0", "0", "0", "0%", "new"]


def test_progress_is_what_was_seen(reader: Reader, folder: Path) -> None:
    document = loaded(folder / "one.txt")
    store = TinyStore(database_path(folder, "ann").path)
    store.save_visit(Visit(document.id, document.path, document.sha256, len(document.text), 0, len(document.text) // 2))
    store.close()
    assert [round(row["progress"], 1) for row in reader("list", folder, "--json").json] == [0.5, 0]


def test_a_printed_page_begins_with_what_it_says_of_itself_and_tells_its_blocks_apart(reader: Reader, tmp_path: Path) -> None:
    head = '<meta name="author" content="Ann Other"><link rel="canonical" href="https://courier.example/bridge">'
    empty = '<blockquote class="twitter-tweet"><a href="https://twitter.com/bo/status/1795500000000000001"></a></blockquote>'
    article = f"<h2>Why it is so</h2>{paragraphs(*SENTENCES)}<ul><li>{SENTENCES[0]}</li></ul><blockquote>{SENTENCES[1]}</blockquote>{empty}"
    (tmp_path / "page.html").write_text(page(article, head=head))
    lines = reader("show", tmp_path / "page.html").out.splitlines()
    assert lines[:3] == ["Bridge closed – The Wending Courier", "by Ann Other · https://courier.example/bridge · en-GB", ""]
    assert "## Why it is so" in lines
    assert "• The old bridge" in "\n".join(lines)
    assert "> Nobody knows when" in "\n".join(lines)
    assert lines[-2:] == ["│ https://twitter.com/bo/status/1795500000000000001", "╰─ the post’s text is not in this file"]


def test_a_list_in_json_tells_what_a_page_says_of_itself(reader: Reader, tmp_path: Path) -> None:
    head = '<meta name="author" content="Ann Other"><meta property="article:published_time" content="2024-05-28T10:00:00Z">'
    (tmp_path / "page.html").write_text(page(head=head))
    (tmp_path / "plain.txt").write_text("One here.")
    made, plain = reader("list", tmp_path, "--json").json
    assert (made["author"], made["date"], made["source"], made["language"]) == ("Ann Other", "2024-05-28T10:00:00Z", None, "en-GB")
    assert (plain["author"], plain["date"], plain["source"], plain["language"]) == (None, None, None, None)


def test_a_list_may_be_json(reader: Reader, marks: Path) -> None:
    one, two = reader("list", marks, "--json").json
    assert (one["path"], one["claims"], one["mentions"], one["notes"], one["problem"]) == ("one.txt", 1, 1, 1, None)
    assert (two["path"], two["posts"]) == ("two.txt", 2)


def test_a_list_says_how_far_the_work_is_by_the_readers_word(reader: Reader, marks: Path) -> None:
    document = loaded(marks / "two.txt")
    keep(marks, DocumentStatus("000000000000aa", document.id, Stage.DONE, MADE))
    assert [row["status"] for row in reader("list", marks, "--json").json] == ["in_work", "done"]
    assert reader("list", marks).out.splitlines()[2].split()[-1] == "done"


def test_what_cannot_be_read_is_listed_as_such(reader: Reader, folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    run = reader("list", folder)
    assert run.code == 1
    assert "binary.txt" in run.out
    assert run.err.count("\n") == 1
    assert reader("list", folder, "--json").json[0]["problem"]


def test_a_table_keeps_to_the_width_of_its_terminal(reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / f"{'長' * 60}.txt").write_text("x")
    monkeypatch.setenv("COLUMNS", "90")
    lines = reader("list", folder).out.splitlines()
    assert [len(line) + line.count("長") for line in lines] == [90, 90, 90, 90]


# summary


def test_a_summary_tells_the_numbers_as_tables(reader: Reader, marks: Path) -> None:
    run = reader("summary", marks)
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "Articles 2"
    assert any(line.split()[:4] == ["○", "new", "1", "█" * 40] for line in lines)
    assert any(line.split()[:3] == ["no", "claimant", "1"] for line in lines)
    assert any(line.split()[:2] == ["Nobody", "1"] for line in lines)


def test_a_summary_may_be_json(reader: Reader, marks: Path) -> None:
    told = reader("summary", marks, "--json").json
    assert told["documents"] == {"new": 1, "in_work": 1, "done": 0, "doubtful": 0}
    assert told["claims"] == [{"claimant": None, "name": None, "verdict": None, "count": 1}]
    assert told["entities"] == [{"id": "0000000000000e", "name": "Nobody", "mentions": 1}]
    assert (told["annotations"], told["kinds"], told["notes"]) == (3, {"fact": 1}, 1)


def test_a_summary_counts_what_is_left_of_a_document_that_is_gone(reader: Reader, marks: Path) -> None:
    (marks / "one.txt").unlink()
    told = reader("summary", marks, "--json").json
    assert (told["documents"]["new"], told["annotations"]) == (1, 3)


def test_a_summary_names_what_cannot_be_read(reader: Reader, marks: Path) -> None:
    (marks / "binary.txt").write_bytes(bytes(range(256)) * 8)
    run = reader("summary", marks)
    assert run.code == 1
    assert "binary.txt" in run.err


def test_a_summary_keeps_to_the_width_of_its_terminal(reader: Reader, marks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, reader("summary", marks).out.splitlines())) <= 60


# show


def test_marks_are_shown_in_brackets(reader: Reader, marks: Path) -> None:
    run = reader("show", marks / "one.txt")
    assert (run.code, run.err) == (0, "")
    assert run.out == "⟦The ⟦bridge⟧{note: Says who?} fell.⟧{claim}\n\n⟦Nobody⟧{PERSON} knows why.\n"


def test_posts_are_shown_in_frames(reader: Reader, folder: Path) -> None:
    lines = reader("show", folder / "two.txt").out.splitlines()
    top = lines.index("╭─ X · Jan Leike @janleike · 2024-05-28")
    assert lines[top + 1] == "│ I'm excited to join @AnthropicAI to continue the superalignment mission!"
    assert "╰─" in lines[top:]
    assert sum(line.startswith("╭") for line in lines) == 2


@pytest.mark.parametrize("width", [20, 40, 80])
def test_an_article_is_wrapped_to_its_terminal(reader: Reader, folder: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = reader("show", folder / "two.txt").out.splitlines()
    assert width - 12 < max(map(len, lines)) <= width


def test_marks_that_lost_their_place_are_shown_last(reader: Reader, marks: Path) -> None:
    (marks / "one.txt").write_text("Nobody knows why.\n")
    out = reader("show", marks / "one.txt").out
    assert out.startswith("⟦Nobody⟧{PERSON} knows why.\n\nNo longer found in the text:\n")
    assert "  ⟦The bridge fell.⟧{claim}: its words are no longer in the text\n" in out


def test_a_folder_is_not_shown(reader: Reader, folder: Path) -> None:
    run = reader("show", folder)
    assert run.code == 2
    assert "is a folder" in run.err


# check


def test_a_sound_folder_is_ok(reader: Reader, marks: Path) -> None:
    run = reader("check", marks)
    assert (run.code, run.out, run.err) == (0, "ok: 2 documents, 3 annotations\n", "")


def test_a_lost_mark_is_found(reader: Reader, marks: Path) -> None:
    (marks / "one.txt").write_text("Nobody knows why.\n")
    run = reader("check", marks)
    assert run.code == 1
    assert run.out.splitlines() == [
        "ann: one.txt: annotation 0000000000000a (“The bridge fell.”): its words are no longer in the text.",
        "ann: one.txt: annotation 0000000000000c (“bridge”): its words are no longer in the text.",
    ]


def test_a_mark_whose_words_were_changed_is_found(reader: Reader, marks: Path) -> None:
    text = (marks / "one.txt").read_text()
    (marks / "one.txt").write_text(text.replace("bridge fell", "bridges fell"))
    run = reader("check", marks)
    assert run.code == 1
    assert "ann: one.txt: annotation 0000000000000a (“The bridge fell.”): its words were changed." in run.out.splitlines()


def test_a_document_that_is_gone_is_found(reader: Reader, marks: Path) -> None:
    (marks / "one.txt").unlink()
    run = reader("check", marks)
    assert run.code == 1
    assert "is gone or cannot be read, but 3 records about it are kept" in run.out


def test_records_that_lead_nowhere_are_found(reader: Reader, folder: Path) -> None:
    one = folder / "one.txt"
    keep(
        folder,
        marked(one, "0000000000000a", Claim("fact", "00000000000ee1"), "The bridge fell."),
        marked(one, "0000000000000b", Mention("00000000000ee2"), "Nobody"),
        Relation("0000000000000d", "about", "0000000000000a", "00000000000ee3", MADE),
    )
    run = reader("check", folder)
    assert run.code == 1
    assert [line.split()[-5] for line in run.out.splitlines()] == ["00000000000ee1,", "00000000000ee2,", "00000000000ee3,"]


def test_a_broken_database_is_found(reader: Reader, marks: Path) -> None:
    database = database_path(marks, "ann").path
    database.write_bytes(database.read_bytes()[:-40])
    run = reader("check", marks)
    assert run.code == 1
    assert run.out.startswith("ann: ")


def test_a_store_that_is_broken_is_put_in_order_on_demand(reader: Reader, marks: Path) -> None:
    (path,) = (marks / ".reader").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b'"label":"PERSON"', b'"label":"PERSO'))
    run = reader("check", marks)
    assert run.code == 1
    assert "its checksum does not fit" in run.out
    run = reader("check", "--repair", marks)
    assert "was broken. As it was it is kept aside as ann.broken-" in run.out
    run = reader("check", marks)
    assert "checksum" not in run.out
    assert "is a broken database that was kept aside. Compare it with what is here" in run.out


def test_a_change_that_was_not_finished_is_said_and_no_reason_to_fail(reader: Reader, marks: Path) -> None:
    (path,) = (marks / ".reader").glob("*.json")
    store = TinyStore(path)
    entity = Entity(f"{99:014x}", "More", "ORG")
    change = Change(None, entity)
    store.commit((change,), Step.DO, Transaction("more", (change,), "", 0))
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b"half")
    run = reader("list", marks)
    assert run.code == 0
    assert "not finished when a reader was stopped is left out (4 bytes)" in run.err
    assert "(4 bytes)" in reader("check", "--repair", marks).out
    assert "bytes" not in reader("check", marks).out
    assert not path.with_suffix(".journal").exists()


def test_two_stores_that_parted_are_merged_into_ours(reader: Reader, marks: Path, tmp_path: Path) -> None:
    (ours,) = (marks / ".reader").glob("*.json")
    base, theirs = tmp_path / "base", tmp_path / "theirs"
    for copy in (base, theirs):
        copy.write_bytes(ours.read_bytes())
    for path, entity in ((ours, Entity(f"{98:014x}", "Ours", "ORG")), (theirs, Entity(f"{99:014x}", "Theirs", "ORG"))):
        store = TinyStore(path)
        store.commit((Change(None, entity),), Step.DO, Transaction("more", (Change(None, entity),), "", 0))
        store.close()
    run = reader("merge", base, ours, theirs)
    assert (run.code, run.err) == (0, "")
    names = {record.name for record in TinyStore(ours).load().records if isinstance(record, Entity)}
    assert names >= {"Ours", "Theirs"}


def test_a_side_that_is_broken_is_not_merged(reader: Reader, marks: Path, tmp_path: Path) -> None:
    (ours,) = (marks / ".reader").glob("*.json")
    before = ours.read_bytes()
    (tmp_path / "theirs").write_bytes(before[:-9])
    run = reader("merge", tmp_path / "nothing", ours, tmp_path / "theirs")
    assert (run.code, run.out) == (2, "")
    assert "Nothing was merged: theirs" in run.err
    assert ours.read_bytes() == before


def test_all_annotators_are_checked(reader: Reader, marks: Path) -> None:
    keep(marks, marked(marks / "one.txt", "0000000000001a", Claim("fact", "00000000000ee1"), "The bridge fell."), annotator="bob")
    assert reader("check", marks).out.startswith("bob: annotation 0000000000001a is claimed by")
    assert reader("check", marks, "--annotator", "ann").code == 0


def test_a_file_that_cannot_be_read_is_found(reader: Reader, marks: Path) -> None:
    (marks / "binary.txt").write_bytes(bytes(range(256)) * 8)
    run = reader("check", marks)
    assert run.code == 1
    assert "binary.txt" in run.out


# hostile content


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder whose file, name and notes try to act on the terminal."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    file = folder / HOSTILE_NAME
    file.write_text(f"{HOSTILE} says hello.\n\nHi there\n— {HOSTILE.replace(chr(10), '')} (@evil) May 28, 2024\n", "utf-8")
    (folder / f"z{HOSTILE_NAME}").write_bytes(bytes(range(256)) * 8)
    keep(
        folder,
        Entity("0000000000000e", HOSTILE, HOSTILE),
        marked(file, "0000000000000a", Note(HOSTILE), "says hello"),
        marked(file, "0000000000000b", Mention("0000000000000e"), "Hi"),
        Annotation("0000000000000c", loaded(file).id, (describe(HOSTILE, Span(0, len(HOSTILE))),), Note(HOSTILE), MADE),
        Relation("0000000000000d", HOSTILE, "0000000000000a", HOSTILE, MADE),
    )
    return folder


@pytest.mark.parametrize(
    "command", [["list"], ["list", "--json"], ["summary"], ["summary", "--json"], ["export"], ["check"], ["show"], ["export", "-o"], []]
)
def test_nothing_hostile_reaches_the_terminal(reader: Reader, hostile: Path, command: list[str]) -> None:
    run = reader(*command, hostile / HOSTILE_NAME if command == ["show"] else hostile)
    assert run.out + run.err
    assert not {character for character in run.out + run.err if ord(character) < 32 and character != "\n"}
    assert not set("\x7f\x9b\u202e") & set(run.out + run.err)


def test_a_missing_path_with_a_hostile_name_is_named_safely(reader: Reader) -> None:
    run = reader("list", f"gone{HOSTILE_NAME}")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "\x1b" not in run.err


def test_hostile_arguments_are_named_safely(reader: Reader) -> None:
    run = reader("list", "--\x1b[2J", ".")
    assert run.code == 2
    assert "\x1b" not in run.err


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not text are a matter of Unix")
@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["export"], ["check"], ["show"]])
def test_a_file_name_that_is_not_text_is_printed(folder: Path, command: list[str]) -> None:
    file = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(file)).write_text("Hello there.\n")
    run = subprocess.run([COMMAND, *command, file if command == ["show"] else folder], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    run.stdout.decode("utf-8")


# as a process of its own


def process(*argv: str | Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *argv], capture_output=True, env=os.environ | environ, check=False)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The sample article, in a folder that nobody has opened."""
    return Path(shutil.copy(SEED, tmp_path))


def test_the_installed_command_exports(marks: Path) -> None:
    run = process("export", marks)
    assert (run.returncode, run.stderr) == (0, b"")
    assert len(json.loads(run.stdout)["documents"]) == 2


@pytest.mark.parametrize("command", [["--help"], ["show", "one.txt"], ["list", "."]])
def test_a_terminal_of_few_characters_gets_escapes(folder: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    run = process(*command, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.isascii()


def test_an_export_is_utf_8_on_any_terminal(seed: Path) -> None:
    run = process("export", seed, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "superalignment” team" in json.loads(run.stdout.decode("utf-8"))["documents"][0]["text"]


def test_a_reader_that_goes_away_is_no_error(seed: Path) -> None:
    with subprocess.Popen([COMMAND, "export", seed], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [["export"], ["list"]])
def test_a_full_disk_is_one_line(seed: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([COMMAND, *command, seed], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1
    assert b"No space left" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_is_written_and_not_replaced(seed: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert process("export", seed, "-o", pipe).returncode == 0
        assert json.loads(os.read(reading, 1 << 16))["format"] == "reader"
    finally:
        os.close(reading)
    assert pipe.is_fifo()


# scheme


def test_a_sound_scheme_is_ok(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text('base = "default"\n[[verdicts]]\nname = "so"\nletter = "s"\n[[attributes]]\nname = "loud"\nkind = "yes_no"\n')
    run = reader("scheme", "check", file)
    assert (run.code, run.err) == (0, "")
    assert run.out == "ok: 6 claim kinds, 8 entity types, 1 verdict, 6 relation kinds, 1 attribute\n"


def test_every_mistake_of_a_scheme_is_printed_with_its_line(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text('base = "default"\n[[verdicts]]\nname = "so"\nletter = "ss"\n"\\u001b[2J" = 1\n')
    run = reader("scheme", "check", file)
    assert (run.code, run.err) == (1, "")
    one, two = run.out.splitlines()
    assert one == f"{file}, line 4: “letter” must be one character, the key that chooses the entry."
    assert two.startswith(f"{file}, line 5: “␛[2J” is not a key of an entry; there are name, letter, ")


def test_a_scheme_that_is_no_toml_is_wrong_and_one_that_is_not_there_cannot_be_checked(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text("verdicts = \n")
    assert reader("scheme", "check", file).code == 1
    for argv in (["check", tmp_path / "gone.toml"], ["check", tmp_path], ["check"], ["show", "nope"], ["list", "x"], ["draw"], []):
        run = reader("scheme", *argv)
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith("reader: ")


def test_the_schemes_that_ship_are_listed_and_shown_as_files_that_are_sound(reader: Reader, tmp_path: Path) -> None:
    names = [line.split()[0] for line in reader("scheme", "list").out.splitlines()[::2]]
    assert names == ["default", "conll4", "ontonotes18"]
    for name in names:
        file = tmp_path / f"{name}.toml"
        file.write_text(reader("scheme", "show", name).out, "utf-8")
        assert reader("scheme", "check", file).out.startswith("ok: 6 claim kinds, ")
    assert reader("scheme", "show").out == reader("scheme", "show", "default").out


def test_labels_that_the_scheme_does_not_have_are_told_and_nothing_is_wrong_with_them(reader: Reader, marks: Path) -> None:
    keep(
        marks, Entity("0000000000000f", "Nemo", "ALIEN"), marked(marks / "one.txt", "0000000000001a", Claim("rumour"), "Nobody knows why.")
    )
    keep(marks, marked(marks / "one.txt", "0000000000001b", Claim("rumour"), "bridge fell"))
    run = reader("check", marks)
    assert (run.code, run.out) == (0, "ok: 2 documents, 5 annotations\n")
    assert run.err.splitlines() == [
        "reader: ann: the claim kind “rumour” is not in the scheme, but annotation 0000000000001a and 1 more have it. It is kept as it is.",
        "reader: ann: the entity type “ALIEN” is not in the scheme, but entity 0000000000000f has it. It is kept as it is.",
    ]


def test_with_a_broken_scheme_the_store_is_checked_all_the_same(
    reader: Reader, marks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('scheme = "gone.toml"')
    monkeypatch.setenv("READER_CONFIG", str(config))
    run = reader("check", marks)
    assert (run.code, run.out) == (0, "ok: 2 documents, 3 annotations\n")
    assert "gone.toml: there is no such file." in run.err


def test_an_export_can_have_the_entity_types_of_another_scheme(reader: Reader, marks: Path) -> None:
    keep(marks, Entity("0000000000000f", "2024", "DATE", references=("Q1",)))
    run = reader("export", marks, "--labels", "conll4")
    assert {entity["name"]: entity["label"] for entity in run.json["entities"]} == {"Nobody": "PER", "2024": "DATE"}
    assert {entry["mention"]["label"] for d in run.json["documents"] for entry in d["annotations"] if entry["type"] == "mention"} == {"PER"}
    assert (run.code, run.err) == (0, "reader: conll4 has nothing for the entity type “DATE”; 1 kept it.\n")
    assert {entity["label"] for entity in reader("export", marks).json["entities"]} == {"PERSON", "DATE"}


def test_labels_of_a_scheme_that_does_not_ship_are_refused(reader: Reader, marks: Path) -> None:
    run = reader("export", marks, "--labels", "mine")
    assert (run.code, run.out) == (2, "")
    assert "there is no scheme “mine”; there are default, conll4, ontonotes18." in run.err
