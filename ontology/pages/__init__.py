"""The ontology's documentation in Markdown: a page for each term and topic, alignments and an index."""
