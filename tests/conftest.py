"""Settings for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Making a frame takes pandera some milliseconds, and machines that run tests are shared: no test fails for its speed.
settings.register_profile("tourkarte", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tourkarte")
