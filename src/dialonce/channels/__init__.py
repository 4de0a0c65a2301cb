"""Carriers: one adapter per file."""
