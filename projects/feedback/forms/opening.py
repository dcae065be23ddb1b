"""Opening a round: nothing to write, but once for a double click."""

from partnership.kit.forms import OnceForm


class OpeningForm(OnceForm):
    """Carries the id of the round."""
