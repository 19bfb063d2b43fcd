from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as real
from tests.bench import bare

urlpatterns = [
    path("bench/bare/", bare.page),
    path("bench/publish/", bare.publish),
    path("bench/token/", bare.token),
    *real,
]
