from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "blog.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import page_published, page_unpublished

        from blog import talk
        from blog.campaigns import actions
        from blog.campaigns.models import Day

        page_published.connect(actions.on_published, sender=Day, dispatch_uid="campaigns.open")
        page_unpublished.connect(talk.on_gone, sender=Day, dispatch_uid="campaigns.gone")
        post_delete.connect(talk.on_gone, sender=Day, dispatch_uid="campaigns.deleted")
