"""Tables of any kind, read through a mapping that tells what their columns mean."""
