from django.db import migrations

from accounts.rls import Statements

# Nothing refers to these rows by (partnership, id), and they come by the million: their primary key is enough.
TABLES = ("health_partyhealth", "health_contribution")


class OneKey(Statements):
    def __init__(self, table: str) -> None:
        name = f"{table}_in_partnership"
        super().__init__(
            [f"ALTER TABLE {table} DROP CONSTRAINT {name}"],
            [f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (partnership_id, id)"],
        )


class Migration(migrations.Migration):
    dependencies = [("health", "0005_implied_keys")]

    operations = [OneKey(table) for table in TABLES]
