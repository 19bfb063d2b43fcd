from wagtail.snippets.models import register_snippet

from resources.library.editing.viewset import ResourceViewSet
from resources.library.queue import hooks  # noqa: F401  # what was sent in

register_snippet(ResourceViewSet)
