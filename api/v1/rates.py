"""`/rates` and `/exchange-rates`: the own organization's; no partner's are ever found here."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.access import Right
from accounts.rows import own_row
from api.etags import require_match
from api.fields import Day, Number, Strict, Text
from api.operation import operation
from api.parameters import PAGING, UPDATED
from api.shapes import Deleted, Record, Versioned, decimal
from api.v1.slices import changed_within, newest_first
from api.view import ResourceView
from projects.pricing.actions.exchange import ExchangeSaid, delete_exchange_rate, state_exchange_rate
from projects.pricing.actions.rates import RateSaid, add_rate, change_rate, delete_rate
from projects.pricing.exchange import StatedRate
from projects.pricing.models import ExchangeRate, Rate
from projects.pricing.queries.rates import rates_of, stated_rates_of
from projects.pricing.ratecard import RateSeen

AN_HOUR = "Money an hour, excl. VAT, in `currency`."


class RateShape(Versioned):
    """A line of your own rate card: it holds from its day until the role's next line in that currency."""

    role = serializers.CharField()
    valid_from = serializers.DateField()
    currency = serializers.CharField(help_text="ISO 4217.")
    hourly_rate = decimal(4, allow_null=True, about=AN_HOUR)
    hourly_cost = decimal(4, allow_null=True, about=AN_HOUR)


class NewRate(Strict):
    """A rate, a cost, or both."""

    role = Text(max_length=80)
    valid_from = Day()
    currency = Text(max_length=3)
    hourly_rate = Number(required=False, allow_null=True)
    hourly_cost = Number(required=False, allow_null=True)


@extend_schema_field({"type": "string", "pattern": r"^\d+(\.\d+)?$", "example": "11.23"})
class Exchanged(Number):
    """A rate as text, with at most eight decimals."""

    pattern = re.compile(r"\d{1,10}(\.\d{1,8})?", re.ASCII)


class ExchangeRateShape(Record):
    """One unit of `base` is `rate` units of `quote`: for viewing only."""

    created_at = serializers.DateTimeField()
    base = serializers.CharField()
    quote = serializers.CharField()
    rate = decimal(8)
    stated_on = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]


class NewExchangeRate(Strict):
    """The same day again says it anew."""

    base = Text(max_length=3)
    quote = Text(max_length=3)
    rate = Exchanged()
    stated_on = Day()
    source = Text(max_length=120, required=False, allow_blank=True)  # type: ignore[assignment]


class RatesView(ResourceView):
    tag = "rates"

    @operation(
        "list_rates",
        Right.SEE_BOOK,
        summary="Your own rate card, newest line first",
        answer=RateShape,
        listed=True,
        parameters=(*PAGING, *UPDATED),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = [one for one in rates_of(self.actor.organization_id) if changed_within(one, self.query)]
        found = newest_first(rows, self.after(), self.query["limit"])
        return self.page(found, key=lambda one: [str(one.id)], shape=_rate)

    @operation(
        "create_rate",
        Right.KEEP_BOOK,
        summary="Add a line to your own rate card",
        answer=RateShape,
        body=NewRate,
        status=201,
    )
    def post(self, request: Any) -> HttpResponse:
        row = add_rate(self.actor, said=RateSaid(**self.body()), today=self.today, now=self.now)
        row.refresh_from_db()
        answer = self.one(_rate(row), version=row.version, status=201)
        answer.headers["Location"] = reverse("api:rate", args=[row.id])
        return answer


class RateView(ResourceView):
    tag = "rates"

    @operation("get_rate", Right.SEE_BOOK, summary="One line", answer=RateShape, conditional=True)
    def get(self, request: Any, rate: UUID) -> HttpResponse:
        row = own_row(self.actor, Rate, rate)
        return self.one(_rate(row), version=row.version)

    @operation(
        "change_rate",
        Right.KEEP_BOOK,
        summary="Change a line whose day has not come",
        answer=RateShape,
        body=NewRate,
        if_match="possible",
    )
    def patch(self, request: Any, rate: UUID) -> HttpResponse:
        row = own_row(self.actor, Rate, rate)
        version = require_match(request, row.version, needed=False)
        said = {name: getattr(row, name) for name in RateSaid.__slots__} | self.body(partial=True)
        times: dict[str, Any] = {"today": self.today, "now": self.now}
        changed = change_rate(self.actor, rate=row, said=RateSaid(**said), version=version, **times)
        changed.refresh_from_db()
        return self.one(_rate(changed), version=changed.version)

    @operation(
        "delete_rate",
        Right.KEEP_BOOK,
        summary="Delete a line whose day has not come",
        answer=Deleted,
        if_match="possible",
    )
    def delete(self, request: Any, rate: UUID) -> HttpResponse:
        row = own_row(self.actor, Rate, rate)
        version = require_match(request, row.version, needed=False)
        delete_rate(self.actor, rate=row, today=self.today, now=self.now, version=version)
        return self.deleted(rate, "rate")


class ExchangeRatesView(ResourceView):
    tag = "rates"

    @operation(
        "list_exchange_rates",
        Right.SEE_BOOK,
        summary="The exchange rates that your organization has stated, newest first",
        answer=ExchangeRateShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any) -> HttpResponse:
        after = self.after()
        rows = [
            one for one in stated_rates_of(self.actor.organization_id) if not after or str(one.id) < after[0]
        ]
        rows.sort(key=lambda one: one.id, reverse=True)
        return self.page(rows[: self.query["limit"] + 1], key=lambda one: [str(one.id)], shape=_exchange)

    @operation(
        "state_exchange_rate",
        Right.KEEP_BOOK,
        summary="State an exchange rate for a day on",
        answer=ExchangeRateShape,
        body=NewExchangeRate,
        status=201,
    )
    def post(self, request: Any) -> HttpResponse:
        said = ExchangeSaid(**self.body())
        row = state_exchange_rate(self.actor, said=said, today=self.today, now=self.now)
        row.refresh_from_db()
        return self._json(_exchange(row), 201)


class ExchangeRateView(ResourceView):
    tag = "rates"

    @operation("delete_exchange_rate", Right.KEEP_BOOK, summary="Take an exchange rate away", answer=Deleted)
    def delete(self, request: Any, exchange_rate: UUID) -> HttpResponse:
        row = own_row(self.actor, ExchangeRate, exchange_rate)
        delete_exchange_rate(self.actor, rate=row, now=self.now)
        return self.deleted(exchange_rate, "exchange_rate")


def _rate(row: Rate | RateSeen) -> dict[str, Any]:
    names = ("id", "created_at", "updated_at", "version", "role", "valid_from", "currency")
    amounts = {name: _text(getattr(row, name)) for name in ("hourly_rate", "hourly_cost")}
    return {"object": "rate", **{name: getattr(row, name) for name in names}, **amounts}


def _exchange(row: ExchangeRate | StatedRate) -> dict[str, Any]:
    names = ("id", "created_at", "base", "quote", "stated_on", "source")
    return {
        "object": "exchange_rate",
        **{name: getattr(row, name) for name in names},
        "rate": _text(row.rate),
    }


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:f}"
