"""The blog: articles with a named author and a picture."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from blog.talk import TalkedAbout
from foundation.blocks import BodyBlock
from foundation.fulltext.models import Searchable, Words
from foundation.pages import SitePage
from foundation.vocabulary.models import Country, Organisation, Theme

PAGE = 12
RELATED = 3


@register_snippet
class Author(index.Indexed, models.Model):
    """Who writes for the blog; not every author is a member of the site."""

    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("role"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    country = models.ForeignKey(
        Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel(name) for name in ("name", "role", "organisation", "country", "picture")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class BlogIndex(SitePage):
    """All articles, each once, in the reader's language where it is translated; the newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.Article"]
    template = "articles/blog.html"

    class Meta:
        verbose_name = _("blog")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = (
            Article.objects.visible_to(request.user)
            .for_language((get_language() or "en")[:2])
            .select_related("locale", "picture")
            .prefetch_related("authors")
            .defer_streamfields()
            .order_by("-date", "-pk")
        )
        page = Paginator(articles, PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"articles": page}


class Article(Searchable, TalkedAbout, SitePage):  # type: ignore[django-manager-missing]
    date = models.DateField(_("date"), default=timezone.localdate)
    authors = ParentalManyToManyField(Author, verbose_name=_("authors"), related_name="articles")
    picture = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"))
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="articles")
    open_discussion = models.BooleanField(
        _("open a discussion about it"), default=True, help_text=_("When the article is published, once.")
    )

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("open_discussion")]),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("themes")], heading=_("Find it again")),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    parent_page_types = ["articles.BlogIndex"]
    subpage_types: list[str] = []
    template = "articles/article.html"
    search_kind = "article"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        authors = self.authors.select_related("organisation", "country", "picture")
        return super().get_context(request, *args, **kwargs) | {
            "authors": list(authors),
            "talk": self.talk(request.user).counted(),
            "related": self.related(request),
        }

    def search_words(self) -> Words | None:
        if not self.live or self.alias_of_id:
            return None
        body = self._meta.get_field("body").get_searchable_content(self.body)  # type: ignore[union-attr]
        text = " ".join([self.summary, *body, *(author.name for author in self.authors.all())])
        return Words("article", self.pk, self.title, text, self.written_in)

    def related(self, request: HttpRequest) -> list["Article"]:
        """Articles on the same themes, then the newest others. One query."""
        others = Article.objects.visible_to(request.user).for_language((get_language() or settings.LANGUAGE_CODE)[:2])
        others = others.exclude(translation_key=self.translation_key).defer_streamfields().select_related("locale")
        tags = Article.themes.through.objects
        own = tags.filter(article=self.pk).values("theme")
        shared = Exists(tags.filter(article=OuterRef("pk"), theme__in=own))
        return list(others.annotate(shared=shared).order_by("-shared", "-date", "-pk")[:RELATED])
