from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import SourceError
from reader.sources.folder import Entry, find, load


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Hello.\n")


def paths(entries: list[Entry]) -> list[str]:
    return [entry.path for entry in entries]


def problem(root: Path, path: str) -> str:
    (entry,) = [entry for entry in find(root) if entry.path == path]
    return entry.problem or ""


def test_text_files_are_found_at_any_depth_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.TXT", "a.txt")
    assert paths(find(tmp_path)) == ["a.txt", "a/b/c.TXT", "a/z.txt", "b.txt"]
    assert all(entry.problem is None for entry in find(tmp_path))


def test_dot_files_dot_folders_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".reader/a.txt", "a.png", "a", "a.txt~")
    assert find(tmp_path) == []


def test_a_file_is_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    assert find(tmp_path / "a.txt") == [Entry("a.txt", tmp_path / "a.txt")]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        find(tmp_path / "none")


def test_a_link_round_in_a_circle_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert paths(find(tmp_path)) == ["a/b.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "home/a.txt")
    (tmp_path / "home" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "home" / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    assert paths(find(tmp_path / "home")) == ["a.txt", "out.txt"]
    assert "out of the folder" in problem(tmp_path / "home", "out.txt")


def test_a_link_inside_the_folder_is_a_document(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert problem(tmp_path, "b.txt") == ""


def test_a_broken_link_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to("nowhere.txt")
    assert "leads nowhere" in problem(tmp_path, "b.txt")


def test_a_link_to_itself_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to("b.txt")
    assert problem(tmp_path, "b.txt")


def test_a_pipe_is_listed_with_its_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    assert "a pipe" in problem(tmp_path, "p.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_listed_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "c.txt")
    (tmp_path / "a").chmod(0)
    try:
        assert "cannot be read" in problem(tmp_path, "a")
        assert "c.txt" in paths(find(tmp_path))
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_name_that_is_not_utf_8_is_shown_and_opened(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path, name)
    (entry,) = find(tmp_path)
    assert entry.path == "caf\ufffd.txt"
    document = load(entry.file, tmp_path)
    assert (document.path, document.text) == ("caf\ufffd.txt", "Hello.\n")


def test_a_document_is_named_by_its_place_under_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    assert load(tmp_path / "a" / "b.txt", tmp_path).path == "a/b.txt"


def test_a_relative_folder_names_its_documents_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/b.txt")
    monkeypatch.chdir(tmp_path)
    assert paths(find(Path())) == ["a/b.txt"]
    assert load(Path("a/b.txt"), Path()).path == "a/b.txt"


def test_a_file_of_an_unknown_kind_is_told_what_can_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a.png")
    with pytest.raises(SourceError, match=r"ends in .*\.txt"):
        load(tmp_path / "a.png", tmp_path)


def test_loaders_are_imported_only_when_used() -> None:
    code = "import sys, reader.sources.folder; print('reader.sources.text' in sys.modules, 'charset_normalizer' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]
