"""How hypothesis works here: no deadlines, since no test is about time and machines are shared; and
on CI the same examples every time, so that a failure there is one that can be looked into."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
