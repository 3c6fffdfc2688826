"""Hypothesis without a clock, since no test shall fail for being slow, and without dice, so that what passed here passes there.

``--hypothesis-profile exploring`` draws new examples.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("exploring"), derandomize=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bench-output", type=Path, metavar="FILE", help="write the table of measures to FILE: Markdown, or JSON for .json")
