"""What a line of the log must not hold: the secret in the path of a link."""

import logging
import re

# Longer than an id; the secrets of invitations, offers, letters and new passwords all are.
SECRET = re.compile(r"(?<=/)[\w.~-]{40,}(?=[/\s?]|$)")


class WithoutSecrets(logging.Filter):
    """Shortens secrets in paths, so that whoever reads the log cannot open the link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; every line passes."""
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(lambda found: f"{found[0][:6]}…", said), ()
        return True
