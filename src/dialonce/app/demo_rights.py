"""What people asked of the demo publisher about their data, so that the queue of its officer teaches: every right and channel,
one late, one urgent, one whose clock stands still, one refused, one erased whose recipient must be told by post.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from dialonce.app.parts import Running
from dialonce.policy import Action, Actor, Facts, Sensitivity, Use
from dialonce.rights import (
    Channel,
    Declined,
    Desk,
    Identity,
    Means,
    NewRequest,
    Right,
    add_note,
    ask_identity,
    extend,
    fulfil_access,
    fulfil_erasure,
    link_request,
    open_request,
    refuse,
    resume,
)
from dialonce.sharing import NewAgreement, disclose, register_agreement
from dialonce.vault import Session, Vault, Who, query
from dialonce.web.rights_desk import desk_of

OFFICER: Final = Who("staff:demo")
PARTY: Final = "partner:livraisons-reunies"
CONTACTS: Final = {
    "controller_address": "1 rue de l’Exemple, 75002 Paris",
}


class Asked(msgspec.Struct, frozen=True):
    """One request of the demo: what, how, so many days ago, in whose words."""

    right: Right
    channel: Channel
    days: int
    body: str
    name: str = ""
    email: str = ""
    paper: str = ""


LATE = Asked(
    Right.ACCESS,
    Channel.LETTER,
    41,
    "Je souhaite recevoir copie de toutes mes données.",
    "Odile Perrin",
    paper="Armoire 2, L-118",
)
URGENT = Asked(
    Right.ERASURE,
    Channel.EMAIL,
    29,
    "Merci d’effacer mon numéro et le reste.",
    "Karim Lopez",
    "k.lopez@example.org",
)
STOPPED = Asked(Right.OBJECTION, Channel.PHONE, 12, "Ne veut plus que ses appels servent à la qualité.", "Mme Nguyen")
LONG = Asked(Right.PORTABILITY, Channel.PAGE, 20, "Pour changer d’opérateur.")
WRONG_NAME = Asked(
    Right.RECTIFICATION,
    Channel.EMAIL,
    8,
    "Mon nom s’écrit Lefèvre, avec un accent.",
    "Anne Lefevre",
    "anne.lefevre@example.org",
)
ANSWERED = Asked(Right.ACCESS, Channel.PAGE, 17, "Que savez-vous de moi ?")
REPEATED = Asked(Right.ACCESS, Channel.EMAIL, 15, "Même demande qu’hier.", "Jean Dufour", "jean.dufour@example.org")
GONE = Asked(Right.ERASURE, Channel.PAGE, 9, "Je ne suis plus client.")
WISHES = Asked(
    Right.POST_MORTEM, Channel.LETTER, 3, "Mes directives sont jointes.", "Suzanne Roche", paper="Armoire 2, L-121"
)


async def ask_demo_requests(running: Running, publisher_id: UUID) -> None:
    """Let the last weeks of the rights desk have happened."""
    vault = running.parts.vault
    desk = _with_address(desk_of(running.parts, publisher_id))
    now = vault.clock()
    callers = await _callers(vault, publisher_id)
    for asked in (LATE, URGENT, STOPPED, WRONG_NAME, WISHES, REPEATED):
        await _open(vault, desk, publisher_id, asked, now)
    for asked, subject in zip((LONG, ANSWERED, GONE), callers, strict=False):
        await _of_caller(vault, desk, publisher_id, asked, subject, now)


async def _open(vault: Vault, desk: Desk, publisher_id: UUID, asked: Asked, now: datetime) -> None:
    came = now - timedelta(days=asked.days)
    with _at(vault, came + timedelta(hours=2)):
        async with vault.session([publisher_id], OFFICER) as session:
            request = await open_request(session, _new(asked, came))
    with _at(vault, came + timedelta(days=1)):
        async with vault.session([publisher_id], OFFICER) as session:
            if asked is LATE:
                await add_note(session, request.request_id, "Dossier papier demandé aux archives.")
            if asked is STOPPED:
                await ask_identity(session, request.request_id, Means.RECENT_CALL, desk.head)
            if asked is REPEATED:
                why = "La même demande est arrivée neuf fois en deux semaines ; la première a reçu sa réponse."
                await refuse(session, request.request_id, Declined("excessive", why, "toute la demande"), desk.head)


async def _of_caller(vault: Vault, desk: Desk, publisher_id: UUID, asked: Asked, subject: UUID, now: datetime) -> None:
    came = now - timedelta(days=asked.days)
    if asked is GONE:
        with _at(vault, came - timedelta(days=30)):
            async with vault.session([publisher_id], OFFICER) as session:
                await _disclose(session, subject, now + timedelta(days=700))
    with _at(vault, came):
        async with vault.session([publisher_id], OFFICER) as session:
            request = await open_request(session, _new(asked, came))
            request = await link_request(session, request.request_id, subject)
            await resume(session, request.request_id, "Connectée au centre de confidentialité.")
    with _at(vault, came + timedelta(days=1)):
        if asked is GONE:
            await fulfil_erasure(vault, desk, publisher_id, OFFICER, request.request_id)
            return
        async with vault.session([publisher_id], OFFICER) as session:
            if asked is ANSWERED:
                await fulfil_access(session, desk, request.request_id)
            else:
                await extend(session, request.request_id, "trois lignes et deux applications à réunir", desk.head)


async def _disclose(session: Session, subject: UUID, until: datetime) -> None:
    """The caller's calls went to a partner that delivers boxes."""
    agreement = await register_agreement(
        session,
        NewAgreement(
            party=PARTY,
            name="Livraisons Réunies",
            reference="CTR-2026-014",
            purposes=("service-provision", "orders"),
            categories=("call-log", "called-number"),
            until=until,
            postal_address="2 quai du Port, 13002 Marseille",
        ),
    )
    categories = frozenset({"call-log"})
    use = Use(session.publisher, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", categories, PARTY)
    facts = Facts(
        line_registered=True,
        line_sensitivity=Sensitivity.ORDINARY,
        notice_acknowledged=session.policy_of(session.publisher).version,
        notice_channel="ivr",
        agreement=agreement.fact(),
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
    )
    await disclose(session, use, facts, subject, agreement.reference)


async def _callers(vault: Vault, publisher_id: UUID) -> list[UUID]:
    """Three people who called, always the same."""
    async with vault.session([publisher_id], OFFICER) as session:
        use = Use(publisher_id, Actor.PUBLISHER, Action.USE, "subject-rights", frozenset({"rights-record"}))
        permit = session.require(use, Facts())
        values: dict[str, object] = {
            "before": session.now,
            "after": UUID(int=0),
            "held": [],
            "limit": 3,
        }
        return [row.subject_id for row in await query(session, permit, "subject", "old", values)]


def _new(asked: Asked, came: datetime) -> NewRequest:
    return NewRequest(
        right=asked.right,
        channel=asked.channel,
        received_at=came,
        body=asked.body,
        identity=Identity.UNCHECKED,
        name=asked.name,
        email=asked.email,
        paper=asked.paper,
    )


def _with_address(desk: Desk) -> Desk:
    """The demo has no settings: its letters show a made-up address where none is set."""
    head = desk.head
    if head.controller_address:
        return desk
    return msgspec.structs.replace(desk, head=msgspec.structs.replace(head, **CONTACTS))


@contextmanager
def _at(vault: Vault, moment: datetime) -> Iterator[None]:
    """The past happens at its own time."""
    clock = vault.clock
    vault.clock = lambda: moment
    try:
        yield
    finally:
        vault.clock = clock
