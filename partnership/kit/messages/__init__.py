"""The message catalogues without GNU gettext: extract from code and templates, compile, check. Source language: English."""

from partnership.kit.messages.check import faults
from partnership.kit.messages.extract import extracted
from partnership.kit.messages.files import catalogues, compiled, read, written

__all__ = ["catalogues", "compiled", "extracted", "faults", "read", "written"]
