"""Lists of resources that belong together: a toolkit of the editors, a reading list of a group or of a member."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from community.groups.models import Group
from community.members.models import Member
from resources.library.models.resource import Resource

if TYPE_CHECKING:
    from community.groups.models import Reader


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, reader: "Reader") -> Self:
        """The editors' and what a member shares: everybody; a group's: who is in it; one's own: oneself."""
        public = Q(group=None) & (Q(keeper=None) | Q(shared=True, hidden=False))
        if not reader.is_authenticated:
            return self.filter(public)
        mine = Q(group=None, keeper=reader)
        return self.filter(public | mine | Q(group__in=Group.objects.joined_by(reader).order_by().values("pk")))


class Collection(ClusterableModel):
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what it is for"), max_length=600, blank=True)
    keeper = models.ForeignKey(
        Member, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="collections"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="collections"
    )
    shared = models.BooleanField(_("everybody may see it"), default=False)
    hidden = models.BooleanField(default=False, editable=False, help_text="Taken from the others' eyes by an office.")
    key = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["keeper", "key"], name="collection_once"),
            models.UniqueConstraint(fields=["group", "key"], name="group_collection_once"),
        ]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60] or "list"


class Item(models.Model):
    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="items")
    resource = models.ForeignKey(Resource, verbose_name=_("record"), on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "position"  # for the editors' form, where rows are dragged

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "resource"], name="item_once")]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.resource_id}"
