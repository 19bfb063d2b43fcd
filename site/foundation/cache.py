"""The shared cache, which may be away: a miss then, never an error and never a long wait."""

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger("commons.cache")
REST = 2.0  # seconds without asking after a failure, so that a hanging server costs one wait and not one a key


class PatientRedisCache(RedisCache):
    """Django's Redis cache; while the server refuses or hangs, reads miss and writes do nothing."""

    _until = 0.0

    def _ask(self, name: str, away: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < type(self)._until:
            return away
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            type(self)._until = time.monotonic() + REST
            log.warning("cache away", extra={"facts": {"error": type(error).__name__}})
            return away

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", default, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._ask("get_many", {}, keys, version) or {}

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        """While the server is away the key counts as added: nobody waits for a lock that nobody holds."""
        return bool(self._ask("add", True, key, value, timeout, version))

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        self._ask("set", None, key, value, timeout, version)

    def set_many(self, data: Any, timeout: Any = 300, version: int | None = None) -> list[str]:
        return self._ask("set_many", list(data), data, timeout, version) or []

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", False, key, version))

    def touch(self, key: str, timeout: Any = 300, version: int | None = None) -> bool:
        return bool(self._ask("touch", False, key, timeout, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("has_key", False, key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        count = self._ask("incr", None, key, delta, version)
        if count is None:
            raise ValueError("the cache is away")
        return int(count)
