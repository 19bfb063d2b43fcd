"""Jobs of the library."""

from django_tasks import task

from resources.library.actions import bring, links, read
from resources.library.models import Import


@task()
def read_file(checksum: str) -> str:
    """Takes the text out of a file; how that ended. Again is the same as once."""
    return read.read(checksum)


@task()
def look_at_import(pk: int) -> str:
    """What each row of a large file would do."""
    return bring.look(Import._base_manager.get(pk=pk)).state


@task()
def bring_in_rows(pk: int) -> bool:
    """Some rows, and then the next job: each stays far below the time after which a job counts as lost."""
    more = bring.go_on(pk)
    if more:
        bring_in_rows.enqueue(pk)
    return more


@task()
def check_links() -> int:
    """One round of asking whether links still answer."""
    return links.check_due()
