from .figures import Figure, FigureValue
from .pages import Attachment, Audience, Page, PageVersion, Piece, Topic
from .questions import Post, Question, Use

__all__ = [
    "Attachment",
    "Audience",
    "Figure",
    "FigureValue",
    "Page",
    "PageVersion",
    "Piece",
    "Post",
    "Question",
    "Topic",
    "Use",
]
