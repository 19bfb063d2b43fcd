from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's 19 MiB, 2 rounds, 1 lane. Django's 100 MiB in 8 lanes would let a few sign-ins at once eat the machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
