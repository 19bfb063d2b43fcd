"""What must stand before the first reader comes: languages, the home page, the two index pages, editors' rights."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from blog.articles.models import BlogIndex
from blog.campaigns.models import WeekIndex
from portal.home.models import HomePage

SHELVES = ["library", "countries", "vocabulary", "discussions"]  # rooms whose snippets editors keep
KEPT = ["resource", "fact", "region", "country", "theme", "cadre", "organisation", "board", "readyanswer"]
RIGHTS = ["access_admin", "change_siteframe", "add_author", "change_author", "delete_author"]


def after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Runs after every `migrate` (and a test's flush); does something only when the tables stand and no home does."""
    if using != "default":
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    ContentType.objects.clear_cache()  # a flush has given them new numbers
    found()


@transaction.atomic
def found() -> HomePage:
    """Idempotent. Wagtail's welcome page gives way to ours; the site answers to any host name."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(depth=2, locale__language_code=settings.LANGUAGE_CODE).first()
    if home:
        return home
    english = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=english)
    welcome = root.get_children().filter(slug="home").first()
    home = HomePage(title=settings.SITE_NAME, slug="commons", locale=english)
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = home, settings.SITE_NAME
    site.save()
    if welcome:
        Page.objects.get(pk=welcome.pk).delete()
        home.refresh_from_db()
    home.add_child(instance=BlogIndex(title="Blog", slug="blog", locale=english))
    home.add_child(instance=WeekIndex(title="Workforce Week", slug="week", locale=english))
    _editors(Page.objects.get(pk=root.pk))
    return HomePage.objects.get(pk=home.pk)


def _editors(root: Page) -> None:
    """Editors write and publish pages, keep pictures, authors and menus."""
    for label in ("wagtailadmin", "wagtailcore", "wagtailimages", "articles", "home", *SHELVES):
        create_permissions(apps.get_app_config(label), verbosity=0)
    editors, _made = Group.objects.get_or_create(name="Editors")
    editors.permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    shelves = Permission.objects.filter(content_type__app_label__in=SHELVES, content_type__model__in=KEPT)
    editors.permissions.add(*shelves.exclude(codename__startswith="delete_"))
    moderators, _made = Group.objects.get_or_create(name="Community moderators")
    moderators.permissions.add(*shelves.filter(content_type__model="readyanswer"))
    collection = Collection.objects.filter(depth=1).first() or Collection.add_root(name="Root")
    pages = {"content_type__app_label": "wagtailcore", "content_type__model": "page"}
    for codename in ("add_page", "change_page", "publish_page"):
        right = Permission.objects.get(codename=codename, **pages)
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=right)
    for codename in ("add_image", "change_image", "choose_image"):
        right = Permission.objects.filter(codename=codename, content_type__app_label="wagtailimages").first()
        if right:
            GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=right)
