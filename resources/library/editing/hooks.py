"""What stands in the editors' rooms beside the records themselves."""

from typing import Any

from django.urls import path
from wagtail import hooks

from resources.library.editing import bulk, importing

for action in (bulk.Change, bulk.Publish, bulk.Unpublish, bulk.Download):
    hooks.register("register_bulk_action", action)
hooks.register("register_bulk_action", bulk.Delete, order=100)  # after Wagtail's own, in whose place it stands


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("resources/import/", importing.send_file, name="library_import_new"),
        path("resources/import/<int:pk>/", importing.look_and_begin, name="library_import"),
    ]
