"""The team: who may sign in, with what role, and since when they are trained."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Forbidden, Invalid, NotFound
from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.words import role_name
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Field, Option, Snippet
from dialonce.staff import (
    OPERATOR,
    PERSONAL,
    ROLE_TABLE,
    Invited,
    Member,
    Permission,
    Role,
    change_role,
    invite_again,
    invite_staff,
    let_go,
    list_members,
    mail_invitation,
)
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

OF_PUBLISHER: Final = "/console/{slug:str}/staff"
OF_OPERATOR: Final = "/console/operator/staff"
PUBLISHER_ROLES: Final = (Role.SUPPORT_AGENT, Role.EDITOR, Role.ANALYST, Role.PUBLISHER_ADMIN, Role.DPO)
OPERATOR_ROLES: Final = (Role.OPERATOR_ADMIN, Role.DPO)


class PersonView(Struct, frozen=True):
    """One member of the team, with the field for another role; no field for oneself and for who left."""

    id: str
    name: str
    email: str
    role: str
    badges: tuple[Badge, ...]
    field: Field | None
    waits: bool


class RoleView(Struct, frozen=True):
    """What a role may do, in words."""

    name: str
    may: tuple[str, ...]


class TeamView(Struct, frozen=True):
    """`invitation` is the link to hand over, shown this once."""

    action: str
    people: tuple[PersonView, ...]
    fields: tuple[Field, ...]
    roles: tuple[RoleView, ...]
    invitation: Snippet | None = None


class Tried(Struct, frozen=True):
    """What was typed into the form for inviting, and what is wrong with it."""

    name: str = ""
    email: str = ""
    role: str = ""
    name_error: str = ""
    email_error: str = ""


@get([OF_PUBLISHER, OF_OPERATOR])
async def team(request: AnyRequest, slug: str | None = None) -> Response[str]:
    """Everybody, and the form to invite somebody."""
    return await _team(request, await _at_work(request, slug))


@post([OF_PUBLISHER, OF_OPERATOR])
async def invite(request: AnyRequest, slug: str | None = None) -> Response[str]:
    """Invite somebody; the page shows the link to hand over."""
    at_work = await _at_work(request, slug)
    form, parts, say = await read_staff_form(request, at_work), parts_of(request), at_work.locale
    name, email, role = form.get("name", ""), form.get("email", ""), _role(form.get("role", ""))
    tried = Tried(name, email, role.value)
    try:
        async with parts.vault.session([at_work.publisher_id], at_work.who) as session:
            _require_reach(at_work, await list_members(session), role)
            made = await invite_staff(session, parts.staff, name, email, role)
    except Conflict:
        return await _team(request, at_work, tried=Tried(name, email, role.value, "", translate(say, "staff.known")))
    except Invalid as wrong:
        broken = {fault.where for fault in wrong.faults}
        name_error = translate(say, "staff.name_wrong") if "/name" in broken else ""
        email_error = translate(say, "staff.email_wrong") if "/email" in broken else ""
        if not (name_error or email_error):
            raise
        return await _team(request, at_work, tried=Tried(tried.name, email, role.value, name_error, email_error))
    return await _team(request, at_work, made=made)


@post([OF_PUBLISHER + "/{staff_id:uuid}", OF_OPERATOR + "/{staff_id:uuid}"], status_code=303)
async def change(request: AnyRequest, staff_id: UUID, slug: str | None = None) -> Response[Any]:
    """Another role, a new invitation, or leave: as the button that was pressed says."""
    at_work = await _at_work(request, slug)
    form, parts = await read_staff_form(request, at_work), parts_of(request)
    if staff_id == at_work.staff_id:
        raise Forbidden("Nobody changes their own role; ask another administrator.")
    made = None
    async with parts.vault.session([at_work.publisher_id], at_work.who) as session:
        members = await list_members(session)
        _require_reach(at_work, members, *(one.role for one in members if one.staff_id == staff_id))
        match form.get("do"):
            case "leave":
                await let_go(session, staff_id)
            case "invite":
                made = await invite_again(session, staff_id)
            case _:
                role = _role(form.get("role", ""))
                _require_reach(at_work, members, role)
                await change_role(session, staff_id, role)
    if made is not None:
        return await _team(request, at_work, made=made)
    return see(_path(at_work))


async def _at_work(request: AnyRequest, slug: str | None) -> AtWork:
    """Who manages this team: a publisher's own, or the operator's."""
    if slug is not None:
        return await require_staff(request, Permission.STAFF_MANAGE, slug)
    at_work = await require_staff(request, Permission.PUBLISHERS_MANAGE)
    if at_work.tenant != OPERATOR:
        raise NotFound("There is no such page.")
    return at_work


def _reaches(at_work: AtWork, members: Sequence[Member], role: Role) -> bool:
    """Whether who manages this team may give or take this role.

    Roles that read callers' data are the publisher's own to give (2-l). The operator invites its first administrator; one
    who joined counts for good, or dismissing them would open the way again.
    """
    if at_work.tenant != OPERATOR or not at_work.slug or not ROLE_TABLE[role] & PERSONAL:
        return True
    joined = any(one.role is Role.PUBLISHER_ADMIN and one.joined_at is not None for one in members)
    return role is Role.PUBLISHER_ADMIN and not joined


def _require_reach(at_work: AtWork, members: Sequence[Member], *roles: Role) -> None:
    if not all(_reaches(at_work, members, role) for role in roles):
        raise Forbidden("Roles that read callers' data are for the publisher's own administrator to give and to take.")


def _path(at_work: AtWork) -> str:
    return f"/console/{at_work.slug}/staff" if at_work.slug else OF_OPERATOR


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Invalid("There is no such role.") from None


async def _team(
    request: AnyRequest, at_work: AtWork, *, tried: Tried | None = None, made: Invited | None = None
) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    async with parts.vault.session([at_work.publisher_id], at_work.who) as session:
        members = await list_members(session)
    there = PUBLISHER_ROLES if at_work.slug else OPERATOR_ROLES
    roles = tuple(role for role in there if _reaches(at_work, members, role))
    typed = tried or Tried()
    link, banners = await invitation_shown(request, at_work, made) if made else (None, ())
    view = TeamView(
        action=_path(at_work),
        people=tuple(_person(request, at_work, one, roles) for one in members),
        fields=_fields(say, typed, roles),
        roles=tuple(RoleView(role_name(say, role), _may(say, role)) for role in roles),
        invitation=link,
    )
    section = "staff" if at_work.slug else "operator-staff"
    frame = frame_of(request, at_work, title=translate(say, "staff.title"), section=section, banners=banners)
    return console_answer(request, at_work, "console/team.html", frame, status=400 if tried else 200, view=view)


async def invitation_shown(request: AnyRequest, at_work: AtWork, made: Invited) -> tuple[Snippet, tuple[Banner, ...]]:
    """The link of an invitation, shown this once, and whether it went out by e-mail as well."""
    parts, say = parts_of(request), at_work.locale
    address = f"{parts.public_url}/console/join/{made.ticket}"
    sent = await mail_invitation(parts.staff, made, address=address, organisation=at_work.publisher_name, locale=say)
    text = translate(say, "staff.mailed_text") if sent else translate(say, "staff.invited_text")
    banner = Banner(translate(say, "staff.invited"), text, "ok")
    return Snippet("invitation", translate(say, "staff.link"), address), (banner,)


def _may(say: Locale, role: Role) -> tuple[str, ...]:
    given = [one for one in Permission if one in ROLE_TABLE[role]]
    return tuple(translate(say, f"staff.may_{one.value.replace('-', '_')}") for one in given)


def _fields(say: Locale, typed: Tried, roles: tuple[Role, ...]) -> tuple[Field, ...]:
    return (
        Field("name", translate(say, "staff.name"), typed.name, required=True, max_length=80, error=typed.name_error),
        Field("email", translate(say, "sign_in.email"), typed.email, "email", required=True, error=typed.email_error),
        Field(
            "role",
            translate(say, "staff.role"),
            typed.role or roles[0].value,
            "select",
            required=True,
            options=_options(say, roles),
        ),
    )


def _options(say: Locale, roles: tuple[Role, ...]) -> tuple[Option, ...]:
    return tuple(Option(role.value, role_name(say, role)) for role in roles)


def _person(request: AnyRequest, at_work: AtWork, one: Member, roles: tuple[Role, ...]) -> PersonView:
    say = at_work.locale
    own = one.staff_id == at_work.staff_id
    label = translate(say, "staff.role_of", name=one.name)
    field = Field(f"role-{one.staff_id}", label, one.role.value, "select", required=True, options=_options(say, roles))
    return PersonView(
        id=str(one.staff_id),
        name=one.name,
        email=one.email,
        role=role_name(say, one.role),
        badges=_badges(request, say, one, own=own),
        field=field if one.role in roles and not (own or one.left_at) else None,
        waits=one.joined_at is None and one.left_at is None,
    )


def _badges(request: AnyRequest, say: Locale, one: Member, *, own: bool) -> tuple[Badge, ...]:
    if one.left_at is not None:
        return (Badge(translate(say, "staff.left", day=format_date(say, one.left_at.date()))),)
    said = []
    if own:
        said.append(Badge(translate(say, "staff.you"), "info"))
    if one.joined_at is None:
        return (*said, Badge(translate(say, "staff.waits"), "info"))
    trained = one.is_trained(parts_of(request).now)
    said.append(Badge(translate(say, "staff.trained" if trained else "staff.untrained"), "ok" if trained else "warn"))
    two = one.has_second_factor
    said.append(Badge(translate(say, "staff.two_factors" if two else "staff.one_factor"), "ok" if two else "warn"))
    return tuple(said)


ROUTES = (team, invite, change)
