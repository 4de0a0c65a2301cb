"""Profiles, devices and notice acknowledgement of callers."""

from dialonce.subjects.devices import DeviceReport, Registration, acknowledge_in_app, device_subject, register_device
from dialonce.subjects.location import Place, record_location
from dialonce.subjects.notice import acknowledge_notice, new_subject

__all__ = [
    "DeviceReport",
    "Place",
    "Registration",
    "acknowledge_in_app",
    "acknowledge_notice",
    "device_subject",
    "new_subject",
    "record_location",
    "register_device",
]
