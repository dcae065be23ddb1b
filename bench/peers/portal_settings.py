"""The portal itself, with one more address: an empty page with a partnership's layout."""

from partnership.settings import *  # noqa: F403

ROOT_URLCONF = "bench.peers.portal_urls"
