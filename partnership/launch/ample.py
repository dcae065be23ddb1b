"""Limits of the API for programs that ask without end: the tests, the bench."""

AMPLE = dict.fromkeys(
    ("API_KEY_PER_MINUTE", "API_ORGANIZATION_PER_MINUTE", "API_ADDRESS_PER_MINUTE"), "1000000000"
)
