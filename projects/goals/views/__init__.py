"""Pages of shared goals."""
