"""Deny by default: a handler without an operation of ours can't be called, and each operation names its right."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.access import rights_of
from accounts.actor import Actor
from partnership.kit.errors import NotAllowed


class ScopeMissing(NotAllowed):
    """The role would do, the key does not."""

    message = _("This API key lacks the scope for this. Make a key with that scope.")
    code: ClassVar[str] = "scope_missing"


class DenyByDefault(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        """Pass an actor with the operation's right; raises MethodNotAllowed, ScopeMissing or NotAllowed."""
        if not isinstance(request.user, Actor):
            return False
        operation = getattr(view, "operation", None)
        if operation is None:
            raise MethodNotAllowed(str(request.method))
        if operation.right in request.user.rights:
            return True
        raise ScopeMissing if operation.right in rights_of(request.user.role) else NotAllowed
