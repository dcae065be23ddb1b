"""The first net in Python: tables that belong to somebody, and what happens to a query outside a door.

The context is set by `accounts.doors` alone, in the database for one transaction and here for the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models.query import QuerySet

from partnership.kit.ids import new_id


class TenantContextMissing(RuntimeError):
    """A query on an owned table outside any door: a fault in our code, never an answer to a person."""


@dataclass(frozen=True)
class Context:
    """Who the database believes is asking. `unbound` is the sweeps over all tenants and the makers of test rows."""

    person_id: UUID | None = None
    organization_id: UUID | None = None
    party_id: UUID | None = None
    partnership_ids: tuple[UUID, ...] = ()
    organization_ids: tuple[UUID, ...] = ()
    emails: tuple[str, ...] = ()
    token: bytes = b""
    unbound: bool = False


_context: ContextVar[Context | None] = ContextVar("tenant_context", default=None)


def current_context() -> Context | None:
    """Return the context of the innermost open door, or None outside all doors."""
    return _context.get()


@contextmanager
def held(context: Context | None) -> Iterator[Context | None]:
    """Hold `context` for the block, or that there is none; only doors and test fixtures call this."""
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


class OwnedManager(models.Manager[Any]):
    """Raises `TenantContextMissing` outside a door, for reading and for creating alike."""

    use_in_migrations = False

    def get_queryset(self) -> QuerySet[Any]:
        if _context.get() is None:
            raise TenantContextMissing(
                f"{self.model._meta.label} was asked outside a door (accounts.doors.entered)"
            )
        return super().get_queryset()


class Owned(models.Model):
    """Every table that belongs to somebody; `owned_by` names the policy template of `accounts.rls`."""

    owned_by: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    objects = OwnedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class PartnershipOwned(Owned):
    """Belongs to a partnership: to all its parties alike."""

    owned_by = "partnership"

    partnership = models.ForeignKey(
        "accounts.Partnership",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        editable=False,
    )

    class Meta(Owned.Meta):
        abstract = True


class PartyOwned(PartnershipOwned):
    """One party's own rows inside a partnership: the others do not see them."""

    owned_by = "party"

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )

    class Meta(PartnershipOwned.Meta):
        abstract = True


class OrganizationOwned(Owned):
    """Belongs to one organization."""

    owned_by = "organization"

    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        editable=False,
    )

    class Meta(Owned.Meta):
        abstract = True


class PersonOwned(Owned):
    """Belongs to one person, whatever organization that person acts for: letters and their settings."""

    owned_by = "person"

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta(Owned.Meta):
        abstract = True


class Unchecked(models.ForeignKey):
    """A reference that the database holds in a better way than Django's own constraint."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)


class PartnershipKey(Unchecked):
    """A reference inside a partnership.

    Foreign keys bypass row-level security, so the database holds it as (partnership_id, x_id) → (partnership_id, id):
    a row can never point into another partnership. `accounts.rls.OwnTable(references=…)` makes that constraint.
    """

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


class ImpliedKey(Unchecked):
    """A reference that another constraint of the same row already implies: checked once and not twice (ADR 0018).

    For rows that a sweep writes by the million. `tests/architecture` proves from the database that it is implied.
    """
