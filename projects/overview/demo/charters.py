"""The demo's charters: two that are signed, and one that is being written."""

from datetime import datetime, timedelta
from typing import Any

from projects.agreement import charter
from projects.agreement.actions.drafts import save_draft
from projects.agreement.charter import STEPS
from projects.agreement.queries.drafts import mark_of
from projects.overview.demo.people import PARTNERSHIPS, party_id
from projects.overview.demo.staging import Scene, Step, forward, moment, signing

VISION = {
    "slipping": "Havsvik Hem ska vara den butik på nätet som man kommer tillbaka till. Studio Nord ska kunna visa"
    " upp det som sitt bästa arbete. Vi bygger det tillsammans, med öppna kort.",
    "healthy": "Varje paket kommer fram den dag som vi har lovat, och båda vet var det är. När något går fel hör"
    " kunden det av oss först.",
    "new": "En bokning ska ta mindre än en minut, och gästen ska känna sig väntad redan då.",
}
CONTACTS = {
    "slipping": (
        ("havsvik", "Ada Holm", "beslut och budget", "ada@havsvik.example"),
        ("studionord", "Sam Berg", "leverans och bemanning", "sam@studionord.example"),
    ),
    "healthy": (
        ("havsvik", "Ada Holm", "beslut och budget", "ada@havsvik.example"),
        ("kust", "Karin Sjö", "trafik och lager", "karin@kustlogistik.example"),
    ),
}
PRINCIPLES = (
    "Vi säger det som är svårt först, och till varandra.",
    "Båda ska tjäna på det, annars ändrar vi.",
    "Den som väntar på svar får veta när det kommer.",
)
SIGNERS = {"slipping": ("ada", "sam"), "healthy": ("ada", "karin")}
REVIEW_AFTER = timedelta(weeks=80)


def charter_steps(now: datetime) -> list[Step]:
    """Two charters signed in the second week, and the first step of a third."""
    steps = [Step(moment(now, 5, 10), "olga", "new", _first_step)]
    for where, (first, second) in SIGNERS.items():
        key, _sides, weeks = PARTNERSHIPS[where]
        days = 7 * weeks - 9
        steps += [
            Step(moment(now, days, 9), first, where, forward(charter.NAME, key, _values(where, now, days))),
            Step(moment(now, days, 14), first, where, signing(charter.NAME, key)),
            Step(moment(now, days - 1, 15), second, where, signing(charter.NAME, key)),
        ]
    return steps


def _first_step(scene: Scene) -> object:
    values = {"vision": VISION["new"]}
    nothing = STEPS[0].part_of({})
    return save_draft(
        scene.actor,
        partnership=scene.partnership,
        kind=charter.NAME,
        subject_id=scene.partnership.id,
        step=STEPS[0],
        values=values,
        seen=mark_of(nothing),
        now=scene.now,
    )


def _values(where: str, now: datetime, days: int) -> dict[str, Any]:
    signed_on = now.date() - timedelta(days=days)
    return {
        "vision": VISION[where],
        "principles": [{"id": str(place), "text": text} for place, text in enumerate(PRINCIPLES, start=1)],
        "ways": "Korta pass och tidiga skisser. Det som inte är skrivet här är inte bestämt.",
        "contacts": [_contact(where, place, row) for place, row in enumerate(CONTACTS[where], start=1)],
        "meetings": [
            {"id": "1", "what": "Avstämning", "often": "weekly", "who": "Projektledarna"},
            {"id": "2", "what": "Så här går det för oss", "often": "quarterly", "who": "Båda ledningarna"},
        ],
        "review_on": (signed_on + REVIEW_AFTER).isoformat(),
        "notice_days": "90",
        "exit_plan": "Pågående delar blir klara eller lämnas över. Koden och logginen finns hos båda sidor.",
        "handover": [{"id": "1", "what": "Källkod, mått och arbetslogg", "party": None}],
    }


def _contact(where: str, place: int, row: tuple[str, str, str, str]) -> dict[str, Any]:
    side, person, role, reach = row
    party = {"id": str(party_id(where, side)), "name": ""}
    return {"id": str(place), "party": party, "person": person, "role": role, "reach": reach, "turn": "1"}
