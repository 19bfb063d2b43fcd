from django.apps import AppConfig, apps


class CommonsConfig(AppConfig):
    """Wiring that must run once all rooms are loaded."""

    name = "config"
    label = "commons_config"

    def ready(self) -> None:
        """Before Wagtail is ready: its index of references would list, to editors, who wrote, voted or reacted where,
        pseudonyms and private groups included. Nothing that members write goes into it."""
        for model in apps.get_models():
            if model.__module__.startswith(("community.", "foundation.audit", "foundation.letters")):
                model.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
