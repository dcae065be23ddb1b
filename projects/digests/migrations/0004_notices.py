import django.db.models.deletion
import partnership.kit.ids
from django.conf import settings
from django.db import migrations, models

from accounts.rls import OwnTable


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0003_suppressed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('claimed', 'Claimed'), ('sending', 'Sending'), ('sent', 'Sent'), ('unknown', 'Unknown'), ('failed', 'Failed')], default='claimed', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('subject', models.CharField(max_length=200)),
                ('html', models.TextField()),
                ('text', models.TextField()),
                ('language', models.CharField(max_length=2)),
                ('claimed_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['user', '-claimed_at'], name='notice_newest'), models.Index(condition=models.Q(('status__in', ['claimed', 'sending'])), fields=['id'], name='notice_unsent')],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.UUIDField(default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('thing', models.CharField(max_length=64)),
                ('told_at', models.DateTimeField()),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('user', 'thing'), name='told_once')],
            },
        ),
        OwnTable("digests_notice", by="person"),
        OwnTable("digests_told", by="person"),
    ]
