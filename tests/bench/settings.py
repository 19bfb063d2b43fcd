"""The site's own settings, with a bare view beside the real ones to measure against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
RATE_LIMITS = False
