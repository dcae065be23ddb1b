"""`/measures/…/key-figure`: the key figure that a measure follows."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.queries import partnership_seen
from api.operation import operation
from api.v1.insight_shapes import KeyFigureLinkShape, NewKeyFigureLink
from api.view import ResourceView
from partnership.kit.errors import NotThere
from projects.goals.actions.linking import link_figure, unlink_figure
from projects.goals.models import FigureLink, Measure
from projects.insight.queries.figures import own_figure_row


class MeasureFigureView(ResourceView):
    tag = "goals"

    @operation(
        "link_key_figure",
        Right.CHECK_IN,
        summary="Let a measure follow a key figure of your own party's",
        answer=KeyFigureLinkShape,
        body=NewKeyFigureLink,
    )
    def post(self, request: Any, measure: UUID) -> HttpResponse:
        row = self._measure(measure)
        link = link_figure(
            self.actor,
            partnership=partnership_seen(self.actor, row.partnership_id),
            goal=row.goal,
            measure_id=row.id,
            figure=own_figure_row(self.actor, row.partnership_id, self.body()["key_figure"]),
            today=self.today,
            now=self.now,
        )
        return self.one(_link(link))

    @operation(
        "unlink_key_figure",
        Right.CHECK_IN,
        summary="End a measure's link to a key figure",
        answer=KeyFigureLinkShape,
    )
    def delete(self, request: Any, measure: UUID) -> HttpResponse:
        row = self._measure(measure)
        rows = FigureLink.objects.filter(partnership_id=row.partnership_id, measure=row, ended_at=None)
        link: FigureLink | None = rows.first()
        if link is None:
            raise NotThere
        unlink_figure(self.actor, goal=row.goal, link_id=link.id, now=self.now)
        return self.one(_link(link))

    def _measure(self, measure_id: UUID) -> Measure:
        mine = Measure.objects.filter(partnership_id__in=list(self.actor.parties), id=measure_id)
        found: Measure | None = mine.select_related("goal").first()
        if found is None:
            raise NotThere
        return found


def _link(link: FigureLink) -> dict[str, Any]:
    return {
        "object": "key_figure_link",
        "measure": link.measure_id,
        "key_figure": link.figure_id,
        "party": link.party_id,
    }
