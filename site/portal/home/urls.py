from django.urls import path, re_path

from foundation.pictures.views import media
from portal.home import views

urlpatterns = [
    path("media/<path:name>", media, name="media"),
    # The last of all addresses. Wagtail asks for this name when it links to a page.
    re_path(r"^((?:[\w\-]+/)*)$", views.page, name="wagtail_serve"),
]
