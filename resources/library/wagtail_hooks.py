from wagtail.snippets.models import register_snippet

from resources.library.editing import hooks as editing_hooks  # noqa: F401  # bulk edit, import
from resources.library.editing import toolkits  # noqa: F401  # the editors' own lists
from resources.library.editing.viewset import ResourceViewSet
from resources.library.queue import hooks  # noqa: F401  # what was sent in
from resources.library.reports import (  # noqa: F401
    downloads,
    misses,
    missing,  # what records lack
)

register_snippet(ResourceViewSet)
