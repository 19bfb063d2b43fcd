from wagtail.snippets.models import register_snippet

from resources.library.editing.viewset import ResourceViewSet

register_snippet(ResourceViewSet)
