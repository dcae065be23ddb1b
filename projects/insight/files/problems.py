"""Why a file is not taken in: a code; the words come with the reader's language."""


class FileRefused(Exception):
    """`code` is one of "empty", "unknown_type", "markup", "mixed", "broken", "locked", "macros", "expands"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
