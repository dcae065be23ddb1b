"""What a price sheet can't be, and the rows that are written once every party has signed one."""

from decimal import Decimal

from accounts.actor import Actor
from accounts.models import Partnership
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from projects.agreement.fields import Values
from projects.agreement.kinds import Put
from projects.goals.models import Goal
from projects.pricing.buildup import Line
from projects.pricing.models import Sheet, SheetLine
from projects.pricing.sheet import read
from projects.pricing.sheet_checks import check_said, check_whole
from projects.pricing.sheet_refusals import GoalNotSigned, NotSaid, ProjectNotHere
from projects.work.actions.terms_in_force import ProjectRenamed
from projects.work.models import Project


def check_sheet(actor: Actor, put: Put) -> None:
    """Refuse a sheet that can't be, with the path of the value; it runs at every proposal and before it takes effect.

    Raises NotThere for an unknown project, and every refusal of `projects.pricing.sheet_refusals` about a sheet.
    """
    _check_project(put)
    currency = Partnership.objects.values_list("currency", flat=True).get(id=put.partnership_id)
    check_said(put.values, currency)
    _check_bonus(put)
    check_whole(read(put.values))


def at_stake(values: Values) -> Decimal | None:
    """Return the most that signing agrees to, in the partnership's currency."""
    return read(values).at_stake


def agree_sheet(actor: Actor, put: Put) -> None:
    """Write the sheet and its lines as signed; they hold from the day of the last signature and are never changed."""
    terms = read(put.values)
    own = {"partnership_id": put.partnership_id, "project_id": put.subject_id}
    sheet = Sheet.objects.create(
        **own,
        number=put.number,
        kind=terms.kind,
        currency=terms.currency,
        price=terms.price,
        values=dict(put.values),
        from_on=put.now.date(),
        signed_at=put.now,
    )
    SheetLine.objects.bulk_create(_row(sheet, line) for line in terms.lines)
    record(
        actor,
        "pricing.sheet_agreed",
        subject_kind="project",
        subject_id=put.subject_id,
        partnership=put.partnership_id,
        data={"number": put.number},
        at=put.now,
    )


def _check_project(put: Put) -> None:
    project = Project.objects.filter(partnership_id=put.partnership_id, id=put.subject_id).first()
    if project is None:
        raise NotThere
    said = put.values["project"] or {}
    if said.get("id") != str(project.id):
        raise ProjectNotHere
    if said["name"] != project.name:
        raise ProjectRenamed(field="project")


def _check_bonus(put: Put) -> None:
    bonus = put.values["bonus"]
    if bonus is None:
        return
    for name in ("goal", "amount"):
        if bonus[name] is None:
            raise NotSaid(field=f"bonus.{name}")
    goals = Goal.objects.filter(partnership_id=put.partnership_id, status=Goal.Stage.ACTIVE)
    if not goals.filter(id=bonus["goal"]["id"]).exists():
        raise GoalNotSigned


def _row(sheet: Sheet, line: Line) -> SheetLine:
    return SheetLine(
        id=new_id(),
        partnership_id=sheet.partnership_id,
        sheet=sheet,
        project_id=sheet.project_id,
        line=line.id,
        sort=line.sort,
        role_key=line.role_key,
        text=line.text,
        hours=line.hours,
        rate=line.rate,
        price=line.price,
    )
