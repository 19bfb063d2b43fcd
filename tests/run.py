"""`make test`: the suite on the embedded set-up, then again on PostgreSQL and Redis where those answer.

`TEST_DATABASE_URL` and `TEST_REDIS_URL` say where they are. With `CI=true` a missing one is a failure.
"""

import os
import socket
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

DATABASE = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/5")


def answers(address: str, port: int) -> bool:
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or port), timeout=2):
            return True
    except OSError:
        return False


def main() -> int:
    missing = [n for n, a, p in (("PostgreSQL", DATABASE, 5432), ("Redis", REDIS, 6379)) if not answers(a, p)]
    ci = os.environ.get("CI") == "true"
    if missing and ci:
        print(f"{' and '.join(missing)} must answer when CI=true.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        bare = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG"}}
        bare |= {"DATA_DIR": folder, "MISSING_SERVICES": " and ".join(missing)}
        command = [sys.executable, "-m", "pytest", "-q", *sys.argv[1:]]
        together = [*command, "-n", "2", "--dist", "loadfile"]
        print(
            "In a browser", flush=True
        )  # a process of its own: the driver's event loop would stand in the others' way
        code = subprocess.run([*command, "-m", "browser"], env=bare, check=False).returncode
        if code not in {0, 5}:  # 5: no such test was asked for
            return code
        print("Embedded: SQLite, one process", flush=True)
        code = subprocess.run([*together, "-m", "not services and not browser"], env=bare, check=False).returncode
        if missing or code:
            return code
        print("With services: PostgreSQL and Redis", flush=True)
        served = {**bare, "DATABASE_URL": DATABASE, "REDIS_URL": REDIS, "SECRET_KEY": "t" * 50, "DATA_DIR": folder}
        return subprocess.run([*together, "-m", "not embedded and not browser"], env=served, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
