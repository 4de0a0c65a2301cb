"""French and English text."""
