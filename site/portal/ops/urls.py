from django.urls import path

from portal.ops import health

urlpatterns = [
    path("healthz", health.healthz),
    path("livez", health.livez),
]
