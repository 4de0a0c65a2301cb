"""Forms that the demo's made-up customers sent, so that the inbox has something to work on."""

from typing import Final
from uuid import UUID

from dialonce.engagement import FilledForm, submit_form
from dialonce.vault import SUBJECT, Vault

# Screen, then what was written; the numbers are those that the French regulator keeps for fiction.
SENT: Final = (
    (
        "131",
        {"nom": "Claude Martin", "telephone": "06 39 98 00 11", "creneau": "demain matin", "message": "Box éteinte."},
    ),
    (
        "17",
        {
            "nom": "Sam Leroy",
            "telephone": "06 39 98 00 12",
            "facture": "2026-10",
            "montant": "12,90",
            "message": "Double",
        },
    ),
    (
        "65",
        {"nom": "Dany Faivre", "telephone": "06 39 98 00 13", "adresse": "2 rue du Port", "date": "le 3", "pto": ""},
    ),
    ("92", {"nom": "Maxime Perrin", "telephone": "06 39 98 00 14", "boutique": "Nantes", "creneau": "samedi"}),
)
FORM_POSITION: Final = "1"
FIRST_CALLER: Final = "+3363998001"


async def let_forms_come_in(vault: Vault, publisher_id: UUID, interface_id: UUID) -> None:
    """One form of each kind, each from a caller who is known by their number."""
    interface = vault.directory.interfaces[interface_id]
    line = next(one for one in vault.directory.lines_by_id.values() if one.interface_id == interface_id)
    async with vault.session([publisher_id], SUBJECT) as session:
        numbers = [f"{FIRST_CALLER}{place}" for place in range(1, len(SENT) + 1)]
        senders = await session.keyring.resolve(publisher_id, "phone-number", numbers, session.now)
        for sender, (screen, answers) in zip(senders, SENT, strict=True):
            version = interface.published_version or 1
            await submit_form(
                session, sender, FilledForm(publisher_id, interface_id, version, screen, FORM_POSITION, answers, line)
            )
