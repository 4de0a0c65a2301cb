"""Consent given, withdrawn and proven."""
