import django.db.models.deletion
from django.db import migrations, models

import partnership.kit.ids
from accounts.rls import OwnTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_key_reach"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.UUIDField(default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("credential_id", models.UUIDField()),
                ("request_id", models.CharField(max_length=40)),
                ("method", models.CharField(max_length=8)),
                ("path", models.CharField(max_length=300)),
                ("status", models.PositiveSmallIntegerField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("organization", models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organization")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "-at", "-id"], name="call_newest"),
                    models.Index(fields=["organization", "credential_id", "-at", "-id"], name="call_of_key"),
                    models.Index(fields=["at"], name="call_oldest"),
                ],
            },
        ),
        OwnTable("calls_call", by="organization"),
    ]
