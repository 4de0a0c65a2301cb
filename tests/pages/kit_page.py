"""One console page that shows every part of the design language."""

from pathlib import Path

from dialonce.i18n import Locale
from dialonce.pages.console import ConsoleFrame, NavEntry, NavGroup
from dialonce.pages.kit import (
    Badge,
    Banner,
    Cell,
    Choices,
    Column,
    Crumb,
    Empty,
    Fact,
    Field,
    Link,
    Meter,
    Option,
    Pager,
    Snippet,
    Stat,
    Step,
    Tab,
    Table,
)
from dialonce.pages.page import Page, Theme
from dialonce.pages.templating import environment

TEMPLATE = Path(__file__).with_name("kit.html").read_text(encoding="utf-8")

FRAME = ConsoleFrame(
    title="Lignes",
    publisher="Altis",
    who="Camille Roy",
    crumbs=(Crumb("Altis", "/console"), Crumb("Lignes")),
    banners=(
        Banner("Votre formation vie privée expire dans 12 jours", "", "warn", Link("La refaire (10 min)", "/training")),
    ),
    groups=(
        NavGroup(
            "Service",
            (
                NavEntry("Vue d’ensemble", "/console", "chart"),
                NavEntry("Lignes", "/console/lines", "phone", current=True),
                NavEntry("Menus", "/console/menus", "screens"),
                NavEntry("Demandes", "/console/requests", "inbox", count=12),
            ),
        ),
        NavGroup(
            "Vie privée",
            (NavEntry("Droits", "/console/rights", "shield", count=2), NavEntry("Journal", "/console/journal", "list")),
        ),
    ),
)

KIT = {
    "tabs": (Tab("Toutes", "#a", current=True, count=1240), Tab("Actives", "#b"), Tab("Désactivées", "#c", count=0)),
    "stats": (
        Stat("Appels proposés", "12 408", "+ 4 % sur sept jours", "ok"),
        Stat("Réglés à l’écran", "61 %", "+ 2 points", "ok"),
        Stat("Rappels sous 24 h", "9 %", "+ 1 point", "bad"),
        Stat("Satisfaction", "86", "sur 100, 412 avis"),
    ),
    "search": Field("q", "Numéro ou nom", kind="search"),
    "table": Table(
        "Trois lignes sur 1 240",
        (Column("Ligne"), Column("Menu"), Column("État"), Column("Appels", amount=True)),
        (
            (Cell("3900", "#l1"), Cell("Altis grand public"), Cell("Active", badge="ok"), Cell("8 211", None)),
            (Cell("01 23 45 67 89", "#l2"), Cell("Altis pro"), Cell("Sans menu", badge="warn"), Cell("402")),
            (Cell("0800 123 456", "#l3"), Cell("Aide santé"), Cell("Arrêtée", badge="bad"), Cell("0")),
        ),
    ),
    "pager": Pager(1, 3, 1240, None, "#next"),
    "fields": (
        Field(
            "number",
            "Numéro",
            "06 XX",
            error="Ce n’est pas un numéro : des chiffres, ou + et l’indicatif.",
            required=True,
            kind="tel",
        ),
        Field("label", "Nom", "Service client", hint="Vu par vos collègues seulement."),
        Field("menu", "Menu", "b", kind="select", options=(Option("a", "Aucun"), Option("b", "Altis grand public"))),
        Field("note", "Note", kind="textarea"),
    ),
    "one": Choices(
        "sense",
        "Sensibilité",
        (Option("n", "Ordinaire"), Option("h", "Santé", "Un appel révèle déjà quelque chose.")),
        frozenset("n"),
    ),
    "many": Choices("days", "Jours", (Option("1", "Semaine"), Option("2", "Samedi")), frozenset("1"), several=True),
    "steps": (
        Step("Publié", "24 juin, 14:05", "2026-06-24T14:05", "Version 12, par Camille Roy", "ok"),
        Step("Vérifié", "24 juin, 13:50", "", "Deux remarques", "warn"),
        Step("Brouillon", "23 juin, 17:20", "", "", "plain"),
    ),
    "facts": (Fact("Pays", "France"), Fact("Ouverture", "Lun-Ven, 9 h à 19 h")),
    "meter": Meter("Traductions", 42, 60, "42 sur 60 écrans"),
    "badges": (
        Badge("Simple"),
        Badge("Info", "info"),
        Badge("Bien", "ok"),
        Badge("À voir", "warn"),
        Badge("Arrêt", "bad"),
    ),
    "snippets": (
        Snippet(
            "curl",
            "curl",
            "curl -X POST https://dial.example/ivr/serviceRequest \\\n"
            "  -H 'Authorization: Bearer …' \\\n  -d caller=%2B33600000000 -d called=3900",
        ),
        Snippet("python", "Python", "client.request_service(caller, called)"),
    ),
    "banners": (
        Banner("Menu publié", "Il répond dès maintenant aux appels.", "ok"),
        Banner("Deux écrans sont hors d’atteinte", "", "warn", Link("Les voir", "#x")),
        Banner("Import refusé", "Ligne 14 : numéro inconnu.", "bad"),
        Banner("Bon à savoir", "Un numéro court vaut pour un seul pays.", "info"),
    ),
    "empty": Empty(
        "phone",
        "Aucune ligne pour l’instant",
        "Une ligne est un numéro que vos clients composent. Ajoutez-la, choisissez son menu.",
        Link("Ajouter une ligne", "#add"),
    ),
}


def render_kit(locale: Locale, theme: Theme) -> str:
    page = Page(locale, theme, "/console/lines", "token")
    return environment(locale).from_string(TEMPLATE).render(page=page, frame=FRAME, kit=KIT)
