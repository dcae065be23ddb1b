"""A word that is kept from somebody gives that person the very answer of a word that nobody has ever written."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.work.factories import WorkEntryFactory
from projects.work.models import Project
from tests.architecture.addresses import browsers, keys
from tests.architecture.nets import NETS
from tests.furnished import FOREIGN, of_organization, of_person
from tests.tenancy import as_creator
from tests.world import MARKER, ORGANIZATIONS, PEOPLE

NOBODYS = "zzyxqvarkelblad"
NOTE = "studionordanteckning"
"""What stands beside hours of Studio Nord's, which does not open its notes to Havsvik Hem here."""
READERS = ["ada", "vera", "sam", "finn", "olga"]
SIDE = {"ada": "havsvik", "vera": "havsvik", "sam": "studionord", "finn": "studionord", "olga": "fjallbo"}
SECRETS = [FOREIGN, MARKER, NOTE, *map(of_organization, ORGANIZATIONS), *map(of_person, PEOPLE)]
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|req_\w+|"instance":"[^"]*"')


def kept_from(name):
    """What no search may find for the person; of what one may read, only some is searched."""
    own = SIDE[name]
    known = {of_organization(own), of_person(name)} | ({NOTE} if own == "studionord" else set())
    known |= {one for one in SECRETS if FOREIGN in one} if own == "fjallbo" else set()
    return [one for one in SECRETS if one not in known]


@pytest.fixture
def asked(furnished, settings):
    """Return what searches for a word on every face, as somebody, and gives what was answered without the word."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with as_creator():
        granted(
            furnished.shared,
            furnished.parties["studionord"],
            furnished.parties["havsvik"],
            Topic.TIME,
            Step.DETAIL,
        )
        project = Project.objects.get(partnership_id=furnished.shared)
        WorkEntryFactory(project=project, party_id=furnished.parties["studionord"], note=NOTE)
    people, headers = browsers(furnished), keys(furnished)

    def ask(name, word):
        partnership = furnished.foreign if name == "olga" else furnished.shared
        here, asking = f"/p/{partnership}/search/", quote(word)
        paths = [f"{face}?q={asking}" for face in (here, "/search/", "/api/v1/search")]
        paths += [f"{here}?q={asking}&kind=work_entry"]
        told = []
        for path in paths:
            is_api = path.startswith("/api/")
            if is_api and not headers[name]:
                continue
            answer = people["anonymous" if is_api else name].get(
                path, headers=headers[name] if is_api else {}
            )
            body = CHANGING.sub("", answer.content.decode()).replace(asking, "#").replace(word, "#")
            told.append((path.replace(asking, "#"), answer.status_code, body))
        return told

    return ask


@pytest.mark.parametrize(
    ("net", "name"),
    [("both", name) for name in READERS]
    + [("database", "ada"), ("application", "ada"), ("application", "sam")],
)
def test_a_hidden_word_answers_as_one_that_nobody_has_written(furnished, asked, net, name):
    with NETS[net](furnished, name):
        nothing = asked(name, NOBODYS)
        told = {word: asked(name, word) for word in kept_from(name)}
    assert {status for _path, status, _body in nothing} == {200}
    for answers in told.values():
        assert answers == nothing
    assert len(told) > 6


@pytest.mark.parametrize(("name", "word"), [("sam", NOTE), ("olga", MARKER), ("ada", "webbutik")])
def test_the_search_would_find_them(asked, name, word):
    """The words are there: whoever may read them finds them on each face."""
    nothing, told = asked(name, NOBODYS), asked(name, word)
    assert all(found[2] != other[2] for found, other in zip(told[:3], nothing[:3], strict=True))


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_hidden_and_unwritten_words_ask_the_database_alike(furnished, asked, name):
    def statements(word):
        with CaptureQueriesContext(connection) as captured:
            asked(name, word)
        return len(captured)

    asked(name, NOBODYS)  # the first time notes that a key was used
    assert {statements(word) for word in (NOBODYS, *kept_from(name))} == {statements(NOBODYS)}
