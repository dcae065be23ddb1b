from django.db import migrations

from accounts.searched import KeepWords


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_pulse")]

    operations = [
        KeepWords("feedback_note", titles=["text"]),
        KeepWords("feedback_noteanswer", bodies=["text"]),
        KeepWords("feedback_earlywarning", titles=["what"], bodies=["effect", "word"]),
        KeepWords("feedback_rating", bodies=["comment"]),
        KeepWords("feedback_talknote", bodies=["text"]),
        KeepWords("feedback_jointaction", titles=["text"], bodies=["reason"]),
    ]
