from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "resources.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
        from wagtail.models import ModelLogEntry
        from wagtail.signals import published, unpublished

        from foundation import titles
        from resources.library import offices, talk
        from resources.library.actions import decide, gone
        from resources.library.editing import unlogged
        from resources.library.models import Resource
        from resources.library.titles import title_for_all

        titles.register("resource", title_for_all)
        post_migrate.connect(offices.after_migrate, sender=self)
        for signal in (published, unpublished):
            signal.connect(talk.on_change, sender=Resource, dispatch_uid="library.talk")
        published.connect(decide.on_published, sender=Resource, dispatch_uid="library.decide")
        post_save.connect(unlogged.on_logged, sender=ModelLogEntry, dispatch_uid="library.unlogged")
        post_delete.connect(talk.on_deleted, sender=Resource, dispatch_uid="library.talk")
        pre_save.connect(gone.on_save, sender=Resource, dispatch_uid="library.gone")
        pre_delete.connect(gone.on_delete, sender=Resource, dispatch_uid="library.gone")
