"""How a partnership's week went, in a headline and one sentence, the same for every side."""

from collections.abc import Sequence

from partnership.kit import formats
from partnership.kit.spoken import gettext as _
from partnership.kit.spoken import language, ngettext
from projects.digests import headline
from projects.digests.headline import Clock
from projects.digests.sections import ProjectLine, Section
from projects.digests.words import kept_together, number, whole_hours


def headline_of(section: Section) -> str:
    """How the partnership's week went, in a few words."""
    mood, trouble = headline.mood(section.health.change), headline.trouble(_clocks(section.projects))
    if section.health.score is None and not section.projects:
        return _("Nothing to count yet")
    if mood == headline.GOOD and trouble != headline.NOTHING:
        return {
            headline.HOURS: _("A good week, but the hours are running ahead"),
            headline.DAY: _("A good week, but the delivery day is slipping"),
            headline.BOTH: _("A good week, but hours and delivery day are slipping"),
        }[trouble]
    return {
        headline.NOTHING: _mood(mood),
        headline.HOURS: _("The hours are running ahead"),
        headline.DAY: _("The delivery day is slipping"),
        headline.BOTH: _("Hours and delivery day are slipping"),
    }[trouble]


def lead_of(section: Section) -> str:
    """The sentence that says how it goes: the project that most needs a word, else what moved health most."""
    index = headline.worst(_clocks(section.projects))
    if index is not None:
        return _trouble(section.projects[index])
    if section.health.drivers:
        return f"{section.health.drivers[0].text}."
    if section.projects:
        return _("Every project keeps its hours and its day, as far as they can be forecast.")
    return _(
        "Health is counted as soon as a project has an agreed budget, an agreed day and work in its log."
    )


def _clocks(projects: Sequence[ProjectLine]) -> list[Clock]:
    return [Clock(project.percent, project.days_late) for project in projects]


def _mood(mood: str) -> str:
    return {
        headline.GOOD: _("A good week"),
        headline.STEADY: _("A steady week"),
        headline.HEAVY: _("A heavier week"),
        headline.FIRST: _("The first week in numbers"),
    }[mood]


def _trouble(project: ProjectLine) -> str:
    clock = Clock(project.percent, project.days_late)
    kind = headline.trouble([clock])
    days = ngettext("%(count)s day", "%(count)s days", project.days_late)
    values = {
        "project": project.name,
        "forecast": whole_hours(project.forecast or 0),
        "budget": whole_hours(project.budget or 0),
        "day": formats.date_short(project.forecast_on, language()) if project.forecast_on else "",
        "days": kept_together(days % {"count": number(project.days_late)}),
    }
    return {
        headline.HOURS: _("%(project)s is heading for %(forecast)s against the agreed %(budget)s."),
        headline.DAY: _("%(project)s is heading for %(day)s, %(days)s after the agreed day."),
        headline.BOTH: _(
            "%(project)s is heading for %(forecast)s against the agreed %(budget)s, and for %(day)s,"
            " %(days)s after the agreed day."
        ),
    }[kind] % values
