"""What openness looks like to programs, and what a program may ask, answer and close."""

from rest_framework import serializers

from api.fields import Choice, Id, Strict, Text, Whole, YesNo
from api.shapes import Record
from projects.openness.models import Ask
from projects.openness.steps import OPENABLE

TOPICS = [one.value for one in OPENABLE]
HOW_FAR = "0 closed, 1 a light, 2 a summary in ranges, 3 by role, 4 in full."


class GrantShape(Record):
    """What one party has opened to another. Topics without a grant stand where they start: `time` at 4, all
    others at 0; cost and margin are open as far as the wider of the two."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField(help_text="Whose it is.")
    reader = serializers.UUIDField(help_text="Who may see it.")
    topic = serializers.ChoiceField(TOPICS)
    step = serializers.IntegerField(help_text=HOW_FAR)
    purpose = serializers.CharField()
    until = serializers.DateField(allow_null=True, help_text="Its last day.")
    number = serializers.IntegerField(help_text="Of the version of kind `openness` that it came with.")
    opened_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    is_withdrawn = serializers.BooleanField(help_text="Closed by its party, not by a signature.")


class AskShape(Record):
    """A question of `party` to `owner`. A yes opens nothing yet: a proposal of kind `openness` follows."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    owner = serializers.UUIDField()
    topic = serializers.ChoiceField(TOPICS)
    step = serializers.IntegerField(help_text=HOW_FAR)
    gives = serializers.IntegerField(help_text="What the asker offers of the paired topic; 0 for nothing.")
    because = serializers.CharField()
    status = serializers.ChoiceField(Ask.Status.values)
    answer = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class OpennessReadingShape(Record):
    """How often somebody of `reader` looked at one of your own side's topics, at one place, within one hour (UTC)."""

    partnership = serializers.UUIDField()
    reader = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True, help_text="null for a program.")
    topic = serializers.CharField()
    step = serializers.IntegerField(help_text=HOW_FAR)
    place = serializers.CharField()
    hour = serializers.DateTimeField(help_text="The clock hour that is counted.")
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    times = serializers.IntegerField()


class NewAsk(Strict):
    """Whoever asks for a step gives at least one less of the paired topic: it is open already, or offered here."""

    owner = Id(help_text="The party that is asked.")
    topic = Choice(TOPICS)
    step = Whole(min_value=1, max_value=4, help_text=HOW_FAR)
    because = Text(max_length=1000)
    gives = Whole(
        required=False, min_value=0, max_value=4, help_text="Offered of the paired topic; 0 for nothing."
    )


class NewAnswer(Strict):
    is_yes = YesNo()
    answer = Text(
        required=False,
        allow_blank=True,
        max_length=1000,
        help_text="A no takes a reason; the asker reads it.",
    )


class NewStep(Strict):
    step = Whole(min_value=0, max_value=4, help_text="Lower than the one that is open; 0 closes it wholly.")
