"""Refusals: what an action answers when it will not do as asked."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A sentence for people, a stable code for programs, and the form field that it concerns, if any."""

    message: ClassVar[str | Promise] = _("That can't be done right now.")
    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None

    def __init__(self, message: str | Promise | None = None, *, field: str | None = None) -> None:
        self.sentence: str | Promise = message or self.message
        self.on_field: str | None = field or self.field
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The person may see the thing but not do this with it."""

    message = _("Your role does not allow this. Ask an owner or admin of your organization.")
    code = "not_allowed"
    status = 403


class NotThere(Refused):
    """The same answer for what does not exist and for what belongs to others."""

    message = _("There is nothing here that you can see.")
    code = "not_found"
    status = 404
