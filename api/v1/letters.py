"""`/me/letters`: when the weekly letter comes, what comes how, and whether mail arrives. A person's own, so personal keys only."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.actions import mend_mailbox
from accounts.mailboxes import own_mailbox
from accounts.models import User
from api.fields import Choice, Strict, Whole, YesNo
from api.operation import operation
from api.shapes import Shape
from api.v1.agreement_versions import NothingMore
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.activity.choosing import choices_of, choose_topics
from projects.activity.topics import TOPICS
from projects.activity.topics import Choice as How
from projects.digests.actions import change_rhythm, start_letters, stop_letters
from projects.digests.forms import rhythm_of, topics_of
from projects.digests.models import QuietChoice, Weekday
from projects.digests.queries import setting_of


class TopicsShape(Strict):
    """At once (`now`), in the weekly letter (`letter`), or not at all (`off`)."""

    def get_fields(self) -> dict[str, Any]:
        return {
            one.name: Choice(
                [how for how in How.values if one.can_come_at_once or how != How.NOW],
                required=False,
                help_text=str(one.title),
            )
            for one in TOPICS
        }


class MailboxShape(Shape):
    """Whether letters go to the address; they are kept back while mail comes back from it."""

    email = serializers.EmailField()
    status = serializers.ChoiceField(["open", "suppressed"])
    reason = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)


class LettersShape(Shape):
    object = serializers.CharField()
    weekday = serializers.IntegerField(help_text="ISO: Monday is 1.")
    at = serializers.CharField(help_text="HH:MM in the person's time zone.")
    quiet = serializers.ChoiceField(QuietChoice.values)
    is_stopped = serializers.BooleanField()
    topics = TopicsShape()
    mailbox = MailboxShape()


class LettersChosen(Strict):
    weekday = Whole(min_value=Weekday.MONDAY, max_value=Weekday.SUNDAY, required=False)
    at = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"], required=False)
    quiet = Choice(QuietChoice.values, required=False)
    is_stopped = YesNo(required=False)
    topics = TopicsShape(required=False)


class OwnLetters(ResourceView):
    """A person's own: an organization's key finds none."""

    tag = "me"

    def require_person(self) -> User:
        """Return whose letters they are; raise NotThere for an organization's key."""
        found = User.objects.filter(id__in=[self.actor.person_id] if self.actor.person_id else []).first()
        if found is None:
            raise NotThere
        return found

    def record(self) -> dict[str, Any]:
        """Return how the letters come now; raise NotThere without a person."""
        person = self.require_person()
        setting, box = setting_of(self.actor), own_mailbox(self.actor)
        rhythm: dict[str, Any] = rhythm_of(setting)
        return {
            "object": "letters",
            **rhythm,
            "at": f"{rhythm['at']:%H:%M}",
            "is_stopped": bool(setting and setting.stopped_at),
            "topics": topics_of(choices_of(self.actor)),
            "mailbox": {
                "email": person.email,
                "status": "suppressed" if box and box.is_suppressed else "open",
                "reason": box.why if box else "",
                "since": box.suppressed_at if box else None,
            },
        }


class LettersView(OwnLetters):
    @operation("get_letters", Right.READ, summary="How your letters come", answer=LettersShape)
    def get(self, request: Any) -> HttpResponse:
        return self.one(self.record())

    @operation(
        "choose_letters",
        Right.CHOOSE_LETTERS,
        summary="Choose how your letters come",
        about="What is not named stays. Invitations and mail about the sign-in always come.",
        answer=LettersShape,
        body=LettersChosen,
    )
    def patch(self, request: Any) -> HttpResponse:
        self.record()  # an organization's key has no letters: not there, before anything is read
        said = self.body(partial=True)
        choose_topics(self.actor, choices=said.pop("topics", {}), now=self.now)
        is_stopped = said.pop("is_stopped", None)
        if said:
            rhythm: dict[str, Any] = rhythm_of(setting_of(self.actor)) | said
            change_rhythm(self.actor, **rhythm, now=self.now)
        if is_stopped is not None:
            (stop_letters if is_stopped else start_letters)(self.actor, now=self.now)
        return self.one(self.record())


class MendMailboxView(OwnLetters):
    @operation(
        "mend_mailbox",
        Right.CHOOSE_LETTERS,
        summary="Let letters go to your address again after mail came back from it",
        about="A mail that tries it goes out. Once a day: 409 `mended_today`.",
        answer=LettersShape,
        body=NothingMore,
    )
    def post(self, request: Any) -> HttpResponse:
        self.body()
        self.record()
        if own_mailbox(self.actor) is not None:  # else nothing ever came back
            mend_mailbox(self.actor, now=self.now)
        return self.one(self.record())
