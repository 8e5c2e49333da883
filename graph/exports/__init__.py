"""graph/exports."""
