# Made by Django, with this said: what stood in hours_budget, starts_on and delivery_on of a project stays and counts as agreed
# (nothing was live); what deliverables were planned for stays a plan until the parties sign it.

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_doors"),
        ("work", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="deliverable",
            name="agreed_hours",
            field=models.DecimalField(
                decimal_places=2, editable=False, max_digits=9, null=True, verbose_name="agreed hours"
            ),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="agreed_on",
            field=models.DateField(editable=False, null=True, verbose_name="agreed"),
        ),
        migrations.AddField(
            model_name="project",
            name="amount_budget",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="money budget"
            ),
        ),
        migrations.AlterField(
            model_name="deliverable",
            name="hours_budget",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=9,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="planned hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_hours", None), ("agreed_hours__gt", 0), _connector="OR"),
                name="deliverable_agreed_hours_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_budget", None), ("amount_budget__gt", 0), _connector="OR"),
                name="project_amount_positive",
            ),
        ),
    ]
