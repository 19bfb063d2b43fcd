from django.apps import AppConfig


class CommonsConfig(AppConfig):
    """Wiring that must run once all rooms are loaded."""

    name = "config"
    label = "commons_config"
