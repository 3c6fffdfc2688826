"""Parts that are found by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.plugins import EXPORTERS, SUGGESTERS, PluginError, exporter, load, names, suggester, suggesters
from reader.suggest.contract import Knowledge
from reader.suggest.gathering import gather
from tests.notation import SCHEME, document

MODULE = """\
class Csv:
    name, suffix, title = "csv", ".csv", "rows"
    def write(self, handover, out): out.write(b"rows")
CSV = Csv()

from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion

class Shouts:
    name, title = "shouts", "words in capitals"
    def suggest(self, document, knowledge):
        yield Suggestion(Span(4, 8), Sort.MENTION, "ORG", ("is shouted",), "shouts")
class Wild(Shouts):
    name = "wild"
    def suggest(self, document, knowledge):
        yield Suggestion(Span(4, 800), Sort.MENTION, "ORG", ("is wild",), "wild")
        raise ZeroDivisionError("too wild")
SHOUTS, WILD = Shouts(), Wild()
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
        "[reader.suggesters]\nshouts = other_reader_parts:SHOUTS\nwild = other_reader_parts:WILD\nmute = other_reader_parts:CSV\n"
        "gone = broken_reader_parts:X\n"
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


@pytest.mark.usefixtures("installed")
def test_an_installed_suggester_suggests(monkeypatch: pytest.MonkeyPatch) -> None:
    found = gather(document("The NATO summit"), Knowledge(SCHEME), [suggester("shouts")])
    assert [(suggestion.span.of("The NATO summit"), suggestion.reasons) for suggestion in found.suggestions] == [("NATO", ("is shouted",))]
    monkeypatch.delitem(sys.modules, "other_reader_parts")


@pytest.mark.usefixtures("installed")
def test_suggesters_that_cannot_be_used_are_reported_beside_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    usable, problems = suggesters()
    assert {"shouts", "wild"} <= {part.name for part in usable}
    assert [problem.partition(" cannot")[0] for problem in problems] == [
        "“gone” of the package other 1.5",
        "The suggester “mute” has no “suggest”, so it is none. Remove the package that brings it.",
    ]
    monkeypatch.delitem(sys.modules, "other_reader_parts")


@pytest.mark.usefixtures("installed")
def test_an_installed_suggester_that_fails_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = gather(document("The NATO summit"), Knowledge(SCHEME), [suggester("wild"), suggester("shouts")])
    assert [suggestion.source for suggestion in found.suggestions] == ["shouts"]
    assert [problem for problem in found.problems if "“wild”" not in problem] == []
    assert len(found.problems) == 2
    monkeypatch.delitem(sys.modules, "other_reader_parts")


def test_a_suggester_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(PluginError, match=r"There is no “oracle” among reader\.suggesters"):
        load(SUGGESTERS, "oracle")


def test_a_group_that_nobody_knows_is_empty() -> None:
    assert names("reader.dances") == []
    with pytest.raises(PluginError, match="There is no “waltz”"):
        load("reader.dances", "waltz")


def test_the_packages_own_parts_load_without_reading_what_is_installed() -> None:
    code = "import sys; from reader.plugins import exporter; exporter('json'); sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
