"""loaders/dossiers."""
