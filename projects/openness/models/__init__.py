from .asks import Ask
from .grants import Grant
from .readings import Reading

__all__ = ["Ask", "Grant", "Reading"]
