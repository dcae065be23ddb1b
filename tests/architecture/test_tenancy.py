"""A forgotten table fails here: every model is owned, or stands on the short list of tables that belong to nobody."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, models

from accounts.checks import UNOWNED, holes, refuse_unsafe_database
from accounts.doors import SWEEPS
from accounts.tenancy import OwnedManager, PartnershipKey
from tests.architecture.kept import APPEND_ONLY, NARROWED
from tests.architecture.owned import OWNED, label, rows
from tests.tenancy import acting_as, as_creator

pytestmark = pytest.mark.django_db

FIX = "Inherit PartnershipOwned, OrganizationOwned or PersonOwned and name the table with OwnTable in its migration."
OTHERS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and model not in OWNED
]
OWNERS = {
    "partnership": "partnership_id",
    "party": "partnership_id",
    "organization": "organization_id",
    "person": "user_id",
    "itself": "id",
}
# What the sweeps and look-ups may do everywhere; the runtime role's own grants are compared with each table's verbs.
READERS = {"portal_definer", "portal_backup"}


def test_every_model_is_owned_or_on_the_list_with_its_reason():
    assert sorted(model._meta.db_table for model in OTHERS) == sorted(set(UNOWNED) - {"django_migrations"}), (
        FIX
    )


def test_every_table_of_the_database_is_a_models():
    known = {model._meta.db_table for model in [*OWNED, *OTHERS]} | {"django_migrations"}
    tables = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert {name for (name,) in rows(tables)} == known


def test_the_first_net_has_no_hole():
    assert [found.msg for found in holes(connection)] == []


def test_owned_tables_belong_to_the_owner_role_and_are_granted_by_name():
    for model in OWNED:
        table = model._meta.db_table
        with acting_as("none"):  # grants of other roles are not shown to the runtime role
            grants = rows(
                "SELECT grantee, privilege_type FROM information_schema.role_table_grants"
                " WHERE table_name = %s AND grantee <> 'portal_owner'",
                [table],
            )
        owner = rows("SELECT relowner::regrole::text FROM pg_class WHERE relname = %s", [table])
        assert owner == [("portal_owner",)], table
        granted = {}
        for role, verb in grants:
            granted.setdefault(role, set()).add(verb)
        verbs = {"SELECT", "INSERT"} | (set() if table in APPEND_ONLY else {"UPDATE", "DELETE"})
        expected = {role: {"SELECT"} for role in READERS}
        web = verbs - {"UPDATE"} if table in NARROWED else verbs
        assert granted == expected | {"portal_app": web, "portal_system": verbs}, table


def test_of_what_is_kept_for_good_the_runtime_role_changes_named_columns_alone():
    for table, columns in (APPEND_ONLY | NARROWED).items():
        with acting_as("none"):
            granted = rows(
                "SELECT column_name FROM information_schema.column_privileges"
                " WHERE table_name = %s AND grantee = 'portal_app' AND privilege_type = 'UPDATE'",
                [table],
            )
        assert {name for (name,) in granted} == columns


@pytest.mark.parametrize("model", OWNED, ids=label)
def test_an_owned_table_has_exactly_its_four_policies(model):
    table = model._meta.db_table
    found = rows(
        "SELECT policyname, cmd, permissive, roles::text FROM pg_policies WHERE tablename = %s ORDER BY 1",
        [table],
    )
    verbs = ("delete", "insert", "select", "update")
    assert found == [(f"{table}_{verb}", verb.upper(), "PERMISSIVE", "{public}") for verb in verbs]


@pytest.mark.parametrize("model", OWNED, ids=label)
def test_no_policy_of_an_owned_table_is_open_and_every_one_names_its_owner(model):
    conditions = rows(
        "SELECT cmd, COALESCE(qual, with_check) FROM pg_policies WHERE tablename = %s", [model._meta.db_table]
    )
    for verb, condition in conditions:
        assert condition != "true", (verb, condition)
        assert condition == "false" or OWNERS[model.owned_by] in condition, (verb, condition)


@pytest.mark.parametrize("model", OWNED, ids=label)
def test_no_policy_calls_its_context_for_each_row(model):
    """`(SELECT app.f())` is asked once; without the SELECT once per row, a thousand times slower."""
    for (condition,) in rows(
        "SELECT qual FROM pg_policies WHERE tablename = %s AND qual IS NOT NULL", [model._meta.db_table]
    ):
        assert condition.count("app.") == condition.count("SELECT app."), condition


@pytest.mark.parametrize("model", OWNED, ids=label)
def test_an_owned_model_names_its_owner_first(model):
    assert isinstance(model._meta.default_manager, OwnedManager)
    assert isinstance(model._meta.base_manager, OwnedManager)
    assert isinstance(model._meta.pk, models.UUIDField)
    column = OWNERS[model.owned_by]
    if model.owned_by != "itself":
        assert not model._meta.get_field(column.removesuffix("_id")).null
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[:1] == (column.removesuffix("_id"),), constraint.name
    assert [f.name for f in model._meta.local_fields if f.unique and not f.primary_key] == []
    assert model._meta.unique_together == ()


@pytest.mark.parametrize("model", OWNED, ids=label)
def test_nothing_in_an_owned_table_vanishes_with_a_row_of_another(model):
    """Cascades and SET NULL pass row-level security."""
    kept = {models.PROTECT, models.RESTRICT, models.DO_NOTHING}
    people = settings.AUTH_USER_MODEL.lower()
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label_lower != people:
            inside = isinstance(field, PartnershipKey) and field.remote_field.on_delete is models.CASCADE
            assert inside or field.remote_field.on_delete in kept, field


def test_a_role_that_passes_the_net_is_refused():
    with as_creator():
        codes = {found.id for found in holes(connection)}
    assert {"accounts.E001", "accounts.E002"} <= codes
    with acting_as("portal_system"):
        assert [found.id for found in holes(connection)] == ["accounts.E001"]


HOLES = [
    ("CREATE TABLE public.forgotten (id int); GRANT SELECT ON forgotten TO portal_app", "accounts.E003"),
    ("ALTER TABLE accounts_party NO FORCE ROW LEVEL SECURITY", "accounts.E003"),
    ("CREATE VIEW leak AS SELECT * FROM accounts_party; GRANT SELECT ON leak TO portal_app", "accounts.E004"),
    ("CREATE MATERIALIZED VIEW leak AS SELECT 1; GRANT SELECT ON leak TO portal_app", "accounts.E005"),
    ("GRANT TRUNCATE ON accounts_party TO portal_app", "accounts.E006"),
    ("GRANT EXECUTE ON FUNCTION app.standing(uuid) TO PUBLIC", "accounts.E007"),
    ("ALTER FUNCTION app.standing(uuid) RESET search_path", "accounts.E007"),
    ("CREATE POLICY open ON accounts_party FOR SELECT USING (true)", "accounts.E008"),
    ("DROP POLICY accounts_party_delete ON accounts_party", "accounts.E008"),
    ("GRANT CREATE ON SCHEMA app TO portal_app", "accounts.E009"),
    ("GRANT portal_owner TO portal_app", "accounts.E002"),
    (
        "CREATE OR REPLACE FUNCTION app.person_id() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'",
        "accounts.E010",
    ),
]


@pytest.mark.parametrize(("sql", "code"), HOLES, ids=[sql for sql, _ in HOLES])
def test_each_hole_is_found(sql, code):
    with as_creator(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert code in [found.id for found in holes(connection)]


def test_a_view_that_asks_as_its_reader_is_fine():
    with as_creator(), connection.cursor() as cursor:
        cursor.execute("CREATE VIEW fine WITH (security_invoker) AS SELECT id FROM accounts_party")
        cursor.execute("GRANT SELECT ON fine TO portal_app")
    assert holes(connection) == []


def test_web_and_worker_refuse_an_unsafe_database(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)
    refuse_unsafe_database()
    call_command("check", databases=["default"])
    with as_creator():
        with pytest.raises(ImproperlyConfigured, match="passes row-level security"):
            refuse_unsafe_database()
        with pytest.raises(SystemCheckError, match=r"accounts\.E001"):
            call_command("check", databases=["default"])


def callers_of(*names):
    """The files (tests aside) that name one of the functions in an import."""
    root = Path(settings.BASE_DIR)
    for top in ("accounts", "projects", "api", "partnership"):
        for path in (root / top).rglob("*.py"):
            if "tests" in path.parts or path.name == "factories.py":
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and {alias.name for alias in node.names} & set(names):
                    yield str(path.relative_to(root))


def test_the_keys_to_a_wider_context_are_in_few_hands():
    assert sorted(callers_of("founding", "partnering")) == [
        "accounts/actions/invitations.py",
        "accounts/actions/organizations.py",
        "accounts/actions/partnerships.py",
    ]
    assert sorted(callers_of("held")) == ["accounts/doors.py"]


def test_no_page_and_no_api_passes_the_database():
    doors = set(callers_of("system_door"))
    # What only the worker runs is no face (ADR 0015).
    faces = [path for path in doors if path.startswith("api/") or "/views" in path]
    faces = [path for path in faces if not path.endswith("/tasks.py")]
    assert (faces, len(doors) > 3) == ([], True)


def test_every_sweep_on_the_list_is_one_and_no_other_is_named():
    root, named = Path(settings.BASE_DIR), set()
    for path in map(root.joinpath, callers_of("system_door")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "system_door":
                named.add(ast.literal_eval(node.args[0]))
    assert named == SWEEPS
