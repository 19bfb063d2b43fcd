from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "blog.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from blog.campaigns import actions
        from blog.campaigns.models import Day

        page_published.connect(actions.on_published, sender=Day, dispatch_uid="campaigns.open")
