from resources.library.models.collections import Collection, Item
from resources.library.models.downloads import Download
from resources.library.models.files import ResourceFile, ResourceLink
from resources.library.models.gone import Gone
from resources.library.models.imports import Import, ImportState
from resources.library.models.links import LinkState
from resources.library.models.readings import Chapter, Leaf, Reading
from resources.library.models.relations import Relation
from resources.library.models.resource import Kind, Level, Licence, Resource, Study
from resources.library.models.searches import Miss, SavedSearch
from resources.library.models.submissions import Submission
from resources.library.models.uses import Answer, Use

__all__ = [
    "Answer",
    "Chapter",
    "Collection",
    "Download",
    "Gone",
    "Import",
    "ImportState",
    "Item",
    "Kind",
    "Leaf",
    "Level",
    "Licence",
    "LinkState",
    "Miss",
    "Reading",
    "Relation",
    "Resource",
    "ResourceFile",
    "ResourceLink",
    "SavedSearch",
    "Study",
    "Submission",
    "Use",
]
