"""The quick way to a path says what the framework's own way says."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from partnership.kit.addresses import path_of


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("digests:letters", {}),
        ("overview:home", {"partnership": uuid4()}),
        ("insight:page", {"page": uuid4(), "partnership": uuid4()}),
        ("agreement:charter_step", {"partnership": uuid4(), "step": 3}),
        ("digests:stop", {"token": "6a.Zk-1_x:abc"}),
    ],
)
def test_a_path_is_what_the_framework_finds(page, named):
    assert path_of(page, **named) == path_of(page, **named) == reverse(page, kwargs=named)


def test_what_has_no_page_is_refused():
    with pytest.raises(NoReverseMatch):
        path_of("overview:home")
