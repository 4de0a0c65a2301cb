"""The demo's people: one for each role that a visitor may want to try. Their addresses belong to nobody (RFC 2606)."""

import secrets
from datetime import timedelta
from uuid import UUID

import msgspec

from dialonce.app.parts import Running
from dialonce.staff import (
    OPERATOR,
    Role,
    accept_invitation,
    add_totp,
    code_at,
    invite_staff,
    record_training,
)
from dialonce.vault import SYSTEM

TRAINED_FOR = timedelta(days=365)
SECRET_BYTES = 20


class DemoPerson(msgspec.Struct, frozen=True):
    """Somebody to sign in as. `second_factor`: an app would be asked for its code, which the demo shows."""

    name: str
    email: str
    role: Role
    second_factor: bool = True


PUBLISHER_PEOPLE = (
    DemoPerson("Alix Moreau", "admin@azur.example", Role.PUBLISHER_ADMIN),
    DemoPerson("Sacha Petit", "conseil@azur.example", Role.SUPPORT_AGENT),
    DemoPerson("Lou Bernard", "menus@azur.example", Role.EDITOR, second_factor=False),
    DemoPerson("Noa Garnier", "chiffres@azur.example", Role.ANALYST, second_factor=False),
    DemoPerson("Camille Roy", "dpo@azur.example", Role.DPO),
)
OPERATOR_PEOPLE = (DemoPerson("Dominique Faure", "operateur@dialonce.example", Role.OPERATOR_ADMIN),)


async def hire_demo_staff(running: Running, publisher_id: UUID) -> str:
    """Let everybody join, trained; the password they share in this demo."""
    password = f"essai-{secrets.token_urlsafe(12)}"
    for tenant, people in ((publisher_id, PUBLISHER_PEOPLE), (OPERATOR, OPERATOR_PEOPLE)):
        for person in people:
            await _hire(running, tenant, person, password)
    return password


async def _hire(running: Running, tenant: UUID, person: DemoPerson, password: str) -> None:
    vault, desk = running.parts.vault, running.parts.staff
    async with vault.session([tenant], SYSTEM) as session:
        invited = await invite_staff(session, desk, person.name, person.email, person.role)
        await record_training(session, invited.staff_id, session.now + TRAINED_FOR)
    await accept_invitation(desk, invited.ticket, password)
    if person.second_factor:
        secret = secrets.token_bytes(SECRET_BYTES)
        async with vault.session([tenant], SYSTEM) as session:
            # The step before this one, so that the code of the moment can still be used to sign in.
            before = session.now - timedelta(seconds=30)
            await add_totp(session, desk, invited.staff_id, secret, code_at(secret, before))
