"""The HTTP contract of 2016 for voice IVRs ("gateway-http"), kept to the letter: five client libraries rely on it.

Success is exactly 200. Errors are `{"status", "message", "detail"}` with the wording of old.
"""

import asyncio
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Request, Response, Router, get, post, route
from litestar.enums import HttpMethod

from dialonce.api.classic_errors import answer_classic
from dialonce.api.parameters import (
    LARGEST_BODY,
    Parameters,
    classic_parameters,
    json_object,
    number_parameter,
    optional_text,
    text_parameter,
)
from dialonce.calls import STEPS, CallStep, Sender, find_eligible, find_line, request_service
from dialonce.errors import Invalid, NotFound, Unauthorized
from dialonce.numbers import find_number, is_mobile
from dialonce.publishers import authenticate_client, issue_access_token
from dialonce.web.bearer import bearer_token, require_caller, require_solution
from dialonce.web.parts import Parts, parts_of

AnyRequest = Request[Any, Any, Any]
READ = [HttpMethod.GET, HttpMethod.POST]
CULTURE_LENGTH = 16
DETAIL_LENGTH = 64


def _json(body: bytes) -> Response[bytes]:
    return Response(body, status_code=200, media_type="application/json")


_TRUE_FALSE = {
    name: (_json(b'{"%b":false}' % name.encode()), _json(b'{"%b":true}' % name.encode()))
    for name in ("status", "mobile", "eligible", "success")
}


def _answer(name: str, *, yes: bool) -> Response[bytes]:
    return _TRUE_FALSE[name][yes]


@post("/oauth/token", status_code=200, operation_id="classicToken", tags=["classic"])
async def issue_token(request: AnyRequest) -> Response[bytes]:
    """Change a client id and secret for an access token."""
    parameters = await classic_parameters(request)
    if parameters.get("grant_type") != "client_credentials":
        raise Invalid("`grant_type` must be `client_credentials`.")
    client_id, secret = text_parameter(parameters, "client_id"), text_parameter(parameters, "client_secret")
    parts = parts_of(request)
    credential = await asyncio.to_thread(authenticate_client, parts.vault.directory, client_id, secret)
    if credential is None:
        raise Unauthorized("The client id or the secret is wrong.")
    now = parts.now
    issued = issue_access_token(parts.token_key.secret, credential, now)
    answer = {
        "access_token": issued.token,
        "token_type": "Bearer",
        "expire_at": issued.expires_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "expires_in": int((issued.expires_at - now).total_seconds()),
    }
    return _json(msgspec.json.encode(answer))


@get("/ivr/status", operation_id="classicStatus", tags=["classic"])
async def status(request: AnyRequest) -> Response[bytes]:
    """Whether the service stands, for a caller with a valid token."""
    require_caller(request)
    return _answer("status", yes=True)


@route("/phoneNumbers/isMobile", http_method=READ, status_code=200, tags=["classic"])
async def mobile(request: AnyRequest) -> Response[bytes]:
    """Whether a number is a mobile's."""
    require_caller(request)
    parameters = await classic_parameters(request)
    number = number_parameter(parameters, "number")
    return _answer("mobile", yes=is_mobile(number, optional_text(parameters, "cultureISO")))


@route("/ivr/isEligible", http_method=READ, status_code=200, tags=["classic"])
async def eligible(request: AnyRequest) -> Response[bytes]:
    """Whether this caller of this line may be offered the menu. Answered from memory."""
    sender = require_solution(request)
    return _answer("eligible", yes=await is_eligible(parts_of(request), sender, await classic_parameters(request)))


async def is_eligible(parts: Parts, sender: Sender, parameters: Parameters) -> bool:
    """Whether the `caller` of `called` may be offered the menu. Raises `Invalid`."""
    publisher, _ = sender
    caller, called = number_parameter(parameters, "caller"), number_parameter(parameters, "called")
    return await find_eligible(parts.vault, publisher, caller, called, parts.limits) is not None


@post("/ivr/serviceRequest", status_code=200, operation_id="classicServiceRequest", tags=["classic"])
async def service_request(request: AnyRequest) -> Response[bytes]:
    """The caller said yes: the link goes out."""
    publisher, solution = require_solution(request)
    parameters = await classic_parameters(request)
    parts = parts_of(request)
    caller, called = number_parameter(parameters, "caller"), number_parameter(parameters, "called")
    found = await find_eligible(parts.vault, publisher, caller, called, parts.limits)
    if found is None:
        return _answer("success", yes=False)
    culture = _culture(optional_text(parameters, "culture"))
    await request_service(parts.vault, solution, found, culture=culture, enqueue=parts.enqueue)
    return _answer("success", yes=True)


@post(["/ivr/log", "/ivrlogs"], status_code=200, tags=["classic"])
async def log(request: AnyRequest) -> Response[bytes]:
    """One step of a call. Of a line that is not registered nothing is kept, and the answer says so (3.1-e)."""
    sender, parts = require_solution(request), parts_of(request)
    step = step_of(parts, sender, await classic_parameters(request))
    return _answer("success", yes=await record_step(parts, step))


def step_of(parts: Parts, sender: Sender, parameters: Parameters) -> CallStep | None:
    """The step that parameters tell of, now; None when the line is not registered. Raises `Invalid`."""
    publisher, solution = sender
    kind = text_parameter(parameters, "type")
    if kind not in STEPS:
        raise Invalid(f"`type` must be one of {', '.join(STEPS)}.")
    caller, called = number_parameter(parameters, "caller"), number_parameter(parameters, "called")
    number = find_number(caller, publisher.country)
    line = find_line(parts.vault, publisher, called)
    if line is None:
        return None
    details = _details(parameters.get("data"))
    return CallStep(
        step_id=uuid4(),
        occurred_at=parts.now,
        solution=solution,
        line=line,
        step=kind,
        caller=number.text if number and not number.is_short_code else None,
        culture=_culture(details.pop("culture", None)),
        details=details,
    )


async def record_step(parts: Parts, step: CallStep | None) -> bool:
    """Whether there was a step to record; it is committed then. Raises `Unavailable`."""
    if step is None:
        return False
    await parts.recorder.submit(step)
    return True


def _details(data: object) -> dict[str, str]:
    """`culture`, `sda` and `did` of the optional `data` object, which some libraries send as JSON text. Others are ignored."""
    if data is None:
        return {}
    members = json_object(data, "data") if isinstance(data, str) else data
    if not isinstance(members, dict):
        raise Invalid("`data` is not an object.")
    given = {name: members[name] for name in ("culture", "sda", "did") if members.get(name) not in ("", None)}
    details = {name: text_parameter(given, name) for name in given}
    if any(len(text) > DETAIL_LENGTH for text in details.values()):
        raise Invalid(f"`culture`, `sda` and `did` of `data` are texts of at most {DETAIL_LENGTH} characters.")
    return details


def _culture(text: str | None) -> str:
    """A culture such as `fr` or `fr-FR`; anything else is no culture."""
    if not text or len(text) > CULTURE_LENGTH or not text.replace("-", "").replace("_", "").isalpha():
        return ""
    return text.replace("_", "-")


@route(
    ["/ivr/{rest:path}", "/phoneNumbers/{rest:path}", "/oauth/{rest:path}"],
    http_method=READ,
    include_in_schema=False,
)
async def unknown(request: AnyRequest) -> Response[bytes]:
    """Paths that the contract does not know, answered in its shape."""
    if bearer_token(request) is not None:
        require_caller(request)
    raise NotFound("There is nothing at this address.")


# Errors keep the classic shape whatever the Accept header says: Java's own HTTP class asks for HTML.
CLASSIC_ROUTES = [
    Router(
        path="/",
        route_handlers=[issue_token, status, mobile, eligible, service_request, log, unknown],
        exception_handlers={Exception: answer_classic},
        request_max_body_size=LARGEST_BODY,
    )
]
