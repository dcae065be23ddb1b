"""The shapes of what people write about a webhook."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from api.webhooks.actions.endpoints import NAME_LENGTH, EndpointSaid
from api.webhooks.models import Endpoint
from api.webhooks.types import EVERYTHING_OF, rooms
from partnership.kit.forms import OnceForm
from partnership.kit.outgoing import LONGEST

# The words of rooms as people know them; a test finds a room without any.
ROOM_WORDS = {
    "agreement": _("Proposals and signatures"),
    "external_id": _("Links to other systems"),
    "feedback": _("Pulse, thanks, friction, warnings and joint actions"),
    "goals": _("Goals"),
    "insight": _("Insight and key figures"),
    "invitation": _("Invitations"),
    "key": _("API keys"),
    "mandate": _("Limits of who signs"),
    "member": _("Members"),
    "offer": _("Offers of partnership"),
    "openness": _("Openness"),
    "organization": _("The organization itself"),
    "partnership": _("Beginning and end of partnerships"),
    "person": _("People’s own settings"),
    "pricing": _("The open book"),
    "signing_rule": _("How many sign"),
    "webhook": _("Webhooks"),
    "work": _("Projects and the work log"),
}
LOCAL_TIME = "%Y-%m-%dT%H:%M"


def words_of(types: Iterable[str]) -> str:
    """Return what an endpoint hears of in words."""
    named = (one.removesuffix(EVERYTHING_OF) if one.endswith(EVERYTHING_OF) else "" for one in types)
    return ", ".join(
        str(ROOM_WORDS.get(room, one)) if room else one for room, one in zip(named, types, strict=True)
    )


class EndpointForm(OnceForm):
    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("What listens there, for example “Our CRM”.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        help_text=_("It begins with https:// and takes a POST for each event."),
    )
    types = forms.MultipleChoiceField(
        label=_("Hears of"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means everything that your organization may see."),
    )
    partnerships = forms.MultipleChoiceField(
        label=_("Partnerships"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means all of them, and what happens inside your organization."),
    )
    skip_own = forms.BooleanField(
        label=_("Leave out what your own API keys have done"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, seen: Iterable[PartnershipSeen], row: Endpoint | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            kwargs["initial"] = {**_as_text(row), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        kept = [one for one in (row.types if row else []) if not one.endswith(EVERYTHING_OF)]
        named = sorted(((ROOM_WORDS.get(one, one), one) for one in rooms()), key=lambda pair: str(pair[0]))
        chosen: Any = self.fields["types"]
        chosen.choices = [(f"{one}{EVERYTHING_OF}", words) for words, one in named] + [(t, t) for t in kept]
        where: Any = self.fields["partnerships"]
        where.choices = [(str(one.id), one.title) for one in seen]

    def said(self) -> EndpointSaid:
        shape = self.cleaned_data
        return EndpointSaid(
            name=shape["name"],
            url=shape["url"],
            types=tuple(shape["types"]),
            partnerships=tuple(UUID(one) for one in shape["partnerships"]),
            skip_own=shape["skip_own"],
        )


class ReplayForm(forms.Form):
    since = forms.DateTimeField(
        label=_("From"),
        input_formats=[LOCAL_TIME],
        widget=forms.DateTimeInput(format=LOCAL_TIME, attrs={"type": "datetime-local"}),
    )
    until = forms.DateTimeField(
        label=_("Until before"),
        required=False,
        input_formats=[LOCAL_TIME],
        widget=forms.DateTimeInput(format=LOCAL_TIME, attrs={"type": "datetime-local"}),
    )


def _as_text(row: Endpoint) -> dict[str, Any]:
    return {
        "name": row.name,
        "url": row.url,
        "types": list(row.types),
        "partnerships": [str(one) for one in row.partnerships],
        "skip_own": row.skip_own,
    }
