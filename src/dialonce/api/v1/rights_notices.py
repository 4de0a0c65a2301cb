"""`/v1/notices`: a recipient says that it has done what a notice asked (GDPR 19).

It signs as it was signed to (Standard Webhooks), with the secret of its agreement. Nothing about a person is asked or told.
"""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.params import Parameter

from dialonce.api.v1.noun import SMALL_BODY, Noun, problems, raw_body
from dialonce.api.v1.scope import AnyRequest
from dialonce.channels import verify_webhook
from dialonce.errors import Forbidden, Invalid, NotFound
from dialonce.sharing import RecipientNotice, agreement_with, confirm_notice, find_notice, signing_secret
from dialonce.vault import Session, Who
from dialonce.web.parts import parts_of

RECIPIENT = Who("recipient")
BODY = {
    "application/json": (
        Schema(type=OpenAPIType.OBJECT, properties={"answer": Schema(type=OpenAPIType.STRING, max_length=500)}),
        {"answer": "Done on 24 November."},
    )
}
Publisher = Annotated[UUID, Parameter(description="Id of the publisher whose notice it is")]
Notice = Annotated[UUID, Parameter(description="Id of the notice, as it was sent")]


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    answer: str = ""


class RecipientNotices(Noun):
    path = "/v1/notices"
    tags = ("rights",)
    request_max_body_size = SMALL_BODY

    @post(
        "/{publisher_id:uuid}/{notice_id:uuid}",
        operation_id="confirmNotice",
        status_code=204,
        responses=problems(404, 409, 413),
        operation_class=raw_body(BODY),
    )
    async def confirm(self, request: AnyRequest, publisher_id: Publisher, notice_id: Notice) -> None:
        """Confirm a notice. The three `webhook-*` headers sign the body with the secret of the agreement."""
        parts = parts_of(request)
        if publisher_id not in parts.vault.directory.publishers:
            raise NotFound("There is no such notice.")
        body = await request.body()
        async with parts.vault.session([publisher_id], RECIPIENT) as session:
            notice = await find_notice(session, notice_id)
            await _verify(session, notice, request, body)
            await confirm_notice(session, notice_id, _answer(body))


async def _verify(session: Session, notice: RecipientNotice, request: AnyRequest, body: bytes) -> None:
    agreement = await agreement_with(session, notice.recipient)
    secrets = [await signing_secret(session, agreement)] if agreement else []
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not verify_webhook(secrets, headers, body, int(session.now.timestamp())):
        raise Forbidden("The signature is missing, old, or made with another secret than the agreement's.")


def _answer(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Body).answer if body else ""
    except msgspec.MsgspecError:
        raise Invalid('The body is JSON such as {"answer": "Done."}, or empty.') from None
