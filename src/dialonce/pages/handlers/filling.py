"""A filled form comes back."""

from typing import Any
from uuid import UUID

from litestar import Response, post

from dialonce.engagement import FilledForm, submit_form
from dialonce.errors import NotFound
from dialonce.i18n import translate
from dialonce.menus import FormView, Place
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.handlers.notices import tick_due
from dialonce.pages.handlers.screens import answer_screen
from dialonce.pages.handlers.stay import (
    Stay,
    element_at,
    open_stay,
    page_at,
    place_of,
    record,
    screen_name,
    screen_of,
    trail_of,
)
from dialonce.pages.interface import NOTICE_FIELD, FormState, Sent, check_form, screen_path
from dialonce.pages.page import Page
from dialonce.subjects import acknowledge_notice, new_subject
from dialonce.vault import SUBJECT, Session, SubjectRef, Vault
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of


@post("/s/{place:str}/{position:int}/send", status_code=303)
async def send(request: AnyRequest) -> Response[Any]:
    """Keep the answers and show the screen again, which says so; or show the form again with what is wrong.

    Nothing is kept of somebody who did not acknowledge the notice, before or with this form (0-c).
    """
    posted = await read_form(request)
    stay = await open_stay(request)
    place = place_of(request, stay)
    screen = screen_of(stay, place)
    element = element_at(request, screen)
    if not isinstance(element, FormView):
        raise NotFound("There is no form here. Open the screen again.")
    own_path = screen_path(stay.base, place, trail_of(request, stay))
    page = page_at(request, stay, own_path)
    checked = _check(element, posted, tick_due(request, stay), page)
    if isinstance(checked, FormState):
        return answer_screen(request, stay, screen, page, checked, status=422)
    await _keep(request, stay, place, element, checked)
    joint = "&" if "?" in own_path else "?"
    return see(f"{own_path}{joint}sent={element.position}#form-{element.position}")


def _check(form: FormView, posted: dict[str, str], tick: str, page: Page) -> Sent | FormState:
    """The answers, or what is wrong; with the tick for the notice still missing, the answers are shown again as they were."""
    checked = check_form(form, posted, page.locale)
    if not tick or posted.get(NOTICE_FIELD) == tick:
        return checked
    fault = translate(page.locale, "collected.tick_first")
    if isinstance(checked, FormState):
        return FormState(form.position, checked.values, checked.faults, notice_fault=fault)
    return FormState(form.position, checked.answers, notice_fault=fault)


async def _keep(request: AnyRequest, stay: Stay, place: Place, form: FormView, sent: Sent) -> None:
    vault, visit = parts_of(request).vault, stay.visit
    filled = FilledForm(
        publisher_id=visit.publisher_id,
        interface_id=visit.interface_id,
        interface_version=visit.interface_version,
        screen=screen_name(place),
        element=str(form.position),
        answers=sent.answers,
        line=visit.line,
    )
    known = visit.subject_id
    if known is None and visit.link is not None and stay.secret is not None:
        known = await acknowledge_notice(vault, visit.link, stay.secret, tick_due(request, stay))
    async with vault.session([visit.publisher_id], SUBJECT) as session:
        await submit_form(session, await _sender(vault, session, stay, known), filled)
    await record(request, stay, "form", place, form.position)


async def _sender(vault: Vault, session: Session, stay: Stay, known: UUID | None) -> SubjectRef:
    """The subject of the link; at a public address somebody new, who is linked to nothing but these answers."""
    publisher_id = stay.visit.publisher_id
    if known is None:
        return await new_subject(session, publisher_id, vault.policy_of(publisher_id).version)
    refs = await vault.keyring.refs(publisher_id, [known], session.now)
    if known not in refs:
        raise NotFound("What this link led to was erased. Call again to get another one.")
    return refs[known]
