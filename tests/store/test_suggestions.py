"""Files of imported suggestions beside the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.errors import StoreError
from reader.store import suggestions
from reader.store.disk import Disk
from reader.store.suggestions import SuggestionFiles


class FullDisk(Disk):
    """Has no room for another byte."""

    def write(self, file: int, content: bytes) -> None:  # noqa: ARG002
        raise OSError(28, "No space left on device")


def test_what_is_kept_is_read_again_and_named(tmp_path: Path) -> None:
    files = SuggestionFiles(tmp_path)
    assert files.names() == []
    assert files.keep("model", b"{}", may_replace=False) == tmp_path / ".reader" / "suggestions" / "model.json"
    assert (files.names(), files.read("model")) == (["model"], b"{}")


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "..", ".hidden", "con", "a/b", "a\0b", "\x1b[31m", "Ünïcode", "x" * 400])
def test_no_name_leaves_the_folder(name: str, tmp_path: Path) -> None:
    path = SuggestionFiles(tmp_path).keep(name, b"{}", may_replace=False)
    assert path.parent == tmp_path / ".reader" / "suggestions"
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]
    assert SuggestionFiles(tmp_path).read(name) == b"{}"


def test_what_is_there_is_replaced_only_when_it_may_be(tmp_path: Path) -> None:
    files = SuggestionFiles(tmp_path)
    files.keep("model", b"one", may_replace=False)
    with pytest.raises(StoreError, match=r"is there already\. Give --force"):
        files.keep("model", b"two", may_replace=False)
    assert files.read("model") == b"one"
    files.keep("model", b"two", may_replace=True)
    assert files.read("model") == b"two"


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    SuggestionFiles(tmp_path).keep("model", b"one", may_replace=False)
    with pytest.raises(StoreError, match="the disk is full"):
        SuggestionFiles(tmp_path, FullDisk()).keep("model", b"two", may_replace=True)
    assert SuggestionFiles(tmp_path).read("model") == b"one"
    assert [path.name for path in (tmp_path / ".reader" / "suggestions").iterdir()] == ["model.json"]


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    files = SuggestionFiles(tmp_path)
    files.keep("model", b"{}", may_replace=False)
    files.remove("model")
    assert files.names() == []
    with pytest.raises(StoreError, match="there are no suggestions called “model”; there are none"):
        files.remove("model")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "articles", tmp_path / "outside"
    (root / ".reader").mkdir(parents=True)
    outside.mkdir()
    (root / ".reader" / "suggestions").symlink_to(outside)
    files = SuggestionFiles(root)
    for forbidden in (lambda: files.keep("model", b"{}", may_replace=True), files.names, lambda: files.read("model")):
        with pytest.raises(StoreError, match="leads out of its folder"):
            forbidden()
    assert list(outside.iterdir()) == []


def test_a_link_in_a_files_place_is_not_read(tmp_path: Path) -> None:
    files = SuggestionFiles(tmp_path)
    files.keep("model", b"{}", may_replace=False).unlink()
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (tmp_path / ".reader" / "suggestions" / "model.json").symlink_to(secret)
    with pytest.raises(StoreError):
        files.read("model")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = SuggestionFiles(tmp_path)
    files.keep("model", b"12345", may_replace=False)
    monkeypatch.setattr(suggestions, "LONGEST", 4)
    with pytest.raises(StoreError, match="larger than 4 bytes"):
        files.read("model")
