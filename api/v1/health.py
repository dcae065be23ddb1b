"""`/health`: how each partnership is doing, week by week, and of what a week was made."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Right
from accounts.queries import partnership_seen
from api.operation import operation
from api.parameters import PAGING, day, ids
from api.v1.health_shapes import HealthExplainedShape, HealthShape
from api.view import ResourceView
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.health.alert_words import AlertSeen
from projects.health.explained import RowSeen, explained
from projects.health.lists import WeekListed, latest_weeks, weeks_of
from projects.health.places import kind_of
from projects.health.queries import DriverSeen, health_of_weeks
from projects.health.step_words import StepSeen


class HealthView(ResourceView):
    tag = "health"

    @operation(
        "list_latest_health",
        Right.READ,
        summary="The latest week of each partnership",
        answer=HealthShape,
        listed=True,
        parameters=(*PAGING, ids("partnership", "Only these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        after = self.after()
        rows = latest_weeks(
            self.actor,
            limit=self.query["limit"] + 1,
            before=UUID(after[0]) if after else None,
            partnerships=self.query["partnership"],
        )
        return self.page(rows, key=lambda row: [str(row.partnership_id)], shape=shape)


class HealthHistoryView(ResourceView):
    tag = "health"

    @operation(
        "list_health",
        Right.READ,
        summary="A partnership's weeks, newest first",
        answer=HealthShape,
        listed=True,
        parameters=(
            *PAGING,
            day("since", "Only weeks whose Monday is this day or later."),
            day("until", "Only weeks whose Monday is before this day."),
        ),
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        after = self.after()
        rows = weeks_of(
            self.actor,
            partnership,
            limit=self.query["limit"] + 1,
            before=date.fromisoformat(after[0]) if after else None,
            since=self.query["since"],
            until=self.query["until"],
        )
        return self.page(rows, key=lambda row: [row.week_on.isoformat()], shape=shape)


class HealthWeekView(ResourceView):
    tag = "health"

    @operation(
        "get_health",
        Right.READ,
        summary="One week with what it was made of, and why it changed",
        answer=HealthExplainedShape,
    )
    def get(self, request: Any, partnership: UUID, week: str) -> HttpResponse:
        wanted = _week(week)
        found = weeks_of(self.actor, partnership, limit=1, since=wanted.monday, until=wanted.sunday)
        if not found:
            raise NotThere
        seen = health_of_weeks(self.actor, partnership, wanted, weeks=2)
        told = explained(
            self.actor, partnership_seen(self.actor, partnership), wanted, today=timezone.localdate()
        )
        sides = told.sides if told else {}
        return self.one(
            {
                **shape(found[0]),
                "change": seen.change,
                "drivers": [_driver(one) for one in seen.drivers],
                "contributions": [_contribution(party, row) for party in sides for row in sides[party].rows],
                "steps": [_step(one) for one in seen.steps],
                "alerts": [_alert(one) for one in seen.alerts],
            }
        )


def shape(row: WeekListed) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "health",
        "partnership": row.partnership_id,
        "week": str(row.week),
        "week_on": row.week_on,
        "as_of": row.as_of,
        "score": row.score,
        "coverage": row.coverage,
        "band": row.band or None,
        "formula": row.formula,
        "computed_at": row.computed_at,
        "parties": [
            {"id": one.party_id, "object": "party", "score": one.score, "coverage": one.coverage}
            for one in row.parties
        ],
    }


def _week(text: str) -> Week:
    try:
        return Week.of(Week.parse(text).sunday)
    except (ValueError, OverflowError) as error:
        raise NotThere from error


def _driver(one: DriverSeen) -> dict[str, Any]:
    kind, subject_id = (kind_of(one.key), one.key.subject) if one.key else ("", None)
    return {"points": one.points, "text": one.text, "subject": _subject(kind, subject_id, one.url)}


def _subject(kind: str, subject_id: UUID | None, path: str) -> dict[str, Any]:
    return {"kind": kind or None, "id": subject_id, "href": settings.PORTAL_URL + path if path else None}


def _alert(one: AlertSeen) -> dict[str, Any]:
    return {"kind": one.kind, "since": one.since, "text": one.text}


def _step(one: StepSeen) -> dict[str, Any]:
    return {"party": one.party_id, "points": one.points, "text": one.text}


def _contribution(party: UUID, row: RowSeen) -> dict[str, Any]:
    return {
        "party": party,
        "dimension": row.dimension,
        "part": row.part,
        "subject": _subject(row.kind, row.subject_id, row.url),
        "name": row.name,
        "text": row.text,
        "closed": row.closed or None,
        "weight": row.weight,
        "freshness": row.freshness,
        "score": row.score,
        "points": row.points,
        "most": row.most,
    }
