"""The publisher's own systems that fetch the inbox: a token each, made by the administrator, shown once, ended at once."""

from typing import Any, Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.i18n import format_moment, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.inbox.overview import PATH
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Crumb, Empty, Field, Snippet
from dialonce.pages.templating import ZONE
from dialonce.publishers import INBOX, TokenRow, create_inbox_token, list_tokens, revoke_token, token_digest
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

SYSTEMS: Final = PATH + "/systems"
LONGEST_NAME: Final = 80


class SystemView(Struct, frozen=True):
    """One system by the name it was given; `digest` names its token."""

    name: str
    made: str
    digest: str


class SystemsView(Struct, frozen=True):
    """`secret` holds the token that was just made, shown this once, and how to use it."""

    base: str
    systems: tuple[SystemView, ...]
    empty: Empty | None
    name: Field
    secret: tuple[Snippet, ...]


@get(SYSTEMS)
async def systems(request: AnyRequest, slug: str) -> Response[str]:
    """The systems that may fetch the inbox now."""
    at_work = await require_staff(request, Permission.INBOX_HAND_OVER, slug)
    return await _page(request, at_work)


@post(SYSTEMS)
async def add(request: AnyRequest, slug: str) -> Response[str]:
    """A token for another system. Without a name nobody would know later which one to end."""
    at_work = await require_staff(request, Permission.INBOX_HAND_OVER, slug)
    name = (await read_staff_form(request, at_work)).get("name", "").strip()
    if not 0 < len(name) <= LONGEST_NAME:
        return await _page(request, at_work, typed=name, error=translate(at_work.locale, "inbox.system_name_wrong"))
    async with work_session(request, at_work) as session:
        token = await create_inbox_token(session, name)
    return await _page(request, at_work, token=token)


@post(SYSTEMS + "/revoke", status_code=303)
async def end(request: AnyRequest, slug: str) -> Response[Any]:
    """End a system's token at once."""
    at_work = await require_staff(request, Permission.INBOX_HAND_OVER, slug)
    digest = (await read_staff_form(request, at_work)).get("digest", "")
    async with work_session(request, at_work) as session:
        if digest in {row.digest for row in await list_tokens(session) if _runs(row)}:
            await revoke_token(session, bytes.fromhex(digest))
    return see(SYSTEMS.replace("{slug:str}", slug))


def _runs(row: TokenRow) -> bool:
    return row.kind == INBOX and row.revoked_at is None


async def _page(
    request: AnyRequest, at_work: AtWork, *, token: str = "", typed: str = "", error: str = ""
) -> Response[str]:
    say, base = at_work.locale, SYSTEMS.replace("{slug:str}", at_work.slug)
    async with work_session(request, at_work) as session:
        running = [row for row in await list_tokens(session) if _runs(row)]
    view = SystemsView(
        base=base,
        systems=tuple(_system(at_work, row) for row in running),
        empty=None
        if running
        else Empty("app", translate(say, "inbox.no_system"), translate(say, "inbox.no_system_text")),
        name=Field(
            "name",
            translate(say, "inbox.system_name"),
            typed,
            hint=translate(say, "inbox.system_name_hint"),
            error=error,
            required=True,
            max_length=LONGEST_NAME,
        ),
        secret=_secret(request, at_work, token) if token else (),
    )
    once = Banner(translate(say, "inbox.token_once"), translate(say, "inbox.token_once_text"), "ok")
    title = translate(say, "inbox.systems")
    crumbs = (Crumb(translate(say, "console.inbox"), base.rpartition("/")[0]), Crumb(title))
    frame = frame_of(request, at_work, title=title, section="inbox", crumbs=crumbs, banners=(once,) if token else ())
    status = 400 if error else 200
    return console_answer(request, at_work, "console/inbox_systems.html", frame, status=status, view=view)


def _system(at_work: AtWork, row: TokenRow) -> SystemView:
    made = translate(at_work.locale, "inbox.system_made", day=format_moment(at_work.locale, row.created_at, zone=ZONE))
    return SystemView(row.name, made, row.digest)


def _secret(request: AnyRequest, at_work: AtWork, token: str) -> tuple[Snippet, ...]:
    address = f"{parts_of(request).public_url.rstrip('/')}/v1/inbox"
    ask = f'curl -H "Authorization: Bearer {token}" "{address}?status=new"'
    name = token_digest(token).hex()[:8]
    return (
        Snippet(f"token-{name}", translate(at_work.locale, "inbox.token"), token),
        Snippet(f"curl-{name}", translate(at_work.locale, "inbox.token_use"), ask),
    )


ROUTES = (systems, add, end)
