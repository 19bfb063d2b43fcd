from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "community.discussions"
    label = "discussions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.discussions.actions.spaces import follow_group
        from community.discussions.titles import title_for_all
        from community.discussions.views import care
        from community.groups import openness
        from foundation import ownparts, titles

        for name in ("topic", "topic_bare", "post"):
            titles.register(name, title_for_all)
        openness.on_change(follow_group)
        ownparts.part("care", care.link)
