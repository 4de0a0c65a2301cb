"""Accepting an invitation: a password of one's own, and in."""

from typing import Any

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import translate
from dialonce.pages.console.framing import HOME
from dialonce.pages.console.sign_in import enter
from dialonce.pages.console.words import role_name
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, page_answer
from dialonce.pages.kit import Field
from dialonce.pages.templating import render
from dialonce.pages.visitor import page_of
from dialonce.staff import OPERATOR, Member, accept_invitation, find_invitation
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of

PATH = "/console/join/{ticket:str}"


class JoinView(Struct, frozen=True):
    """Who is invited, where to, and the field for their password."""

    name: str
    email: str
    organisation: str
    role: str
    password: Field
    action: str


@get(PATH)
async def ask(request: AnyRequest, ticket: str) -> Response[str]:
    """The form. Looking at it uses nothing up: mail programs open links too."""
    return _form(request, await find_invitation(parts_of(request).staff, ticket))


@post(PATH, status_code=303)
async def join(request: AnyRequest, ticket: str) -> Response[Any]:
    """Set the password and go in."""
    form, desk = await read_form(request), parts_of(request).staff
    try:
        member = await accept_invitation(desk, ticket, form.get("password", ""))
    except Invalid:
        return _form(request, await find_invitation(desk, ticket), weak=True)
    return await enter(request, member, HOME)


def _form(request: AnyRequest, member: Member, *, weak: bool = False) -> Response[str]:
    parts, page = parts_of(request), page_of(request)
    publisher = parts.vault.directory.publishers.get(member.publisher_id)
    operator = parts.contacts.operator_name or "Dial-Once"
    view = JoinView(
        name=member.name,
        email=member.email,
        organisation=operator if member.publisher_id == OPERATOR or publisher is None else publisher.name,
        role=role_name(page.locale, member.role),
        password=Field(
            "password",
            translate(page.locale, "account.new_password"),
            kind="password",
            required=True,
            autocomplete="new-password",
            hint=translate(page.locale, "account.password_hint"),
            error=translate(page.locale, "account.password_weak") if weak else "",
        ),
        action=request.url.path,
    )
    body = render("console/join.html", page, view=view)
    return page_answer(body, status=400 if weak else 200, headers={**NO_STORE, **NO_ROBOTS})


ROUTES = (ask, join)
