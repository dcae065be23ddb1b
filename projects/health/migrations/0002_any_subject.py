from django.db import migrations, models

# A row of the score may be about a goal as well as a project: the column stays, only its name and its one kind go.
FORWARD = [
    "ALTER TABLE health_contribution DROP CONSTRAINT health_contribution_project_id_same_partnership",
    "ALTER TABLE health_contribution RENAME COLUMN project_id TO subject_id",
]
BACKWARD = [
    "DELETE FROM health_contribution WHERE dimension <> 'delivery'",
    "ALTER TABLE health_contribution RENAME COLUMN subject_id TO project_id",
    "ALTER TABLE health_contribution ADD CONSTRAINT health_contribution_project_id_same_partnership"
    " FOREIGN KEY (partnership_id, project_id) REFERENCES work_project (partnership_id, id)"
    " DEFERRABLE INITIALLY DEFERRED",
]


class Migration(migrations.Migration):
    dependencies = [("health", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARD, BACKWARD)],
            state_operations=[
                migrations.RemoveConstraint("contribution", "health_contribution_once"),
                migrations.RemoveField("contribution", "project"),
                migrations.AddField("contribution", "subject_id", models.UUIDField(null=True)),
                migrations.AddConstraint(
                    "contribution",
                    models.UniqueConstraint(
                        fields=("partnership", "snapshot", "party", "dimension", "part", "subject_id"),
                        name="health_contribution_once",
                        nulls_distinct=False,
                    ),
                ),
            ],
        ),
    ]
