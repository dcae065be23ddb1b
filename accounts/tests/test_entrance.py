"""Signing up and in: by mail, with a second step, and alike for known and unknown addresses."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.doors import actor_for
from accounts.models import User

SWEDISH = {"Accept-Language": "sv"}
GOOD = "fyra glada moln"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def sign_up(client, email, language="sv", **more):
    data = {"name": "Nora Ny", "email": email, "password1": GOOD, **more}
    return client.post(reverse("account_signup"), data, headers={"Accept-Language": language})


def enter(client):
    """Sign in as Sam, and say the password once more, as everything that changes the sign-in asks."""
    client.post(reverse("account_login"), {"login": "sam@studionord.example", "password": "demo"})
    client.post(reverse("account_reauthenticate"), {"password": "demo"})


def plain(answer, *words):
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text)
    for word in words:
        text = text.replace(word, "")
    return answer.status_code, answer.get("Location"), text


def letters(capture, act):
    with capture(execute=True):
        act()
    return [(one.to, one.subject, one.body) for one in mail.outbox]


def test_a_new_person_confirms_by_mail_in_the_pages_language_and_begins(
    world, client, django_capture_on_commit_callbacks
):
    sent = letters(django_capture_on_commit_callbacks, lambda: sign_up(client, "nora@ny.example"))
    assert [(to, subject) for to, subject, _body in sent] == [
        (["nora@ny.example"], "Bekräfta din e-postadress")
    ]
    path = re.search(r"http://127.0.0.1:8000(/accounts/confirm-email/\S+)", sent[0][2])[1]
    assert client.get(path).status_code == 200
    client.post(path)
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/begin/"
    person = User.objects.get(email="nora@ny.example")
    assert (person.name, person.language) == ("Nora Ny", "sv")


def test_opening_the_link_alone_confirms_nothing(world, client, django_capture_on_commit_callbacks):
    sent = letters(django_capture_on_commit_callbacks, lambda: sign_up(client, "nora@ny.example"))
    client.get(re.search(r"http://127.0.0.1:8000(/accounts/confirm-email/\S+)", sent[0][2])[1])
    person = User.objects.get(email="nora@ny.example")
    assert not person.emailaddress_set.get().verified


def test_signing_up_answers_alike_for_a_taken_address(world, client, django_capture_on_commit_callbacks):
    fresh = plain(sign_up(client, "nora@ny.example"))
    with django_capture_on_commit_callbacks(execute=True):
        taken = plain(sign_up(client, "ada@havsvik.example"))
    assert taken == fresh
    assert [one.subject for one in mail.outbox] == ["Du har redan en inloggning"]
    assert User.objects.filter(email="ada@havsvik.example").count() == 1


def test_signing_in_answers_alike_for_a_wrong_password_and_an_unknown_address(world, client):
    answers = [
        plain(
            client.post(reverse("account_login"), {"login": email, "password": "wrong"}, headers=SWEDISH),
            email,
        )
        for email in ("ada@havsvik.example", "nobody@nowhere.example")
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    assert "E-postadressen och lösenordet passar inte ihop." in answers[0][2]


def test_a_new_password_is_asked_for_alike(world, client, django_capture_on_commit_callbacks):
    url, addresses = reverse("account_reset_password"), ["sam@studionord.example", "who@nowhere.example"]
    with django_capture_on_commit_callbacks(execute=True):
        answers = [plain(client.post(url, {"email": email}, headers=SWEDISH)) for email in addresses]
    assert answers[0] == answers[1]
    # Sam reads English though the page was Swedish; of the stranger only the page's language is known.
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        (addresses[0], "A new password"),
        (addresses[1], "Ingen inloggning med den här adressen"),
    ]


def test_a_new_password_is_set_by_the_link_once(world, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "sam@studionord.example"})
    path = re.search(r"http://127.0.0.1:8000(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(path, follow=True)
    where = form.redirect_chain[-1][0]
    client.post(where, {"password1": GOOD, "password2": GOOD})
    assert User.objects.get(email="sam@studionord.example").check_password(GOOD)
    client.session.flush()
    assert "This link can't be used" in client.get(path, follow=True).text


def test_many_wrong_passwords_are_slowed_down(world, client):
    data = {"login": "ada@havsvik.example", "password": "wrong"}
    answers = [client.post(reverse("account_login"), data).text for _try in range(6)]
    assert "Too many tries" in answers[-1]


def test_too_many_requests_get_a_page_of_ours(world, client):
    answers = [sign_up(client, f"n{place}@ny.example", password1="x") for place in range(21)]
    assert answers[-1].status_code == 429
    assert "Vänta några minuter" in answers[-1].text


def test_a_code_app_becomes_a_second_step_and_its_key_is_not_kept_in_clear(world, client):
    enter(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'id="totp-secret">(\w+)<', page.text)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    client.logout()
    answer = client.post(reverse("account_login"), {"login": "sam@studionord.example", "password": "demo"})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert "One more step" in client.get(answer.url).text


def test_a_new_address_counts_only_when_its_link_was_opened(
    world, client, django_capture_on_commit_callbacks
):
    enter(client)
    sam, new = world.users["sam"].id, "sam@new.example"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_email"), {"action_add": "1", "email": new})
    assert actor_for(sam).emails == ("sam@studionord.example",)
    path = re.search(r"http://127.0.0.1:8000(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path)
    assert User.objects.get(id=sam).email == new
    assert actor_for(sam).emails == (new,)
    assert mail.outbox[1].subject == "Your e-mail address was changed"


def test_a_new_address_that_is_taken_answers_alike(world, client, django_capture_on_commit_callbacks):
    enter(client)
    answers = []
    for email in ("free@new.example", "olga@fjallbo.example"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("account_email"), {"action_add": "1", "email": email}, follow=True)
        answers.append(plain(answer, email))
    assert answers[0] == answers[1]
    assert User.objects.get(email="olga@fjallbo.example").id == world.users["olga"].id


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("name", ["account_login", "mfa_add_webauthn"])
def test_passkey_pages_carry_no_inline_script(world, client, name):
    if name != "account_login":
        enter(client)
    text = client.get(reverse(name)).text
    scripts = re.findall(r"<script([^>]*)>([^<]*)", text)
    assert [rest for rest, body in scripts if body.strip() and 'type="application/json"' not in rest] == []
    assert " style=" not in text
    assert "passkey" in text


def test_an_address_that_was_never_confirmed_answers_alike_and_keeps_nobody_out(
    world, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = plain(sign_up(client, "nora@ny.example", password1="somebody elses secret"))
        client.cookies.clear()
        second = plain(sign_up(client, "nora@ny.example"))
    assert first == second
    client.cookies.clear()
    cache.clear()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "nora@ny.example"})
    path = re.search(r"http://127.0.0.1:8000(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    where = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(where, {"password1": GOOD, "password2": GOOD})
    person = User.objects.get(email="nora@ny.example")
    assert person.check_password(GOOD)
    assert person.emailaddress_set.get().verified
