"""The database that tests are copied from is migrated anew whenever what made it has changed."""

import pytest

from partnership.launch.prepared import key


@pytest.fixture
def checkout(tmp_path):
    """A checkout of three files: a migration, what it imports, and what nothing of it does."""
    files = {
        "requirements.txt": "django==5.2.0\n",
        "accounts/migrations/0001_initial.py": "from accounts import rls\n",
        "accounts/rls.py": "import accounts.words\n",
        "accounts/words.py": "WORD = 1\n",
        "accounts/views.py": "VIEW = 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "accounts/migrations/0001_initial.py", "accounts/rls.py", "accounts/words.py"],
)
def test_it_is_made_anew_when_a_migration_or_what_it_reaches_has_changed(checkout, name):
    before = key(checkout)
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert key(checkout) != before


def test_it_is_made_anew_for_a_new_migration(checkout):
    before = key(checkout)
    (checkout / "accounts/migrations/0002_more.py").write_text("")
    assert key(checkout) != before


def test_it_stays_when_something_else_has_changed(checkout):
    before = key(checkout)
    (checkout / "accounts/views.py").write_text("VIEW = 2\n")
    assert key(checkout) == before
