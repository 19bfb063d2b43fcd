"""Who keeps the records: editors publish, contributors draft; and the review that stands between them."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from community.members.offices import Right, stand

EDITORS, CONTRIBUTORS = "Editors", "Contributors"
REVIEW = "Review by an editor"


def _rights(app: str, model: str, *acts: str) -> list[Right]:
    return [(app, model, f"{act}_{model}", f"Can {act} {model}") for act in acts]


ADMIN: list[Right] = [("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")]
OF_CONTRIBUTORS: list[Right] = [*ADMIN, *_rights("library", "resource", "add", "change", "view")]
OF_EDITORS: list[Right] = [
    *OF_CONTRIBUTORS,
    *_rights("library", "resource", "publish", "lock", "unlock"),
    *_rights("library", "collection", "add", "change", "delete", "view"),
    *_rights("library", "submission", "change", "view"),
    *_rights("vocabulary", "concept", "add", "change", "view"),
]


def review() -> Workflow:
    """Made once. What administrators make of it later (other steps, other groups, none) stays theirs."""
    task = GroupApprovalTask.objects.filter(name=REVIEW).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=REVIEW)
        task.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    workflow, made = Workflow.objects.get_or_create(name=REVIEW)
    if made:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        kind, _made = ContentType.objects.get_or_create(app_label="library", model="resource")
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
    return workflow


def after_migrate(apps: Any = None, using: str = "default", **_kwargs: Any) -> None:
    """Again and again is the same as once; where the tables do not stand yet, the next `migrate` does it."""
    try:
        for app, model in (("wagtailcore", "WorkflowContentType"), ("library", "Import")):
            (apps or installed).get_model(app, model)  # a flush names none
    except LookupError:
        return
    if using != "default":
        return
    ContentType.objects.clear_cache()  # a flush has given them new numbers
    stand(CONTRIBUTORS, OF_CONTRIBUTORS)
    stand(EDITORS, OF_EDITORS)
    review()
