"""RDF files with a mapping of their classes and properties."""
