"""What thanks, friction, early warnings and joint actions look like to programs, and what a program may say."""

from typing import Any

from rest_framework import serializers

from accounts.models import Language
from api.fields import Choice, Day, Hours, Id, Strict, Text, Whole
from api.shapes import Record, Shape, Versioned, decimal
from projects.feedback.models import EarlyWarning, JointAction, Note, Origin, Probability
from projects.feedback.writing import LONGEST

WRITTEN_IN = "The language that it is written in; your own if it is left out."


def written(**options: Any) -> Text:
    """Return the field of a few sentences."""
    return Text(max_length=LONGEST, **options)


class NoteAnswerShape(Record):
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True)
    text = serializers.CharField()
    language = serializers.ChoiceField(Language.values)
    created_at = serializers.DateTimeField()


class NoteShape(Versioned):
    """Thanks or friction of `party` to the party `to`: only these two read it. Never counted for a person."""

    partnership = serializers.UUIDField()
    sort = serializers.ChoiceField(Note.Sort.values)
    about = serializers.ChoiceField(Note.About.values)
    about_id = serializers.UUIDField(help_text="May have been taken away since.")
    party = serializers.UUIDField()
    to = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True, help_text="null for a program.")
    text = serializers.CharField()
    language = serializers.ChoiceField(Language.values)
    turn = serializers.UUIDField(allow_null=True, help_text="The party that has yet to answer a friction.")
    early_warning = serializers.UUIDField(allow_null=True, help_text="What the friction has become.")
    settled_at = serializers.DateTimeField(allow_null=True)
    answers = NoteAnswerShape(many=True)


class WarningShape(Versioned):
    """What may happen, raised by `party` and read by all. `word` says how it went."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True, help_text="null for a program.")
    what = serializers.CharField()
    effect = serializers.CharField()
    effect_hours = decimal(2, allow_null=True)
    effect_days = serializers.IntegerField(allow_null=True)
    probability = serializers.ChoiceField(Probability.values)
    about = serializers.ChoiceField([*EarlyWarning.About.values, ""], help_text="Empty: the partnership.")
    about_id = serializers.UUIDField(allow_null=True)
    language = serializers.ChoiceField(Language.values)
    status = serializers.ChoiceField(EarlyWarning.Status.values)
    word = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    joint_actions = serializers.ListField(child=serializers.UUIDField())


class OwnerShape(Shape):
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True, help_text="null until the party has named its person.")


class JointActionShape(Versioned):
    """What one person of each party does together until `due_on`. `origin_id` is the row that it came of."""

    partnership = serializers.UUIDField()
    text = serializers.CharField()
    language = serializers.ChoiceField(Language.values)
    due_on = serializers.DateField()
    origin = serializers.ChoiceField(Origin.values)
    origin_id = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(JointAction.Status.values)
    reason = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    owners = OwnerShape(many=True)


class NewNoteAnswer(Strict):
    text = written()
    language = Choice(Language.values, required=False, help_text=WRITTEN_IN)


class NewNote(NewNoteAnswer):
    """Said of the work, not of a person."""

    sort = Choice(Note.Sort.values)
    about = Choice(Note.About.values)
    about_id = Id()
    to = Id(required=False, help_text="The party that it is for; may be left out where there is one other.")


class WarningChange(Strict):
    """What is left out stays as it is."""

    what = written()
    effect = written(required=False, allow_blank=True)
    effect_hours = Hours(required=False, allow_null=True)
    effect_days = Whole(required=False, allow_null=True, min_value=1, max_value=3650)
    probability = Choice(Probability.values)
    about = Choice([*EarlyWarning.About.values, ""], required=False, allow_blank=True)
    about_id = Id(required=False, allow_null=True)
    language = Choice(Language.values, required=False, help_text=WRITTEN_IN)


class OwnerSaid(Strict):
    party = Id()
    person = Id(allow_null=True)


class NewJointAction(NewNoteAnswer):
    due_on = Day()
    owners = OwnerSaid(many=True, help_text="One person of each party, who may give feedback there.")


class NewWarning(WarningChange):
    """With `feedback_note` a friction becomes the warning; with `joint_action` it is acted on at once."""

    feedback_note = Id(required=False)
    joint_action = NewJointAction(required=False)


class WarningClosing(Strict):
    status = Choice([one for one in EarlyWarning.Status.values if one != "open"])
    word = written(help_text="How it went.")


class JointActionChange(Strict):
    """What is left out stays as it is; a party that `owners` leaves out keeps its person."""

    text = written()
    due_on = Day()
    owners = OwnerSaid(many=True)
    language = Choice(Language.values, required=False, help_text=WRITTEN_IN)


class NamedOwner(Strict):
    person = Id(help_text="A person of your own party.")


class DropReason(Strict):
    reason = written(help_text="Why it is let go.")
