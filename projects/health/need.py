"""Which partnership needs a look first: the one rule of the portfolio and of the letter. No Django, no clock."""

Need = tuple[int, int, int, str]


def need(*, change: int | None, waiting: int, score: int | None, title: str) -> Need:
    """Neediest first: a falling score, then what waits, then a low score; unknown scores after all others, then by title."""
    return min(change or 0, 0), -waiting, 101 if score is None else score, title
