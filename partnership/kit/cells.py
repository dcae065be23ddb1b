"""Text of people in files for spreadsheets."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Return a cell's text that no spreadsheet runs: what begins like a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text
