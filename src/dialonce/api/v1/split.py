"""`/v1/interfaces/{interface_id}/split`: two published versions side by side, split by call (A/B)."""

from typing import Annotated

import msgspec
from litestar import delete, put
from msgspec import Meta

from dialonce.api.v1.interfaces import InterfaceId
from dialonce.api.v1.noun import SMALL_BODY, Noun, problems
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.publishers import end_split, start_split


class SplitBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Annotated[int, Meta(ge=1, le=2_147_483_647, description="The other published version", examples=[1])]
    percent: Annotated[int, Meta(ge=1, le=99, description="Share of new calls that get it", examples=[50])]


class Split(Noun):
    path = "/v1/interfaces/{interface_id:uuid}/split"
    tags = ("interfaces",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @put(operation_id="splitCalls", status_code=204, responses=problems(404, 413))
    async def start(self, request: AnyRequest, interface_id: InterfaceId, data: SplitBody) -> None:
        """Show another version in a share of calls. `/v1/insights/versions` compares what they come to."""
        async with publisher_session(request) as session:
            await start_split(session, interface_id, data.version, data.percent)

    @delete(operation_id="endSplit", responses=problems(404))
    async def end(self, request: AnyRequest, interface_id: InterfaceId) -> None:
        """Show the published version to everybody again."""
        async with publisher_session(request) as session:
            await end_split(session, interface_id)
