"""Records that refer to each other by identifiers: how a mapping of classes and properties makes dossiers of them."""
