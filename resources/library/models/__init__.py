from resources.library.models.downloads import Download
from resources.library.models.files import ResourceFile, ResourceLink
from resources.library.models.resource import Kind, Level, Resource

__all__ = ["Download", "Kind", "Level", "Resource", "ResourceFile", "ResourceLink"]
