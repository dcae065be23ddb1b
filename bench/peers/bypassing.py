"""The portal by a role that bypasses row-level security, while the database is told as ever who asks."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.portal_settings"
os.environ["DATABASE_URL"] = os.environ["SYSTEM_DATABASE_URL"]
application = get_wsgi_application()
