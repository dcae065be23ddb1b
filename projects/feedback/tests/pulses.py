"""Steps that tests of the pulse share."""

from django.db import connection
from django.utils import timezone

from accounts.doors import entered
from accounts.queries import partnership_seen
from projects.feedback.actions.answers import RatingSaid, give_answer
from projects.feedback.actions.rounds import open_round
from projects.feedback.models import Round

BLIND = ("feedback_answer", "feedback_rating")


def open_by(actor, partnership_id, now=None):
    with entered(actor, partnership_id=partnership_id):
        seen = partnership_seen(actor, partnership_id)
        return open_round(actor, partnership=seen, now=now or timezone.now())


def say(actor, pulse, score=7, comment="", *, about=None, shows_name=False, version=None, question="trust"):
    """Answer one question about one side, the own one unless told otherwise."""
    with entered(actor, partnership_id=pulse.partnership_id):
        side = about or actor.party_id(pulse.partnership_id)
        ratings = [RatingSaid(question, side, score, comment)]
        return give_answer(
            actor,
            pulse=pulse,
            ratings=ratings,
            shows_name=shows_name,
            now=timezone.now(),
            version=version,
        )


def read_all(actor, partnership_id, tables=BLIND):
    """Return every row of tables, as text, that raw SQL finds under the runtime role in the actor's door."""
    with entered(actor, partnership_id=partnership_id), connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            found += [row for (row,) in cursor.fetchall()]
        return found


def fresh(pulse):
    return Round.objects.get(id=pulse.id)
