"""What every page of the tree shares."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class SitePage(Page):
    """A page with a summary; it knows the language it is written in and says so when the reader's differs."""

    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["written_in"] = self.locale.language_code
        return context
