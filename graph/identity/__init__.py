"""graph/identity."""
