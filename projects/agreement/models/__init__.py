"""What parties agree: the line of versions of each subject, their signatures, and the chain of what is in force."""

from .chain import Chain, Link
from .mandates import Mandate, SigningRule
from .versions import Agreement, Correction, Draft, Reminder, Signature, Status, Version

__all__ = [
    "Agreement",
    "Chain",
    "Correction",
    "Draft",
    "Link",
    "Mandate",
    "Reminder",
    "Signature",
    "SigningRule",
    "Status",
    "Version",
]
