"""actagraph."""
