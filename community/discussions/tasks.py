"""Jobs of the board."""

from django_tasks import task

from community.discussions.actions import tell


@task()
def tell_of_post(post_id: int, mentioned: bool = False) -> int:
    """Those who follow, are mentioned or are replied to; after a change only those who are mentioned."""
    return tell.of_post(post_id, mentioned=mentioned)
