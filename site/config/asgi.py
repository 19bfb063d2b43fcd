"""The socket in production (`uvicorn config.asgi:application`), and both in the embedded set-up."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402
from community.live.consumers import socket  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": socket})
