"""A folder gone through in a process of its own."""

from __future__ import annotations

import os
import subprocess
import time
from itertools import chain
from pathlib import Path

import pytest

from reader.core.errors import SourceError
from reader.sources.apart import Scan
from reader.sources.scan import scan
from tests.sources.test_folder import write


def found(root: Path) -> list[str]:
    return list(chain.from_iterable(Scan(root, (".txt",))))


def test_it_finds_what_is_found_here_in_the_same_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        *(f"{folder}/{number}.txt" for folder in ("a", "b/c", "b") for number in range(200)),
        "line\nbreak.txt",
        os.fsdecode(b"caf\xe9.txt"),
    )
    (tmp_path / ".gitignore").write_text("a/1*")
    assert found(tmp_path) == list(chain.from_iterable(scan(tmp_path, (".txt",))))


def test_a_folder_without_documents_gives_none(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        found(tmp_path / "none")


def test_without_a_process_it_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    write(tmp_path, "a.txt")
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert found(tmp_path) == ["a.txt"]


def test_a_process_that_cannot_start_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.setattr("reader.sources.apart._PATH", [])
    assert found(tmp_path) == ["a.txt"]


def test_stopping_ends_it_wherever_it_is(tmp_path: Path) -> None:
    write(tmp_path, *(f"{number}/a.txt" for number in range(2000)))
    going = Scan(tmp_path, (".txt",))
    began = time.monotonic()
    going.stop()
    assert len(list(chain.from_iterable(going))) <= 2000
    assert going._process is not None
    assert going._process.poll() is not None
    assert time.monotonic() - began < 20
