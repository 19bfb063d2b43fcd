"""The site's own settings; each parallel worker has a Redis database of its own."""

import os
import re

if os.environ.get("REDIS_URL"):
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    address, _, number = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{address}/{(int(number) + worker) % 16}"

from config.settings import *  # noqa: F403
