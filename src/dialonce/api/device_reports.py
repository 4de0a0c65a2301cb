"""What an installed SDK tells of itself, of its person's answers, and of places that were shared."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, post

from dialonce.api.cross_origin import only_for
from dialonce.api.device_bodies import ConsentBody, DeviceBody, LocationBody, place_of
from dialonce.api.registration_limit import RegistrationLimit
from dialonce.consent import Answer, Given, check_answer, consents_of, location_level
from dialonce.errors import Fault, Forbidden, Invalid, NotFound, Unauthorized
from dialonce.publishers import is_revoked, issue_device_token
from dialonce.subjects import (
    DeviceReport,
    acknowledge_in_app,
    device_subject,
    record_location,
    register_device,
)
from dialonce.vault import SubjectRef, Who
from dialonce.web.bearer import require_caller
from dialonce.web.network import network_of
from dialonce.web.parts import Parts, parts_of

AnyRequest = Request[Any, Any, Any]
NOTICE = "notice"
_registrations = RegistrationLimit()


@post("/devices", operation_id="registerDevice", tags=["devices"])
async def register(request: AnyRequest, data: DeviceBody) -> Response[dict[str, str]]:
    """Register an installation, or tell anew of one that is known; the answer is its token.

    Called first after the person acknowledged the notice. Hardware identifiers count only with the consent
    `device-registration`; they are checked and not kept.
    """
    parts = parts_of(request)
    _registrations.admit(network_of(request), parts.now)
    solution = parts.number_sets.solution(data.solution)
    only_for(request, solution.allowed_origins)
    secret = parts.token_key.secret
    if is_revoked(secret, parts.vault.directory, solution.solution_id, data.device):
        raise Forbidden("This installation was revoked.")
    report = DeviceReport(data.device, data.library, data.culture, data.imei, data.meid, data.serial)
    publisher_id = solution.publisher_id
    async with parts.vault.session([publisher_id], Who(f"solution:{solution.solution_id}")) as session:
        known = await device_subject(parts.vault.keyring, publisher_id, data.device, parts.now)
        standings = await consents_of(session, publisher_id, known.subject_id) if known else []
        facts = frozenset(one.fact for one in standings)
        registration = await register_device(session, publisher_id, report, facts)
    token = issue_device_token(secret, solution, data.device)
    return Response({"token": token}, status_code=201 if registration.new else 200)


@post("/consents", status_code=202, operation_id="recordConsent", tags=["devices"])
async def consent(request: AnyRequest, data: ConsentBody) -> None:
    """Record an answer to a question of consent. Withdrawing is another record, and works at once."""
    answer = Answer(data.id, data.purpose, data.choice, data.decided_at, data.application, data.culture)
    if data.purpose == NOTICE:
        _check_notice(data)
    else:
        check_answer(answer)
    publisher_id, device = _device(request)
    if data.application is not None:
        _check_application(request, publisher_id, data.application)
    parts = parts_of(request)
    if data.purpose == NOTICE:
        async with parts.vault.session([publisher_id], Who("device")) as session:
            await acknowledge_in_app(session, publisher_id, await _subject(parts, publisher_id, device))
    else:
        await parts.consents.record(Given(publisher_id, await _subject(parts, publisher_id, device), answer))


@post("/location", status_code=202, operation_id="recordLocation", tags=["devices"])
async def location(request: AnyRequest, data: LocationBody) -> None:
    """Keep a place that was shared with an open menu. Refused without the application's own consent (4.3-d)."""
    place = place_of(data)
    publisher_id, device = _device(request)
    _check_application(request, publisher_id, place.application)
    async with parts_of(request).vault.session([publisher_id], Who("device")) as session:
        subject = await _subject(parts_of(request), publisher_id, device)
        standings = await consents_of(session, publisher_id, subject.subject_id)
        facts = frozenset(one.fact for one in standings)
        allowed = location_level(standings, place.application)
        await record_location(session, publisher_id, subject, place, facts, allowed)


def _device(request: AnyRequest) -> tuple[UUID, UUID]:
    """The publisher and the installation whose token asks. Raises `Unauthorized` or `Forbidden`."""
    caller = require_caller(request)
    if caller.device is None or caller.solution is None:
        raise Forbidden("This needs the token of an installation; `POST /v1/devices` gives it.")
    only_for(request, caller.solution.allowed_origins)
    return caller.solution.publisher_id, caller.device


async def _subject(parts: Parts, publisher_id: UUID, device: UUID) -> SubjectRef:
    """Whose installation it is. One that was erased has to register anew."""
    found = await device_subject(parts.vault.keyring, publisher_id, device, parts.now)
    if found is None:
        raise Unauthorized("This installation is not known any more; register it anew.")
    return found


def _check_notice(data: ConsentBody) -> None:
    if data.choice != "accepted" or data.application is not None:
        wanted = "`accepted`, and no application: of somebody who refused the notice nothing is sent"
        raise Invalid("The answer is not one to a question that is asked.", faults=(Fault("/choice", wanted),))


def _check_application(request: AnyRequest, publisher_id: UUID, name: str) -> None:
    entry = parts_of(request).vault.directory.interfaces_by_slug.get(name)
    if entry is None or entry.publisher_id != publisher_id:
        raise NotFound("There is no such interface: `application` is its public name.")
