"""The portal's door: who is asking, for which organization, in which partnership."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone, translation
from django.utils.http import urlencode

from accounts.actor import Actor
from accounts.doors import actor_for, entered, looking_as
from accounts.queries import PartnershipSeen, partnership_seen

View = TypeVar("View", bound=Callable[..., HttpResponse])

CHOSEN = "organization"
"""Session key: the organization that the person has chosen to act for."""
LOOKS_AS = "looks_as"
"""Session key: {partnership: the other side as which the person looks at it}."""

OUTSIDE = ("/api/", "/accounts/", "/healthz")
"""The API has its own door, and allauth's pages and static answers need none."""


class PersonLocaleMiddleware(LocaleMiddleware):
    """The person's own language and time zone, else the cookie's or the browser's; none in addresses."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        user = getattr(request, "user", None)
        timezone.deactivate()
        if user is not None and user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
            timezone.activate(user.time_zone)


class PortalDoorMiddleware:
    """Opens the door around the whole answer of a signed-in person.

    1. `request.actor` is the person, for the chosen organization; None for who is not signed in.
    2. An address that names a partnership is answered to its parties alone, else 404 as for one that is not there.
    3. A person of two parties there acts for the chosen one; if none is chosen, the page to choose comes first.
    4. Who has no organization yet is led to begin one, but for open pages and those that say `open_to_newcomers`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.partnership = None  # type: ignore[attr-defined]
        if request.path_info.startswith(OUTSIDE):
            return self.get_response(request)
        match = _match(request)
        if match is None or not request.user.is_authenticated:
            return self.get_response(request)
        partnership_id = match.kwargs.get("partnership")
        actor = self._actor(request, partnership_id)
        if actor is None:
            return redirect(f"{reverse('accounts:choose')}?{urlencode({'next': request.get_full_path()})}")
        if actor.organization_id is None and not _is_for_newcomers(match):
            return redirect("accounts:begin")
        return self._enter(request, actor, partnership_id)

    def _enter(self, request: HttpRequest, actor: Actor, partnership_id: UUID | None) -> HttpResponse:
        request.actor = actor  # type: ignore[attr-defined]
        own = partnership_id if partnership_id in actor.parties else None
        with entered(actor, partnership_id=own):
            if own:
                request.partnership = partnership_seen(actor, own)  # type: ignore[attr-defined]
                self._look(request, actor)
            return self.get_response(request)

    @staticmethod
    def _look(request: HttpRequest, actor: Actor) -> None:
        """Let who has chosen so look at the partnership as another side; the door stays that of the real one."""
        seen: PartnershipSeen = request.partnership  # type: ignore[attr-defined]
        chosen = request.session.get(LOOKS_AS, {}).get(str(seen.id))
        if chosen and seen.party(UUID(chosen)) and UUID(chosen) != actor.party_id(seen.id):
            request.actor = looking_as(actor, seen, UUID(chosen))  # type: ignore[attr-defined]
            request.partnership = seen.seen_from(UUID(chosen))  # type: ignore[attr-defined]

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Answer strangers to a partnership as if it did not exist."""
        if request.actor is not None and "partnership" in kwargs and request.partnership is None:  # type: ignore[attr-defined]
            raise Http404

    @staticmethod
    def _actor(request: HttpRequest, partnership_id: UUID | None) -> Actor | None:
        chosen = request.session.get(CHOSEN)
        person_id: UUID = request.user.pk  # type: ignore[assignment]
        actor = actor_for(person_id, UUID(chosen) if chosen else None)
        if actor.organization_id is None and actor.standings:
            actor = Actor.of_person(
                person_id,
                actor.standings[0],
                emails=actor.emails,
                standings=actor.standings,
            )
        if partnership_id is None or partnership_id in actor.parties:
            return actor
        fitting = [s for s in actor.standings if partnership_id in s.parties]
        if len(fitting) > 1:
            return None
        if fitting:
            return Actor.of_person(
                person_id,
                fitting[0],
                emails=actor.emails,
                standings=actor.standings,
            )
        return actor


def open_to_newcomers(view: View) -> View:
    """Mark a view as one for people without an organization too."""
    view.open_to_newcomers = True  # type: ignore[attr-defined]
    return view


def _is_for_newcomers(match: ResolverMatch) -> bool:
    """Who is signed in may do what strangers may: a newcomer, too, stops a letter by its link."""
    for_strangers = not getattr(match.func, "login_required", True)
    return for_strangers or getattr(match.func, "open_to_newcomers", False)


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
