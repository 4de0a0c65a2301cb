"""`/v1/advertising-ids`: analytics by advertising identifier, with consent, in a silo of its own (3.1-h to 3.1-j).

The installation's token shows whose consent it is; what is kept of a report is its week and a pseudonym for just that, and
nothing of the token.
No body of these operations can hold a device, a line, a call or a number.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, post
from msgspec import Meta, Struct

from dialonce.api.cross_origin import only_for
from dialonce.consent import consents_of
from dialonce.errors import Forbidden, Unauthorized
from dialonce.insights import check_identifier, link_advertising_id, unlink_advertising_id
from dialonce.insights.silo.silo import AdvertisingReport
from dialonce.policy import Facts
from dialonce.subjects import app_facts, device_subject
from dialonce.vault import Session, SubjectRef, Who
from dialonce.web.bearer import require_caller
from dialonce.web.caller import gpc_of
from dialonce.web.parts import parts_of

AnyRequest = Request[Any, Any, Any]
DEVICE = Who("device")
Identifier = Annotated[str, Meta(min_length=32, max_length=45, description="As the phone's system gives it out")]
Limited = Annotated[bool, Meta(description="Whether the person limits ad tracking; then nothing is kept")]
Moment = Annotated[datetime, Meta(tz=True, description="Only its week is looked at")]
EventName = Literal["visit", "menu-shown", "solved", "voice"]


class AdvertisingIdBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/advertising-ids`: the identifier was seen."""

    id: UUID
    advertising_id: Identifier
    occurred_at: Moment
    limited: Limited = False


class AdvertisingEventBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/advertising-ids/events`: something happened under the identifier."""

    id: UUID
    advertising_id: Identifier
    occurred_at: Moment
    event: EventName
    limited: Limited = False


class ForgetBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/advertising-ids/forget`."""

    id: UUID
    advertising_id: Identifier


class LinkBody(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /v1/advertising-ids/link`: `linked` false takes the link away."""

    id: UUID
    advertising_id: Identifier
    linked: bool


@post("/advertising-ids", status_code=202, operation_id="reportAdvertisingId", tags=["devices"])
async def report(request: AnyRequest, data: AdvertisingIdBody) -> None:
    """Count an advertising identifier. Refused without consent, with tracking limited, or under `Sec-GPC`."""
    told = AdvertisingReport(check_identifier(data.advertising_id), data.occurred_at)
    await _take(request, told, limited=data.limited)


@post("/advertising-ids/events", status_code=202, operation_id="reportAdvertisingEvent", tags=["devices"])
async def report_event(request: AnyRequest, data: AdvertisingEventBody) -> None:
    """Count an event under an advertising identifier. Refused as the identifier itself."""
    told = AdvertisingReport(check_identifier(data.advertising_id), data.occurred_at, data.event)
    await _take(request, told, limited=data.limited)


@post("/advertising-ids/forget", status_code=202, operation_id="forgetAdvertisingId", tags=["devices"])
async def forget(request: AnyRequest, data: ForgetBody) -> None:
    """Delete everything under an advertising identifier: when consent is withdrawn, or tracking limited."""
    publisher_id, _ = _installation(request)
    await parts_of(request).silo.forget(publisher_id, check_identifier(data.advertising_id))


@post("/advertising-ids/link", status_code=202, operation_id="linkAdvertisingId", tags=["devices"])
async def link(request: AnyRequest, data: LinkBody) -> None:
    """Link the identifier to the installation's person, with their consent to just that, or take the link away."""
    publisher_id, device = _installation(request)
    parts = parts_of(request)
    holder = parts.silo.holder(publisher_id, check_identifier(data.advertising_id))
    async with parts.vault.session([publisher_id], DEVICE) as session:
        subject = await _person(session, publisher_id, device)
        if data.linked:
            facts = await _facts(request, session, publisher_id, subject, limited=False)
            await link_advertising_id(session, publisher_id, subject, holder, facts)
        else:
            await unlink_advertising_id(session, publisher_id, subject)


async def _take(request: AnyRequest, told: AdvertisingReport, *, limited: bool) -> None:
    """Whose consent stands is asked first; what follows knows the person no more."""
    publisher_id, device = _installation(request)
    parts = parts_of(request)
    async with parts.vault.session([publisher_id], DEVICE) as session:
        subject = await _person(session, publisher_id, device)
        facts = await _facts(request, session, publisher_id, subject, limited=limited)
        parts.silo.report(session, publisher_id, told, facts)


async def _facts(
    request: AnyRequest, session: Session, publisher_id: UUID, subject: SubjectRef, *, limited: bool
) -> Facts:
    standings = await consents_of(session, publisher_id, subject.subject_id)
    facts = app_facts(session, publisher_id, frozenset(one.fact for one in standings))
    return msgspec.structs.replace(facts, advertising_limited=limited, gpc=gpc_of(request))


def _installation(request: AnyRequest) -> tuple[UUID, UUID]:
    """The publisher and the installation whose token asks. Raises `Unauthorized` or `Forbidden`."""
    caller = require_caller(request)
    if caller.device is None or caller.solution is None:
        raise Forbidden("This needs the token of an installation; `POST /v1/devices` gives it.")
    only_for(request, caller.solution.allowed_origins)
    return caller.solution.publisher_id, caller.device


async def _person(session: Session, publisher_id: UUID, device: UUID) -> SubjectRef:
    found = await device_subject(session.keyring, publisher_id, device, session.now)
    if found is None:
        raise Unauthorized("This installation is not known any more; register it anew.")
    return found
