"""Ways in: the first organization, which one to act for, the language, and the demo's role cards."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import change_person, found_organization
from accounts.adapter import spoken
from accounts.doors import standings_of
from accounts.forms import OrganizationForm
from accounts.middleware import CHOSEN, open_to_newcomers
from accounts.models import Language, User
from accounts.queries import invitations_for_me
from accounts.requests import OpenRequest, PortalRequest
from partnership.kit.answers import page, see_other, way_back

DEMO_PEOPLE = frozenset(
    {
        "ada@havsvik.example",
        "sam@studionord.example",
        "vera@havsvik.example",
        "finn@studionord.example",
        "olga@fjallbo.example",
    }
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = 31_536_000


@open_to_newcomers
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PortalRequest) -> HttpResponse:
    """Begin an organization: the first page of a new person, and later a way to a second one."""
    first = {"language": spoken(), "time_zone": request.user.time_zone, "currency": "SEK"}
    form = OrganizationForm(request.POST or None, initial=first)
    if form.is_valid():
        form.cleaned_data.pop("version")
        # A second click waits here for the first, and then finds the organization that it has begun.
        User.objects.select_for_update().get(pk=request.user.pk)
        own = {standing.name: standing.organization_id for standing in standings_of(request.user.pk)[0]}
        begun = own.get(form.cleaned_data["name"])
        if begun is None:
            begun = found_organization(request.actor, **form.cleaned_data, now=timezone.now()).id
        request.session[CHOSEN] = str(begun)
        return see_other(way_back(request))
    waiting = invitations_for_me(request.actor, now=timezone.now())
    return page(request, "accounts/begin.html", {"form": form, "waiting": waiting, "next": way_back(request)})


@open_to_newcomers
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest) -> HttpResponse:
    """Choose which organization to act for; a person of two parties never acts for one by guess."""
    own = {str(standing.organization_id) for standing in request.actor.standings}
    chosen = request.POST.get("organization", "")
    if request.method == "POST" and chosen in own:
        request.session[CHOSEN] = str(UUID(chosen))
        return see_other(way_back(request))
    return page(request, "accounts/choose.html", {"next": way_back(request)})


@login_not_required
@open_to_newcomers
@require_POST
def language(request: OpenRequest) -> HttpResponse:
    """Change the language: kept on the person, and in a cookie for who is not signed in."""
    chosen = request.POST.get("language", "")
    response = see_other(way_back(request))
    if chosen not in Language.values:
        return response
    person = request.user
    if request.actor and person.is_authenticated and person.language != chosen:
        change_person(
            request.actor,
            person=person,
            name=person.name,
            language=chosen,
            time_zone=person.time_zone,
            now=timezone.now(),
        )
    remember_language(response, chosen)
    return response


@login_not_required
@open_to_newcomers
@require_POST
def theme(request: OpenRequest) -> HttpResponse:
    """Change light and dark for this browser, for who has no script; the cookie is the one that app.js writes."""
    response = see_other(way_back(request, "/settings/"))
    chosen = request.POST.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=YEAR, secure=settings.SECURE_SSL, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
@require_POST
def demo_sign_in(request: OpenRequest) -> HttpResponse:
    """Sign in as one of the demo's people; outside the demo there is no such page."""
    email = request.POST.get("email", "")
    person = User.objects.filter(email=email, is_active=True).first()
    if not settings.DEMO or email not in DEMO_PEOPLE or person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return see_other(way_back(request))


def remember_language(response: HttpResponse, chosen: str) -> None:
    """Keep the language in the cookie that Django reads for strangers."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
