"""What is imported when: the toolkit by the screen alone, the database by the store alone, and nothing before it is needed."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import reader

SLOW = {
    "charset_normalizer",
    "filelock",
    "importlib.metadata",
    "jsonschema",
    "lxml",
    "markdown_it",
    "rapidfuzz",
    "rich",
    "textual",
    "tinydb",
    "trafilatura",
}
MODULES = sorted(module.name for module in pkgutil.walk_packages(reader.__path__, "reader."))


def imported(code: str) -> set[str]:
    """The modules that there are after ``code`` has run in a process of its own, whose standard output is left alone."""
    tail = "import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", f"{code}\n{tail}"], capture_output=True, text=True, check=True)
    return set(json.loads(run.stderr))


def rooms(*left_out: str) -> list[str]:
    return [name for name in MODULES if name != "reader.__main__" and not name.startswith(left_out)]


def test_only_the_screen_imports_the_toolkit() -> None:
    names = rooms("reader.ui")
    assert "reader.core.span" in names
    assert not {"textual", "rich"} & imported(f"import {', '.join(names)}")


def test_only_the_store_imports_the_database() -> None:
    assert "tinydb" not in imported(f"import {', '.join(rooms('reader.ui', 'reader.store'))}")


@pytest.mark.parametrize(
    "argv",
    [["--version"], ["--help"], ["export", "."], ["list", "."], ["summary", "."], ["show", "a.txt"], ["check", "."], ["show", "--help"]],
)
def test_a_command_imports_nothing_slow_that_it_does_not_need(argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The bridge fell.\n")
    monkeypatch.chdir(tmp_path)
    code = f"from reader.cli import main; assert main({argv!r}) == 0"
    assert not SLOW & imported(code)


def test_telling_the_version_imports_no_document() -> None:
    assert not {name for name in imported("from reader.cli import main; main(['--version'])") if name.startswith("reader.core.doc")}
