"""Hypothesis without a clock: the first run on a machine draws its character tables, and no test shall fail for being slow."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
