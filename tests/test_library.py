"""The folders that paths open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.core.errors import SourceError
from reader.library import Library, Shelf, libraries


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
    (library,) = libraries([folder / "d.docx"])
    (entry,) = library.entries
    assert ".txt" in (library.problem(entry) or "")
    with pytest.raises(SourceError, match=r"^d\.docx: It is of a kind"):
        library.load(entry)


def test_a_file_that_is_named_is_open_also_when_its_folder_leaves_it_out(folder: Path) -> None:
    (folder / ".gitignore").write_text("b.txt\n")
    assert opened(folder) == [("articles", ["a.txt", "deep/c.txt"], True)]
    assert opened(folder / "b.txt") == [("articles", ["b.txt"], False)]
    assert opened(folder, folder / "b.txt", folder / "a.txt") == [("articles", ["a.txt", "deep/c.txt", "b.txt"], True)]


def test_nothing_is_started_for_a_file_that_is_not_to_be_opened(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outside.html").write_text("Hello.\n")
    (folder / "out.html").symlink_to(tmp_path / "outside.html")
    (folder / "in.html").write_text("Hello.\n")
    prepared: list[str] = []
    monkeypatch.setattr("reader.sources.bounded.prepare", prepared.append)
    (library,) = libraries([folder])
    library.prepare(library.entry("out.html"))
    assert prepared == []
    library.prepare(library.entry("in.html"))
    assert prepared == ["reader.sources.page"]


def test_nothing_of_a_folder_is_looked_at_before_it_is_asked_for(folder: Path) -> None:
    (library,) = libraries([folder])
    (folder / "later.txt").write_text("Later.")
    assert "later.txt" in [entry.path for entry in library.entries]


def test_a_name_that_is_not_utf_8_is_shown_and_opened(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("Hello.\n")
    (library,) = libraries([tmp_path])
    (entry,) = library.entries
    assert (entry.path, library.load(entry).text) == ("caf\ufffd.txt", "Hello.\n")


def shelf(*libraries: Library) -> Shelf:
    made = Shelf()
    for library in libraries:
        made.add(library, list(library.names))
    return made


def test_a_shelf_holds_the_documents_of_all_libraries_in_their_order(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "d.txt").write_text("D.")
    one, other = libraries([folder, tmp_path / "other"])
    shelved = shelf(one, other)
    assert [(library.root.name, entry.path) for library, entry in (shelved[index] for index in range(len(shelved)))] == [
        ("articles", "a.txt"),
        ("articles", "b.txt"),
        ("articles", "deep/c.txt"),
        ("other", "d.txt"),
    ]
    assert shelved.index_of(one, "deep/c.txt") == 2
    assert shelved.index_of(other, "d.txt") == 3
    assert shelved.index_of(other, "a.txt") is shelved.index_of(Library(folder / "deep"), "c.txt") is None


def test_a_shelf_grows_at_its_end(folder: Path) -> None:
    (library,) = libraries([folder])
    shelved = shelf(library)
    shelved.add(library, ["e.txt"])
    assert (len(shelved), shelved[0][1].path, shelved[3][1].path) == (4, "a.txt", "e.txt")


@pytest.mark.parametrize("name", ["gone", "gone.txt", "a.txt/b.txt", "x" * 300, "nul\0byte"])
def test_a_path_that_leads_nowhere_is_named(folder: Path, name: str) -> None:
    with pytest.raises(SourceError, match=r"does not exist|cannot be opened"):
        libraries([folder / name])
