"""Pages in production: `granian --interface wsgi config.wsgi:application` (or gunicorn)."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:  # the rooms beside site/
    sys.path.insert(0, ROOT)
os.environ.setdefault("KEEP_CONNECTIONS", "on")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
