"""The interface (visual menu): model, check, walk, classic import and export."""
