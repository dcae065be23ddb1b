"""Shared goals: what was agreed and from when, what was measured, how sure each party was, and how it was judged."""

from .following import CheckIn, Reading, Score
from .goal import Goal
from .links import FigureLink
from .terms import GoalProject, GoalSide, Measure, MeasureTerms, Step, Terms

__all__ = [
    "CheckIn",
    "FigureLink",
    "Goal",
    "GoalProject",
    "GoalSide",
    "Measure",
    "MeasureTerms",
    "Reading",
    "Score",
    "Step",
    "Terms",
]
