from django.db import migrations

from accounts.searched import KeepWords


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]

    operations = [
        KeepWords("insight_page", titles=["title"], bodies=["body", "purpose"]),
        KeepWords("insight_question", titles=["title"]),
        KeepWords("insight_post", bodies=["text"]),
        KeepWords("insight_figure", titles=["name"], bodies=["source", "purpose"]),
    ]
