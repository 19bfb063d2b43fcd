from resources.library.actions.keep import add_file, keep_resource, may_publish

__all__ = ["add_file", "keep_resource", "may_publish"]
