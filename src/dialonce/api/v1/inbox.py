"""`/v1/inbox`: the forms of callers, fetched by the publisher's own system with a token made for just that (4.2-a)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, patch
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.cursor import LONGEST_CURSOR, read_form_cursor, write_form_cursor
from dialonce.api.v1.noun import SMALL_BODY, Noun, problems
from dialonce.api.v1.scope import AnyRequest, inbox_only, inbox_session
from dialonce.engagement import (
    FormPlace,
    ReceivedForm,
    State,
    Worker,
    list_behind,
    move_form,
    read_received,
)
from dialonce.policy import Actor
from dialonce.vault import Session
from dialonce.web.bearer import require_caller

MOST_FORMS = 500
FORMS_A_PAGE = 100

Status = Annotated[State, Meta(description="Where it stands", examples=["new"])]
FormId = Annotated[UUID, Parameter(description="Id of the form")]
Page = Annotated[int, Parameter(ge=1, le=MOST_FORMS, description="At most so many forms")]
After = Annotated[
    str | None,
    Parameter(max_length=LONGEST_CURSOR, description="`next` of the answer before; absent to begin with the oldest"),
]
Wanted = Annotated[
    State | None, Parameter(query="status", description="Only those in this state; absent for all of them")
]


class FormAnswer(msgspec.Struct, frozen=True):
    answer_id: Annotated[UUID, Meta(description="Its id")]
    received_at: Annotated[datetime, Meta(description="When the caller sent it")]
    status: Status
    line: Annotated[str, Meta(description="The line that was called", examples=["+33199001000"])] | None
    interface_id: Annotated[UUID, Meta(description="The menu that it stood on")]
    interface_version: Annotated[int, Meta(description="The version that the caller saw")]
    screen: Annotated[str, Meta(description="The screen's address", examples=["131"])]
    answers: Annotated[Mapping[str, str], Meta(description="What was written, by the names of the fields")]


class InboxPage(msgspec.Struct, frozen=True):
    forms: Annotated[list[FormAnswer], Meta(description="Oldest first")]
    next: Annotated[str, Meta(description="Keep it, and give it as `after` the next time; null before any form")] | None
    more: Annotated[bool, Meta(description="Whether to ask again at once")]


class WholeForm(msgspec.Struct, frozen=True):
    form: Annotated[FormAnswer, Meta(description="The form")]
    number: Annotated[str, Meta(description="The sender's number; empty where it is not kept")]


class MovedForm(msgspec.Struct, frozen=True):
    answer_id: Annotated[UUID, Meta(description="Its id")]
    status: Status


class FormChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    status: Status


class Inbox(Noun):
    path = "/v1/inbox"
    tags = ("inbox",)
    guards = (inbox_only,)
    request_max_body_size = SMALL_BODY

    @get(operation_id="listInbox", responses=problems())
    async def list_page(
        self, request: AnyRequest, limit: Page = FORMS_A_PAGE, after: After = None, status: Wanted = None
    ) -> InboxPage:
        """List the forms of callers, oldest first. Keep `next`, and go on from there the next time.

        A form is here ten seconds after it was sent. Those of a person whose data is restricted are not handed over; once that
        is lifted they stand where they stood, so that `status=new` without `after` finds them.
        """
        behind = read_form_cursor(after) if after else FormPlace()
        async with inbox_session(request) as session:
            found = await list_behind(session, _worker(request), state=status, behind=behind, limit=limit)
        last = FormPlace(found[-1].received_at, found[-1].answer_id) if found else None
        forms = [_answer(session, one) for one in found]
        return InboxPage(forms, write_form_cursor(last) if last else after, len(found) == limit)

    @get("/{answer_id:uuid}", operation_id="readInboxForm", responses=problems(404))
    async def read(self, request: AnyRequest, answer_id: FormId) -> WholeForm:
        """Read a form with its sender's number."""
        async with inbox_session(request) as session:
            form, number = await read_received(session, _worker(request), answer_id)
        return WholeForm(_answer(session, form), number)

    @patch("/{answer_id:uuid}", operation_id="moveInboxForm", responses=problems(404, 413))
    async def move(self, request: AnyRequest, answer_id: FormId, data: FormChange) -> MovedForm:
        """Say where a form stands now; people see it at the console. Nobody of the team holds it any more."""
        async with inbox_session(request) as session:
            moved = await move_form(session, _worker(request), answer_id, data.status, None)
        return MovedForm(moved.answer_id, moved.status)


def _worker(request: AnyRequest) -> Worker:
    """The system that asks, with what its token opens."""
    return Worker(Actor.PUBLISHER_SYSTEM, opens=frozenset((require_caller(request).kind,)))


def _answer(session: Session, form: ReceivedForm) -> FormAnswer:
    line = session.directory.lines_by_id.get(form.line_id) if form.line_id else None
    return FormAnswer(
        form.answer_id,
        form.received_at,
        form.status,
        line.number if line else None,
        form.interface_id,
        form.interface_version,
        form.screen,
        form.answers,
    )
