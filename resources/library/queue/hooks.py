from wagtail import hooks
from wagtail.permissions import register_permission_policy

from resources.library.models import Submission
from resources.library.queue.viewset import DecidersRead, SubmissionViewSet

register_permission_policy(Submission, DecidersRead(Submission))


@hooks.register("register_admin_viewset")
def submissions() -> SubmissionViewSet:
    return SubmissionViewSet("submission")
