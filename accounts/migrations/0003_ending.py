"""The day on which a partnership ends, and what of a partnership the runtime roles may change at all."""

from django.db import migrations, models

from accounts.rls import Statements

CHANGING = "status, ends_on, updated_at, version"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_doors"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnership",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="partnership",
            index=models.Index(
                condition=models.Q(("ends_on__isnull", False), ("status", "active")),
                fields=["ends_on"],
                name="partnership_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ended"), _negated=True),
                    ("ends_on__isnull", False),
                    _connector="OR",
                ),
                name="partnership_ended_on_a_day",
            ),
        ),
        # Until now any party's door could have changed every column; only what an ending changes is left.
        Statements(
            [
                "REVOKE UPDATE ON accounts_partnership FROM portal_app",
                f"GRANT UPDATE ({CHANGING}) ON accounts_partnership TO portal_app",
            ],
            [
                f"REVOKE UPDATE ({CHANGING}) ON accounts_partnership FROM portal_app",
                "GRANT UPDATE ON accounts_partnership TO portal_app",
            ],
        ),
    ]
