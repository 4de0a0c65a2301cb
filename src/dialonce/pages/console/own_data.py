"""What is kept of a member of the staff, for themselves (GDPR 15 and 20): the whole account but its secrets."""

import msgspec
from litestar import Response, get

from dialonce.pages.console.account import PATH
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest
from dialonce.staff import list_passkeys, list_sessions, read_member
from dialonce.web.parts import parts_of
from dialonce.web.staff import require_signed_in

SECRETS = frozenset(("secret",))


@get(PATH + "/data.json")
async def own_data(request: AnyRequest) -> Response[bytes]:
    """The account, its running sessions and its passkeys, as JSON."""
    at_work = await require_signed_in(request)
    async with parts_of(request).vault.session([at_work.tenant], at_work.who) as session:
        member = await read_member(session, at_work.staff_id)
        sessions = await list_sessions(session, at_work.staff_id)
        passkeys = await list_passkeys(session, at_work.staff_id)
    account = {name: value for name, value in msgspec.structs.asdict(member).items() if name not in SECRETS}
    body = {
        "account": account,
        "sessions": sessions,
        "passkeys": [{"name": one.name, "created_at": one.created_at, "used_at": one.used_at} for one in passkeys],
    }
    headers = {**NO_STORE, "Content-Disposition": 'attachment; filename="account.json"'}
    return Response(msgspec.json.encode(body), media_type="application/json", headers=headers)


ROUTES = (own_data,)
