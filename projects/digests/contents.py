"""What people's letters tell, gathered by the same queries as the pages, once for many letters.

Three doors: the common ground of the partnerships in which the people's sides sit, each side's own where there is anything
of its own, and a person's where something is that person's alone. One letter is a batch of one, so a preview and a sending
can't differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from accounts.actor import Actor
from accounts.doors import entered, system_door
from accounts.offers import offers_for_me
from accounts.queries import PartnershipSeen, invitations_for_me, partnerships_seen
from accounts.reading_as import actors_of, emails_with_seats, ground_of, seats_of, side_of
from partnership.kit.weeks import Week
from projects.activity.choosing import choices_of, choices_of_people
from projects.activity.queries import EventSeen, EventTold
from projects.activity.topics import wanted
from projects.digests.common import Common
from projects.digests.own import Places, Side, places_of, waiting_of
from projects.digests.sections import Contents, Seat, Section, without_alerts
from projects.health.queries import HealthSeen


def contents_for(person_id: UUID, *, week: Week, now: datetime) -> Contents:
    """Gather one person's letter in the active language, over all organizations that the person acts for.

    It opens the person's own doors alone, so a page may call it.
    """
    alone = Gathering([person_id], [get_language() or ""], week=week, now=now, is_alone=True)
    return alone.contents_for(person_id)


class Gathering:
    """The facts behind many people's letters about one week; opens all doors itself, so call it outside any."""

    def __init__(
        self,
        person_ids: Sequence[UUID],
        languages: Iterable[str],
        *,
        week: Week,
        now: datetime,
        is_alone: bool = False,
    ) -> None:
        self.week, self.now, self.is_alone = week, now, is_alone
        self.people = actors_of(person_ids)
        self.choices = self._choices()
        self.members = self._members()
        seen = self._active()
        active = list({one.id: one for some in seen.values() for one in some}.values())
        self.places = self._places(active)
        self.sides = {key: self._side(some, seen.get(key, [])) for key, some in self.members.items()}
        self.common = Common(active, languages, week) if active else None
        self.with_seats = self._with_seats()
        self.healths: dict[tuple[UUID, str], HealthSeen] = {}
        self.bare: dict[tuple[UUID, UUID | None, str], Section] = {}

    def contents_for(self, person_id: UUID) -> Contents:
        """Return one person's letter in the active language."""
        actors = self.people[person_id]
        sections: dict[UUID, Section] = {}
        for actor in actors:
            sections |= {one.partnership.id: one for one in self._sections(actor, sections)}
        ordered = sorted(sections.values(), key=lambda section: section.need)
        return Contents(self.week, tuple(ordered), self._seats(actors[0]), actors[0].organization_name)

    def _active(self) -> dict[UUID, list[PartnershipSeen]]:
        """The active partnerships of each organization, as its side sees them."""
        if self.is_alone:
            return {key: self._behind(some[0]) for key, some in self.members.items()}
        with system_door("digests.plan"):
            seats = seats_of(self.members, using="system")
        with entered(ground_of(seats)) as ground:
            seen = partnerships_seen(ground)
        found: dict[UUID, list[PartnershipSeen]] = {}
        for one in seen:
            for side in one.parties:
                if side.organization_id in self.members:
                    found.setdefault(side.organization_id, []).append(one.seen_from(side.id))
        return found

    def _behind(self, actor: Actor) -> list[PartnershipSeen]:
        with entered(side_of(actor)) as side:
            return [one for one in partnerships_seen(side) if one.status == "active"]

    def _places(self, active: Sequence[PartnershipSeen]) -> Places:
        """Where something of a side's or a person's own is; of one person alone nobody asks past that person's doors."""
        if self.is_alone or not active:
            return Places()
        return places_of([one.id for one in active], list(self.members), self.week)

    def _members(self) -> dict[UUID, list[Actor]]:
        members: dict[UUID, list[Actor]] = {}
        for actors in self.people.values():
            for actor in actors:
                if actor.organization_id:
                    members.setdefault(actor.organization_id, []).append(actor)
        return members

    def _side(self, members: Sequence[Actor], active: Sequence[PartnershipSeen]) -> Side:
        people = [one.person_id for one in members if one.person_id]
        return Side(members[0], people, active=active, week=self.week, places=self.places)

    def _sections(self, actor: Actor, skip: Iterable[UUID]) -> list[Section]:
        side = self.sides.get(actor.organization_id) if actor.organization_id else None
        active = [one for one in side.active if one.id not in skip] if side else []
        if not active or side is None or self.common is None:
            return []
        choices = self.choices.get(actor.person_id, {}) if actor.person_id else {}
        waiting = wanted(waiting_of(actor, active, side, self.common.waiting, self.places), choices)
        return [
            replace(
                without_alerts(self._bare(actor, one, side, self.common), choices),
                waiting=tuple(thing for thing in waiting if thing.partnership_id == one.id),
            )
            for one in active
        ]

    def _bare(self, actor: Actor, partnership: PartnershipSeen, side: Side, common: Common) -> Section:
        """A partnership's section without what waits, made once for a side and language."""
        language, one = get_language() or "", partnership.id
        key = (one, actor.organization_id, language)
        if key not in self.bare:
            told = common.told[language]
            self.bare[key] = Section(
                partnership=partnership,
                health=self._health(one, language, common),
                projects=common.projects.get(one, ()),
                goals=common.goals[one],
                signed=told.signed.get(one, ()),
                decided=_known_to(actor, told.events.get(one, ())),
                coming=common.coming[one],
                waiting=(),
                pulse=told.pulses.get(one, ""),
                looks=tuple(side.looks.get(one, ())),
            )
        return self.bare[key]

    def _health(self, partnership_id: UUID, language: str, common: Common) -> HealthSeen:
        key = (partnership_id, language)
        if key not in self.healths:
            self.healths[key] = common.health.told(partnership_id)
        return self.healths[key]

    def _choices(self) -> dict[UUID, dict[str, str]]:
        """How each person wants each topic; of one person alone, behind that person's own door."""
        if self.is_alone:
            [(person_id, actors)] = self.people.items()
            with entered(actors[0]):
                return {person_id: choices_of(actors[0])}
        with system_door("digests.plan"):
            return choices_of_people(list(self.people), using="system")

    def _with_seats(self) -> set[str]:
        """The addresses to which an offer or invitation is open; what it says, only the person's own door shows."""
        emails = [email for actors in self.people.values() for email in actors[0].emails]
        if self.is_alone:
            return set(emails)
        with system_door("digests.plan"):
            return emails_with_seats(emails, now=self.now, using="system")

    def _seats(self, actor: Actor) -> tuple[Seat, ...]:
        if not self.with_seats.intersection(actor.emails):
            return ()
        with entered(actor):
            offers, invitations = offers_for_me(actor, now=self.now), invitations_for_me(actor, now=self.now)
        return tuple(
            Seat(kind, one.from_name, one.expires_at)
            for kind, some in (("offer", offers), ("invitation", invitations))
            for one in some
        )


def _known_to(actor: Actor, events: Sequence[EventTold]) -> tuple[EventSeen, ...]:
    return tuple(one.event for one in events if one.is_for(actor.organization_id))
