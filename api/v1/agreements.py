"""`/agreements`: everything that takes every party's signature, one record a subject; proposing is in a partnership."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.queries import partnership_seen
from api.fields import Id, Strict, Text, Tree, Whole
from api.operation import operation
from api.parameters import PAGING, UPDATED, Parameter, choices, ids, yes_or_no
from api.v1.agreement_shapes import (
    NEWEST,
    AgreementShape,
    AgreementVersionShape,
    AgreementWholeShape,
    short,
)
from api.v1.agreement_versions import Versions, named_values
from api.v1.lists import ListingView
from api.v1.proposing import proposed
from partnership.kit.errors import NotThere
from projects.agreement.kinds import kind_named
from projects.agreement.queries.listed import AGREEMENTS, VersionsThatCount, versions_that_count
from projects.agreement.queries.seen import agreement_seen


def _kind(text: str) -> str:
    try:
        return kind_named(text).name
    except NotThere as error:
        raise ValueError(text) from error


FILTERS = (
    *PAGING,
    *UPDATED,
    Parameter(
        "kind",
        _kind,
        _("Choose one of the kinds in /agreement-kinds."),
        {"type": "string"},
        "Only these kinds, as `/agreement-kinds` names them.",
        many=True,
    ),
    ids("subject", "Only what is about these."),
    choices(
        "status", [one.value for one in NEWEST], "Only those whose newest version is in one of these states."
    ),
    yes_or_no(
        "waiting_for_me",
        "`true`: only what waits for your own side's signature; `false`: only what does not.",
    ),
)


class NewProposal(Strict):
    """`seen` is the number of the newest version that you have read: 0, or left out, for a subject without one."""

    kind = Text(max_length=24, help_text="See `/agreement-kinds`.")
    subject = Id(
        required=False, help_text="What it is about; left out: the partnership itself, or a new goal."
    )
    values = Tree(help_text="As `/agreement-kinds` says. A field that is left out is not agreed.")
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")
    seen = Whole(required=False, min_value=0, max_value=1_000_000)


class Agreements(ListingView):
    tag, listing, one_name = "agreements", AGREEMENTS, "agreement"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = versions_that_count(rows)
        return [shape(row, found[row["id"]]) for row in rows]


class AgreementsView(Agreements):
    @operation(
        "list_agreements",
        Right.READ,
        summary="Agreements and proposals of all your partnerships, newest subject first",
        answer=AgreementShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only agreements of these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipAgreementsView(Agreements, Versions):
    @operation(
        "list_partnership_agreements",
        Right.READ,
        summary="Agreements and proposals of one partnership, newest subject first",
        answer=AgreementShape,
        listed=True,
        parameters=FILTERS,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "propose_agreement",
        Right.READ,  # the action asks for the right of the kind
        summary="Propose something that every party has to sign",
        about="About a subject that is proposed already, this changes your own side's proposal or counters the other's.",
        answer=AgreementVersionShape,
        body=NewProposal,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        with named_values():
            version = proposed(
                self.actor,
                partnership_seen(self.actor, partnership),
                body["kind"],
                body.get("subject"),
                {
                    "values": body["values"],
                    "word": body.get("word", ""),
                    "seen": body.get("seen", 0),
                    "now": self.now,
                },
            )
        return self.answer_version(version, status=201)


class AgreementView(Agreements):
    @operation(
        "get_agreement",
        Right.READ,
        summary="One agreement with all its versions in short",
        answer=AgreementWholeShape,
        conditional=True,
    )
    def get(self, request: Any, agreement: UUID) -> HttpResponse:
        row = self.seen(agreement)
        found = agreement_seen(row["partnership"], agreement)
        [record] = self.whole([row])
        record["versions"] = [short(one) for one in found.versions]
        return self.one(record, version=f"{record['version']}-{get_language()}")


def shape(row: dict[str, Any], found: VersionsThatCount) -> dict[str, Any]:
    newest, in_force = found.newest, found.in_force
    kept = {name: value for name, value in row.items() if name not in ("in_force_id", "newest_id")}
    return {
        **kept,
        "title": newest.title,
        "status": newest.status,
        "in_force": in_force.number if in_force else None,
        "open": newest.number if newest.is_open else None,
        "newest": newest.number,
        "waiting": list(newest.waiting),
    }
