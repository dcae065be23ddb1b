from accounts.access import rights_of
from accounts.models import ApiKey
from api.tests.conftest import EVERY_SCOPE


def test_me_says_who_the_key_lets_in(ada, world):
    found = ada.get("/me")

    assert found["person"] == {
        "object": "person",
        "id": str(world.users["ada"].id),
        "name": "Ada Holm",
        "email": "ada@havsvik.example",
        "language": "sv",
        "time_zone": "Europe/Stockholm",
    }
    assert found["organization"]["name"] == "Havsvik Hem"
    assert found["role"] == "owner"
    # All that an owner may, but for what people alone do: making owners and keys.
    assert found["rights"] == sorted(rights_of("owner") - {"manage_owners", "manage_keys"})
    assert found["parties"] == [
        {"id": str(world.parties["havsvik"]), "object": "party", "partnership": str(world.shared)}
    ]
    assert found["key"]["scopes"] == sorted(EVERY_SCOPE)


def test_an_organizations_key_is_no_person(caller):
    found = caller("ada", kind=ApiKey.Kind.ORGANIZATION).get("/me")

    assert found["person"] is None
    assert found["key"]["kind"] == "organization"
