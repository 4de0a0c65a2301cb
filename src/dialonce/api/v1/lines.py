"""`/v1/lines`: the registered numbers of a publisher."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.cursor import LONGEST_CURSOR, read_cursor, write_cursor
from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.publishers import LineChange, NewLine, change_line, list_lines, read_line, register_line

MOST_LINES = 1_000
LINES_A_PAGE = 100

Number = Annotated[str, Meta(max_length=40, description="E.164, national, or a short code", examples=["+33199001000"])]
Label = Annotated[str, Meta(max_length=120, description="What people call the line", examples=["Customer service"])]
Sensitivity = Annotated[
    str,
    Meta(
        description="`special` when calling it tells something of health, beliefs or the like",
        examples=["ordinary"],
    ),
]
OpeningHours = Annotated[
    str,
    Meta(
        max_length=500,
        description="In the notation of OpenStreetMap: days, hours, `PH`, `off`, `24/7`",
        examples=["Mo-Sa 08:00-20:00"],
    ),
]
Interface = Annotated[UUID, Meta(description="The interface that its callers get")]
Enabled = Annotated[bool, Meta(description="A disabled line is as if it were not registered")]
Country = Annotated[
    str, Meta(description="ISO 3166, for national numbers and short codes; the publisher's own when left out")
]
LineId = Annotated[UUID, Parameter(description="Id of the line")]
Page = Annotated[int, Parameter(ge=1, le=MOST_LINES, description="At most so many lines")]
After = Annotated[
    str | None, Parameter(max_length=LONGEST_CURSOR, description="`next` of the page before; absent for the first")
]


class LineAnswer(msgspec.Struct, frozen=True):
    line_id: Annotated[UUID, Meta(description="Its id")]
    publisher_id: Annotated[UUID, Meta(description="Whose it is")]
    number: Annotated[str, Meta(description="E.164, or country and short code (`FR:3654`)", examples=["+33199001000"])]
    label: Label
    sensitivity: Sensitivity
    opening_hours: OpeningHours
    interface_id: Interface | None
    enabled: Enabled
    created_at: Annotated[datetime, Meta(description="When it was registered")]
    updated_at: Annotated[datetime, Meta(description="When it was last changed")]


class LinePage(msgspec.Struct, frozen=True):
    lines: Annotated[list[LineAnswer], Meta(description="In the order of their numbers")]
    next: Annotated[str, Meta(description="Give it as `after` for the next page")] | None


class NewLineBody(NewLine, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: Number
    country: Country | None = None
    label: Label = ""
    sensitivity: Sensitivity = "ordinary"
    opening_hours: OpeningHours = ""
    interface_id: Interface | None = None
    enabled: Enabled = True


class LineChangeBody(LineChange, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: Label | None = None
    sensitivity: Sensitivity | None = None
    opening_hours: OpeningHours | None = None
    interface_id: Interface | msgspec.UnsetType | None = msgspec.UNSET
    enabled: Enabled | None = None


class Lines(Noun):
    path = "/v1/lines"
    tags = ("lines",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @post(operation_id="registerLine", responses=problems(404, 409, 413))
    async def register(self, request: AnyRequest, data: NewLineBody) -> Response[LineAnswer]:
        """Register a number. Emergency numbers are refused."""
        async with publisher_session(request) as session:
            made = await register_line(session, data)
        return created(shown(LineAnswer, made), f"/v1/lines/{made.line_id}")

    @get(operation_id="listLines", responses=problems())
    async def list_page(self, request: AnyRequest, limit: Page = LINES_A_PAGE, after: After = None) -> LinePage:
        """List lines, page by page. `next` of the answer leads on; it is null on the last page."""
        start = read_cursor(after) if after else ""
        async with publisher_session(request) as session:
            found = await list_lines(session, after=start, limit=limit + 1)
        page = [shown(LineAnswer, line) for line in found[:limit]]
        return LinePage(page, write_cursor(page[-1].number) if len(found) > limit else None)

    @get("/{line_id:uuid}", operation_id="readLine", responses=problems(404))
    async def read(self, request: AnyRequest, line_id: LineId) -> LineAnswer:
        """Read a line."""
        async with publisher_session(request) as session:
            return shown(LineAnswer, await read_line(session, line_id))

    @patch("/{line_id:uuid}", operation_id="changeLine", responses=problems(404, 413))
    async def change(self, request: AnyRequest, line_id: LineId, data: LineChangeBody) -> LineAnswer:
        """Change a line. What is left out stays; a number never changes, register another."""
        async with publisher_session(request) as session:
            return shown(LineAnswer, await change_line(session, line_id, data))
