"""What insight looks like to programs, and what they may write."""

from rest_framework import serializers

from api.fields import Choice, Day, Id, Number, Strict, Text, YesNo
from api.shapes import Named, Record, Shape, Versioned, decimal
from projects.insight.models import Audience, Figure, FigureValue, Post, Question, Topic

MOST = 1000
SUBJECTS = ["goal", "project", "deliverable"]
HOW_FAR = "0 closed, 1 a light, 2 a summary in ranges, 3 by day, 4 with sources and corrections."


class InsightFileShape(Shape):
    """A file of a page; its bytes are at `/insight-files/{id}`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")


class InsightPageShape(Versioned):
    """A page of business context. `named` pages are found by a key of a named person alone, drafts by their own party."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField(help_text="Whose it is.")
    topic = serializers.ChoiceField(Topic.values)
    title = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    audience = serializers.ChoiceField(Audience.values)
    readers = serializers.ListField(child=serializers.UUIDField(), help_text="People, for `named`.")
    purpose = serializers.CharField()
    fresh_until = serializers.DateField(allow_null=True)
    archived_at = serializers.DateTimeField(allow_null=True)
    files = InsightFileShape(many=True)


class NewInsightPage(Strict):
    topic = Choice(Topic.values)
    title = Text(max_length=200)
    body = Text(required=False, allow_blank=True, max_length=50_000, help_text="Markdown.")
    audience = Choice(Audience.values)
    readers = serializers.ListField(child=Id(), required=False, max_length=500)
    purpose = Text(required=False, allow_blank=True, max_length=300)
    fresh_until = Day(required=False, allow_null=True)


class NewArchived(Strict):
    is_archived = YesNo()


class InsightUseShape(Record):
    """What a page changed for a party."""

    party = serializers.UUIDField()
    text = serializers.CharField()
    subject_kind = serializers.CharField()
    subject = serializers.UUIDField(allow_null=True)
    at = serializers.DateTimeField()


class NewInsightUse(Strict):
    text = Text(max_length=500)
    subject_kind = Choice(SUBJECTS, required=False)
    subject = Id(required=False)


class KeyFigureShape(Named):
    """A key figure of your own party."""

    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    name = serializers.CharField()
    unit = serializers.CharField()
    target = decimal(4, allow_null=True)
    direction = serializers.ChoiceField(Figure.Direction.values)
    monthly = serializers.ChoiceField(Figure.Monthly.values)
    band = decimal(4, about="How wide the ranges are that others see at step 2.")
    source = serializers.CharField()  # type: ignore[assignment]
    purpose = serializers.CharField()
    archived_at = serializers.DateTimeField(allow_null=True)


class NewKeyFigure(Strict):
    name = Text(max_length=120)
    unit = Text(max_length=40)
    target = Number(required=False, allow_null=True)
    direction = Choice(Figure.Direction.values, required=False)
    monthly = Choice(Figure.Monthly.values, required=False)
    band = Number(required=False, allow_null=True)
    source = Text(required=False, allow_blank=True, max_length=200)  # type: ignore[assignment]
    purpose = Text(required=False, allow_blank=True, max_length=300)


class OpenedKeyFigureShape(Record):
    """A key figure of any party as far as it is open to yours; what the step does not permit is null or empty."""

    party = serializers.UUIDField()
    name = serializers.CharField()
    unit = serializers.CharField()
    step = serializers.IntegerField(help_text=HOW_FAR)
    light = serializers.CharField(help_text="`inside`, `below` or `above` the target; empty without one.")
    low = decimal(4, allow_null=True)
    high = decimal(4, allow_null=True)
    value = decimal(4, allow_null=True)
    read_on = serializers.DateField(allow_null=True)


class KeyFigureReadingShape(Record):
    """A value of a day; of several for a day the one recorded last counts."""

    key_figure = serializers.UUIDField()
    value = decimal(4)
    read_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    source_kind = serializers.ChoiceField(FigureValue.Source.values)
    source = serializers.CharField()  # type: ignore[assignment]
    person = serializers.UUIDField(allow_null=True)


class NewKeyFigureReading(Strict):
    value = Number()
    read_on = Day()


class NewKeyFigureReadings(Strict):
    """All or none, each day once."""

    source = Text(required=False, allow_blank=True, max_length=200)  # type: ignore[assignment]
    readings = NewKeyFigureReading(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]


class KeyFigureResultShape(Shape):
    status = serializers.ChoiceField(["created", "unchanged"])
    id = serializers.UUIDField(allow_null=True)


class KeyFigureResultsShape(Shape):
    object = serializers.CharField()
    data = KeyFigureResultShape(many=True, help_text="In the order of the request.")  # type: ignore[assignment]


class QuestionPostShape(Shape):
    party = serializers.UUIDField()
    sort = serializers.ChoiceField(Post.Sort.values)
    text = serializers.CharField()
    at = serializers.DateTimeField()


class QuestionShape(Record):
    """A question of `party` to `owner`; `turn` is the party whose turn it is, null once closed."""

    version = serializers.IntegerField()
    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    owner = serializers.UUIDField()
    turn = serializers.UUIDField(allow_null=True)
    sort = serializers.ChoiceField(Question.Sort.values)
    title = serializers.CharField()
    page = serializers.UUIDField(allow_null=True)
    key_figure = serializers.UUIDField(allow_null=True)
    subject_kind = serializers.CharField()
    subject = serializers.UUIDField(allow_null=True)
    asked_at = serializers.DateTimeField()
    turned_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class QuestionWholeShape(QuestionShape):
    """A question with everything that was said."""

    posts = QuestionPostShape(many=True)


class NewQuestion(Strict):
    """About a page, a key figure, or a project, deliverable or goal, or nothing in particular."""

    owner = Id(help_text="The party that is asked; with a page or a key figure, its own.")
    title = Text(max_length=200)
    text = Text(required=False, allow_blank=True, max_length=5000)
    page = Id(required=False)
    key_figure = Id(required=False)
    subject_kind = Choice(SUBJECTS, required=False)
    subject = Id(required=False)


class NewReply(Strict):
    text = Text(max_length=5000)


class KeyFigureLinkShape(Shape):
    object = serializers.CharField()
    measure = serializers.UUIDField()
    key_figure = serializers.UUIDField()
    party = serializers.UUIDField()


class NewKeyFigureLink(Strict):
    key_figure = Id(help_text="Of your own party, open to all others at step 3 or more.")
