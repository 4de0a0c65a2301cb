"""`/v1/rights/requests`: what persons ask of a publisher about their data, entered and followed by the publisher's own systems.

Answering is for people at the console: a program registers, lists, reads and notes.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.numbers import parse_caller
from dialonce.rights import (
    Channel,
    Identity,
    NewRequest,
    QueueFilter,
    Request,
    Right,
    State,
    Step,
    add_note,
    list_requests,
    open_request,
    read_request,
    subject_of,
)
from dialonce.web.parts import parts_of
from dialonce.web.rights_desk import letterhead_of

MOST = 500
RequestId = Annotated[UUID, Parameter(description="Id of the request")]
StateFilter = Annotated[
    State | None, Parameter(query="state", description="Only those in this state; absent for all that are not closed")
]
RightFilter = Annotated[Right | None, Parameter(query="right", description="Only those for this right")]


class NewRequestBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    right: Annotated[Right, Meta(description="Which right", examples=["access"])]
    received_at: Annotated[datetime, Meta(tz=True, description="When it came; its clock began on that day in Paris")]
    number: Annotated[
        str, Meta(max_length=40, description="The caller's number, if known", examples=["+33612345678"])
    ] = ""
    body: Annotated[str, Meta(max_length=20_000, description="The person's words")] = ""
    name: Annotated[str, Meta(max_length=120, description="Only to answer")] = ""
    email: Annotated[str, Meta(max_length=254, description="Only to answer")] = ""
    locale: Annotated[str, Meta(pattern="^(fr|en)$", description="Language of the answer")] = "fr"


class NoteBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: Annotated[str, Meta(min_length=1, max_length=4_000, description="Internal; an access archive shows it")]


class RequestAnswer(msgspec.Struct, frozen=True):
    request_id: Annotated[UUID, Meta(description="Its id")]
    reference: Annotated[str, Meta(description="What letters call it", examples=["2026-1A2B3C4D"])]
    right: Annotated[Right, Meta(description="Which right")]
    channel: Annotated[Channel, Meta(description="How it came")]
    state: Annotated[State, Meta(description="Where it stands")]
    identity: Annotated[Identity, Meta(description="How sure it is who asks")]
    received_at: Annotated[datetime, Meta(description="When it came")]
    due_at: Annotated[datetime, Meta(description="The last second in time; null while the clock stands still")] | None
    closed_at: Annotated[datetime, Meta(description="When it was answered")] | None


class StepAnswer(msgspec.Struct, frozen=True):
    at: Annotated[datetime, Meta(description="When")]
    kind: Annotated[str, Meta(description="What was done", examples=["received"])]
    note: Annotated[str, Meta(description="What was noted")]


class WholeRequest(msgspec.Struct, frozen=True):
    request: Annotated[RequestAnswer, Meta(description="The request as it stands")]
    body: Annotated[str, Meta(description="The person's words; empty after an erasure")]
    steps: Annotated[list[StepAnswer], Meta(description="Its whole history, oldest first")]


class RightsRequests(Noun):
    path = "/v1/rights/requests"
    tags = ("rights",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @post(operation_id="openRightsRequest", responses=problems(413))
    async def open(self, request: AnyRequest, data: NewRequestBody) -> Response[RequestAnswer]:
        """Register a request. Identity is checked by people afterwards, in proportion."""
        async with publisher_session(request) as session:
            subject = await subject_of(session, parse_caller(data.number).text) if data.number else None
            new = NewRequest(
                right=data.right,
                channel=Channel.API,
                received_at=data.received_at,
                subject=subject,
                body=data.body,
                locale="en" if data.locale == "en" else "fr",
                name="" if subject else data.name,
                email="" if subject else data.email,
            )
            made = await open_request(session, new, letterhead_of(parts_of(request), session.publisher))
        return created(_answer(made), f"/v1/rights/requests/{made.request_id}")

    @get(operation_id="listRightsRequests", responses=problems())
    async def list_all(
        self, request: AnyRequest, in_state: StateFilter = None, right: RightFilter = None
    ) -> list[RequestAnswer]:
        """List requests, the most urgent first."""
        wanted = QueueFilter(in_state.value if in_state else "unclosed", right.value if right else "", limit=MOST)
        async with publisher_session(request) as session:
            return [_answer(one) for one in await list_requests(session, wanted)]

    @get("/{request_id:uuid}", operation_id="readRightsRequest", responses=problems(404))
    async def read(self, request: AnyRequest, request_id: RequestId) -> WholeRequest:
        """Read a request with its whole history."""
        async with publisher_session(request) as session:
            file = await read_request(session, request_id)
        return WholeRequest(_answer(file.request), file.request.body, [_step(step) for step in file.steps])

    @post("/{request_id:uuid}/notes", operation_id="noteOnRightsRequest", responses=problems(404, 409, 413))
    async def note(self, request: AnyRequest, request_id: RequestId, data: NoteBody) -> Response[StepAnswer]:
        """Note something in a request's history. A closed one takes no more."""
        async with publisher_session(request) as session:
            made = await add_note(session, request_id, data.note)
        return created(_step(made), f"/v1/rights/requests/{request_id}")


def _answer(request: Request) -> RequestAnswer:
    names = [name for name in RequestAnswer.__struct_fields__ if name != "reference"]
    return RequestAnswer(reference=request.reference, **{name: getattr(request, name) for name in names})


def _step(step: Step) -> StepAnswer:
    return StepAnswer(step.at, step.kind.value, step.note)
