from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digests", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="letter", name="letter_unfinished"),
        migrations.RenameField(model_name="letter", old_name="leased_until", new_name="wait_until"),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["status", "wait_until", "id"],
                condition=models.Q(status__in=["claimed", "sending", "unknown"]),
                name="letter_unfinished",
            ),
        ),
    ]
