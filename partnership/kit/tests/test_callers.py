import pytest
from django.test import RequestFactory

from partnership.kit.callers import address_of


def seen(address, forwarded=None):
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return str(address_of(RequestFactory().get("/", REMOTE_ADDR=address, **extra)))


def test_without_a_proxy_nobody_is_believed():
    assert seen("192.0.2.7", "203.0.113.9") == "192.0.2.7"


def test_behind_a_proxy_what_it_saw_itself_is_believed_and_nothing_before(settings):
    settings.BEHIND_PROXY = True

    assert seen("10.0.0.1", "1.1.1.1, 203.0.113.9") == "203.0.113.9"
    assert seen("10.0.0.1", "2001:db8::1") == "2001:db8::1"
    assert seen("10.0.0.1") == "10.0.0.1"


@pytest.mark.parametrize("odd", ["", "unknown", "unix:", "999.1.1.1"])
def test_an_address_that_is_none_is_nobodys(odd):
    assert seen(odd) == "0.0.0.0"


def test_ipv4_written_as_ipv6_is_the_same_address():
    assert seen("::ffff:192.0.2.7") == "192.0.2.7"
