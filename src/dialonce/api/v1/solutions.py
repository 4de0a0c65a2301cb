"""`/v1/solutions`: a publisher's websites, apps and voice IVRs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.publishers import (
    NewSolution,
    SolutionChange,
    change_solution,
    create_solution,
    list_solutions,
    read_solution,
)

Name = Annotated[str, Meta(max_length=120, description="Unique within the publisher", examples=["IVR of the hotline"])]
Kind = Annotated[str, Meta(description="`ivr`, `sdk`, `tag` or `link`", examples=["ivr"])]
Origins = Annotated[
    list[Annotated[str, Meta(max_length=300, examples=["https://www.example.fr"])]],
    Meta(max_length=100, description="Where the website tag may run: scheme and host only"),
]
Channel = Annotated[
    str,
    Meta(
        description="How callers get the privacy notice (clause 0-c): on the `interface`, by the `ivr`, in the `app`",
        examples=["interface"],
    ),
]
Since = Annotated[
    datetime,
    Meta(tz=True, description="Since when the `ivr` or `app` gives the notice", examples=["2026-01-31T00:00:00Z"]),
]
SolutionId = Annotated[UUID, Parameter(description="Id of the solution")]
Enabled = Annotated[bool, Meta(description="Credentials and tokens of a disabled solution are useless at once")]


class SolutionAnswer(msgspec.Struct, frozen=True):
    solution_id: Annotated[UUID, Meta(description="Its id")]
    publisher_id: Annotated[UUID, Meta(description="Whose it is")]
    name: Name
    kind: Kind
    allowed_origins: Origins
    notice_channel: Channel
    notice_since: Since | None
    enabled: Enabled
    created_at: Annotated[datetime, Meta(description="When it was opened")]


class NewSolutionBody(NewSolution, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    kind: Kind
    allowed_origins: Origins = msgspec.field(default_factory=list)
    notice_channel: Channel = "interface"
    notice_since: Since | None = None


class SolutionChangeBody(SolutionChange, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name | None = None
    allowed_origins: Origins | None = None
    notice_channel: Channel | None = None
    notice_since: Since | msgspec.UnsetType | None = msgspec.UNSET
    enabled: Enabled | None = None


class Solutions(Noun):
    path = "/v1/solutions"
    tags = ("solutions",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @post(operation_id="createSolution", responses=problems(409, 413))
    async def create(self, request: AnyRequest, data: NewSolutionBody) -> Response[SolutionAnswer]:
        """Open a solution."""
        async with publisher_session(request) as session:
            made = await create_solution(session, data)
        return created(shown(SolutionAnswer, made), f"/v1/solutions/{made.solution_id}")

    @get(operation_id="listSolutions", responses=problems())
    async def list_all(self, request: AnyRequest) -> list[SolutionAnswer]:
        """List all solutions, by name."""
        async with publisher_session(request) as session:
            return [shown(SolutionAnswer, one) for one in await list_solutions(session)]

    @get("/{solution_id:uuid}", operation_id="readSolution", responses=problems(404))
    async def read(self, request: AnyRequest, solution_id: SolutionId) -> SolutionAnswer:
        """Read a solution."""
        async with publisher_session(request) as session:
            return shown(SolutionAnswer, await read_solution(session, solution_id))

    @patch("/{solution_id:uuid}", operation_id="changeSolution", responses=problems(404, 409, 413))
    async def change(self, request: AnyRequest, solution_id: SolutionId, data: SolutionChangeBody) -> SolutionAnswer:
        """Change a solution. What is left out stays as it is."""
        async with publisher_session(request) as session:
            return shown(SolutionAnswer, await change_solution(session, solution_id, data))
