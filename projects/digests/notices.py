"""What a person wants at once: one mail with all that is new, at most one an hour, and none while people sleep.

Claim (the row with its words, and each thing marked as told) → mark sending → send → mark sent. A kill between the last two is
settled by the Message-ID, as for a letter; what nobody can tell is marked unknown and never sent again.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import actor_for, entered, system_door
from accounts.models import User
from accounts.queries import partnerships_seen
from partnership.kit.mail import Mail, NotSent, Undecided, arrived, deliver, mail_host, rendered
from partnership.kit.spoken import language
from projects.activity.choosing import choices_of
from projects.activity.models import TopicChoice
from projects.activity.topics import Choice, at_once, topic_of
from projects.activity.waiting import Waiting, waiting_for
from projects.digests.marking import mark, taken
from projects.digests.models import Notice, Told
from projects.digests.schedule import zone_named
from projects.digests.words import absolute, number

AN_HOUR = timedelta(hours=1)
MORNING, EVENING = time(7), time(21)
MOST_SHOWN, MOST_ATTEMPTS = 5, 5
Status = Notice.Status

# Who wants something at once, has a verified address that mail arrives at, and was not told anything within the hour.
PEOPLE = f"""
SELECT u.id, u.time_zone FROM accounts_user u
WHERE u.is_active
  AND EXISTS (SELECT 1 FROM activity_topicchoice c WHERE c.user_id = u.id AND c.choice = '{Choice.NOW}')
  AND EXISTS (SELECT 1 FROM account_emailaddress e WHERE e.user_id = u.id AND e.email = u.email AND e.verified)
  AND NOT EXISTS (SELECT 1 FROM accounts_mailbox b
                  WHERE b.user_id = u.id AND b.email = u.email AND b.suppressed_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM digests_notice n WHERE n.user_id = u.id AND n.claimed_at > %(since)s)
  AND (%(person)s::uuid IS NULL OR u.id = %(person)s)
ORDER BY u.id
"""  # noqa: S608 - only constants of ours


def is_quiet_hour(now: datetime, zone: str) -> bool:
    """Whether people sleep there: from nine in the evening until seven."""
    at = now.astimezone(zone_named(zone)).time()
    return not MORNING <= at < EVENING


def people_to_tell(*, now: datetime, person_id: UUID | None = None) -> list[UUID]:
    """The people to look at now: awake, and without a mail of this kind within the hour; of all, or of one."""
    with system_door("digests.plan") as connection, connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"since": now - AN_HOUR, "person": person_id})
        rows = cursor.fetchall()
    return [key for key, zone in rows if not is_quiet_hour(now, zone)]


def unsent_notices() -> list[UUID]:
    """The notices that a crash or a mail server left unsent."""
    with system_door("digests.settle"):
        rows = Notice.objects.using("system").filter(status__in=[Status.CLAIMED, Status.SENDING])
        return list(rows.order_by("id").values_list("id", flat=True))


def tell_at_once(person_id: UUID, *, now: datetime) -> UUID | None:
    """Claim one notice with all that is new for the person; return it, or None when there is nothing new."""
    with taken(person_id) as is_mine:
        if not is_mine or not people_to_tell(now=now, person_id=person_id):
            return None
        with system_door("digests.plan"):
            person = User.objects.using("system").get(id=person_id)
        with translation.override(person.language):
            things = _new_things(person_id, now=now)
            return _claim(person, things, now=now) if things else None


def send_notice(notice_id: UUID, *, now: datetime) -> str:
    """Send one claimed notice, or settle one that was cut off; return its status afterwards, "" when it is done."""
    with taken(notice_id) as is_mine:
        if not is_mine:
            return ""
        with system_door("digests.settle"):
            rows = Notice.objects.using("system").select_related("user")
            notice = rows.filter(id=notice_id, status__in=[Status.CLAIMED, Status.SENDING]).first()
        if notice is None:
            return ""
        return _settle(notice, now) if notice.status == Status.SENDING else _send(notice, now)


def message_id_of(notice: Notice) -> str:
    return f"<notice.{notice.id}.u{notice.user_id.hex}@{mail_host()}>"


def key_of(one: Waiting) -> str:
    """What makes it the same thing: where, what kind, which page, and since when it waits."""
    words = f"{one.partnership_id} {one.kind} {one.url} {one.since or ''}"
    return hashlib.sha256(words.encode()).hexdigest()


def _new_things(person_id: UUID, *, now: datetime) -> list[Waiting]:
    """What waits in the topics that come at once, began to wait since they do, and has not been told."""
    first = actor_for(person_id)
    found: dict[str, Waiting] = {}
    for standing in first.standings:
        actor = actor_for(person_id, standing.organization_id)
        with entered(actor):
            chosen, since = choices_of(actor), _chosen_on(person_id)
            for one in at_once(waiting_for(actor, partnerships_seen(actor)), chosen):
                if one.since is None or one.since >= since[topic_of(one.kind)].astimezone(UTC).date():
                    found.setdefault(key_of(one), one)
    with entered(first):
        told = Told.objects.filter(user_id=person_id, thing__in=list(found))
        known = set(told.values_list("thing", flat=True))
    return [one for key, one in found.items() if key not in known]


def _chosen_on(person_id: UUID) -> dict[str, datetime]:
    rows = TopicChoice.objects.filter(user_id=person_id, choice=Choice.NOW)
    return dict(rows.values_list("topic", "changed_at"))


def _claim(person: User, things: Sequence[Waiting], *, now: datetime) -> UUID:
    parts = rendered("waiting", _context(things))
    with system_door("digests.plan"):
        Told.objects.using("system").bulk_create(
            [Told(user_id=person.id, thing=key_of(one), told_at=now) for one in things],
            ignore_conflicts=True,
        )
        notice = Notice.objects.using("system").create(
            user_id=person.id, language=person.language, claimed_at=now, **parts
        )
    key: UUID = notice.id
    return key


def _context(things: Sequence[Waiting]) -> dict[str, object]:
    count = len(things)
    title = str(things[0].title)
    if count > 1:
        title = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", count) % {
            "count": number(count)
        }
    shown = [(one, absolute(one.url)) for one in things[:MOST_SHOWN]]
    return {
        "title": title,
        "subject": title[:180],
        "things": shown,
        "more": max(count - MOST_SHOWN, 0),
        "action": str(things[0].action) if count == 1 else _("See it in the portal"),
        "link": shown[0][1] if count == 1 else absolute("/"),
        "language": language(),
        "choose_url": absolute("/letters/"),
    }


def _send(notice: Notice, now: datetime) -> str:
    mail = Mail(
        to=notice.user.email,
        subject=notice.subject,
        text=notice.text,
        html=notice.html,
        language=notice.language,
        message_id=message_id_of(notice),
    )
    if not mark(notice, Status.SENDING, attempts=notice.attempts + 1):
        return ""
    try:
        deliver(mail)
    except NotSent as error:
        is_over = error.permanent or notice.attempts + 1 >= MOST_ATTEMPTS
        return mark(notice, Status.FAILED if is_over else Status.CLAIMED)
    except Undecided:
        return _settle(notice, now)
    return mark(notice, Status.SENT, sent_at=now)


def _settle(notice: Notice, now: datetime) -> str:
    there = arrived(message_id_of(notice))
    if there is None:
        return mark(notice, Status.UNKNOWN)
    return mark(notice, Status.SENT, sent_at=now) if there else mark(notice, Status.CLAIMED)
