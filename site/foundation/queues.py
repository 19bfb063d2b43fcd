"""A list in the editors' rooms that is read and decided about: nothing in it is added, changed or deleted by a form."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet


class QueueViewSet(ModelViewSet):
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no page to edit a row."""

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().none()
