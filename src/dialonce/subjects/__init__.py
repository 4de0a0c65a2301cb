"""Profiles, devices and notice acknowledgement of callers."""

from dialonce.subjects.codes import CODE_DIGITS, CODE_LIFE, SignInDesk, ask_code, check_code
from dialonce.subjects.devices import (
    DeviceReport,
    Registration,
    acknowledge_in_app,
    app_facts,
    device_subject,
    register_device,
)
from dialonce.subjects.email_way import forget_email, remember_email
from dialonce.subjects.holdings import Holding, holdings_of, looks_at, numbers_of
from dialonce.subjects.identity import EMAIL, PHONE, Identity, email_identity, normal_email, phone_identity
from dialonce.subjects.location import Place, record_location
from dialonce.subjects.notice import acknowledge_notice, new_subject
from dialonce.subjects.person import Person, Trace, extend, recognise, require_own, sign_in, sign_out, traces_of
from dialonce.subjects.profile import Profile, read_profile, rectify_profile

__all__ = [
    "CODE_DIGITS",
    "CODE_LIFE",
    "EMAIL",
    "PHONE",
    "DeviceReport",
    "Holding",
    "Identity",
    "Person",
    "Place",
    "Profile",
    "Registration",
    "SignInDesk",
    "Trace",
    "acknowledge_in_app",
    "acknowledge_notice",
    "app_facts",
    "ask_code",
    "check_code",
    "device_subject",
    "email_identity",
    "extend",
    "forget_email",
    "holdings_of",
    "looks_at",
    "new_subject",
    "normal_email",
    "numbers_of",
    "phone_identity",
    "read_profile",
    "recognise",
    "record_location",
    "rectify_profile",
    "register_device",
    "remember_email",
    "require_own",
    "sign_in",
    "sign_out",
    "traces_of",
]
