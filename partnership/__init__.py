"""The project package: composition only. It may name everybody, and nobody imports it but for the kit."""

from partnership.celery import app as celery_app

__all__ = ["celery_app"]
