"""The socket in production (`uvicorn --app-dir site config.asgi:application --ws websockets-sansio --ws-max-size 65536
--no-access-log`), and pages, too, in the embedded set-up. No per-message deflate: it would cost a compression a socket."""

import os
import sys
from pathlib import Path

from django.core.asgi import get_asgi_application

root = str(Path(__file__).resolve().parents[2])
if root not in sys.path:
    sys.path.insert(0, root)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402

from community.live.consumers import socket  # noqa: E402
from foundation.uploads import Bounded  # noqa: E402

application = ProtocolTypeRouter({"http": Bounded(pages), "websocket": socket})
