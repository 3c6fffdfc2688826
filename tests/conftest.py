"""Hypothesis without a clock, since no test shall fail for being slow, and without dice, so that what passed here passes there.

``--hypothesis-profile exploring`` draws new examples.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("exploring"), derandomize=True)
settings.load_profile("repeatable")
