from .entry import Approval, WorkEntry, Worker
from .intake import ColumnMapping, ImportBatch, ImportChunk, ImportProblem
from .project import Deliverable, Project, Task

__all__ = [
    "Approval",
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
