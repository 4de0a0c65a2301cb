"""Data-subject requests from opening to delivery."""
