#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    from django.core.management import execute_from_command_line

    from partnership.launch.attach import attach

    if not attach():
        sys.exit(
            "The portal does not run in this folder: start it by `make run`, or set DATABASE_URL (docs/running.md)."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
