from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]

    operations = [
        *[
            migrations.AddField(model, "attempts", models.PositiveSmallIntegerField(default=0))
            for model in ("event", "organizationevent")
        ],
        migrations.RunSQL(
            "GRANT UPDATE (attempts) ON activity_event, activity_organizationevent TO portal_system",
            "REVOKE UPDATE (attempts) ON activity_event, activity_organizationevent FROM portal_system",
        ),
    ]
