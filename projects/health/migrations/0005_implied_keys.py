from django.db import migrations
from django.db.models import PROTECT

from accounts.rls import SamePartnership, Statements
from accounts.tenancy import ImpliedKey

SCORE = "(partnership_id, snapshot_id, party_id)"


class OnScore(Statements):
    """A contribution rests on its party's score of the week, which implies its week, its party and its partnership."""

    def __init__(self) -> None:
        super().__init__(
            [
                "ALTER TABLE health_contribution ADD CONSTRAINT health_contribution_on_score "
                f"FOREIGN KEY {SCORE} REFERENCES health_partyhealth {SCORE} DEFERRABLE INITIALLY DEFERRED"
            ],
            ["ALTER TABLE health_contribution DROP CONSTRAINT health_contribution_on_score"],
        )


class NoLonger(Statements):
    """The other way round of `SamePartnership`."""

    def __init__(self, *names: str) -> None:
        kept = SamePartnership(*names)
        super().__init__(kept.backward, kept.forward)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_key_reach"), ("health", "0004_alerts")]

    operations = [
        migrations.AlterField(
            "partyhealth",
            "partnership",
            ImpliedKey("accounts.Partnership", PROTECT, related_name="+", editable=False),
        ),
        migrations.AlterField(
            "contribution",
            "partnership",
            ImpliedKey("accounts.Partnership", PROTECT, related_name="+", editable=False),
        ),
        migrations.AlterField(
            "contribution", "snapshot", ImpliedKey("health.Snapshot", PROTECT, related_name="contributions")
        ),
        migrations.AlterField("contribution", "party", ImpliedKey("accounts.Party", PROTECT, related_name="+")),
        OnScore(),
        NoLonger("health_contribution", "snapshot_id", "health_snapshot"),
        NoLonger("health_contribution", "party_id", "accounts_party"),
    ]
