"""What the database says of a key is text, put together in one statement."""

from django.db import migrations

from accounts.door_sql import KEY_STANDING_AS_JSON, KEY_STANDING_AS_TEXT, KEY_STANDING_RIGHTS


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_key_reach"),
    ]

    operations = [
        migrations.RunSQL(
            KEY_STANDING_AS_TEXT + KEY_STANDING_RIGHTS,
            KEY_STANDING_AS_JSON + KEY_STANDING_RIGHTS,
        ),
    ]
