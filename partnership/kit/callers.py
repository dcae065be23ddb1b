"""Where a request comes from."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
NOWHERE = ip_address("0.0.0.0")  # noqa: S104  (an address that is nobody's, nothing listens on it)


def address_of(request: HttpRequest) -> Address:
    """Return the caller's address: what the proxy in front saw, if there is one; never what the caller says."""
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        text = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or text
    try:
        found = ip_address(text)
    except ValueError:
        return NOWHERE
    return getattr(found, "ipv4_mapped", None) or found
