"""Jobs of the library."""

from django_tasks import task

from resources.library.actions import read


@task()
def read_file(checksum: str) -> str:
    """Takes the text out of a file; how that ended. Again is the same as once."""
    return read.read(checksum)
