"""A check in a fresh process of one thread, which may fork, be slow to die, or mount a disk that nobody else sees."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parents[2]

Check: TypeAlias = Callable[[Path, int, int], None]
"""Asserts something of a store: with a folder for it, how many rounds, and the seed of all chance."""


def run_alone(check: Check, folder: Path, rounds: int, seed: int, plant: str | None = None, within: Sequence[str] = ()) -> None:
    """Run ``check`` by ``python -m tests.torture.alone``, itself started by the command ``within``; with a fault planted if one is named.

    ``AssertionError`` when it fails, with all that it said.
    """
    command = [*within, sys.executable, "-m", __name__, check.__module__, check.__name__, str(folder), str(rounds), str(seed)]
    ended = subprocess.run([*command, *([plant] if plant else [])], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{' '.join(command)} failed:\n{ended.stdout}{ended.stderr}"


def main(module: str, name: str, folder: str, rounds: str, seed: str, plant: str | None = None) -> None:
    check: Check = getattr(import_module(module), name)
    with pytest.MonkeyPatch.context() as patch:
        if plant:
            from tests.torture.plants import PLANTS

            PLANTS[plant].fault(patch)
        check(Path(folder), int(rounds), int(seed))


if __name__ == "__main__":
    main(*sys.argv[1:])
