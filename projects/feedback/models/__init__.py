from .answers import Answer, Rating
from .joint import JointAction, JointOwner, Origin
from .notes import Note, NoteAnswer
from .rounds import PulseTerms, Round, Seat
from .talks import TalkNote
from .warnings import EarlyWarning, Probability, WarningVersion

__all__ = [
    "Answer",
    "EarlyWarning",
    "JointAction",
    "JointOwner",
    "Note",
    "NoteAnswer",
    "Origin",
    "Probability",
    "PulseTerms",
    "Rating",
    "Round",
    "Seat",
    "TalkNote",
    "WarningVersion",
]
