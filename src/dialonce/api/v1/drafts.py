"""`/v1/interfaces/{interface_id}/draft`: the text that is worked on."""

from typing import Annotated

import msgspec
from litestar import Response, get, put
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.conditional import PreconditionFailed, entity_tag, read_revision
from dialonce.api.v1.interfaces import DOCUMENT, LARGEST_DOCUMENT, InterfaceId
from dialonce.api.v1.noun import Noun, document_answer, problems, raw_body
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.errors import Conflict
from dialonce.menus import Finding
from dialonce.publishers import check_draft, read_interface, replace_draft

IfMatch = Annotated[
    str | None, Parameter(header="If-Match", max_length=40, description="The `ETag` of the draft that you have read")
]


class FindingAnswer(msgspec.Struct, frozen=True):
    code: Annotated[str, Meta(description="Stable name of the rule", examples=["dangling-target"])]
    severity: Annotated[str, Meta(description="`error`, `warning` or `notice`; errors stop a publication")]
    pointer: Annotated[str, Meta(description="Where in the document (RFC 6901)", examples=["/views/outgoing-call/0"])]
    fr: Annotated[str, Meta(description="What is wrong and how to mend it, in French")]
    en: Annotated[str, Meta(description="The same in English")]


class Drafts(Noun):
    path = "/v1/interfaces/{interface_id:uuid}"
    tags = ("interfaces",)
    guards = (publishers_only,)

    @get(
        "/draft",
        operation_id="exportDraft",
        responses={**problems(404), 200: document_answer()},
    )
    async def export(self, request: AnyRequest, interface_id: InterfaceId) -> Response[bytes]:
        """Export the draft, byte for byte as it was given. Its `ETag` is what a change of it must name."""
        async with publisher_session(request) as session:
            draft = await read_interface(session, interface_id)
        headers = {"ETag": entity_tag(draft.draft_revision)}
        return Response(draft.draft.encode(), media_type="application/json", headers=headers)

    @put(
        "/draft",
        status_code=204,
        operation_id="replaceDraft",
        responses=problems(404, 412, 413, 428),
        operation_class=raw_body(DOCUMENT),
        request_max_body_size=LARGEST_DOCUMENT,
    )
    async def replace(
        self, request: AnyRequest, interface_id: InterfaceId, body: bytes, if_match: IfMatch = None
    ) -> Response[None]:
        """Replace the draft of the revision named by `If-Match`. 412 when somebody else was faster: read it again."""
        revision = read_revision(if_match)
        async with publisher_session(request) as session:
            try:
                changed = await replace_draft(session, interface_id, body, revision=revision)
            except Conflict as faster:
                raise PreconditionFailed(faster.detail) from faster
        return Response(None, status_code=204, headers={"ETag": entity_tag(changed)})

    @get("/check", operation_id="checkDraft", responses=problems(404))
    async def check(self, request: AnyRequest, interface_id: InterfaceId) -> list[FindingAnswer]:
        """Check the draft. Says what would leave callers stuck, what they would not see, and what is good to know."""
        async with publisher_session(request) as session:
            return [_shown(finding) for finding in await check_draft(session, interface_id)]


def _shown(finding: Finding) -> FindingAnswer:
    return FindingAnswer(finding.code, finding.severity.value, finding.pointer, finding.text("fr"), finding.text("en"))
