"""Parts that are found by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.plugins import EXPORTERS, PluginError, exporter, load, names

MODULE = """\
class Csv:
    name, suffix, title = "csv", ".csv", "rows"
    def write(self, handover, out): out.write(b"rows")
CSV = Csv()
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like an installed package's: it offers “csv”, and some that cannot be used."""
    (tmp_path / "other_reader_parts.py").write_text(MODULE)
    (tmp_path / "broken_reader_parts.py").write_text("raise RuntimeError('no luck')")
    about = tmp_path / "other-1.5.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.5\n")
    (about / "entry_points.txt").write_text(
        "[reader.exporters]\ncsv = other_reader_parts:CSV\nbroken = broken_reader_parts:X\nodd = other_reader_parts:MISSING\n"
        "number = sys:maxsize\njson = other_reader_parts:CSV\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_the_packages_own_parts_are_named() -> None:
    assert "json" in names(EXPORTERS)


@pytest.mark.usefixtures("installed")
def test_installed_parts_are_named_without_being_imported() -> None:
    assert {"csv", "broken", "json"} <= set(names(EXPORTERS))
    assert "other_reader_parts" not in sys.modules


@pytest.mark.usefixtures("installed")
def test_an_installed_part_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert exporter("csv").suffix == ".csv"
    monkeypatch.delitem(sys.modules, "other_reader_parts")


@pytest.mark.usefixtures("installed")
def test_the_packages_own_name_wins() -> None:
    assert exporter("json").suffix == ".json"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("broken", r"“broken” of the package other 1\.5 cannot be loaded \(RuntimeError: no luck\)"),
        ("odd", r"“odd” of the package other 1\.5 cannot be loaded \(AttributeError"),
        ("number", "has no “write”"),
        ("none", r"There is no “none” among reader\.exporters; there are .*csv, .*json"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_owner(name: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PluginError, match=says):
        exporter(name)
    monkeypatch.delitem(sys.modules, "other_reader_parts", raising=False)


def test_a_group_that_nobody_knows_is_empty() -> None:
    assert names("reader.dances") == []
    with pytest.raises(PluginError, match="There is no “waltz”"):
        load("reader.dances", "waltz")


def test_the_packages_own_parts_load_without_reading_what_is_installed() -> None:
    code = "import sys; from reader.plugins import exporter; exporter('json'); sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
