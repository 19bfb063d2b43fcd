"""Acts of editors on the blog."""

from collections.abc import Sequence
from datetime import date as Date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from blog import talk
from blog.articles.models import Article, Author, BlogIndex
from community.discussions.actions.about import follow_thing
from community.discussions.models import Topic
from community.members.models import Member
from foundation.vocabulary.models import Theme


@transaction.atomic
def publish_article(
    who: Member,
    *,
    title: str,
    author: Author | Sequence[Author],
    body: list[tuple[str, Any]],
    slug: str = "",
    language: str = "en",
    date: Date | None = None,
    summary: str = "",
    picture: Any = None,
    themes: Sequence[Theme] = (),
    discussed: bool = True,
) -> Article:
    """Writes and publishes one article below `/blog/`, in the language it is written in."""
    blog = BlogIndex.objects.filter(live=True, alias_of=None).order_by("pk").first()
    if blog is None or not blog.permissions_for_user(who).can_add_subpage():
        raise PermissionDenied(_("Only editors write for the blog."))
    article = Article(
        title=title,
        slug=slug or slugify(title)[:80],
        summary=summary,
        body=body,
        date=date or timezone.localdate(),
        picture=picture,
        open_discussion=discussed,
        owner=who,
        live=False,
        locale=Locale.objects.get(language_code=language),
    )
    article.authors = [author] if isinstance(author, Author) else list(author)
    article.themes = list(themes)
    blog.add_child(instance=article)
    article.save_revision(user=who).publish(user=who)
    article.refresh_from_db()
    return article


def open_discussion(article: Article) -> Topic | None:
    """Opens the article's topic, once, in the words of the language it is written in."""
    with override(article.locale.language_code):
        body = _("Talk about the article “%(title)s”. What is it like where you work?") % {"title": article.title}
    if article.summary:
        body = f"{article.summary}\n\n{body}"
    return talk.open_topic(article, title=article.title, body=body, kind="discussion")


def on_published(sender: type[Article], instance: Article, **_kwargs: Any) -> None:
    """Wagtail has published an article, from the editor or at its hour. It says so of a page put off to later, too."""
    if instance.live and instance.open_discussion:
        open_discussion(instance)
    follow_thing(instance)
