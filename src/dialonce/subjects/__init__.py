"""Profiles, devices and notice acknowledgement of callers."""
