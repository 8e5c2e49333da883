"""The loader of the Federal Register: documents and agencies as its API gives them, full texts in the printer's XML."""
