"""No row points into another partnership: what refers to what, as the database itself holds it."""

import pytest
from django.db import models

from accounts.tenancy import ImpliedKey, PartnershipKey, PartnershipOwned
from tests.architecture.owned import OWNED, label, rows

pytestmark = pytest.mark.django_db

IMPLIED = [field for model in OWNED for field in model._meta.local_fields if isinstance(field, ImpliedKey)]
# A row that rests on another by more than its id: the one constraint that implies its other references (ADR 0018).
SCORE = ("partnership_id", "snapshot_id", "party_id")
LEAVES = {"health_contribution", "health_partyhealth"}
"""Tables whose rows nothing refers to by their id, so that they need no second key for it."""
RESTING = {"health_contribution": (SCORE, "health_partyhealth", SCORE)}


@pytest.mark.parametrize("model", [m for m in OWNED if issubclass(m, PartnershipOwned)], ids=label)
def test_references_inside_a_partnership_are_composite(model):
    table = model._meta.db_table
    expected = set()
    for field in model._meta.local_fields:
        if isinstance(field, PartnershipKey):
            there = ("partnership_id", "id")
            expected.add((("partnership_id", field.column), field.related_model._meta.db_table, there))
        elif isinstance(field, models.ForeignKey) and not isinstance(field, ImpliedKey):
            expected.add(((field.column,), field.related_model._meta.db_table, ("id",)))
            assert not issubclass(field.related_model, PartnershipOwned), f"{field}: use PartnershipKey"
    if table in RESTING:
        expected.add(RESTING[table])
    assert references(table) == expected
    assert (("partnership_id", "id") in unique_columns(table)) == (table not in LEAVES)


@pytest.mark.parametrize("field", IMPLIED, ids=str)
def test_a_reference_that_is_not_checked_is_implied_by_one_that_is(field):
    table, target = field.model._meta.db_table, field.related_model._meta.db_table
    assert not field.null
    assert target in reached(table, field.column), f"{field} is checked nowhere: use PartnershipKey"


def reached(table, column):
    """The tables whose key the column holds, by the constraints that hold it: one step, or on from the row it names."""
    found = set()
    for here, target, there in references(table):
        if column in here:
            further = there[here.index(column)]
            found |= {target} if further == "id" else reached(target, further)
    return found


def references(table):
    """Every foreign key of the table as the database has it: its columns, the other table, the columns there."""
    return {
        (tuple(columns), target, tuple(there))
        for columns, target, there in rows(
            """SELECT ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
                            JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number ORDER BY place),
                      confrelid::regclass::text,
                      ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k (number, place)
                            JOIN pg_attribute ON attrelid = confrelid AND attnum = k.number ORDER BY place)
               FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass""",
            [table],
        )
    }


def unique_columns(table):
    return {
        tuple(columns)
        for (columns,) in rows(
            """SELECT ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
                            JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number ORDER BY place)
               FROM pg_constraint WHERE contype = 'u' AND conrelid = %s::regclass""",
            [table],
        )
    }
