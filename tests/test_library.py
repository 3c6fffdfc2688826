"""The folders that paths open."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.errors import SourceError
from reader.library import libraries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        (folder / name).write_text(f"This is {name}.\n", "utf-8")
    return folder


def opened(*paths: Path | str) -> list[tuple[str, list[str], bool]]:
    """For each library its folder's name, its documents' paths, and whether it is the whole folder."""
    return [(library.root.name, [entry.path for entry in library.entries], library.is_whole) for library in libraries(paths)]


def test_a_folder_is_open_with_everything_under_it(folder: Path) -> None:
    assert opened(folder) == [("articles", ["a.txt", "b.txt", "deep/c.txt"], True)]


def test_a_file_is_open_in_its_folder(folder: Path) -> None:
    assert opened(folder / "b.txt") == [("articles", ["b.txt"], False)]


def test_files_of_one_folder_are_open_together_in_the_order_given(folder: Path) -> None:
    assert opened(folder / "b.txt", folder / "deep" / "c.txt", folder / "a.txt") == [
        ("articles", ["b.txt", "a.txt"], False),
        ("deep", ["c.txt"], False),
    ]


def test_a_file_in_a_folder_that_is_open_adds_nothing(folder: Path) -> None:
    assert opened(folder / "b.txt", folder) == [("articles", ["a.txt", "b.txt", "deep/c.txt"], True)]


def test_what_is_named_twice_is_open_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert opened("a.txt", "./a.txt", folder / "deep" / ".." / "a.txt") == [("articles", ["a.txt"], False)]


def test_the_current_folder_has_a_root_of_its_own_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (library,) = libraries(["."])
    assert library.root == folder


def test_a_document_is_the_same_one_alone_and_in_its_folder(folder: Path) -> None:
    (whole,), (alone,) = libraries([folder]), libraries([folder / "b.txt"])
    assert whole.load(whole.entries[1]) == alone.load(alone.entries[0])


def test_a_file_of_another_kind_has_that_problem(folder: Path) -> None:
    (folder / "d.docx").write_text("x")
    ((library,), (entry,)) = (found := libraries([folder / "d.docx"])), found[0].entries
    assert ".txt" in (entry.problem or "")
    with pytest.raises(SourceError, match=r"^d\.docx: It is of a kind"):
        library.load(entry)


@pytest.mark.parametrize("name", ["gone", "gone.txt", "a.txt/b.txt", "x" * 300, "nul\0byte"])
def test_a_path_that_leads_nowhere_is_named(folder: Path, name: str) -> None:
    with pytest.raises(SourceError, match=r"does not exist|cannot be opened"):
        libraries([folder / name])
