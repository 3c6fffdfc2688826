from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import SourceError
from reader.sources.folder import LOADERS, load, problem
from reader.sources.safe import LIMIT


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Hello.\n")


def test_nothing_speaks_against_a_text_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "B.TXT")
    assert problem(tmp_path / "a.txt", tmp_path) is problem(tmp_path / "B.TXT", tmp_path) is None


def test_a_link_inside_the_folder_is_a_document(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert problem(tmp_path / "b.txt", tmp_path) is None


def test_a_link_out_of_the_folder_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "home/a.txt")
    (tmp_path / "home" / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    assert "out of the folder" in (problem(tmp_path / "home" / "out.txt", tmp_path / "home") or "")


@pytest.mark.parametrize(("target", "says"), [("nowhere.txt", "leads nowhere"), ("b.txt", "link")])
def test_a_link_that_leads_to_no_file_has_that_problem(tmp_path: Path, target: str, says: str) -> None:
    (tmp_path / "b.txt").symlink_to(target)
    assert says in (problem(tmp_path / "b.txt", tmp_path) or "")


def test_a_pipe_a_socket_and_a_device_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    os.mkfifo("p.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.txt")
        for path in (tmp_path / "p.txt", tmp_path / "s.txt", Path("/dev/zero")):
            assert "a pipe, a socket or a device" in (problem(path, path.parent) or "")


def test_a_file_that_claims_to_be_huge_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LIMIT + 1)
    assert "too large: 268,435,457 bytes" in (problem(tmp_path / "a.txt", tmp_path) or "")


def test_a_file_that_went_away_has_that_problem(tmp_path: Path) -> None:
    assert "no longer there" in (problem(tmp_path / "a.txt", tmp_path) or "")


def test_a_folder_that_is_named_like_a_document_has_that_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.txt/b.txt")
    assert problem(tmp_path / "a.txt", tmp_path) == "It is a folder. Open it as one."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_has_that_problem(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "c.txt")
    for name in ("a", "c.txt"):
        (tmp_path / name).chmod(0)
        assert "permissions" in (problem(tmp_path / name, tmp_path) or "")
        (tmp_path / name).chmod(0o700)


def test_a_name_that_is_not_utf_8_is_opened(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path, name)
    document = load(tmp_path / name, tmp_path)
    assert (document.path, document.text) == ("caf\ufffd.txt", "Hello.\n")


def test_a_document_is_named_by_its_place_under_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/b.txt")
    assert load(tmp_path / "a" / "b.txt", tmp_path).path == "a/b.txt"
    monkeypatch.chdir(tmp_path)
    assert load(Path("a/b.txt"), Path()).path == "a/b.txt"


def test_a_file_of_an_unknown_kind_is_told_what_can_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a.png")
    assert all(ending in (problem(tmp_path / "a.png", tmp_path) or "") for ending in LOADERS)
    with pytest.raises(SourceError, match=r"ends in .*\.txt"):
        load(tmp_path / "a.png", tmp_path)


def test_loaders_are_imported_only_when_used() -> None:
    code = "import sys, reader.sources.folder; print('reader.sources.text' in sys.modules, 'charset_normalizer' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]
