"""Where files lie: never under MEDIA_URL, so that only the view of their resource gives them out."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible


@deconstructible(path="foundation.storage.FolderStorage")
class FolderStorage(FileSystemStorage):
    """DATA_DIR/files, looked up each time."""

    @property
    def base_location(self) -> str:  # type: ignore[override]
        return str(Path(settings.DATA_DIR, "files"))

    @property
    def location(self) -> str:  # type: ignore[override]
        return str(Path(settings.DATA_DIR, "files").absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("A file of the library has no address of its own.")


def private() -> Storage:
    """The storage named `files` where the settings have one (a closed bucket), else a folder."""
    return storages["files"] if "files" in settings.STORAGES else FolderStorage()
