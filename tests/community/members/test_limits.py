import pytest

from foundation.letters.models import Letter

pytestmark = pytest.mark.django_db


def tries(client, count, **headers):
    return [
        client.post(
            "/accounts/login/", {"login": "m@example.org", "password": f"wrong {n}"}, headers=headers
        ).status_code
        for n in range(count)
    ]


def test_guessing_a_password_ends_with_429_and_a_time_to_wait(client):
    codes = tries(client, 10)
    assert codes.count(422) <= 10
    assert codes[-1] == 429
    response = client.post("/accounts/login/", {"login": "m@example.org", "password": "wrong"})
    assert int(response["Retry-After"]) > 0
    assert "<main" in response.content.decode()


def test_a_forged_forwarding_header_is_no_way_round(client):
    codes = [tries(client, 1, **{"X-Forwarded-For": f"203.0.113.{n}"})[0] for n in range(12)]
    assert codes[-1] == 429


def test_asking_for_passwords_again_and_again_ends_with_429(client):
    codes = [client.post("/accounts/password/reset/", {"email": "m@example.org"}).status_code for _ in range(8)]
    assert codes[-1] == 429
    assert Letter.objects.count() <= 5


def test_limits_can_be_off_for_load_tests_only(client, settings):
    import subprocess
    import sys

    code = "import os; os.environ['RATE_LIMITS']='off'; os.environ['DEBUG']='off'; import config.settings"
    run = subprocess.run([sys.executable, "-c", code], cwd=settings.SITE, capture_output=True, text=True, check=False)
    assert "RATE_LIMITS may be off only with DEBUG=on" in run.stderr
