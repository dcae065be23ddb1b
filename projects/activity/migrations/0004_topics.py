import django.db.models.deletion
import partnership.kit.ids
from django.conf import settings
from django.db import migrations, models

from accounts.rls import OwnTable


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0003_audience'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicChoice',
            fields=[
                ('id', models.UUIDField(default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=12)),
                ('choice', models.CharField(choices=[('now', 'At once'), ('letter', 'In the letter'), ('off', 'Not at all')], default='letter', max_length=6)),
                ('changed_at', models.DateTimeField()),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('choice', 'now')), fields=['user'], name='topic_at_once')],
                'constraints': [models.UniqueConstraint(fields=('user', 'topic'), name='topic_once')],
            },
        ),
        OwnTable("activity_topicchoice", by="person"),
    ]
