"""What people do with work: one function per use case, one transaction, one event."""
