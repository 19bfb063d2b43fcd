"""Typed readers of the environment. A bad value stops the start with one sentence that names it."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"on", "true", "yes", "1"}:
        return True
    if value in {"off", "false", "no", "0"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number from nought up; raises ImproperlyConfigured."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.")
    return int(value)


def address(name: str, default: str) -> str:
    """An http(s) address without a path; raises ImproperlyConfigured."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} must be an address such as https://commons.example, not {value!r}.")
    return value


def names(name: str, default: list[str]) -> list[str]:
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def secret(name: str, folder: Path, *, required: bool) -> str:
    """The secret from the environment; in the embedded set-up one is made once and kept in `folder`."""
    value = text(name)
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} must have at least 32 characters.")
        return value
    if required:
        raise ImproperlyConfigured(f"{name} must be set when DEBUG is off and DATABASE_URL is given.")
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as out:
                out.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA wal_autocheckpoint=8000;"
    ),
}


def database(name: str, folder: Path) -> dict[str, object]:
    """Django's DATABASES entry; SQLite in `folder` by default, made safe for several writers."""
    value = text(name)
    if not value:
        folder.mkdir(parents=True, exist_ok=True)
        value = f"sqlite:///{folder / 'commons.sqlite3'}"
    if urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with sqlite:// or postgres://.")
    found: dict[str, object] = dict(environ.Env.db_url_config(value))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = SQLITE
        if flag("KEEP_CONNECTIONS", False):  # WSGI threads live on; opening costs 3 ms, most of it for the pragmas
            found["CONN_MAX_AGE"] = None
        found["TEST"] = {"NAME": str(folder / "test.sqlite3")}
    else:
        found["OPTIONS"] = {**dict(found.get("OPTIONS") or {}), "pool": {"max_size": 8}}  # type: ignore[call-overload]
        found["CONN_MAX_AGE"] = 0
        found["CONN_HEALTH_CHECKS"] = True
    return found


def email(name: str, folder: Path) -> dict[str, object]:
    """Django's EMAIL_* settings and how letters leave, from `smtp://user:password@host:587?tls=on` or `file:///folder`."""
    outbox = "foundation.letters.backends.Outbox"
    value = text(name)
    if not value:
        return {
            "EMAIL_BACKEND": outbox,
            "LETTERS_TRANSPORT": "foundation.letters.backends.Files",
            "EMAIL_FILE_PATH": str(folder / "outbox"),
        }
    parts = urlsplit(value)
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": outbox,
            "LETTERS_TRANSPORT": "foundation.letters.backends.Files",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must begin with smtp://, smtps:// or file:///.")
    asked = dict(parse_qsl(parts.query))
    return {
        "EMAIL_BACKEND": outbox,
        "LETTERS_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": asked.get("tls") == "on",
        "EMAIL_TIMEOUT": 10,
    }
