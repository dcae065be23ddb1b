from .entry import WorkEntry, Worker
from .intake import ColumnMapping, ImportBatch, ImportChunk, ImportProblem
from .project import Deliverable, Project, Task

__all__ = [
    "ColumnMapping",
    "Deliverable",
    "ImportBatch",
    "ImportChunk",
    "ImportProblem",
    "Project",
    "Task",
    "WorkEntry",
    "Worker",
]
