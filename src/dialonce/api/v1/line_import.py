"""`/v1/lines/import`: lists of lines from CSV or JSON."""

from typing import Annotated

import msgspec
from litestar import post
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from msgspec import Meta

from dialonce.api.v1.noun import Noun, problems, raw_body, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.publishers import import_lines, read_csv, read_json

LARGEST_LIST = 16 * 1024 * 1024

CSV_LIST = Schema(
    type=OpenAPIType.STRING,
    description="UTF-8, `,` or `;`. The first line names the columns: `number`, and any of `country`, `label`, "
    "`sensitivity`, `opening_hours`, `interface_id`, `enabled`",
)
JSON_LIST = Schema(
    type=OpenAPIType.ARRAY,
    items=Schema(type=[OpenAPIType.OBJECT, OpenAPIType.STRING]),
    description="Lines as for `POST /v1/lines`, or plain numbers",
)
BODIES = {
    "text/csv": (CSV_LIST, "number,label\n+33199001000,Customer service\n3654,Short code\n"),
    "application/json": (JSON_LIST, [{"number": "+33199001000", "label": "Customer service"}, "3654"]),
}


class BadRowAnswer(msgspec.Struct, frozen=True):
    row: Annotated[int, Meta(description="In CSV the line of the file, in JSON the place in the list from 1")]
    code: Annotated[str, Meta(description="The column at fault, or `columns`, `twice` or `taken`", examples=["number"])]
    reason: Annotated[str, Meta(description="Why it was not registered")]
    given: Annotated[dict[str, str], Meta(description="What stood there, long texts cut")]


class ImportAnswer(msgspec.Struct, frozen=True):
    added: Annotated[int, Meta(description="Lines registered")]
    changed: Annotated[int, Meta(description="Lines that were registered already, brought up to date")]
    bad: Annotated[list[BadRowAnswer], Meta(description="All other rows")]


class LineImport(Noun):
    path = "/v1/lines/import"
    tags = ("lines",)
    guards = (publishers_only,)
    request_max_body_size = LARGEST_LIST

    @post(status_code=200, operation_id="importLines", responses=problems(413), operation_class=raw_body(BODIES))
    async def import_list(self, request: AnyRequest, body: bytes) -> ImportAnswer:
        """Register a list of lines. Good rows are registered or brought up to date, every other is in the answer.

        The body is CSV when `Content-Type` is `text/csv`, otherwise JSON. At most 100,000 rows and 16 MiB.
        """
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        rows = read_csv(body) if media_type == "text/csv" else read_json(body)
        async with publisher_session(request) as session:
            return shown(ImportAnswer, await import_lines(session, rows))
