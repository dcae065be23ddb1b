from django.db import migrations

from accounts.searched import KeepWords


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]

    operations = [
        KeepWords("goals_terms", titles=["name"]),
        KeepWords("goals_goalside", bodies=["why", "contribution"]),
        KeepWords("goals_measureterms", bodies=["name", "source"]),
        KeepWords("goals_checkin", bodies=["happened", "blockers"]),
    ]
