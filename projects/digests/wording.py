"""The letter in words: contents become short lines in the recipient's language, ready for both templates.

Numbers are formatted here, so no template asks or counts. No cost, price or margin ever stands in a letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.kit import formats
from partnership.kit.spoken import gettext as _
from partnership.kit.spoken import language, ngettext
from projects.digests.agreed import Line, goal_line, signed_line
from projects.digests.sections import Coming, ProjectLine, Section
from projects.digests.verdict import headline_of, lead_of
from projects.digests.words import kept_together, link, mark_of, number, whole_hours
from projects.health.charts import status_of
from projects.health.queries import HealthSeen

MOST_DRIVERS = 4
MOST_PROJECTS = 4
MOST_DECIDED = 4
MOST_GOALS = 3
MOST_COMING = 3
UP, DOWN = "▲", "▼"


@dataclass(frozen=True)
class SideLine:
    """One side's score as a number and a bar; `look` tells the first side's color from the second's."""

    mark: str
    name: str
    score: str
    width: int
    look: str


@dataclass(frozen=True)
class DriverLine:
    arrow: str
    points: str
    text: str


@dataclass(frozen=True)
class ProjectText:
    name: str
    hours: str
    forecast: str
    day: str
    moved: str


@dataclass(frozen=True, eq=False)
class SectionText:
    """One partnership, told; compared as the one thing it is, so that a batch finds what it has written of it already."""

    title: str
    plain_title: str
    headline: str
    lead: str
    url: str
    health: str
    health_note: str
    sides: tuple[SideLine, ...]
    drivers: tuple[DriverLine, ...]
    projects: tuple[ProjectText, ...]
    more_projects: str
    goals: tuple[Line, ...]
    decided: tuple[Line, ...]
    coming: tuple[str, ...]
    looks: str
    looks_url: str
    open: str
    pulse: str = ""
    facts_url: str = ""


def section_text(section: Section) -> SectionText:
    """Tell one partnership; the same words for every side."""
    return SectionText(
        title=" × ".join(f"{mark_of(side.position)} {side.name}" for side in section.partnership.parties),
        plain_title=section.partnership.title,
        headline=headline_of(section),
        lead=lead_of(section),
        url=link("overview:home", partnership=section.partnership.id),
        health=health_words(section.health),
        health_note=_note(section.health),
        sides=tuple(_sides(section)),
        drivers=tuple(_drivers(section.health)),
        projects=tuple(_project(project) for project in _neediest(section)),
        more_projects=_more(len(section.projects) - MOST_PROJECTS),
        goals=tuple(goal_line(goal) for goal in section.goals[:MOST_GOALS]),
        decided=_decided(section),
        coming=_next_week(section.coming),
        pulse=section.pulse,
        facts_url=_facts(section),
        looks=_looks(section),
        looks_url=link("openness:openness", partnership=section.partnership.id),
        open=_("Open %(title)s") % {"title": section.partnership.title},
    )


def _looks(section: Section) -> str:
    """How often each side has looked at what is opened to it; what it saw stands behind sign-in."""
    if not section.looks:
        return ""
    counts = {
        side.id: sum(one.times for one in section.looks if one.reader_id == side.id)
        for side in section.partnership.parties
    }
    told = " ".join(
        f"{mark_of(side.position)}{formats.NBSP}{number(counts[side.id])}"
        for side in section.partnership.parties
    )
    return _("How often the sides looked at what is opened: %(counts)s") % {"counts": told}


def _facts(section: Section) -> str:
    """Where the week's health can be followed to its facts, in a week that has something worth a talk, or that helped."""
    if not section.health.helped and not any(one.is_new for one in section.health.alerts):
        return ""
    page = link("health:health", partnership=section.partnership.id)
    return f"{page}?week={section.health.week}"


def health_words(health: HealthSeen) -> str:
    """ "74 (−4)", "74, unchanged", or a dash."""
    if health.score is None:
        return formats.NOTHING
    if health.change is None:
        return number(health.score)
    if health.change == 0:
        return _("%(score)s, unchanged") % {"score": number(health.score)}
    return f"{number(health.score)} ({formats.signed(health.change, language())})"


def _note(health: HealthSeen) -> str:
    """How sure the score is, what is worth a talk since this week (each alert is told in one letter), and what helped."""
    alerts = (one.text for one in health.alerts if one.is_new)
    return " ".join(filter(None, [_sure(health), *alerts, *(one.text for one in health.helped)]))


def _sure(health: HealthSeen) -> str:
    if health.score is None or health.has_enough:
        return "" if health.score is None else status_of(health)[1]
    known = formats.percent(health.coverage, language(), 0)
    return _("Too little evidence yet for a color: %(known)s of what health is made of has fresh data.") % {
        "known": known
    }


def _sides(section: Section) -> list[SideLine]:
    scores = section.health.parties
    return (
        [
            SideLine(
                mark=mark_of(side.position),
                name=side.name,
                score=formats.NOTHING if scores.get(side.id) is None else number(scores[side.id] or 0),
                width=max(scores.get(side.id) or 0, 1),
                look="yx"[side.position % 2],
            )
            for side in section.partnership.parties
        ]
        if section.health.score is not None
        else []
    )


def _drivers(health: HealthSeen) -> list[DriverLine]:
    shown = [(driver.points, driver.text) for driver in health.drivers[:MOST_DRIVERS]]
    rest = sum(driver.points for driver in health.drivers[MOST_DRIVERS:])
    if rest:
        shown.append((rest, _("Other reasons together")))
    return [
        DriverLine(UP if points > 0 else DOWN, formats.signed(points, language()), text)
        for points, text in shown
    ]


def _project(project: ProjectLine) -> ProjectText:
    hours = whole_hours(project.used)
    if project.budget:
        of = {"used": number(int(project.used)), "budget": whole_hours(project.budget)}
        hours = kept_together(_("%(used)s of %(budget)s") % of)
    forecast = ""
    if project.forecast is not None:
        forecast = _("forecast %(hours)s") % {"hours": whole_hours(project.forecast)}
    due = formats.date_short(project.due_on, language()) if project.due_on else _("not agreed")
    moved = ""
    if project.forecast_on and project.forecast_on != project.due_on:
        moved = _("forecast %(day)s") % {"day": formats.date_short(project.forecast_on, language())}
    return ProjectText(project.name, hours, kept_together(forecast), due, kept_together(moved))


def _decided(section: Section) -> tuple[Line, ...]:
    """What was signed, then what else was begun or ended; of too many, how many more there are."""
    signed = [signed_line(one) for one in section.signed]
    lines = [*signed, *(Line("", event.text) for event in section.decided)]
    shown = lines[:MOST_DECIDED]
    more = _more(len(lines) - len(shown))
    return (*shown, Line("", more)) if more else tuple(shown)


def _neediest(section: Section) -> list[ProjectLine]:
    """The projects with the highest forecast against their hours, then the latest, in the order of their names."""
    need = sorted(section.projects, key=lambda one: (-(one.percent or 0), -one.days_late))
    kept = need[:MOST_PROJECTS]
    return [one for one in section.projects if one in kept]


def _more(rest: int) -> str:
    if rest <= 0:
        return ""
    return ngettext("%(count)s more", "%(count)s more", rest) % {"count": number(rest)}


def _next_week(coming: Sequence[Coming]) -> tuple[str, ...]:
    """What is due, the first few by day; of too many, how many more there are."""
    more = _more(len(coming) - MOST_COMING)
    return (*(_coming(one) for one in coming[:MOST_COMING]), *filter(None, [more]))


def _coming(one: Coming) -> str:
    day = f"{formats.weekday(one.on, language())} {formats.date_short(one.on, language())}"
    what = one.name if one.name == one.project else f"{one.name} ({one.project})"
    return f"{day[:1].upper()}{day[1:]}: {what}"
