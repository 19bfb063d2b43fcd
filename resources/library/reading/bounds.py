"""How much the reading of one file may take. A file asks for more only where it means harm or is broken."""

import resource

MEMORY = 1 << 30  # bytes of address space
SECONDS = 60  # of processor time
WALL = 100  # seconds by the clock; all three steps of a file stay under the ten minutes of a lost job
OUTPUT = 48 << 20  # bytes of any one file that is written
LIGHT = 170 << 20  # bytes of a light copy: two thirds of the largest file we take
PAGES = 5_000
LETTERS = 10_000_000  # of a file
LETTERS_OF_PAGE = 100_000
COVER = 30 * 1024  # bytes


class Locked(Exception):
    """It asks for a password."""


class Broken(Exception):
    """It is not what it says it is, or asks for more than it may. The message is for editors."""


def bind(output: int = OUTPUT) -> None:
    """Limits of this very process and all it starts; the system ends it where it goes over them."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
