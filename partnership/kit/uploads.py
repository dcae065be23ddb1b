"""Stopping an upload that is too large while it comes in: it is neither kept nor read to its end."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

DRAINED = 512 * 1024 * 1024


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps a file on disk up to `largest` bytes; beyond it the rest is thrown away as it comes.

    Reading on is what lets a browser see the answer; only a body of half a gigabyte or more is cut off.
    """

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self.largest = largest

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, or stop."""
        if start + len(raw_data) > self.largest:
            request: Any = self.request
            request.is_upload_too_large = True
            length = int(request.META.get("CONTENT_LENGTH") or 0)
            raise StopUpload(connection_reset=length > DRAINED)
        super().receive_data_chunk(raw_data, start)


def is_too_large(request: HttpRequest) -> bool:
    """Say whether the request's upload was stopped; reads the body if nobody has yet."""
    _ = request.POST
    return bool(getattr(request, "is_upload_too_large", False))
