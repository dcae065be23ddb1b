"""The steps of an import, as the tests take them."""

from datetime import UTC, date, datetime

from django.db.models import Sum

from projects.work.actions.importing import run_import
from projects.work.actions.imports import check_import, confirm_import
from projects.work.actions.uploads import Upload, upload_log
from projects.work.models import ImportProblem, WorkEntry
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOG = (
    "Datum;Projekt;Medarbetare;Roll;Timmar;Kommentar\n"
    "2026-11-02;KITCHEN;Eva;Snickeri;7,5;Köksö\n"
    "2026-11-02;KITCHEN;Eva;Snickeri;7,5;Köksö\n"
    "2026-11-03;KITCHEN;Bo;El;3;\n"
)


def upload(at, text=LOG, encoding="utf-8", **rest):
    data = text.encode(encoding) if isinstance(text, str) else text
    log = Upload("log.csv", len(data), [data[:100], data[100:]])
    return upload_log(at.actor, partnership=at.partnership, log=log, today=TODAY, now=NOW, **rest)


def checked(at, text=LOG, **rest):
    return check_import(at.actor, batch=upload(at, text, **rest), today=TODAY)


def imported(at, text=LOG, leaves_out=False, **rest):
    batch = confirm_import(at.actor, batch=checked(at, text, **rest), leaves_out=leaves_out, now=NOW)
    return run_import(at.actor, batch=batch, now=NOW)


def total():
    return WorkEntry.objects.aggregate(hours=Sum("hours"))["hours"]


def problems(batch):
    rows = ImportProblem.objects.filter(batch=batch).order_by("row", "id")
    return list(rows.values_list("row", "column", "code"))


def rows(model):
    with as_creator():
        return list(model.objects.all())


def text(response):
    return response.content.decode()
