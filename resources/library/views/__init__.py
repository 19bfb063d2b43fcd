from resources.library.views.browse import ROW, resource_file, resource_list
from resources.library.views.record import asked, page, resource, shown

__all__ = ["ROW", "asked", "page", "resource", "resource_file", "resource_list", "shown"]
