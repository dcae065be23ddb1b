"""Every page of accounts, as people see it: in both languages, and closed to who may not."""

import pytest
from django.urls import reverse

PAGES = [
    "accounts:settings",
    "accounts:members",
    "accounts:keys",
    "accounts:offer",
    "accounts:begin",
    "accounts:choose",
]
ALLAUTH = ["account_email", "account_change_password", "mfa_index", "mfa_list_webauthn", "account_logout"]
OPEN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
OPEN += ["account_email_verification_sent", "account_inactive"]


@pytest.mark.parametrize("name", PAGES + ALLAUTH)
@pytest.mark.parametrize("person", ["ada", "sam"])
def test_a_page_answers_in_the_persons_language(world, client, person, name):
    client.force_login(world.users[person])
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert f'<html lang="{world.users[person].language}"' in answer.text


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_strangers_page_answers_in_the_browsers_language(world, client, language, name):
    answer = client.get(reverse(name), headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_led_to_sign_in(world, client, name):
    answer = client.get(reverse(name))
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={reverse(name)}")
