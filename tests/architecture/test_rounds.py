"""Pages say the same whether their rooms' questions go to the database together or one by one."""

import re

import pytest

from partnership.kit import rounds
from tests.architecture.addresses import browsers

CHANCE = re.compile(rb'csrfmiddlewaretoken" value="\w+"|nonce="?[\w-]+|/(pulse|letters/read)/[\w.-]+')
ID = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b")


@pytest.fixture
def asked_one_by_one(monkeypatch):
    """Return a function after which every question is a statement of its own."""

    def apart():
        monkeypatch.setattr(rounds, "_in_one", alone)

    def alone(statements, using):
        return [rounds._fetched([one], using)[0] for one in statements]

    return apart


def shown(client, path):
    answer = client.get(path)
    return answer.status_code, CHANCE.sub(b"", answer.content)


def test_the_first_pages_show_the_same_when_rooms_are_asked_one_by_one(furnished, asked_one_by_one):
    people = browsers(furnished)
    home = f"/p/{furnished.shared}/"
    paths = [(name, path) for name in people for path in ("/", home, f"{home}events/", f"{home}health/")]
    together = {one: shown(people[one[0]], one[1]) for one in paths}
    asked_one_by_one()
    assert {one: shown(people[one[0]], one[1]) for one in paths} == together
    assert {code for code, _body in together.values()} >= {200, 404}


def test_no_id_stands_in_the_text_of_a_first_page_so_that_all_share_a_plan(furnished, monkeypatch):
    texts = []

    class Noted(rounds.Places):
        def text(self, sql, values):
            texts.append(super().text(sql, values))
            return texts[-1]

    monkeypatch.setattr(rounds, "Places", Noted)
    for client in browsers(furnished).values():
        for path in ("/", f"/p/{furnished.shared}/"):
            client.get(path)

    assert len(texts) > 40
    assert {found for text in texts for found in ID.findall(text)} == set()
