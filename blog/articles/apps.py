from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "blog.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import page_published, page_unpublished

        from blog import talk
        from blog.articles import actions
        from blog.articles.models import Article

        page_published.connect(actions.on_published, sender=Article, dispatch_uid="articles.open")
        page_unpublished.connect(talk.on_gone, sender=Article, dispatch_uid="articles.gone")
        post_delete.connect(talk.on_gone, sender=Article, dispatch_uid="articles.deleted")
