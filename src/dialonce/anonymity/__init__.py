"""The arithmetic of not singling out."""
