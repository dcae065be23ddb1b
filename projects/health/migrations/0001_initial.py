import accounts.tenancy
import django.db.models.deletion
import partnership.kit.ids
from django.db import migrations, models

from accounts.rls import OwnTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_doors"),
        ("work", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("week_on", models.DateField()),
                ("as_of", models.DateField()),
                ("joint", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("coverage", models.DecimalField(decimal_places=4, max_digits=5)),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[("good", "Good"), ("watch", "Watch"), ("act", "Act")],
                        max_length=5,
                    ),
                ),
                ("formula", models.PositiveSmallIntegerField()),
                ("computed_at", models.DateTimeField()),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.partnership",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "week_on"), name="health_snapshot_week_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joint", None), models.Q(("joint__gte", 0), ("joint__lte", 100)), _connector="OR"
                        ),
                        name="health_joint_0_to_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyHealth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("coverage", models.DecimalField(decimal_places=4, max_digits=5)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.partnership",
                    ),
                ),
                (
                    "party",
                    accounts.tenancy.PartnershipKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.party",
                    ),
                ),
                (
                    "snapshot",
                    accounts.tenancy.PartnershipKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="health.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "snapshot", "party"), name="health_party_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dimension", models.CharField(max_length=12)),
                ("part", models.CharField(max_length=16)),
                ("weight", models.DecimalField(decimal_places=4, max_digits=7)),
                ("freshness", models.DecimalField(decimal_places=4, max_digits=5)),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("points", models.DecimalField(decimal_places=2, max_digits=5)),
                ("fact", models.JSONField(default=dict)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.partnership",
                    ),
                ),
                (
                    "party",
                    accounts.tenancy.PartnershipKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.party",
                    ),
                ),
                (
                    "project",
                    accounts.tenancy.PartnershipKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work.project",
                    ),
                ),
                (
                    "snapshot",
                    accounts.tenancy.PartnershipKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="health.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "snapshot", "party", "dimension", "part", "project"),
                        name="health_contribution_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        OwnTable("health_snapshot", by="partnership"),
        OwnTable(
            "health_partyhealth",
            by="partnership",
            references={"snapshot_id": "health_snapshot", "party_id": "accounts_party"},
        ),
        OwnTable(
            "health_contribution",
            by="partnership",
            references={
                "snapshot_id": "health_snapshot",
                "party_id": "accounts_party",
                "project_id": "work_project",
            },
        ),
    ]
