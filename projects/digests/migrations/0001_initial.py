import datetime
import django.db.models.deletion
import partnership.kit.ids
from django.conf import settings
from django.db import migrations, models

from accounts.rls import OwnTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_doors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("weekly", "Weekly letter")], default="weekly", max_length=10),
                ),
                ("iso_week", models.CharField(max_length=8)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("claimed", "Claimed"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("skipped", "Skipped"),
                            ("unknown", "Unknown"),
                            ("failed", "Failed"),
                        ],
                        default="claimed",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("late", "It was too late"),
                            ("quiet", "It was a quiet week"),
                            ("stopped", "The letter was stopped"),
                            ("nothing", "There was no partnership to write about"),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_quiet", models.BooleanField(default=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField()),
                ("message_id", models.CharField(max_length=200)),
                ("trouble", models.CharField(blank=True, max_length=500)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("html", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("claimed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["claimed", "sending", "unknown"])),
                        fields=["status", "leased_until", "id"],
                        name="letter_unfinished",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "iso_week"), name="letter_once_a_week")
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterSetting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("weekly", "Weekly letter")], default="weekly", max_length=10),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        default=1,
                        verbose_name="day",
                    ),
                ),
                ("at", models.TimeField(default=datetime.time(7, 30), verbose_name="time")),
                (
                    "quiet",
                    models.CharField(
                        choices=[
                            ("lines", "Three lines"),
                            ("nothing", "Nothing, but every fourth quiet week three lines"),
                        ],
                        default="lines",
                        max_length=8,
                        verbose_name="in a quiet week",
                    ),
                ),
                ("stopped_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="letter_setting_once")],
            },
        ),
        OwnTable("digests_lettersetting", by="person"),
        OwnTable("digests_letter", by="person"),
    ]
