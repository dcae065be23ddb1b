"""Values and their differences in words, in the active language: what people read, sign and find again in the log.

Pure but for the language: no database, no clock. `fields.py` says what the values are made of.
"""

from .differences import differences, in_words
from .parts import Difference, How, Told
from .prose import Piece
from .reading import text_of, told

__all__ = ["Difference", "How", "Piece", "Told", "differences", "in_words", "text_of", "told"]
