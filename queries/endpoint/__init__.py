"""The endpoint: SPARQL and the questions of the catalogue over HTTP, for strangers."""
