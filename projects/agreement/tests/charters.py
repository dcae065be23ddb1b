"""A charter of Ada's and Sam's sides, as values and as what their forms send."""

from datetime import UTC, datetime
from uuid import UUID

from django.urls import reverse

from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.agreement.actions.drafts import save_draft
from projects.agreement.charter import FIELDS, step_of
from projects.agreement.factories import agreed
from projects.agreement.queries.charter import charter_copy
from projects.agreement.queries.drafts import known, mark_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def side(world, key):
    return {"id": str(world.parties[key]), "name": world.organizations[key].name}


def charter_values(world, *, first="havsvik", second="studionord", **changed):
    """A whole charter of the named sides."""
    return known(
        FIELDS,
        {
            "vision": "Every kitchen is drawn once.",
            "principles": [{"id": "p1", "text": "Bad news the same day."}],
            "ways": "We answer each other within a day.",
            "contacts": [
                {
                    "id": f"c{number}",
                    "party": side(world, key),
                    "person": name,
                    "role": "Delivery",
                    "reach": "by phone",
                    "turn": "1",
                }
                for number, (key, name) in enumerate(((first, "Ada Holm"), (second, "Sam Berg")))
            ],
            "meetings": [{"id": "m1", "what": "Steering", "often": "monthly", "who": "Owners"}],
            "review_on": "2027-05-01",
            "notice_days": "90",
            "exit_plan": "The log is handed over.",
            "handover": [{"id": "h1", "what": "Source code", "party": side(world, second)}],
            **changed,
        },
    )


def wrote(actor, partnership_id: UUID, step: int, *, seen=None, now=NOW, **values):
    """Save one step as the actor, who had read it as it stands now (or with the mark `seen`)."""
    with entered(actor, partnership_id=partnership_id):
        partnership = partnership_seen(actor, partnership_id)
        here = step_of(step)
        stands = here.part_of(charter_copy(partnership).values)
        return save_draft(
            actor,
            partnership=partnership,
            kind="charter",
            subject_id=partnership_id,
            step=here,
            values={**stands, **values},
            seen=mark_of(stands) if seen is None else seen,
            now=now,
        )


def charter_in_force(world, *, now=NOW, **changed):
    """Ada's and Sam's charter, signed by both."""
    actors = [world.actor("ada"), world.actor("sam")]
    values = charter_values(world, **changed)
    return agreed(actors, world.shared, kind="charter", subject_id=world.shared, values=values, now=now)


def address(world, name, **named):
    return reverse(f"agreement:{name}", kwargs={"partnership": world.shared, **named})


def step_form(client, url, **typed):
    """What the browser sends when the form at `url` is filled in: what stands there, and what is typed."""
    form = client.get(url).context["form"]
    sent = {"seen": client.get(url).context["mark"]}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = "" if value is None else value
    for part in form.parts:
        for rows in part if isinstance(part, list) else ():
            sent[rows.count_name] = rows.count
            sent.update({row.id_name: row.id for row in rows.rows})
    return {**sent, **typed}


def text(response):
    return response.content.decode().replace("\xa0", " ")
