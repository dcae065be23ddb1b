"""Row-level security as migration operations: one template for every owned table.

`OwnTable` does grants, ENABLE, FORCE and four policies (select, insert, update, delete) and makes the composite
constraints. A table that no migration names here is unreachable for the runtime role, which owns nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations.base import Operation

PARTNERSHIPS = "ANY ((SELECT app.my_partnerships())::uuid[])"
ORGANIZATIONS = "ANY ((SELECT app.my_organizations())::uuid[])"
OWN_ORGANIZATION = "organization_id = (SELECT app.organization_id())"
OWN_PERSON = "user_id = (SELECT app.person_id())"


@dataclass(frozen=True)
class Policies:
    """SQL conditions: who may select, insert, update and delete a row."""

    select: str
    insert: str
    update: str
    delete: str

    @classmethod
    def same(cls, condition: str) -> "Policies":
        return cls(condition, condition, condition, condition)


IN_PARTNERSHIP = f"partnership_id = {PARTNERSHIPS}"

TEMPLATES: dict[str, Policies] = {
    # What all parties own alike: all of them read it and write it; the actions say who may do what.
    "partnership": Policies.same(IN_PARTNERSHIP),
    # One party's own rows inside a partnership: `organization_id` is the owner.
    "party": Policies.same(f"{IN_PARTNERSHIP} AND {OWN_ORGANIZATION}"),
    "organization": Policies.same(OWN_ORGANIZATION),
    "person": Policies.same(OWN_PERSON),
    # Organizations and partnerships themselves: closed unless the migration says otherwise; nobody deletes them.
    "itself": Policies.same("false"),
}


class Statements(Operation):
    """Runs SQL forward and back; `portal_owner` owns every table afterwards."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, forward: list[str], backward: list[str]) -> None:
        self.forward, self.backward = forward, backward

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing in Django's state: policies and grants live in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(schema_editor, self.forward)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(schema_editor, self.backward)

    @staticmethod
    def _run(schema_editor: Any, statements: list[str]) -> None:
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Run {len(self.forward)} statements"


class OwnTable(Statements):
    """Give an owned table its owner, grants, forced policies and composite constraints.

    `by` is a key of TEMPLATES; `policies` replaces single conditions of it. `references` maps a column to the table
    of the same partnership that it points into. `append_only` leaves out UPDATE and DELETE; `updatable` then names
    columns that may change all the same.
    """

    def __init__(
        self,
        table: str,
        *,
        by: str,
        policies: Mapping[str, str] | None = None,
        references: Mapping[str, str] | None = None,
        append_only: bool = False,
        updatable: tuple[str, ...] = (),
    ) -> None:
        self.table, self.by, self.references = table, by, dict(references or {})
        self.policies = Policies(**{**TEMPLATES[by].__dict__, **(policies or {})})
        self.grants = _grants(table, append_only=append_only, updatable=updatable)
        self.options = {
            "policies": policies,
            "references": references,
            "append_only": append_only,
            "updatable": updatable,
        }
        super().__init__(self._forward(), self._backward())

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            self.__class__.__qualname__,
            [self.table],
            {"by": self.by, **self.options},
        )

    def describe(self) -> str:
        return f"Own {self.table} by {self.by}"

    def _forward(self) -> list[str]:
        return [
            *self.grants,
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            *_create_policies(self.table, self.policies),
            *self._constraints(),
            f"ALTER TABLE {self.table} OWNER TO portal_owner",
        ]

    def _constraints(self) -> list[str]:
        if self.by not in {"partnership", "party"}:
            return []
        return [
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.table}_in_partnership UNIQUE (partnership_id, id)",
            *(_reference(self.table, column, target) for column, target in self.references.items()),
        ]

    def _backward(self) -> list[str]:
        return [
            *(f"DROP POLICY {self.table}_{verb} ON {self.table}" for verb in self.policies.__dict__),
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            f"REVOKE ALL ON {self.table} FROM portal_app, portal_system, portal_definer, portal_backup",
        ]


class SamePartnership(Statements):
    """The composite constraint of a reference to a table that is made later: two tables that refer to each other."""

    def __init__(self, table: str, column: str, target: str) -> None:
        self.names = (table, column, target)
        super().__init__(
            [_reference(*self.names)],
            [f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_partnership"],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, list(self.names), {}

    def describe(self) -> str:
        return f"Keep {self.names[0]}.{self.names[1]} in its partnership"


class KeepClosed(Statements):
    """A guard under the grants: rows of the table are never changed or deleted, whoever asks.

    `while_open` is a condition on OLD under which an update is still let through; a deletion never is.
    """

    def __init__(self, table: str, *, while_open: str = "false") -> None:
        self.table, self.while_open = table, while_open
        name = f"{table}_stays"
        refuse = f"RAISE EXCEPTION '{table} keeps what is closed' USING ERRCODE = 'restrict_violation'"
        body = f"BEGIN IF TG_OP = 'UPDATE' AND ({while_open}) THEN RETURN NEW; END IF; {refuse}; END"
        trigger = (
            f"TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION app.{name}()"
        )
        function = f"FUNCTION app.{name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog"
        super().__init__(
            [f"CREATE {function} AS $$ {body} $$", f"CREATE {trigger}"],
            [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION app.{name}()"],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {"while_open": self.while_open}

    def describe(self) -> str:
        return f"Keep {self.table}"


class GrantTable(Statements):
    """Open a table that belongs to nobody (sessions, mail addresses) to the runtime roles, by name."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            [*_grants(table), f"ALTER TABLE {table} OWNER TO portal_owner"],
            [f"REVOKE ALL ON {table} FROM portal_app, portal_system, portal_definer, portal_backup"],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {}

    def describe(self) -> str:
        return f"Grant {self.table}"


def _reference(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_partnership "
        f"FOREIGN KEY (partnership_id, {column}) REFERENCES {target} (partnership_id, id) "
        f"DEFERRABLE INITIALLY DEFERRED"
    )


def _create_policies(table: str, policies: Policies) -> list[str]:
    return [
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({policies.select})",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({policies.insert})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({policies.update}) WITH CHECK ({policies.update})",
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({policies.delete})",
    ]


def _grants(table: str, *, append_only: bool = False, updatable: tuple[str, ...] = ()) -> list[str]:
    verbs = "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE, DELETE"
    columns = ", ".join(updatable)
    return [
        f"GRANT {verbs} ON {table} TO portal_app, portal_system",
        *([f"GRANT UPDATE ({columns}) ON {table} TO portal_app, portal_system"] if updatable else []),
        f"GRANT SELECT ON {table} TO portal_definer, portal_backup",
    ]
