"""The demo's open book: rate cards, sheets with what they cost, purchases, approved hours and a sharing rule."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from projects.agreement.reading import values_of
from projects.overview.demo.prices import BANDS, CARDS, SHEETS, TARGET, Bought, Priced
from projects.overview.demo.staging import Act, Scene, Step, moment, opened, signing
from projects.overview.demo.terms import project_key
from projects.pricing.actions.costs import CostSaid, state_costs
from projects.pricing.actions.outlays import OutlayValues, add_outlay, approve_outlay
from projects.pricing.actions.rates import RateSaid, add_rate
from projects.pricing.actions.sharing import propose_sharing
from projects.pricing.actions.sheets import propose_sheet
from projects.pricing.models import Outlay, SheetLine
from projects.pricing.shares import Band
from projects.pricing.sharing import KIND as SHARING
from projects.pricing.sharing import Rule
from projects.pricing.sheet import KIND
from projects.work.actions.approvals import Chosen, approve_hours
from projects.work.models import Project

HOME = {"ada": "slipping", "sam": "slipping", "karin": "healthy"}
APPROVED_UNTIL = 12
"""The newest days are still to be approved."""


def book_steps(now: datetime) -> list[Step]:
    """The whole book up to today; one sheet waits for a signature, one purchase and the newest hours for a yes."""
    sheets = [step for one in SHEETS for step in _of_sheet(one, now)]
    return [*_cards(now), *sheets, *_sharing(now)]


def _cards(now: datetime) -> list[Step]:
    return [
        Step(moment(now, min(days, 230), 8, place), who, HOME[who], _rating(role, amounts, now, days))
        for who, card in CARDS.items()
        for days, rates in card.items()
        for place, (role, amounts) in enumerate(rates.items())
    ]


def _rating(role: str, amounts: tuple[int, int], now: datetime, days: int) -> Act:
    rate, cost = (Decimal(amount) for amount in amounts)
    said = RateSaid(role, (now - timedelta(days=days)).date(), "SEK", rate, cost)
    return lambda scene: add_rate(scene.actor, said=said, today=scene.now.date(), now=scene.now)


def _of_sheet(one: Priced, now: datetime) -> list[Step]:
    """Put forward, costed in the same hour, signed by both; then bought for, and its hours approved month by month."""
    key, (first, second) = project_key(one.code), one.signers
    agreed = [
        Step(moment(now, one.days_ago, 9), first, one.where, _proposing(one)),
        Step(moment(now, one.days_ago, 9, 20), first, one.where, _costing(one)),
        Step(moment(now, one.days_ago, 10), first, one.where, signing(KIND, key)),
    ]
    if not one.is_signed:
        return agreed
    bought = [step for thing in one.bought for step in _buying(one, thing, now)]
    approved = [
        Step(moment(now, days, 16), second, one.where, _approving(one, now, days + 5))
        for days in range(APPROVED_UNTIL - 5, one.days_ago, 30)
    ]
    signed = Step(moment(now, one.days_ago - 1, 14), second, one.where, signing(KIND, key))
    return [*agreed, signed, *bought, *approved]


def _proposing(one: Priced) -> Act:
    return lambda scene: propose_sheet(
        scene.actor,
        partnership=scene.partnership,
        project=_project(scene, one.code),
        values=one.values,
        seen=0,
        now=scene.now,
    )


def _costing(one: Priced) -> Act:
    def act(scene: Scene) -> None:
        version = opened(scene, KIND, project_key(one.code))
        lines = {row["id"]: row for row in values_of(version)["lines"] if row["text"] in one.costs}
        said = {key: _cost(row, Decimal(one.costs[row["text"]])) for key, row in lines.items()}
        state_costs(
            scene.actor,
            partnership=scene.partnership,
            project=_project(scene, one.code),
            costs=said,
            number=version.number,
            now=scene.now,
        )

    return act


def _cost(row: dict[str, Any], amount: Decimal) -> CostSaid:
    return CostSaid(hourly_cost=amount) if row["role"] else CostSaid(cost=amount)


def _buying(one: Priced, thing: Bought, now: datetime) -> list[Step]:
    first, second = one.signers
    steps = [Step(moment(now, thing.days_ago, 11), first, one.where, _writing(one, thing))]
    if thing.is_approved:
        steps.append(Step(moment(now, thing.days_ago - 1, 15), second, one.where, _saying_yes(one, thing)))
    return steps


def _writing(one: Priced, thing: Bought) -> Act:
    def act(scene: Scene) -> object:
        project, day = _project(scene, one.code), scene.now.date()
        price, cost = Decimal(thing.price), Decimal(thing.cost)
        lines = SheetLine.objects.filter(
            partnership_id=scene.partnership.id, project=project, text=thing.line
        )
        line = lines.get().line if thing.line else ""
        values = OutlayValues(day, thing.sort, thing.text, price, "SEK", line=line, cost=cost)
        return add_outlay(scene.actor, project=project, values=values, today=day, now=scene.now)

    return act


def _saying_yes(one: Priced, thing: Bought) -> Act:
    def act(scene: Scene) -> object:
        own = {"partnership_id": scene.partnership.id, "project_id": project_key(one.code)}
        outlay = Outlay.objects.select_related("project").get(**own, text=thing.text)
        return approve_outlay(scene.actor, outlay=outlay, now=scene.now)

    return act


def _approving(one: Priced, now: datetime, days: int) -> Act:
    until = (now - timedelta(days=days)).date()
    return lambda scene: approve_hours(
        scene.actor, project=_project(scene, one.code), chosen=Chosen(until=until), now=scene.now
    )


def _sharing(now: datetime) -> list[Step]:
    code, target = TARGET
    bands = tuple(
        Band(Decimal(low), Decimal(high) if high else None, Decimal(share)) for low, high, share in BANDS
    )
    rule, key = Rule(target, "SEK", bands), project_key(code)
    return [
        Step(moment(now, 63, 9), "ada", "slipping", _offering(code, rule)),
        Step(moment(now, 63, 9, 30), "ada", "slipping", signing(SHARING, key)),
        Step(moment(now, 62, 15), "sam", "slipping", signing(SHARING, key)),
    ]


def _offering(code: str, rule: Rule) -> Act:
    return lambda scene: propose_sharing(
        scene.actor,
        partnership=scene.partnership,
        project=_project(scene, code),
        rule=rule,
        seen=0,
        now=scene.now,
    )


def _project(scene: Scene, code: str) -> Project:
    found: Project = Project.objects.get(partnership_id=scene.partnership.id, id=project_key(code))
    return found
