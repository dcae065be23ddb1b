from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from accounts.rls import IN_PARTNERSHIP, Statements

KNOWN = "audience IS NULL OR (SELECT app.organization_id()) = ANY (audience)"


def policy(verb: str, condition: str) -> str:
    return f"ALTER POLICY activity_event_{verb} ON activity_event {condition}"


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_attempts")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="audience",
            field=ArrayField(base_field=models.UUIDField(), null=True, size=None),
        ),
        # The other side of what is between two sides reads it, and no third one.
        Statements(
            [policy("select", f"USING ({IN_PARTNERSHIP} AND ({KNOWN}))")],
            [policy("select", f"USING ({IN_PARTNERSHIP})")],
        ),
    ]
