"""From an administrator's address to three logins, and what a bad address means."""

import os

import psycopg
import pytest

from partnership.launch.databases import Address, logins
from partnership.launch.keys import derived
from partnership.launch.problems import LaunchProblem
from partnership.launch.testing import SHARED, fresh_database

REFUSED = 'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection refused'


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "DATABASE_URL must look like postgresql://user:password@host:5432/name."),
        ("sqlite:///portal", "DATABASE_URL must look like postgresql://user:password@host:5432/name."),
        (
            "postgresql://ada:secret@127.0.0.1:1/portal",
            f"DATABASE_URL does not lead to a database that can be used: {REFUSED}",
        ),
    ],
)
def test_a_bad_address_is_one_sentence_without_the_password(url: str, sentence: str) -> None:
    with pytest.raises(LaunchProblem) as caught:
        logins(url, spare_secret="spare", environment={})
    assert str(caught.value) == sentence


def test_an_address_without_rights_needs_the_other_two_beside_it() -> None:
    app = logins(fresh_database("logins_none"), spare_secret="spare")["DATABASE_URL"]
    with pytest.raises(LaunchProblem, match="without an administrator's rights"):
        logins(app, spare_secret="spare", environment={})
    others = {"SYSTEM_DATABASE_URL": "postgresql://s@h/d", "MIGRATE_DATABASE_URL": "postgresql://m@h/d"}
    assert logins(app, spare_secret="spare", environment=others) == {"DATABASE_URL": app, **others}


def test_a_second_portal_on_the_same_server_gets_the_same_logins() -> None:
    url = fresh_database("logins_twice")
    first = logins(url, spare_secret="one portal's")
    assert logins(url, spare_secret="another's") == first
    for login in first.values():
        with psycopg.connect(login) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_roles_may_what_they_are_for() -> None:
    logins(fresh_database("logins_roles"), spare_secret="spare")
    with psycopg.connect(os.environ[SHARED]) as admin:
        found = admin.execute(
            "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles"
            " WHERE rolname LIKE 'portal\\_%' AND rolname <> current_user ORDER BY 1"
        ).fetchall()
    assert found == [
        ("portal_app", True, False, False),
        ("portal_backup", True, True, False),
        ("portal_definer", False, True, False),
        ("portal_migrate", True, True, False),
        ("portal_owner", False, False, False),
        ("portal_system", True, True, False),
    ]


def test_the_runtime_login_makes_no_tables() -> None:
    app = logins(fresh_database("logins_tables"), spare_secret="spare")["DATABASE_URL"]
    with psycopg.connect(app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE stray (id int)")


def test_names_and_passwords_with_any_letters_stay_whole_in_an_address() -> None:
    address = Address("postgresql://boss:b%2Fo%20%40s@127.0.0.1:5432/?sslmode=disable")
    assert (address.password, address.database) == ("b/o @s", "portal")
    assert address.to("på väg").by("portal_app", "a/b@c").url == (
        "postgresql://portal_app:a%2Fb%40c@127.0.0.1:5432/p%C3%A5%20v%C3%A4g?sslmode=disable"
    )


def test_a_role_cannot_work_out_another_roles_password() -> None:
    assert len({derived("secret", role) for role in ("portal_app", "portal_system", "portal_migrate")}) == 3
    assert derived("secret", "portal_app") != derived("other", "portal_app")
