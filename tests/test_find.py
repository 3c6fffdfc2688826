"""``reader find``: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import main
from reader.library import Library
from reader.search import folder as searching
from reader.search.index import Index, is_supported
from reader.search.texts import text_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def find(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*argv: str | Path) -> tuple[int, str, str]:
        code = main(["find", *map(str, argv)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("The old bridge fell.\n\nNobody knows why the Bridge fell.\n")
    (folder / "two.txt").write_text("漢字の橋 bridge 👩\u200d🔬.\n")
    return folder


def test_matches_stand_under_one_another_in_plain_brackets(find: Run, articles: Path) -> None:
    code, out, err = find(articles, "bridge")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == ["one.txt", "one.txt", "two.txt"]
    assert lines[0].endswith("The old ⟦bridge⟧ fell. Nobody knows why the")
    assert lines[0].index("⟦") == lines[1].index("⟦")
    assert "\x1b" not in out


def test_nothing_found_is_told_by_the_exit_code(find: Run, articles: Path) -> None:
    assert find(articles, "absent") == (1, "", "")
    assert find(articles, "BRIDGE")[0] == 1


def test_one_file_may_be_named(find: Run, articles: Path) -> None:
    _, out, _ = find(articles / "two.txt", "bridge")
    assert [line.split()[0] for line in out.splitlines()] == ["two.txt"]


def test_programs_get_offsets(find: Run, articles: Path) -> None:
    code, out, _ = find(articles, "Bri[a-z]+", "--regex", "--json")
    (found,) = json.loads(out)
    text = (articles / "one.txt").read_text()
    assert code == 0
    assert text[found["start"] : found["end"]] == found["match"] == "Bridge"
    assert found["left"].endswith("why the ")
    assert json.loads(find(articles, "absent", "--json")[1]) == []


@pytest.mark.parametrize("words", ["(", "a{2,1}"])
def test_what_is_no_expression_is_refused_in_one_line(find: Run, articles: Path, words: str) -> None:
    code, out, err = find(articles, words, "--regex")
    assert (code, out) == (2, "")
    assert "is no regular expression" in err
    assert err.count("\n") == 1


def test_white_space_is_nothing_to_find(find: Run, articles: Path) -> None:
    assert find(articles, " ")[0] == 2


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_searched(find: Run, articles: Path) -> None:
    (articles / "bad.txt").write_bytes(b"\0\1\2" * 100)
    code, out, err = find(articles, "bridge")
    assert (code, len(out.splitlines())) == (0, 3)
    assert "bad.txt" in err


def test_hostile_names_and_words_are_spelled(find: Run, articles: Path) -> None:
    (articles / "\x1b]0;x\x07\u202e.txt").write_text("\x1b[31mred\x9b2J bridge \u202etxet\n")
    _, out, _ = find(articles, "bridge")
    assert not {letter for letter in out if letter != "\n" and not letter.isprintable() and letter != "\u200d"}


@pytest.mark.skipif(not is_supported(), reason="this SQLite keeps no index")
def test_with_an_index_the_same_lines_are_printed(find: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = find(articles, "bridge")
    library = Library(articles)
    index = Index(tmp_path / "index")
    index.update(library.entries, lambda entry: str(text_of(library, entry)))
    monkeypatch.setattr(searching, "MANY", 1)
    monkeypatch.setattr("reader.search.index.index_path", lambda _: index.path)
    assert find(articles, "bridge") == expected
    assert len(find(articles, "old bridge")[1].splitlines()) == 1
