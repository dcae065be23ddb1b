from django.db import migrations

from accounts.searched import KeepWords
from projects.work.note_sql import AWAY, MADE


class Migration(migrations.Migration):
    dependencies = [("work", "0003_approval")]

    operations = [
        KeepWords("work_project", titles=["name", "code"]),
        KeepWords("work_deliverable", titles=["name", "code"]),
        KeepWords("work_task", titles=["title", "ref"]),
        migrations.RunSQL(MADE, AWAY),
    ]
