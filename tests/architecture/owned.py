"""Every table that belongs to somebody, and how tests ask the database about it."""

from django.apps import apps
from django.db import connection

from accounts.tenancy import Owned

OWNED = [model for model in apps.get_models(include_auto_created=True) if issubclass(model, Owned)]


def label(model):
    return model._meta.label


def rows(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
