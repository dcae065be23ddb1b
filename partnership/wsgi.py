"""The web process's entrance: opens only on a database whose first net holds."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
application = get_wsgi_application()

from accounts.checks import refuse_unsafe_database  # noqa: E402 (Django must be ready first)

refuse_unsafe_database()
