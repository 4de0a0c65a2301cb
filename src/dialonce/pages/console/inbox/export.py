"""The forms as files, for the publisher's own systems."""

from litestar import Response, get

from dialonce.engagement import ReceivedForm, forms_as_csv, forms_as_json, list_inbox
from dialonce.pages.console.inbox.overview import PATH, state_of, worker_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import require_staff

MOST_FORMS = 5_000


@get(PATH + "/export.csv")
async def as_csv(request: AnyRequest, slug: str) -> Response[str]:
    """CSV, UTF-8, a row a form."""
    return Response(forms_as_csv(await _forms(request, slug)), media_type="text/csv", headers=_headers(slug, "csv"))


@get(PATH + "/export.json")
async def as_json(request: AnyRequest, slug: str) -> Response[bytes]:
    """A JSON list."""
    body = forms_as_json(await _forms(request, slug))
    return Response(body, media_type="application/json", headers=_headers(slug, "json"))


async def _forms(request: AnyRequest, slug: str) -> list[ReceivedForm]:
    at_work = await require_staff(request, Permission.INBOX_WORK, slug)
    state = state_of(request.query_params.get("state", "all"))
    async with work_session(request, at_work) as session:
        return await list_inbox(
            session, worker_of(at_work), state=state, before=parts_of(request).now, limit=MOST_FORMS
        )


def _headers(slug: str, kind: str) -> dict[str, str]:
    return {**NO_STORE, "Content-Disposition": f'attachment; filename="{slug}-inbox.{kind}"'}


ROUTES = (as_csv, as_json)
