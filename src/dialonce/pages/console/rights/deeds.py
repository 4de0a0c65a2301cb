"""What is done with a request from its page: each deed by the name of its button. A preview writes a letter and does nothing."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Invalid
from dialonce.i18n import Letter, translate
from dialonce.numbers import find_number
from dialonce.pages.console.privacy.base import local_moment
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.rights import (
    Declined,
    Desk,
    Means,
    Request,
    RestrictionCase,
    Right,
    add_note,
    announce_lifting,
    ask_identity,
    extend,
    extension_letter,
    fulfil_access,
    fulfil_erasure,
    fulfil_objection,
    fulfil_post_mortem,
    fulfil_rectification,
    fulfil_restriction,
    identity_letter,
    lift_limitation,
    lifting_letter,
    link_request,
    refusal_letter,
    refuse,
    resume,
    subject_of,
    withdraw,
)
from dialonce.subjects import rectify_profile
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.rights_desk import desk_of
from dialonce.web.staff import AtWork

Form = Mapping[str, str]
PROFILE_FIELDS: Final = ("name", "email", "address")
HOME: Final = "FR"
"""Where numbers without a country code are read (IN-b)."""


class Done(msgspec.Struct, frozen=True):
    """What came of a deed: a letter to show, and whether it is only a preview. `moved` is the message that says it is done."""

    letter: Letter | None = None
    preview: bool = False
    moved: str = "rights.done"


Deed = Callable[[Session, Desk, Request, Form], Awaitable[Done]]


async def do(request: AnyRequest, at_work: AtWork, request_id: UUID, found: Request, form: Form) -> Done:
    """Do what the button says. Raises `Invalid`, `Conflict`, `Refused` as the desk does."""
    parts = parts_of(request)
    desk = desk_of(parts, at_work.publisher_id)
    name = form.get("do", "")
    if name == "fulfil" and found.right is Right.ERASURE:
        if form.get("sure") != "yes":
            raise Invalid("An erasure is confirmed before it is done.")
        receipt = await fulfil_erasure(parts.vault, desk, at_work.publisher_id, at_work.who, request_id)
        return Done(receipt.letter, moved="rights.done_erased")
    if name not in DEEDS:
        raise Invalid("Nothing is called like this.")
    async with work_session(request, at_work) as session:
        return await DEEDS[name](session, desk, found, form)


async def _link(session: Session, _desk: Desk, found: Request, form: Form) -> Done:
    number = find_number(form.get("number", ""), HOME)
    subject = await subject_of(session, number.text) if number else None
    if subject is None:
        raise Invalid("Nobody is known by this number.")
    await link_request(session, found.request_id, subject)
    return Done()


async def _preview_identity(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    letter = identity_letter(found, Means(form.get("means", "")), desk.head, session, doubt=form.get("doubt", ""))
    return Done(letter, preview=True)


async def _ask_identity(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    means = Means(form.get("means", ""))
    _, letter = await ask_identity(session, found.request_id, means, desk.head, doubt=form.get("doubt", ""))
    return Done(letter)


async def _confirm_identity(session: Session, _desk: Desk, found: Request, form: Form) -> Done:
    if not form.get("why", "").strip():
        raise Invalid("Say why it is sure.")
    await resume(session, found.request_id, form["why"].strip())
    return Done()


async def _preview_extension(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    return Done(extension_letter(found, form.get("reason", ""), desk.head, session.now), preview=True)


async def _extend(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    _, letter = await extend(session, found.request_id, form.get("reason", ""), desk.head)
    return Done(letter)


def _declined(form: Form) -> Declined:
    return Declined(form.get("code", ""), form.get("explanation", ""), form.get("scope", ""))


async def _preview_refusal(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    return Done(refusal_letter(found, _declined(form), desk.head, session), preview=True)


async def _refuse(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    _, letter = await refuse(session, found.request_id, _declined(form), desk.head)
    return Done(letter)


async def _withdraw(session: Session, _desk: Desk, found: Request, _form: Form) -> Done:
    await withdraw(session, found.request_id)
    return Done()


async def _note(session: Session, _desk: Desk, found: Request, form: Form) -> Done:
    if not form.get("note", "").strip():
        raise Invalid("A note has words.")
    await add_note(session, found.request_id, form["note"].strip())
    return Done()


async def _fulfil(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    id_ = found.request_id
    match found.right:
        case Right.ACCESS | Right.PORTABILITY:
            _, letter = await fulfil_access(session, desk, id_)
        case Right.RESTRICTION:
            _, letter = await fulfil_restriction(session, desk, id_, RestrictionCase(form.get("case", "")))
        case Right.OBJECTION:
            _, letter = await fulfil_objection(session, desk, id_)
        case Right.POST_MORTEM:
            _, letter = await fulfil_post_mortem(session, desk, id_, form.get("wishes", ""), form.get("executor", ""))
        case _:
            letter = await _rectify(session, desk, found, form)
    return Done(letter)


async def _rectify(session: Session, desk: Desk, found: Request, form: Form) -> Letter:
    changes = {name: form[name] for name in PROFILE_FIELDS if form.get(name, "").strip()}
    done = await rectify_profile(session, found.subject_id, changes, request=found.reference)
    words = {translate(found.locale, f"rights.profile_{name}"): value for name, value in done.items()}
    _, letter = await fulfil_rectification(session, desk, found.request_id, words)
    return letter


def _ends_at(form: Form) -> datetime:
    ends_at = local_moment(form.get("ends_on", ""), "")
    if ends_at is None:
        raise Invalid("Say on which day the restriction ends.")
    return ends_at


async def _preview_lifting(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    return Done(lifting_letter(found, _ends_at(form), form.get("reason", ""), desk.head, session.now), preview=True)


async def _announce_lifting(session: Session, desk: Desk, found: Request, form: Form) -> Done:
    return Done(await announce_lifting(session, found.request_id, _ends_at(form), form.get("reason", ""), desk.head))


async def _lift(session: Session, _desk: Desk, found: Request, _form: Form) -> Done:
    await lift_limitation(session, found.request_id)
    return Done()


DEEDS: Final[Mapping[str, Deed]] = {
    "link": _link,
    "preview-identity": _preview_identity,
    "ask-identity": _ask_identity,
    "confirm-identity": _confirm_identity,
    "preview-extension": _preview_extension,
    "extend": _extend,
    "preview-refusal": _preview_refusal,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "note": _note,
    "fulfil": _fulfil,
    "preview-lifting": _preview_lifting,
    "announce-lifting": _announce_lifting,
    "lift": _lift,
}
