"""View models as real pages have them, for tests and for the gallery."""

import json
from base64 import b64encode
from datetime import date
from typing import Any

from dialonce.menus.classic import import_classic
from dialonce.menus.model import SATISFACTION, Interface
from dialonce.menus.styles import brand_colours
from dialonce.menus.walk import Place, Setting, open_screen
from dialonce.pages.interface import Collected, MenuPage, Notice
from dialonce.pages.kit import Badge, Fact, Link, Step
from dialonce.pages.public import (
    ClauseChange,
    ClauseText,
    OutboxMessage,
    OutboxView,
    Piece,
    PolicyDiffView,
    PolicySection,
    PolicyVersion,
    PrivacyView,
    SummaryPoint,
)

_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" rx="8" fill="#1c4fa0"/>'
    b'<text x="60" y="26" font-family="sans-serif" font-size="18" fill="#fff" text-anchor="middle">Altis</text></svg>'
)
LOGO = "data:image/svg+xml;base64," + b64encode(_PICTURE).decode()


def button(label: str, value: str = "", command: str | None = None, **more: Any) -> dict[str, Any]:
    data = {"label": label, "value": value} | ({"command": command} if command else {})
    own: dict[str, Any] = {key: more.pop(key) for key in ("id", "condition", "styles") if key in more}
    return {"templateType": "button", **own, "data": data | more}


def text(html: str) -> dict[str, Any]:
    return {"templateType": "text", "data": {"html": html}}


ENTRY = [
    text("<p>Bonjour, <strong>{{name}}</strong> vous répond tout de suite à l’écran.</p>"),
    button("Ma facture et mes paiements", "10"),
    button("Une panne internet ou mobile", "20"),
    button("Carte SIM perdue ou volée", "30"),
    button("Suivre ma commande", "40"),
    button("Installer l’application", "fr.altis.selfcare", "installPackage"),
    button("Parler à un conseiller", "3900", "callPhoneNumber"),
]
BILL = [
    text(
        "<h2>Payer en trois fois</h2><p>Sans frais, dès <em>50 €</em>. Voir "
        '<a href="https://www.altis.example/paiement">les conditions</a>.</p>'
        '<table><tr><th>Échéance</th><th>Montant</th></tr><tr><td>5 mai</td><td style="color:#0a6b2d">16,60 €</td></tr></table>'
        "<ul><li>Prélèvement le 5 du mois</li><li>Modifiable en ligne</li></ul>"
    ),
    {
        "templateType": "picture",
        "data": {
            "imageUrl": "https://cdn.altis.example/facture.png",
            "alternateText": "Où lire votre numéro de client",
        },
    },
    {"templateType": "picture", "data": {"imageUrl": LOGO, "alternateText": "Altis", "value": "1"}},
    {"templateType": "separator"},
    {"templateType": "iframe", "data": {"url": "https://espace.altis.example/factures"}},
    button("Revenir", command="back"),
]
FORM = [
    text("<p>Un conseiller vous rappelle dans l’heure.</p>"),
    {
        "templateType": "form",
        "data": {
            "fields": [
                {"name": "nom", "title": "Votre nom", "required": True, "type": {"view": "input"}},
                {
                    "name": "email",
                    "title": "Adresse e-mail",
                    "placeholder": "nom@exemple.fr",
                    "type": {"view": "input"},
                },
                {"name": "message", "title": "Votre demande", "required": True, "type": {"view": "textarea"}},
            ]
        },
    },
]
RATING = [
    text("<p>Votre question est-elle réglée ?</p>"),
    button("Oui, tout à fait", "2", "rate", realm="csat", score=100),
    button("En partie", "2", "rate", realm="csat", score=50),
    button("Non", "2", "rate", realm="csat", score=0),
    text("<p>Merci de nous aider à mieux répondre.</p>"),
]
DEAD = [button("Un bouton sans suite")]
PROMO = [button("Offre", "1", cssClass="promo")]
STYLES = ".promo { background-color: #1c4fa0; color: white; border-radius: 12px } button { background-color: #1c4fa0 }"


def sample_interface(*, styles: str = "", logo: str = "") -> Interface:
    screens = {"1": ENTRY, "10": BILL, "20": [], "30": FORM, "40": DEAD, "50": PROMO}
    names = {
        "1": "Altis",
        "10": "Ma facture",
        "20": "Une panne",
        "30": "Être rappelé",
        "40": "Ma commande",
        "50": "Offre",
    }
    document = {
        "name": "Altis",
        "culture": "fr",
        "enabled": True,
        "logo": logo,
        "styles": styles,
        "phoneNumbers": ["3900"],
        "views": {
            "outgoing-call": [{"order": at, "name": names[at], "elements": items} for at, items in screens.items()],
            SATISFACTION: [
                {"order": 1, "name": "Votre avis", "elements": RATING},
                {"order": 2, "name": "Merci", "elements": [text("<p>C’est noté.</p>")]},
            ],
        },
    }
    return import_classic(json.dumps(document).encode())


def sample_menu(address: str = "1", event: str = "outgoing-call", **more: Any) -> MenuPage:
    interface = sample_interface(styles=more.pop("styles", ""), logo=more.pop("logo", ""))
    screen = open_screen(interface, Place(event, address), Setting("3900"))
    return MenuPage(screen=screen, base="/m/altis", brand=brand_colours(interface), **more)


NOTICE = Notice(
    version="2026-06",
    title="Vos données, avant de continuer",
    body="Si vous continuez, nous gardons pour un temps limité les écrans que vous ouvrez et ce que vous envoyez, "
    "pour vous répondre et pour rien d’autre.",
    acknowledge="J’ai lu, je continue",
    not_consent="Ce bouton confirme votre lecture. Il ne vaut consentement à rien.",
    decline="Continuer sans rien garder de moi",
    more="Lire la politique",
)
COLLECTED = (
    Collected("Les écrans que vous ouvrez", "Pour vous répondre.", "Treize mois.", "3.1-d"),
    Collected("Vos réponses au formulaire", "Pour traiter la demande.", "Jusqu’à la réponse.", "3.1-s"),
)

VERSIONS = (
    PolicyVersion("2026-06", date(2026, 6, 1), "/privacy", current=True, diff="/privacy/2026-06/changes"),
    PolicyVersion("2026-01", date(2026, 1, 10), "/privacy/2026-01"),
)


def sample_privacy() -> PrivacyView:
    law = (Badge("Loi", "info"),)
    return PrivacyView(
        solution="Altis",
        version="2026-06",
        since=date(2026, 6, 1),
        mark="9f2c4b7a61de03c5",
        summary=(
            SummaryPoint("Pas de publicité, pas de vente", ("Aucun accord ne peut les permettre.",), ("3.1-g", "6-a")),
            SummaryPoint(
                "Vos autres appels ne nous regardent pas", ("Seuls les numéros inscrits comptent.",), ("3.1-e",)
            ),
            SummaryPoint("Tout voir, tout effacer", ("Depuis cette page, sans justifier de rien.",), ("0-e", "7-d")),
        ),
        sections=(
            PolicySection(
                "3",
                "Ce que nous recueillons, et pourquoi",
                (
                    ClauseText(
                        "3.1-d",
                        "Nous traitons les numéros, la durée et l’historique de vos échanges, treize mois au plus.",
                    ),
                    ClauseText(
                        "3.1-e",
                        "Un appel vers un numéro non inscrit ne laisse aucune trace.",
                        law,
                    ),
                ),
            ),
            PolicySection("6", "Qui peut les recevoir", (ClauseText("6-a", "Vos données ne sont pas à vendre."),)),
        ),
        contacts=(
            Fact("Vie privée", "vie-privee@altis.example"),
            Fact("Autorité", "CNIL, 3 place de Fontenoy, 75007 Paris"),
        ),
        versions=VERSIONS,
        downloads=(Link("JSON", "/privacy.json"), Link("DPV (JSON-LD)", "/privacy.jsonld")),
    )


def sample_diff() -> PolicyDiffView:
    pieces = (
        Piece("same", "Les données d’appel sont gardées "),
        Piece("removed", "vingt-quatre"),
        Piece("added", "treize"),
        Piece("same", " mois."),
    )
    changes = (ClauseChange("3.1-d", pieces), ClauseChange("6-e", (Piece("added", "Une clause nouvelle."),)))
    return PolicyDiffView(VERSIONS[1], VERSIONS[0], changes, date(2026, 5, 1))


def sample_outbox() -> OutboxView:
    steps = (
        Step("Mis en file", "14:05:02", "2026-06-24T14:05:02+02:00", tone="ok"),
        Step("Envoyé", "14:05:03", "2026-06-24T14:05:03+02:00", tone="ok"),
        Step("Remis", "14:05:05", "2026-06-24T14:05:05+02:00", tone="ok"),
    )
    failed = (steps[0], Step("Échec", "14:07:10", "2026-06-24T14:07:10+02:00", "Numéro injoignable", "bad"))
    link = "http://127.0.0.1:8080/l/k3v9Qw7Z"
    body = f"Altis : votre menu est ici {link}\nVie privée et refus en bas de la page."
    return OutboxView(
        messages=(
            OutboxMessage("m1", "SMS", "06 •• •• •• 55", body, Badge("Remis", "ok"), steps, link),
            OutboxMessage("m2", "SMS", "07 •• •• •• 12", body, Badge("Échec", "bad"), failed),
        ),
        file=".data/outbox.jsonl",
    )
