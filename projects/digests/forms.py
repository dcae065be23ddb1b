"""The shape of what a person may choose about their letters."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.activity.topics import TOPICS, Choice, Choices, choice_of
from projects.digests.models import LetterSetting, QuietChoice, Weekday
from projects.digests.schedule import HALF_PAST_SEVEN


class RhythmForm(forms.Form):
    """Day, hour and the quiet choice."""

    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday.choices, coerce=int)
    at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("In your own time zone. The letter tells of the week that ended on Sunday."),
    )
    quiet = forms.ChoiceField(
        label=_("In a quiet week"), choices=QuietChoice.choices, widget=forms.RadioSelect
    )

    def clean_at(self) -> time:
        """Letters keep to whole minutes."""
        at: time = self.cleaned_data["at"]
        return at.replace(second=0, microsecond=0)


class TopicsForm(forms.Form):
    """One choice a topic, in the topics' own order."""

    def __init__(self, data: Any = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="topic_%s")
        for topic in TOPICS:
            choices = [one for one in Choice.choices if topic.can_come_at_once or one[0] != Choice.NOW]
            self.fields[topic.name] = forms.ChoiceField(label=str(topic.title), choices=choices)


def topics_of(choices: Choices) -> dict[str, str]:
    """The form's values: the person's own choices, else the letter."""
    return {topic.name: choice_of(choices, topic.name) for topic in TOPICS}


def rhythm_of(setting: LetterSetting | None) -> dict[str, object]:
    """The form's values: the person's own, else the defaults."""
    if setting is None:
        return {"weekday": Weekday.MONDAY, "at": HALF_PAST_SEVEN, "quiet": QuietChoice.LINES}
    return {"weekday": setting.weekday, "at": setting.at, "quiet": setting.quiet}
