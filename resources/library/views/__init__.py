from resources.library.views.browse import ROW, asked, page, resource, resource_file, resource_list, shown

__all__ = ["ROW", "asked", "page", "resource", "resource_file", "resource_list", "shown"]
