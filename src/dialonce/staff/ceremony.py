"""What passes between a browser and the service around a passkey, by the library for WebAuthn; nothing is kept here.

Loading that library takes a fifth of a second: `passkeys` does it when the first passkey is made or shown.
"""

from collections.abc import Sequence

import webauthn
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidJSONStructure, InvalidRegistrationResponse
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from dialonce.staff.member import Member
from dialonce.staff.site import Site


def creation_options(site: Site, member: Member, known: Sequence[bytes], challenge: bytes) -> str:
    """What a browser needs to make a passkey, as JSON. `known` are the ids of those that the member has."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Dial-Once",
        user_id=member.publisher_id.bytes + member.staff_id.bytes,
        user_name=member.email,
        user_display_name=member.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(one) for one in known],
    )
    return webauthn.options_to_json(options)


def verified_creation(site: Site, challenge: bytes, answer: str) -> VerifiedRegistration | None:
    """The passkey that a browser made; None when the answer is not what was asked for."""
    try:
        return webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (InvalidRegistrationResponse, InvalidJSONStructure):
        return None


def request_options(site: Site, challenge: bytes) -> str:
    """What a browser needs to show a passkey of whoever sits there, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options)


def read_answer(answer: str) -> AuthenticationCredential | None:
    """What an answer says of itself, unverified; None when it is not one."""
    try:
        return webauthn.helpers.parse_authentication_credential_json(answer)
    except (InvalidJSONStructure, InvalidAuthenticationResponse, ValueError):
        return None


def verified_answer(
    site: Site, challenge: bytes, answer: str, public_key: bytes, sign_count: int
) -> VerifiedAuthentication | None:
    """The use of a passkey, if the answer is the passkey's and to that challenge; None otherwise."""
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (InvalidAuthenticationResponse, InvalidJSONStructure):
        return None
