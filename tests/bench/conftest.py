"""What all benchmarks share: the program and its floors in terminals, scenes that are made once, and the table at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.bench.programs import Programs
from tests.bench.scenes import ANNOTATOR, Scene, Stage
from tests.bench.table import Measure, as_json, line, markdown

_MEASURES = pytest.StashKey[list[Measure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MEASURES] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table, and write it where ``--bench-output`` says: as JSON with all values, or as Markdown."""
    measures = config.stash.get(_MEASURES, [])
    if not measures:
        return
    table = markdown(measures)
    terminalreporter.section("measures against budgets")
    terminalreporter.write_line(table)
    output = config.getoption("--bench-output")
    if output is not None:
        output.write_text(as_json(measures) if output.suffix == ".json" else table + "\n", "utf-8")


@pytest.fixture
def record(pytestconfig: pytest.Config) -> Callable[[Measure], None]:
    """Puts a measure into the table, and prints it at once for whoever looks on."""

    def put(measure: Measure) -> None:
        pytestconfig.stash[_MEASURES].append(measure)
        print("\n" + line(measure), end="", flush=True)  # noqa: T201

    return put


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = str(tmp_path_factory.mktemp("home"))
    return {"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "READER_ANNOTATOR": ANNOTATOR}


@pytest.fixture(scope="session")
def stage_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Scene], Stage]:
    """Makes the folder of a scene, once in a run."""
    root = tmp_path_factory.mktemp("scenes")
    return cache(lambda scene: Stage(scene, root / str(scene)))


@pytest.fixture(scope="session")
def folder_of(stage_of: Callable[[Scene], Stage]) -> Callable[[Scene], Path]:
    """Gives the folder of a scene, with no trace of earlier use."""
    return lambda scene: stage_of(scene).put_back()


@pytest.fixture
def programs(environ: dict[str, str]) -> Iterator[Programs]:
    """Starts programs, which are killed when the test ends."""
    started = Programs(environ)
    yield started
    started.kill_all()
