"""`manage.py import_worklog FILE`: the portal's own import from the command line, with its time and peak memory."""

import resource
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actor import Actor
from accounts.doors import actor_for, entered, standings_of
from accounts.models import User
from accounts.queries import partnership_seen
from partnership.kit.errors import Refused
from projects.work.actions.imports import check_import, confirm_import
from projects.work.actions.uploads import Choice, Upload, choose_columns, discard_import, upload_log
from projects.work.intake.samples import columns_of
from projects.work.logfile.dates import DateOrder
from projects.work.logfile.reading import Dialect
from projects.work.models import ImportBatch
from projects.work.queries.imports import all_problems, projects_to_choose
from projects.work.tasks import finish_import

SHOWN = 20
PIECE = 256 * 1024


class Command(BaseCommand):
    help = "Import a work log (CSV) as a person of the partnership: the same steps as in the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what the portal's pages ask for."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dates", type=Path, help="a second file with dates, joined by the shared column"
        )
        parser.add_argument("--partnership", type=UUID, help="its id; the person's only one if left out")
        parser.add_argument("--person", required=True, help="e-mail address of the person who imports")
        parser.add_argument("--project", help="code of the project that all rows belong to")
        parser.add_argument("--create-projects", action="store_true", help="begin projects that are missing")
        parser.add_argument("--date-order", choices=[order.value for order in DateOrder])
        parser.add_argument("--leave-out-bad-rows", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="check alone, import nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then import unless it is a dry run; raise CommandError with the portal's own sentence."""
        began = perf_counter()
        actor, partnership_id = _who(options["person"], options["partnership"])
        try:
            with entered(actor, partnership_id=partnership_id):
                batch = self._check(actor, partnership_id, options)
            if not options["dry_run"]:
                self._import(actor, partnership_id, batch, leaves_out=options["leave_out_bad_rows"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        seconds = perf_counter() - began
        self.stdout.write(f"{seconds:.2f} s, {_peak_megabytes():.0f} MB at most")

    def _check(self, actor: Actor, partnership_id: UUID, options: dict[str, Any]) -> ImportBatch:
        today, now = timezone.localdate(), timezone.now()
        batch = _uploaded(actor, partnership_id, options, now)
        choice = _choice(batch, partnership_id, options)
        choose_columns(actor, batch=batch, choice=choice, today=today)
        batch = check_import(actor, batch=batch, today=today)
        report = batch.report
        self.stdout.write(
            f"{report['rows']} rows read, {report['good_rows']} good, {report['bad_rows']} bad, "
            f"{report['known']} known; {report['hours']} hours"
        )
        for number, one in enumerate(all_problems(batch)):
            if number == SHOWN:
                self.stdout.write(f"  … {batch.problem_count - SHOWN} more")
                break
            self.stdout.write(f"  row {one.row}, {one.column or '-'}: {one.sentence}")
        if options["dry_run"] or (report["bad_rows"] and not options["leave_out_bad_rows"]):
            discard_import(actor, batch=batch)
            if not options["dry_run"]:
                self.stdout.write("Nothing is imported. Mend the file, or use --leave-out-bad-rows.")
        return batch

    def _import(self, actor: Actor, partnership_id: UUID, batch: ImportBatch, *, leaves_out: bool) -> None:
        if batch.report["bad_rows"] and not leaves_out:
            raise CommandError("Some rows can't be read.")
        with entered(actor, partnership_id=partnership_id):
            confirm_import(actor, batch=batch, leaves_out=leaves_out, now=timezone.now())
        finish_import(actor, partnership_id, batch.id)
        with entered(actor, partnership_id=partnership_id):
            batch.refresh_from_db()
        if batch.status != ImportBatch.Status.DONE:
            raise CommandError(f"{batch.get_status_display()}.")
        self.stdout.write(f"{batch.report['added']} rows added")


def _who(email: str, partnership_id: UUID | None) -> tuple[Actor, UUID]:
    person = User.objects.filter(email=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    standings, _emails = standings_of(person.id)
    found = {key: one.organization_id for one in standings for key in one.parties}
    if partnership_id is None and len(found) == 1:
        partnership_id = next(iter(found))
    if partnership_id not in found or partnership_id is None:
        raise CommandError(
            f"Name one of the person's partnerships: {', '.join(map(str, found)) or 'there is none'}."
        )
    return actor_for(person.id, found[partnership_id]), partnership_id


def _uploaded(actor: Actor, partnership_id: UUID, options: dict[str, Any], now: datetime) -> ImportBatch:
    return upload_log(
        actor,
        partnership=partnership_seen(actor, partnership_id),
        log=_upload(options["file"]),
        dates=_upload(options["dates"]) if options["dates"] else None,
        today=timezone.localdate(),
        now=now,
    )


def _upload(path: Path) -> Upload:
    return Upload(path.name, path.stat().st_size, _pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _choice(batch: ImportBatch, partnership_id: UUID, options: dict[str, Any]) -> Choice:
    columns, code = columns_of(batch), options["project"]
    if options["date_order"]:
        columns = replace(columns, date_order=DateOrder(options["date_order"]))
    project = next((one for one in projects_to_choose(partnership_id) if one.code == code), None)
    if code and project is None:
        raise CommandError(f"No project of this partnership has the code {code}.")
    return Choice(columns, Dialect(**batch.dialect), project, options["create_projects"], remembers=False)


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
