"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Making a frame takes pandera some milliseconds, and machines that run tests are shared: no test fails for its speed.
# `make test` tries the same examples every time, so that what it says of a commit stays true; `make fuzz` looks for new
# ones, and what it finds becomes a case of its own.
settings.register_profile("tourkarte", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", settings.get_profile("tourkarte"), derandomize=False, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tourkarte"))

pytest_plugins = ["tests.databases"]
