from decimal import Decimal

import django.db.models.deletion
import partnership.kit.ids
from django.db import migrations, models

from accounts.rls import OwnTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_doors"),
        ("health", "0002_any_subject"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="spread_weight",
            field=models.DecimalField(decimal_places=2, default=Decimal("0.25"), max_digits=3),
        ),
        migrations.CreateModel(
            name="Weights",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("from_on", models.DateField()),
                ("weights", models.JSONField()),
                ("spread_weight", models.DecimalField(decimal_places=2, max_digits=3)),
                ("signed_at", models.DateTimeField()),
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
                        fields=("partnership", "number"), name="health_weights_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spread_weight__gte", 0), ("spread_weight__lte", Decimal("0.5"))),
                        name="health_spread_0_to_half",
                    ),
                ],
            },
        ),
        OwnTable("health_weights", by="partnership", append_only=True),
    ]
