"""Lists of resources that belong together: a toolkit of the editors, a reading list of a group or of a member."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from community.groups.models import Group, Membership, State
from community.members.models import Member
from resources.library.models.resource import Resource

if TYPE_CHECKING:
    from community.groups.models import Reader


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, reader: "Reader") -> Self:
        """The editors' and what a member shares: everybody; a group's: who is in it; one's own: oneself.

        What was shared and is hidden, its keeper sees and whoever could show it again.
        """
        shared = Q(keeper=None) | Q(shared=True) if judges(reader) else Q(keeper=None) | Q(shared=True, hidden=False)
        public = Q(group=None) & shared
        if not reader.is_authenticated:
            return self.filter(public)
        mine = Q(group=None, keeper=reader)
        return self.filter(public | mine | Q(group__in=Group.objects.joined_by(reader).order_by().values("pk")))

    def kept_by(self, reader: "Reader") -> Self:
        """What this person may change: one's own, those of groups one coordinates, for editors the editors'."""
        if not reader.is_authenticated:
            return self.none()
        led = Membership.objects.filter(member_id=reader.pk, state=State.IN, coordinates=True).values("group")
        kept = Q(group=None, keeper=reader) | Q(group__in=led)
        return self.filter(kept | Q(group=None, keeper=None) if edits(reader) else kept)

    def counted_for(self, reader: "Reader") -> Self:
        """With `records`, how many of its records this reader may see."""
        seen = Resource.objects.visible_to(reader).order_by().values("pk")
        rows = Item._base_manager.filter(collection=OuterRef("pk"), resource__in=seen).order_by().values("collection")
        number = Subquery(rows.annotate(number=Count("pk")).values("number"))
        return self.annotate(records=Coalesce(number, 0, output_field=models.IntegerField()))


def edits(reader: "Reader") -> bool:
    return reader.is_authenticated and reader.has_perm("library.publish_resource")


def judges(reader: "Reader") -> bool:
    """Who may take a member's list from the others' eyes."""
    return reader.is_authenticated and (reader.is_moderator or edits(reader))


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

    def is_kept_by(self, who: "Reader") -> bool:
        if not who.is_authenticated:
            return False
        if self.group:
            return self.group.is_led_by(who)
        return edits(who) if self.keeper_id is None else self.keeper_id == who.pk

    @property
    def is_public(self) -> bool:
        return self.group_id is None and (self.keeper_id is None or (self.shared and not self.hidden))

    @property
    def live_space(self) -> str:
        """Where its lines in the audit are read."""
        return f"group.{self.group_id}" if self.group_id else ""

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
