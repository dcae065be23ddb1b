"""The portal with row-level security switched off: a role that bypasses it, and no context told to the database."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.portal_settings"
os.environ["DATABASE_URL"] = os.environ["SYSTEM_DATABASE_URL"]
application = get_wsgi_application()

from accounts import telling  # noqa: E402 (Django must be ready first)

telling.words_of = lambda context: {}
