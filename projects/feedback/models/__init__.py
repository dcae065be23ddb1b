from .joint import JointAction, JointOwner, Origin
from .notes import Note, NoteAnswer
from .warnings import EarlyWarning, Probability, WarningVersion

__all__ = [
    "EarlyWarning",
    "JointAction",
    "JointOwner",
    "Note",
    "NoteAnswer",
    "Origin",
    "Probability",
    "WarningVersion",
]
