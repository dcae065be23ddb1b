"""Which hours are approved, or whose approval is taken back: rows of a table, each with a box."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.work.actions.approvals import Chosen, Group


class ApprovalForm(forms.Form):
    """`group` comes once for each box that is ticked; `all` is the button that takes every row of `party`."""

    seen_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
    party = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        """Refuse a sending without any row; what stands there no more is simply not chosen."""
        said = super().clean() or {}
        wanted = self.data.getlist("group") if hasattr(self.data, "getlist") else []
        takes_all = "all" in self.data
        if not wanted and not takes_all:
            raise forms.ValidationError(_("Tick the hours that you mean."), code="nothing_chosen")
        rows = [_group(key) for key in self.known if takes_all or key in wanted]
        said["groups"] = tuple(one for one in rows if not takes_all or one.party_id == said.get("party"))
        return said

    def chosen(self, *, is_dated: bool = True) -> Chosen:
        """Return what was chosen, as the actions take it; `is_dated` leaves out what changed since it was read."""
        seen_at: datetime | None = self.cleaned_data["seen_at"] if is_dated else None
        return Chosen(groups=self.cleaned_data["groups"], seen_at=seen_at)


def _group(key: str) -> Group:
    party, month, role = key.split("~", 2)
    return Group(UUID(party), date.fromisoformat(month), role)
