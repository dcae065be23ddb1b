"""Taking one of the two nets away, to see that the other one holds alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import models

from accounts import doors, reading_as, telling
from accounts.tenancy import OwnedManager
from partnership.kit import questions
from tests.tenancy import acting_as
from tests.world import World

OWNER_FILTERS = ("partnership", "organization", "user", "party", "email")


class Unfiltered(models.QuerySet):
    """A query whose author forgot to say whose rows are meant."""

    def filter(self, *args: Any, **kwargs: Any) -> "Unfiltered":
        kept = {name: value for name, value in kwargs.items() if not name.startswith(OWNER_FILTERS)}
        return super().filter(*args, **kept)


@contextmanager
def both(world: World, name: str) -> Iterator[None]:
    yield


@contextmanager
def database_alone(world: World, name: str) -> Iterator[None]:
    """The application believes that everybody is a party of everything and forgets its filters; the database knows."""
    true = {person: doors.standings_of(user.id) for person, user in world.users.items()}
    bound = {one.organization_id: one for standings, _emails in true.values() for one in standings}
    looked_up, told = doors.standings_of_many, telling.words_of

    def widened(person_ids: Any) -> Any:
        found = looked_up(person_ids)
        return {
            person: ([_everywhere(world, one) for one in standings], emails)
            for person, (standings, emails) in found.items()
        }

    def honest(context: Any) -> dict[str, str]:
        own = bound.get(context.organization_id)
        if own is None or context.unbound:
            return told(context)
        party = context.party_id if context.party_id in own.parties.values() else None
        return told(
            replace(
                context,
                party_id=party,
                partnership_ids=tuple(own.parties),
                organization_ids=own.organization_ids,
            )
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doors, "standings_of_many", widened)
        patch.setattr(reading_as, "standings_of_many", widened)
        patch.setattr(telling, "words_of", honest)
        patch.setattr(OwnedManager, "get_queryset", lambda self: Unfiltered(self.model, using=self._db))
        # What was written with the filters is forgotten too, and the rest has no place for their values.
        patch.setattr(questions, "_written", questions._write)
        yield


def _everywhere(world: World, standing: Any) -> Any:
    return replace(
        standing,
        parties={world.foreign: world.parties["fjallbo"], world.shared: world.parties["studionord"]}
        | dict(standing.parties),
        organization_ids=tuple(row.id for row in world.organizations.values()),
    )


@contextmanager
def application_alone(world: World, name: str) -> Iterator[None]:
    """The database shows and takes everything; only the application's own filters and rights stand."""
    with acting_as("portal_system"):
        yield


NETS = {"both": both, "database": database_alone, "application": application_alone}
