"""Nobody reads a word that was kept from them: not on a page, in a file, in a letter, nor in a line of the log.

Each sweep runs three times: with both nets, with the database's alone, and with the application's alone.
"""

import re
from email import message_from_bytes, policy

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Mailbox
from accounts.tenancy import Owned
from partnership.kit.mail import composed
from projects.digests.models import Letter
from projects.digests.writing import composed_for, written
from tests.architecture.addresses import NOBODY, addresses, browsers, foreign_values, keys, own_values
from tests.architecture.nets import NETS
from tests.furnished import FOREIGN, of_organization, of_person, secrets_kept_from
from tests.tenancy import as_creator
from tests.world import ORGANIZATIONS, PEOPLE

READERS = ["ada", "vera", "sam", "finn"]
RUNS = [("both", name) for name in READERS] + [
    (net, name) for net in NETS if net != "both" for name in ("ada", "sam")
]
EVERY_SECRET = [FOREIGN, *map(of_organization, ORGANIZATIONS), *map(of_person, PEOPLE)]
# Whoever holds the secret link of an invitation, an offer or a letter sees that one row: that is what it is for.
BY_LINK = re.compile(r"^(invitations|offers|letters/(read|stop)|pulse)/<str:token>/$")
SWEPT = [address for address in addresses() if not BY_LINK.match(address.route)]
OF_PULSE = [address for address in SWEPT if "pulse" in address.names]
CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|req_\w+|"instance":"[^"]*"')


@pytest.fixture
def sweep(furnished, settings):
    """Return what sends one request as somebody and undoes whatever it did."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    people, headers = browsers(furnished), keys(furnished)
    for client in people.values():
        client.raise_request_exception = False

    def send(name, method, address, values, undo=True):
        client = people["anonymous" if address.is_api else name]
        kept = client.cookies.copy()
        with transaction.atomic():
            answer = client.generic(
                method, address.filled(values), headers=headers[name] if address.is_api else {}
            )
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(undo)
        client.cookies = kept
        return answer.status_code, f"{answer.headers}\n{body.decode()}"

    return send


def found_in(text, secrets):
    return [secret for secret in secrets if secret in text]


@pytest.mark.parametrize(("net", "name"), RUNS)
def test_no_page_shows_what_is_kept_from_its_reader(furnished, sweep, caplog, name, net):
    leaks, answered = [], 0
    with caplog.at_level("INFO"), NETS[net](furnished, name):
        own, foreign = own_values(furnished), foreign_values(furnished)
        # Half answered: what has been said in it is nobody else's.
        half = own.with_ids(pulse=furnished.things["open_pulse"]["shared"])
        for values, swept in ((own, SWEPT), (half, OF_PULSE), (foreign, SWEPT)):
            for address in swept:
                if net != "both" and address.route.startswith("accounts/"):
                    continue
                status, text = sweep(name, "GET", address, values)
                answered += status == 200
                if leaked := found_in(text, secrets_kept_from(name)):
                    leaks.append((address.filled(values), status, leaked))
    assert leaks == []
    assert answered > 30
    assert found_in("\n".join(record.getMessage() for record in caplog.records), EVERY_SECRET) == []


def test_a_colleagues_address_is_not_taken_for_ones_own_whatever_order_rows_come_in(furnished):
    with as_creator():
        # Written anew, the row stands behind those of colleagues.
        Mailbox.objects.filter(user=furnished.users["sam"]).update(detail=of_person("sam"))
    with NETS["database"](furnished, "sam"):
        page = browsers(furnished)["sam"].get("/").content.decode()
    assert found_in(page, secrets_kept_from("sam")) == []
    assert of_person("sam") in page


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_the_sweep_would_see_a_leak(furnished, sweep, name):
    """The words are there: their owners read each of them somewhere."""
    owner, side, values = "olga", "fjallbo", foreign_values(furnished)
    seen = "".join(sweep(owner, "GET", address, values)[1] for address in SWEPT)
    assert found_in(seen, [FOREIGN, of_organization(side), of_person(owner)]) == [
        FOREIGN,
        of_organization(side),
        of_person(owner),
    ]
    assert found_in(seen, secrets_kept_from(name)) != []


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("name", READERS)
def test_no_letter_tells_what_is_kept_from_its_reader(furnished, name, net):
    with as_creator():
        letter = Letter.objects.select_related("user").get(user=furnished.users[name])
        letter.iso_week = f"{timezone.now():%G-W%V}"
    with NETS[net](furnished, name):
        mail = composed_for(letter, now=timezone.now()).mail
    read = message_from_bytes(composed(mail).message().as_bytes(), policy=policy.default)
    parts = [part.get_content() for part in read.walk() if not part.is_multipart()]
    whole = "\n".join([*map(str, read.values()), *parts])
    assert "Ny webbutik" in whole or "Havsvik" in whole
    assert found_in(whole, secrets_kept_from(name)) == []


@pytest.mark.parametrize("net", NETS)
def test_no_letter_of_a_batch_tells_what_is_kept_from_its_reader(furnished, net):
    """Facts are read at once for people of several partnerships and languages: what each may see stays apart."""
    with as_creator():
        letters = list(Letter.objects.select_related("user"))
        for letter in letters:
            letter.iso_week = f"{timezone.now():%G-W%V}"
    assert len(letters) == len(PEOPLE)
    with NETS[net](furnished, "ada"):
        mails = [
            (one.letter.user.email.split("@")[0], one.made.mail)
            for one in written(letters, now=timezone.now())
        ]
    leaks = {name: found_in(f"{mail}", secrets_kept_from(name)) for name, mail in mails}
    assert {name: found for name, found in leaks.items() if found} == {}
    assert {name: FOREIGN in f"{mail}" for name, mail in mails}["olga"]


FIXED = {"week", "rest", "step", "number", "source"}
"""Parameters that name no row of anybody's."""


def plain(text, values):
    """The answer without what differs anyway: secrets of the session, and the ids of the address itself."""
    for value in sorted(map(str, values.plain.values()), key=len, reverse=True):
        text = text.replace(value, "#")
    return CHANGING.sub("", text)


def _naming(kind):
    """The addresses that name something foreign."""
    plain_names = FIXED | ({"partnership"} if kind == "inside" else set())
    swept = [address for address in SWEPT if not address.route.startswith("accounts/")]
    return [address for address in swept if set(address.names) - plain_names]


def strangers(world):
    """Olga's ids, and Olga's inside one's own partnership; each with the same address of nothing at all."""
    own, foreign = own_values(world), foreign_values(world)
    inside = {name: foreign.plain[name] for name in foreign.plain if name != "partnership"}
    return {
        "foreign": (foreign, foreign.with_ids(partnership=NOBODY, **dict.fromkeys(inside, NOBODY))),
        "inside": (own.with_ids(**inside), own.with_ids(**dict.fromkeys(inside, NOBODY))),
    }


@pytest.mark.parametrize(
    ("net", "name", "method"),
    [
        ("both", "ada", "GET"),
        ("both", "sam", "POST"),
        ("both", "sam", "DELETE"),
        ("application", "sam", "GET"),
    ],
)
def test_what_belongs_to_others_answers_as_what_is_not_there(furnished, sweep, name, net, method):
    told = []
    with NETS[net](furnished, name):
        for kind, (foreign, nothing) in strangers(furnished).items():
            for address in _naming(kind):
                theirs = sweep(name, method, address, foreign)
                nobodys = sweep(name, method, address, nothing)
                if (theirs[0], plain(theirs[1], foreign)) != (nobodys[0], plain(nobodys[1], nothing)):
                    told.append((kind, address.route, theirs[0], nobodys[0]))
    assert told == []


def rows_of_others(world):
    """Every row of every owned table that says it is Olga's, her organization's or her partnership's."""
    people = [world.foreign, world.organizations["fjallbo"].id, world.organizations["grafit"].id]
    owners = "|".join(map(str, [*people, world.users["olga"].id]))
    with as_creator(), connection.cursor() as cursor:
        found = {}
        for model in apps.get_models():
            if issubclass(model, Owned):
                table = model._meta.db_table
                cursor.execute(f"SELECT t::text FROM {table} AS t WHERE t::text ~ %s ORDER BY 1", [owners])
                found[table] = cursor.fetchall()
        return found


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_nobody_changes_a_row_of_others_even_if_the_database_let_them(furnished, sweep, name):
    before = rows_of_others(furnished)
    assert len([table for table, rows in before.items() if rows]) > 20
    with NETS["application"](furnished, name):
        for kind, (foreign, _nothing_there) in strangers(furnished).items():
            for address in _naming(kind):
                for method in ("POST", "PATCH", "DELETE"):
                    sweep(name, method, address, foreign, undo=False)
    assert rows_of_others(furnished) == before
