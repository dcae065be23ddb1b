"""From which addresses a key is let in, and into which partnership alone."""

import django.contrib.postgres.fields
from django.db import migrations, models

from accounts.door_sql import KEY_STANDING, KEY_STANDING_BEFORE


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_mailboxes"),
    ]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="addresses",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=43), default=list
            ),
        ),
        migrations.AddField(
            model_name="apikey",
            name="only_partnership_id",
            field=models.UUIDField(null=True),
        ),
        migrations.RunSQL(KEY_STANDING, KEY_STANDING_BEFORE),
    ]
