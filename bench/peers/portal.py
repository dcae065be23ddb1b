"""The portal with the bench's one address more, as it serves."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.portal_settings"

from partnership.wsgi import application

__all__ = ["application"]
