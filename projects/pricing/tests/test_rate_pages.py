from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from partnership.kit.ids import new_id
from projects.pricing.models import ExchangeRate, Rate
from tests.tenancy import as_creator

RATES, EXCHANGE = "/organization/rates/", "/organization/rates/exchange/"


@pytest.fixture
def as_person(world, client):
    def enter(name):
        client.force_login(world.users[name])
        return client

    return enter


def line(**changed):
    said = {"role": "Designer", "valid_from": "2026-01-01", "currency": "sek", "hourly_rate": "1 200,50"}
    return {**said, "hourly_cost": "", "key": str(new_id()), **changed}


def test_a_line_is_written_read_changed_and_taken_away(as_person):
    finn = as_person("finn")
    tomorrow = timezone.now().date() + timedelta(days=2)
    said = line(valid_from=tomorrow.isoformat())
    for _click in range(2):
        assert finn.post(RATES, said).status_code == 303
    with as_creator():
        [row] = Rate.objects.all()
    assert (row.currency, str(row.hourly_rate), row.hourly_cost) == ("SEK", "1200.5000", None)
    address = reverse("rates:rate", args=[row.id])
    shown = finn.get(RATES).content.decode()
    assert "SEK\u00a01\u00a0200.50" in shown
    assert address in shown
    assert 'value="1200.5"' in finn.get(address).content.decode()
    assert finn.post(address, line(role="Art director", valid_from=tomorrow.isoformat())).status_code == 303
    assert "Art director" in finn.get(RATES).content.decode()
    assert finn.post(reverse("rates:delete", args=[row.id])).status_code == 303
    assert "No rates yet" in finn.get(RATES).content.decode()


def test_what_was_typed_stays_in_a_refused_form(as_person):
    sam = as_person("sam")
    assert sam.post(RATES, line()).status_code == 303
    answer = sam.post(RATES, line(role="DESIGNER"))
    assert answer.status_code == 422
    assert 'value="DESIGNER"' in answer.content.decode()
    assert "from that very day already" in answer.content.decode()


def test_a_line_that_holds_is_not_changed(as_person):
    sam = as_person("sam")
    sam.post(RATES, line())
    with as_creator():
        row = Rate.objects.get()
    assert sam.get(reverse("rates:rate", args=[row.id])).status_code == 409
    assert sam.post(reverse("rates:delete", args=[row.id])).status_code == 409
    assert reverse("rates:rate", args=[row.id]) not in sam.get(RATES).content.decode()


def test_another_organizations_line_answers_as_one_that_is_not_there(as_person, world):
    sam = as_person("sam")
    sam.post(RATES, line(valid_from="2030-01-01"))
    sam.post(EXCHANGE, {"base": "EUR", "quote": "SEK", "rate": "11,23", "stated_on": "2026-11-01"})
    with as_creator():
        rate, stated = Rate.objects.get(), ExchangeRate.objects.get()
    for name in ("ada", "olga"):
        person = as_person(name)
        for found in (rate.id, new_id()):
            assert person.get(reverse("rates:rate", args=[found])).status_code == 404
            assert person.post(reverse("rates:rate", args=[found]), line()).status_code == 404
            assert person.post(reverse("rates:delete", args=[found])).status_code == 404
        assert person.post(reverse("rates:delete_exchange", args=[stated.id])).status_code == 404
        assert "SEK\u00a01\u00a0200.50" not in person.get(RATES).content.decode()
        assert "11.23" not in person.get(EXCHANGE).content.decode()


@pytest.mark.parametrize("role", ["member", "viewer"])
def test_without_the_book_there_are_no_rates(as_person, world, role):
    sam = as_person("sam")
    sam.post(RATES, line())
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role=role)
    for address in (RATES, EXCHANGE):
        assert sam.get(address).status_code == 403
        assert sam.post(address, line()).status_code == 403
    assert RATES not in sam.get(reverse("accounts:settings")).content.decode()


def test_an_exchange_rate_is_stated_shown_and_taken_away(as_person, world):
    sam = as_person("sam")
    said = {"base": "eur", "quote": "sek", "rate": "11,23", "stated_on": "2026-11-01", "source": "Riksbanken"}
    for _click in range(2):
        assert sam.post(EXCHANGE, said).status_code == 303
    shown = sam.get(EXCHANGE).content.decode()
    assert "1 EUR = 11.23 SEK" in shown
    assert "Riksbanken" in shown
    answer = sam.post(EXCHANGE, {**said, "rate": "0"})
    assert answer.status_code == 422
    assert 'value="0"' in answer.content.decode()
    with as_creator():
        [row] = ExchangeRate.objects.all()
    assert row.stated_on == date(2026, 11, 1)
    assert sam.post(reverse("rates:delete_exchange", args=[row.id])).status_code == 303
    assert "No exchange rate yet" in sam.get(EXCHANGE).content.decode()
