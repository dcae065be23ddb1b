from .entry import PartyOwned, WorkEntry, Worker
from .intake import ColumnMapping, ImportBatch, ImportChunk, ImportProblem
from .project import Deliverable, Project, Task

__all__ = [
    "ColumnMapping",
    "Deliverable",
    "ImportBatch",
    "ImportChunk",
    "ImportProblem",
    "PartyOwned",
    "Project",
    "Task",
    "WorkEntry",
    "Worker",
]
