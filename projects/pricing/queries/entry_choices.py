"""What an entry of the benefit ledger may be about: the projects and the goals of its partnership."""

from dataclasses import dataclass
from uuid import UUID

from projects.goals.models import Goal
from projects.goals.queries.pages import projects_to_choose

Choices = list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class EntryChoices:
    """By name; goals that have been reached or ended are there too, for that is when their value is known."""

    projects: Choices
    goals: Choices

    def project(self, key: UUID | None) -> str:
        return dict(self.projects).get(key, "") if key else ""

    def goal(self, key: UUID | None) -> str:
        return dict(self.goals).get(key, "") if key else ""


def entry_choices(partnership_id: UUID) -> EntryChoices:
    """Return what every side of a partnership may choose from: two queries."""
    goals = Goal.objects.filter(partnership_id=partnership_id).order_by("name", "id")
    return EntryChoices(projects_to_choose(partnership_id), list(goals.values_list("id", "name")))
