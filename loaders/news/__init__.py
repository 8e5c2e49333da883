"""loaders/news."""
