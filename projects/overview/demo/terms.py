"""The terms of the demo's projects: signed at the start, and three that are still talked about or were declined."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from projects.agreement.fields import Values
from projects.overview.demo.people import demo_id, party_id
from projects.overview.demo.scripts import SCRIPTS, Script
from projects.overview.demo.staging import Scene, Step, declining, forward, moment, signing
from projects.work.models import Deliverable, Project
from projects.work.queries.terms import basis_of
from projects.work.terms import KIND, Part, Terms, written

RATE = Decimal(950)
SIGNER = {"havsvik": "ada", "studionord": "sam", "kust": "karin"}
WORD = "Kassan på mobil blev större än skisserna. En vecka till, så hinner vi testa den ordentligt."
MORE = "Vi vill ha en nivå till i kundklubben före öppningen."
NOT_NOW = (
    "Vi väntar med fler nivåer tills vi har sett hur de första används. Ta upp det igen efter öppningen."
)


def project_key(code: str) -> UUID:
    """The id of the demo's project with this code."""
    return demo_id(61 + [script.code for script in SCRIPTS].index(code))


def terms_steps(now: datetime) -> list[Step]:
    """Every project with a delivery day has its terms signed when it began; the talk since then is about three."""
    steps = [step for script in SCRIPTS if script.due_in_days is not None for step in _begun(script, now)]
    shop, club, campaign = (project_key(code) for code in ("WEBB", "KLUBB", "JUL"))
    return [
        *steps,
        Step(moment(now, 22, 9), "sam", "slipping", forward(KIND, club, _changed(club, hours=40), MORE)),
        Step(moment(now, 20, 13), "ada", "slipping", declining(KIND, club, NOT_NOW)),
        Step(moment(now, 10, 11), "ada", "slipping", forward(KIND, shop, _changed(shop, hours=12))),
        Step(moment(now, 6, 10), "sam", "slipping", forward(KIND, shop, _countered(shop), WORD)),
        Step(moment(now, 6, 12), "sam", "slipping", signing(KIND, shop)),
        Step(moment(now, 4, 9), "sam", "slipping", forward(KIND, campaign, _campaign(campaign, now))),
        Step(moment(now, 4, 10), "sam", "slipping", signing(KIND, campaign)),
    ]


def _begun(script: Script, now: datetime) -> list[Step]:
    key, days = project_key(script.code), script.began_days_ago
    deliverer, commissioner = SIGNER[script.delivered_by], SIGNER[script.commissioned_by]
    where = script.partnership
    return [
        Step(moment(now, days, 13), deliverer, where, forward(KIND, key, _first(script, key, now))),
        Step(moment(now, days, 15), deliverer, where, signing(KIND, key)),
        Step(moment(now, max(days - 1, 0), 16), commissioner, where, signing(KIND, key)),
    ]


def _first(script: Script, key: UUID, now: datetime) -> Callable[[Scene], Values]:
    """What is planned becomes what is agreed: hours, money, days, and every deliverable."""
    due = timedelta(days=script.due_in_days or 0)

    def values(scene: Scene) -> Values:
        project = Project.objects.get(partnership_id=scene.partnership.id, id=key)
        rows = Deliverable.objects.filter(partnership_id=scene.partnership.id, project=project)
        terms = Terms(
            commissioned_by_id=party_id(script.partnership, script.commissioned_by),
            delivered_by_id=party_id(script.partnership, script.delivered_by),
            hours_budget=script.budget,
            amount_budget=script.budget * RATE,
            currency=scene.partnership.currency,
            starts_on=(now - timedelta(days=script.began_days_ago)).date(),
            delivery_on=now.date() + due,
            parts=tuple(Part(row.id, row.name, row.hours_budget, row.planned_on) for row in rows),
        )
        return written(terms, project, scene.partnership)

    return values


def _changed(key: UUID, *, hours: int) -> Callable[[Scene], Values]:
    return lambda scene: _with(scene, key, lambda terms: _more(terms, hours))


def _countered(key: UUID) -> Callable[[Scene], Values]:
    """A week later, and twice the hours that the other side thought of, with their price."""

    def change(terms: Terms) -> Terms:
        day = terms.delivery_on + timedelta(weeks=1) if terms.delivery_on else None
        return replace(_more(terms, 12), delivery_on=day)

    return lambda scene: _with(scene, key, change)


def _campaign(key: UUID, now: datetime) -> Callable[[Scene], Values]:
    """The first terms of what has only been begun."""
    ends_on = now.date() + timedelta(days=24)
    budget = SCRIPTS[2].budget

    def change(terms: Terms) -> Terms:
        return replace(terms, hours_budget=budget, amount_budget=budget * RATE, delivery_on=ends_on)

    return lambda scene: _with(scene, key, change)


def _more(terms: Terms, hours: int) -> Terms:
    budget, amount = (terms.hours_budget or 0) + hours, (terms.amount_budget or 0) + hours * RATE
    return replace(terms, hours_budget=Decimal(budget), amount_budget=Decimal(amount))


def _with(scene: Scene, key: UUID, change: Callable[[Terms], Terms]) -> Values:
    project = Project.objects.get(partnership_id=scene.partnership.id, id=key)
    terms = change(basis_of(scene.partnership, project))
    currency = terms.currency or scene.partnership.currency
    return written(replace(terms, currency=currency), project, scene.partnership)
