"""Writing a page, its files, and what it changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import MemberSeen, PartnershipSeen
from partnership.kit.forms import DayField, OnceForm
from projects.agreement.inputs import TextField
from projects.insight.actions.pages import CONTENT, LONGEST, PageSaid
from projects.insight.actions.uses import UseSaid
from projects.insight.models import Audience, Page, Topic
from projects.insight.subjects import subject_kinds


class PageForm(OnceForm):
    """A page; `version` is the one that the writer has read."""

    topic = forms.ChoiceField(label=_("What it is about"), choices=Topic)
    title = TextField(label=_("Title"), max_length=200)
    body = TextField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown: # heading, **bold**, - list, [text](https://…), tables with |."),
    )
    purpose = TextField(
        label=_("What it is for"),
        required=False,
        max_length=300,
        help_text=_("What can the other side do better with it?"),
    )
    fresh_until = DayField(
        label=_("Fresh until"),
        required=False,
        help_text=_("On the day after it waits for your side, to be written anew or confirmed."),
    )
    audience = forms.ChoiceField(label=_("Who reads it"), choices=Audience, widget=forms.RadioSelect)
    readers = forms.TypedMultipleChoiceField(
        label=_("Named people"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Only when “Named people only” is chosen. Nobody else finds the page, on your own side either."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        partnership: PartnershipSeen,
        members: Sequence[MemberSeen],
        page: Page | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"audience": Audience.PARTNERSHIP})
        if page is not None:
            kwargs["initial"] = {name: getattr(page, name) for name in (*CONTENT, "version")}
        super().__init__(*args, **kwargs)
        names = {one.organization_id: one.name for one in partnership.parties}
        self.fields["readers"].choices = [  # type: ignore[attr-defined]
            (str(one.user_id), f"{one.name}, {names.get(one.organization_id, '')}") for one in members
        ]

    def said(self) -> PageSaid:
        """Return what was written, as the action takes it."""
        clean = self.cleaned_data
        return PageSaid(**{**{name: clean[name] for name in CONTENT}, "readers": tuple(clean["readers"])})

    def meant_for(self, version: int) -> None:
        """What was typed stands beside what is newest now: the next sending is meant for that one."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version)
        self.data = data


class ConfirmForm(forms.Form):
    fresh_until = DayField(label=_("Fresh until"))

    def day(self) -> date:
        """Return the new day."""
        return self.cleaned_data["fresh_until"]  # type: ignore[no-any-return]


class FileForm(OnceForm):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, PNG, JPEG, WebP, text, CSV, Word, Excel or PowerPoint, at most 10 MB."),
    )


class UseForm(OnceForm):
    text = TextField(
        label=_("What did it change for you?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    subject = forms.ChoiceField(label=_("What it concerns"), required=False)

    def __init__(self, *args: Any, partnership_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subject_choices(partnership_id)  # type: ignore[attr-defined]

    def said(self) -> UseSaid:
        """Return what was written, as the action takes it."""
        return UseSaid(self.cleaned_data["text"], *chosen_subject(self.cleaned_data["subject"]))


def subject_choices(partnership_id: UUID) -> list[tuple[str, Any]]:
    """Return what can be named besides insight, a group a kind."""
    groups = [
        (str(kind.label), [(f"{name}:{key}", text) for key, text in kind.choices(partnership_id)])
        for name, kind in subject_kinds().items()
    ]
    return [("", "–"), *((label, some) for label, some in groups if some)]


def chosen_subject(text: str) -> tuple[str, UUID | None]:
    """Return the kind and id of a choice; ("", None) for none."""
    kind, _mark, key = text.partition(":")
    return (kind, UUID(key)) if key else ("", None)
