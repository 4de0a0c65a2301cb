"""Profiles, devices and notice acknowledgement of callers."""

from dialonce.subjects.notice import acknowledge_notice, new_subject

__all__ = ["acknowledge_notice", "new_subject"]
