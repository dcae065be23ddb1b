"""The shapes of `/health`, for the schema."""

from rest_framework import serializers

from api.shapes import Record, Shape, decimal
from projects.health.alerts import AlertKind
from projects.health.formula import WEIGHTS
from projects.health.models import Band


class PartyHealthShape(Record):
    """How well the partnership served one party that week; `score` is "0.00" to "100.00"."""

    score = decimal(2, allow_null=True)
    coverage = decimal(4, about="0 to 1.")


class HealthShape(Record):
    """One week of a partnership. `score` is null until every party has one, `band` with too little evidence."""

    partnership = serializers.UUIDField()
    week = serializers.CharField(help_text="ISO 8601, such as 2026-W47.")
    week_on = serializers.DateField(help_text="The week's Monday.")
    as_of = serializers.DateField(help_text="The last day whose facts were counted.")
    score = decimal(2, allow_null=True)
    coverage = decimal(4, about="0 to 1.")
    band = serializers.ChoiceField(Band.values, allow_null=True)
    formula = serializers.IntegerField(help_text="The version of the formula.")
    computed_at = serializers.DateTimeField()
    parties = PartyHealthShape(many=True)


class PartSubjectShape(Shape):
    """What a part is about: a project or a goal by its id, else null; `href` is its page in the portal, null where it is closed to the caller."""

    kind = serializers.ChoiceField(["goal", "project"], allow_null=True)
    id = serializers.UUIDField(allow_null=True)
    href = serializers.CharField(allow_null=True)


class DriverShape(Shape):
    """Why the score moved, in whole points that sum to the change, in the caller's language."""

    points = serializers.IntegerField()
    text = serializers.CharField()
    subject = PartSubjectShape()


class ContributionShape(Shape):
    """One part of a party's score. The points of a party's rows sum to its score, and what they could give to 100."""

    party = serializers.UUIDField()
    dimension = serializers.ChoiceField(list(WEIGHTS))
    part = serializers.CharField()
    subject = PartSubjectShape()
    name = serializers.CharField()
    text = serializers.CharField()
    closed = serializers.CharField(
        allow_null=True, help_text="Why the fact is not open to the caller, if so."
    )
    weight = decimal(4)
    freshness = decimal(4)
    score = decimal(2, allow_null=True)
    points = decimal(2)
    most = decimal(2, about="What the part could give at most.")


class StepShape(Shape):
    """What one side can do that would raise the joint score most, counted by asking the formula again."""

    party = serializers.UUIDField()
    points = serializers.IntegerField(help_text="Whole points that the joint score would rise by at most.")
    text = serializers.CharField(help_text="In the caller's language.")


class AlertShape(Shape):
    """What is worth a talk; told once in the letter and listed as long as it holds."""

    kind = serializers.ChoiceField([kind.value for kind in AlertKind])
    since = serializers.DateField(help_text="The Monday of the first week in which it held.")
    text = serializers.CharField(help_text="In the caller's language.")


class HealthExplainedShape(HealthShape):
    change = serializers.IntegerField(allow_null=True, help_text="Whole points since the week before.")
    drivers = DriverShape(many=True)
    contributions = ContributionShape(many=True)
    steps = StepShape(many=True)
    alerts = AlertShape(many=True)
