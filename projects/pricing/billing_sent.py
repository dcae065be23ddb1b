"""The files of an agreed basis for billing as answers: the portal and the API send the same ones."""

import orjson
from django.http import HttpResponse

from accounts.actor import Actor
from accounts.listing import listed_one
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.pricing.billing_files import Bill, as_csv, as_xlsx
from projects.pricing.billing_record import billing_record
from projects.pricing.queries.billing import BillingSeen
from projects.pricing.queries.listed import BILLINGS

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def sent(actor: Actor, partnership: PartnershipSeen, basis: BillingSeen, form: str) -> HttpResponse:
    """Answer one of the files, by its ending."""
    bill = bill_of(partnership, basis)
    if form == "json":
        record = billing_record(listed_one(BILLINGS, actor, basis.id))
        body = orjson.dumps(record, option=orjson.OPT_INDENT_2)
    else:
        body = as_csv(bill) if form == "csv" else as_xlsx(bill)
    headers = {"Content-Disposition": f'attachment; filename="{bill.name}.{form}"'}
    return HttpResponse(body, content_type=TYPES[form], headers=headers)


def bill_of(partnership: PartnershipSeen, basis: BillingSeen) -> Bill:
    """Return a basis with the sides that it is between; raise NotThere where a side is not one of the partnership."""
    commissioner = partnership.party(basis.commissioned_by_id)
    deliverer = partnership.party(basis.delivered_by_id)
    if commissioner is None or deliverer is None:
        raise NotThere
    return Bill(basis, commissioner, deliverer)
