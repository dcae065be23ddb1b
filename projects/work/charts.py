"""The burn-up of a project: hours used week by week, against what is agreed, and where they are heading."""

from datetime import date

from django.utils.translation import gettext as _

from partnership.kit import formats
from partnership.kit.charts import BurnUpWords, Chart, Fan, burn_up
from partnership.kit.spoken import language
from projects.work.models import Project
from projects.work.queries.facts import ProjectRead
from projects.work.queries.pages import burn_points


def burn_up_of(read: ProjectRead, project: Project, *, today: date) -> Chart:
    """Draw the project's hours; the forecast is a line without a range, since history to draw one from is lacking."""
    spoken = language()
    return burn_up(
        burn_points(project, today=today),
        budget=float(read.work.budget) if read.work.budget else None,
        starts_on=read.work.starts_on,
        delivers_on=read.work.delivery_on,
        today=today,
        words=_words(read, spoken),
        language=spoken,
        forecast=_fan(read),
    )


def _fan(read: ProjectRead) -> Fan | None:
    ends_on, hours = read.clocks.forecast_on or read.work.delivery_on, read.clocks.forecast_hours
    if read.work.finished_on or ends_on is None or hours is None:
        return None
    return Fan(ends_on, float(hours), float(hours), float(hours))


def _words(read: ProjectRead, spoken: formats.Language) -> BurnUpWords:
    return BurnUpWords(
        title=_("Hours used, week by week"),
        sentence=_sentence(read, spoken),
        week=_("Week to"),
        used=_("Hours used"),
        budget=_("Budget"),
        forecast=_("Forecast"),
        today=_("Today"),
    )


def _sentence(read: ProjectRead, spoken: formats.Language) -> str:
    used = formats.hours(read.work.used, spoken)
    if read.work.budget is None or read.clocks.used_share is None:
        return _("%(used)s used; no hour budget is agreed.") % {"used": used}
    parts = {
        "used": used,
        "budget": formats.hours(read.work.budget, spoken),
        "share": formats.percent(read.clocks.used_share, spoken, 0),
    }
    if read.clocks.forecast_hours is None:
        return _("%(used)s of %(budget)s used (%(share)s).") % parts
    parts["forecast"] = formats.hours(read.clocks.forecast_hours, spoken, 0)
    return _("%(used)s of %(budget)s used (%(share)s); the forecast is %(forecast)s.") % parts
