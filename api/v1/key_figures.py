"""`/key-figures`: your own party's, with their readings; `/partnerships/…/key-figures`: every party's, as opened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.listing import listed
from accounts.queries import partnership_seen
from api.etags import require_match
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, ids
from api.v1.agreement_versions import named_values
from api.v1.insight_shapes import (
    KeyFigureReadingShape,
    KeyFigureResultsShape,
    KeyFigureShape,
    NewArchived,
    NewKeyFigure,
    NewKeyFigureReadings,
    OpenedKeyFigureShape,
)
from api.v1.lists import ListingView, with_names
from projects.insight.actions.figures import FigureSaid, add_figure, archive_figure, change_figure
from projects.insight.actions.values import ValueSaid, record_values
from projects.insight.models import Figure, FigureValue
from projects.insight.queries.figures import FigureSeen, figures_by_side, own_figure_row
from projects.insight.queries.listed import FIGURES, VALUES

PLACE = "api.figures"


class Figures(ListingView):
    tag, listing, one_name = "insight", with_names(FIGURES, "key_figure"), "key_figure"

    def add(self, partnership: UUID, body: dict[str, Any]) -> UUID:
        """Add what a body says; return the new figure's id."""
        seen = partnership_seen(self.actor, partnership)
        return add_figure(self.actor, partnership=seen, said=FigureSaid(**body), now=self.now).id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of the figure that was seen."""
        row = own_figure_row(self.actor, seen["partnership"], seen["id"])
        values = {name: getattr(row, name) for name in FigureSaid.__slots__} | body
        said = FigureSaid(**values)
        change_figure(self.actor, figure=row, said=said, version=seen["version"], now=self.now)

    def row(self, figure: UUID) -> Figure:
        """Return a figure of the own party's; raise NotThere."""
        return own_figure_row(self.actor, self.seen(figure)["partnership"], figure)


class KeyFiguresView(Figures):
    @operation(
        "list_key_figures",
        Right.READ,
        summary="Your own party's key figures, newest first",
        answer=KeyFigureShape,
        listed=True,
        parameters=(*PAGING, *UPDATED, *EXTERNAL, ids("partnership", "Only figures in these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipKeyFiguresView(Figures):
    @operation(
        "list_opened_key_figures",
        Right.READ,
        summary="Every party's key figures, as far as they are open to yours",
        about="Each look at another party's is written down for it.",
        answer=OpenedKeyFigureShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        seen = partnership_seen(self.actor, partnership)
        sides = figures_by_side(self.actor, seen, today=self.today, now=self.now, place=PLACE)
        after = self.after()
        rows = [one for side in sides for one in side.figures or () if not after or str(one.id) > after[0]]
        rows.sort(key=lambda one: one.id)
        return self.page(rows[: self.query["limit"] + 1], key=lambda one: [str(one.id)], shape=_opened)

    @operation(
        "add_key_figure",
        Right.SHARE_INSIGHT,
        summary="Add a key figure of your own party's",
        answer=KeyFigureShape,
        body=NewKeyFigure,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_one(self.add(partnership, self.body()), status=201)


class KeyFigureView(Figures):
    @operation(
        "get_key_figure", Right.READ, summary="One key figure", answer=KeyFigureShape, conditional=True
    )
    def get(self, request: Any, figure: UUID) -> HttpResponse:
        return self.answer_one(figure)

    @operation(
        "change_key_figure",
        Right.SHARE_INSIGHT,
        summary="Change what a key figure is",
        answer=KeyFigureShape,
        body=NewKeyFigure,
        if_match="possible",
    )
    def patch(self, request: Any, figure: UUID) -> HttpResponse:
        seen = self.seen(figure)
        require_match(request, seen["version"], needed=False)
        self.change(seen, self.body(partial=True))
        return self.answer_one(figure)


class ArchiveKeyFigureView(Figures):
    @operation(
        "archive_key_figure",
        Right.SHARE_INSIGHT,
        summary="Archive a key figure, or take it back",
        answer=KeyFigureShape,
        body=NewArchived,
    )
    def post(self, request: Any, figure: UUID) -> HttpResponse:
        row, is_archived = self.row(figure), self.body()["is_archived"]
        archive_figure(self.actor, figure=row, now=self.now, is_archived=is_archived)
        return self.answer_one(figure)


class KeyFigureReadingsView(Figures):
    @operation(
        "list_key_figure_readings",
        Right.READ,
        summary="Values of one key figure, newest day first, corrections included",
        answer=KeyFigureReadingShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, figure: UUID) -> HttpResponse:
        row = self.row(figure)
        rows = listed(
            VALUES,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=[row.partnership_id],
            filters={"figure": (row.id,)},
        )
        return self.page(rows, key=lambda row: [str(row[name]) for name in VALUES.order], shape=dict)

    @operation(
        "report_key_figure_readings",
        Right.SHARE_INSIGHT,
        summary="Report values by day, up to 1,000 at a time",
        about="Another value for a day counts from now on; the same one changes nothing.",
        answer=KeyFigureResultsShape,
        body=NewKeyFigureReadings,
    )
    def post(self, request: Any, figure: UUID) -> HttpResponse:
        row, body = self.row(figure), self.body()
        with named_values(""):
            written = record_values(
                self.actor,
                figure=row,
                values=[ValueSaid(one["read_on"], one["value"]) for one in body["readings"]],
                source_kind=FigureValue.Source.API,
                source_name=body.get("source", ""),
                today=self.today,
                now=self.now,
            )
        data = [
            {"status": "created" if one else "unchanged", "id": one.id if one else None} for one in written
        ]
        return self.one({"object": "key_figure_readings", "data": data})


def _opened(one: FigureSeen) -> dict[str, Any]:
    newest = one.shown.newest
    ends = {"low": newest.low, "high": newest.high, "value": newest.exact}
    return {
        "id": one.id,
        "object": "opened_key_figure",
        "party": one.party_id,
        "name": one.name,
        "unit": one.unit,
        "step": int(one.step),
        "light": newest.light,
        "read_on": one.shown.newest_on,
        **{name: None if value is None else f"{value:f}" for name, value in ends.items()},
    }
