from django.db import migrations

from accounts.searched import KeepWords


class Migration(migrations.Migration):
    dependencies = [("agreement", "0001_initial")]

    operations = [
        KeepWords(
            "agreement_version",
            titles=["title"],
            bodies=["word", "reason"],
            swedish=["text_sv"],
            english=["text_en"],
        ),
    ]
