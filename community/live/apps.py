from typing import Any

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "community.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Signing out, a new password, a closed account: what the member had open stops listening at once."""
        from allauth.account import signals as account
        from django.contrib.auth import get_user_model
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import post_delete, post_save

        for signal in (user_logged_out, account.password_changed, account.password_reset, account.password_set):
            signal.connect(_ended, dispatch_uid="live")
        post_save.connect(_saved, sender=get_user_model(), dispatch_uid="live")
        post_delete.connect(_deleted, sender=get_user_model(), dispatch_uid="live")


def _ended(sender: object, user: Any = None, **facts: object) -> None:
    from community.live import streams

    if user is not None and user.pk:
        streams.cut(user.pk)


def _saved(sender: object, instance: Any, raw: bool = False, **facts: object) -> None:
    if not raw and not instance.is_active:
        _ended(sender, instance)


def _deleted(sender: object, instance: Any, **facts: object) -> None:
    _ended(sender, instance)
