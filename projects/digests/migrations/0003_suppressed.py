from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0002_wait_instead_of_lease'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='reason',
            field=models.CharField(blank=True, choices=[('late', 'It was too late'), ('quiet', 'It was a quiet week'), ('stopped', 'The letter was stopped'), ('nothing', 'There was no partnership to write about'), ('suppressed', 'Mail to your address came back')], max_length=10),
        ),
    ]
