"""The shapes of what people write about themselves, their organization, its people and its partners."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import SCOPES, rights_of
from accounts.actor import Actor
from accounts.key_reach import Reach
from accounts.models import ApiKey, Language, Organization, PartnershipOffer, Role, User
from accounts.queries import PartnershipSeen
from partnership.kit.forms import DayField

CURRENCIES = ["SEK", "EUR", "NOK", "DKK", "USD", "GBP", "CHF", "PLN", "ISK"]
NEAR = ["Europe/Stockholm", "Europe/Helsinki", "Europe/Oslo", "Europe/Copenhagen", "Europe/London", "UTC"]
SCOPE_WORDS = {
    "read": _("Read all that you can read"),
    "plan:write": _("Change projects and plans"),
    "work:write": _("Write to the work log"),
    "goals:write": _("Check in on goals and report values"),
    "book:read": _("Read cost, margin and value in the open book"),
    "book:write": _("Write in the open book and say what is open"),
    "insight:write": _("Tell of your business, ask and answer"),
    "feedback:write": _("Say how it goes: answers, thanks, warnings and actions"),
    "letters:write": _("Choose how your own letters come"),
    "agreements:sign": _("Sign and decline agreements"),
    "organization:write": _("Change the organization"),
    "webhooks:write": _("Manage webhooks and read what was sent"),
    "partnerships:write": _("Ask others to be partners, and take that back"),
    "members:write": _("Invite and remove people, and change roles"),
}
SUMMARY_OF_ROLES = {
    Role.OWNER: _("Owner: everything, also other owners"),
    Role.ADMIN: _("Admin: everything but owners"),
    Role.MEMBER: _("Member: plans and works"),
    Role.FINANCE: _("Finance: reads, sees the money"),
    Role.VIEWER: _("Viewer: reads"),
}


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return time zones as choices, those nearby first."""
    others = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [
        (str(_("Near")), [(zone, zone.replace("_", " ")) for zone in NEAR]),
        (str(_("All")), [(zone, zone.replace("_", " ")) for zone in others if zone not in NEAR]),
    ]


class ZoneField(forms.ChoiceField):
    """An IANA time zone."""

    def __init__(self) -> None:
        super().__init__(label=_("Time zone"), choices=zones)


class LanguageField(forms.ChoiceField):
    """Swedish or English, each named in itself."""

    def __init__(self, label: Any = None) -> None:
        super().__init__(
            label=label or _("Language"),
            choices=[(Language.SWEDISH, "Svenska"), (Language.ENGLISH, "English")],
        )


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = LanguageField()
    time_zone = ZoneField()

    @classmethod
    def of(cls, person: User) -> dict[str, Any]:
        return {"name": person.name, "language": person.language, "time_zone": person.time_zone}


class OrganizationForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = LanguageField(_("Its language"))
    time_zone = ZoneField()
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, organization: Organization) -> dict[str, Any]:
        return {
            name: getattr(organization, name)
            for name in ("name", "language", "time_zone", "currency", "version")
        }


class AddressedForm(forms.Form):
    """What goes to somebody by e-mail, in a language."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = LanguageField(_("Language of the letter"))


class InviteForm(AddressedForm):
    role = forms.ChoiceField(label=_("Role"), choices=())
    field_order = ("email", "role", "language")

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, SUMMARY_OF_ROLES[role]) for role in roles]  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.MEMBER


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role)


class OfferForm(AddressedForm):
    word = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=PartnershipOffer._meta.get_field("word").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeclineForm(forms.Form):
    word = forms.CharField(
        label=_("A word to the other side"),
        required=False,
        max_length=PartnershipOffer._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What uses the key, for example “Our CRM”.")
    )
    kind = forms.ChoiceField(label=_("Acts as"), choices=(), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(label=_("May"), choices=(), widget=forms.CheckboxSelectMultiple)
    expires_on = DayField(label=_("Works until"), required=False)
    partnership = forms.ChoiceField(label=_("Reaches"), choices=(), required=False)
    addresses = forms.CharField(
        label=_("Only from these addresses"),
        required=False,
        max_length=1000,
        help_text=_("Addresses or ranges with spaces between them; empty: from everywhere."),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        kinds: Iterable[tuple[str, Any]],
        partnerships: Iterable[PartnershipSeen],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        may = rights_of(actor.role)
        scopes = [(scope, SCOPE_WORDS[scope]) for scope, needed in SCOPES.items() if needed <= may]
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        named = [(str(one.id), one.title) for one in partnerships]
        self.fields["partnership"].choices = [("", _("All your partnerships")), *named]  # type: ignore[attr-defined]
        self.fields["kind"].initial = ApiKey.Kind.PERSONAL
        self.fields["scopes"].initial = ["read"]

    def reach(self) -> Reach:
        """Return how far the key that is asked for should reach."""
        said = self.cleaned_data
        addresses = said["addresses"].replace(",", " ").split()
        return Reach(tuple(addresses), UUID(said["partnership"]) if said["partnership"] else None)


def role_forms(memberships: Iterable[Any]) -> dict[Any, RoleForm]:
    """Return a form for each member's role, each with ids of its own."""
    return {one.id: RoleForm(initial={"role": one.role}, auto_id=f"role_{one.id}_%s") for one in memberships}
