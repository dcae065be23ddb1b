"""The portal's settings with a clock that can be moved, a beat that looks at it often, and the patience of the scenario."""

import os

from faults import clock
from partnership.kit import outgoing
from partnership.settings import *  # noqa: F403

clock.install()
outgoing.loopback_is_allowed = True
CELERY_BEAT_MAX_LOOP_INTERVAL = 0.2
EMAIL_TIMEOUT = int(os.environ["FAULTS_EMAIL_TIMEOUT"])
