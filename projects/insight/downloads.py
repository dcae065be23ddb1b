"""A file going out: to be kept, never to be shown, guessed about or run here."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from projects.insight.models import Attachment
from projects.insight.pieces import bytes_of


def download(row: Attachment) -> HttpResponse:
    """Return a file as a download that no browser shows, guesses about or runs."""
    return HttpResponse(
        bytes_of(row),
        content_type=row.media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, row.name) or "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
