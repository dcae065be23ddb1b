"""A person's own choice of topics: reading it and changing it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from partnership.kit.errors import NotThere, Refused
from projects.activity.models import TopicChoice
from projects.activity.topics import TOPICS, Choice


class NoSuchTopic(Refused):
    message = _("There is no such topic, or it can't be had in that way.")
    code = "no_such_topic"
    status = 422
    field = "topics"


def choices_of(actor: Actor) -> dict[str, str]:
    """The person's own choices by topic; inside the person's door."""
    if actor.person_id is None:
        return {}
    return choices_of_people([actor.person_id], using="default").get(actor.person_id, {})


def choices_of_people(person_ids: Iterable[UUID], *, using: str) -> dict[UUID, dict[str, str]]:
    """The choices of many people, by person and topic; one query, in a sweep's door or for oneself."""
    found: dict[UUID, dict[str, str]] = {}
    rows = TopicChoice.objects.using(using).filter(user_id__in=list(person_ids))
    for person_id, topic, choice in rows.values_list("user_id", "topic", "choice"):
        found.setdefault(person_id, {})[topic] = choice
    return found


def choose_topics(actor: Actor, *, choices: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Keep how the person wants these topics; those not named stay. Raises NoSuchTopic and NotThere."""
    if actor.person_id is None:
        raise NotThere
    known = {one.name: one for one in TOPICS}
    for name, choice in choices.items():
        fits = name in known and choice in Choice.values
        if not fits or (choice == Choice.NOW and not known[name].can_come_at_once):
            raise NoSuchTopic
    before = choices_of(actor)
    for name, choice in choices.items():
        if before.get(name, Choice.LETTER) != choice:
            TopicChoice.objects.update_or_create(
                user_id=actor.person_id, topic=name, defaults={"choice": choice, "changed_at": now}
            )
    return choices_of(actor)


def nothing_at_once(actor: Actor, *, now: datetime) -> None:
    """Let everything that came at once come in the letter: what a complaint about such a mail asks for."""
    told = TopicChoice.objects.filter(user_id=actor.person_id, choice=Choice.NOW)
    told.update(choice=Choice.LETTER, changed_at=now)
