from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "blog.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from blog.articles import actions
        from blog.articles.models import Article

        page_published.connect(actions.on_published, sender=Article, dispatch_uid="articles.open")
