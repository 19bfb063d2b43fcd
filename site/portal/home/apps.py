from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from foundation import pagecache
        from portal.home import founding, frame, stamps

        stamps.listen()
        frame.hand_out()
        pagecache.name_frame(stamps.now)
        post_migrate.connect(founding.after_migrate, sender=self)
