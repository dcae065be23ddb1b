"""Who calls: an API key in the Authorization header. Cookies open nothing here."""

from django.utils import translation
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.key_reach import is_within
from accounts.keys import actor_of_key, presumed_of_key
from accounts.presumed import Keyed
from api.presuming import may_presume
from partnership.kit.callers import address_of


class KeyAuthentication(BaseAuthentication):
    """`request.user` becomes the key's actor and `request.auth` the facts of the key."""

    def authenticate(self, request: Request) -> Keyed | None:
        scheme, _space, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not key:
            return None
        found = _found(request, key.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            raise AuthenticationFailed
        request._request.caller = found[0]  # type: ignore[attr-defined]
        if not is_within(address_of(request._request), found[1]["addresses"]):
            raise AuthenticationFailed
        if not request.META.get("HTTP_ACCEPT_LANGUAGE"):
            translation.activate(found[1]["language"])
        return found

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def _found(request: Request, key: str) -> Keyed | None:
    """Look for the key; where a single question is going to be asked, leave the look to it."""
    view = request.parser_context["view"]
    if view.operation and view.operation.asks_singly and may_presume(request._request):
        found = presumed_of_key(key, now=view.now)
        if found is not None:
            keyed, request._request.presumption = found  # type: ignore[attr-defined]
            return keyed
    return actor_of_key(key)
