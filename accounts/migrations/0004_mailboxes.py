import django.db.models.deletion
import partnership.kit.ids
from django.conf import settings
from django.db import migrations, models

from accounts.rls import OWN_PERSON, OwnTable

# Whoever belongs to the same organization may be told; pages tell its admins alone.
COLLEAGUE = (
    "user_id IN (SELECT m.user_id FROM accounts_membership m"
    " WHERE m.organization_id = (SELECT app.organization_id()))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_ending'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.UUIDField(default=partnership.kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('kind', models.CharField(blank=True, choices=[('refused', 'The mail server refuses the address'), ('bounced', 'Letters came back for good'), ('delayed', 'Letters came back again and again')], max_length=8)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('message_id', models.CharField(blank=True, max_length=200)),
                ('delays', models.PositiveSmallIntegerField(default=0)),
                ('delayed_since', models.DateTimeField(null=True)),
                ('delayed_at', models.DateTimeField(null=True)),
                ('suppressed_at', models.DateTimeField(null=True)),
                ('complained_at', models.DateTimeField(null=True)),
                ('mended_at', models.DateTimeField(null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('user', 'email'), name='mailbox_once')],
            },
        ),
        OwnTable("accounts_mailbox", by="person", policies={"select": f"{OWN_PERSON} OR {COLLEAGUE}"}),
    ]
