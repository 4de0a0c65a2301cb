"""A large classic document, the same each time: 160 screens, half a megabyte, everything the format has.

It is as publishers' real ones are: hundreds of buttons share a few container screens through `variables`,
orders are now numbers and now texts, and there are members that only some forgotten tool knew.
"""

import json
from typing import Any

SCREENS = 160
SHARED_BUTTONS = 300
BYTES = 512 * 1024

Raw = dict[str, Any]

_TOPICS = ("Facture", "Forfait", "Réseau", "Internet", "Mobile", "Déménagement", "Assistance", "Boutique")
_SENTENCE = (
    "Votre conseiller vous explique chaque étape : vérifiez d'abord les voyants de la box, attendez deux minutes, "
    "puis relancez l'appareil en gardant ce téléphone à portée de main. "
)
_PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_STYLES = """
body { background-color: #ffffff; color: #1d2733; font-family: "Open Sans", Arial, sans-serif; }
.title { color: #0b4f8a; font-size: 1.4em; font-weight: bold; margin: 0 0 12px 0; }
.choice, .choice:focus { background-color: #0b4f8a; color: #ffffff; border-radius: 6px; padding: 12px 16px; }
.hint { color: #44525f; font-size: 0.9em; line-height: 1.5; }
@media (min-width: 600px) { .choice { padding: 16px 24px; } }
"""


def large_document() -> Raw:
    """The document as JSON; `large_document_bytes` is the same as text."""
    screens = [_entry(), _frame_container(), _button_container()]
    screens += [_topic(number) for number in range(4, SCREENS - 3)]
    document: Raw = {
        "_id": "54f8a1b2c3d4e5f607182930",
        "phoneNumbers": ["+33800100200", "0800 100 200", "3654", "700"],
        "culture": "fr",
        "enabled": True,
        "name": "Grand Opérateur",
        "logo": _PICTURE,
        "styles": _STYLES,
        "script": "window.dialonceLegacy = function () { return 42; };",
        "rules": _goals(),
        "views": {"outgoing-call": screens, "satisfaction": _satisfaction()},
        "legacyMetrics": {"funnel": [1, 2.5, None, True, "x"], "nested": {"a": {"b": {"c": []}}}},
    }
    return _grown(document)


def large_document_bytes() -> bytes:
    return as_bytes(large_document())


def as_bytes(document: Raw) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def wide_document(elements: int) -> Raw:
    """A document of so many elements, twenty a screen, in a chain of screens that leads back to its start."""
    count = (elements + 19) // 20
    screens: list[Raw] = []
    for number in range(1, count + 1):
        following = str(number % count + 1)
        held = min(20, elements - 20 * (number - 1))
        screens.append(_screen(number, [_wide_element(number, index, following) for index in range(held)]))
    return {"name": "Wide", "culture": "fr", "phoneNumbers": ["3654"], "views": {"outgoing-call": screens}}


def _screen(order: int | str, elements: list[Raw], name: str = "", **more: Any) -> Raw:
    number = int(order) if str(order).isdigit() else sum(str(order).encode())
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "name": name or f"Écran {order}",
        "order": order,
        "elements": elements,
        **more,
    }


def _button(label: str, value: str | None = None, **data: Any) -> Raw:
    inside: Raw = {"label": label, "cssClass": "choice", **data}
    if value is not None:
        inside["value"] = value
    return {"templateType": "button", "data": inside}


def _text(html: str, **members: Any) -> Raw:
    return {"templateType": "text", "data": {"html": html, "cssClass": "hint"}, **members}


def _wide_element(number: int, index: int, following: str) -> Raw:
    choices: tuple[Raw, ...] = (
        _button(
            f"Suite {index}", following, styles={"color": "#ffffff", "background-color": f"#0b4f{number % 90 + 10}"}
        ),
        _text(f'<p class="hint">Étape <b>{number}</b> : <a href="https://aide.exemple.fr/{index}">aide</a></p>'),
        {"templateType": "separator", "styles": {"margin": f"{index}px 0"}},
        {"templateType": "picture", "data": {"imageUrl": _PICTURE, "alternateText": "Schéma"}},
    )
    return choices[index % 4] | {"order": index, "condition": "context.interceptionEnabled != true"}


def _entry() -> Raw:
    topics = [_button(f"{_TOPICS[number % 8]} {number}", str(number)) for number in range(4, 44)]
    logo = {"templateType": "picture", "data": {"imageUrl": "{{logo}}", "alternateText": "{{name}}"}}
    welcome = _text("<h2>Bienvenue chez {{name}}</h2><p>Vous appelez le {{phoneNumber}}.</p>", order=-1)
    return _screen(1, [logo, welcome, *topics, _button("Appeler", "{{phoneNumber}}", command="callPhoneNumber")])


def _frame_container() -> Raw:
    frame = {"templateType": "iframe", "data": {"url": "", "cssClass": "full"}}
    return _screen("2", [frame, _button("Retour", command="back")], "Page d'aide", lastEditor="outil-2015")


def _button_container() -> Raw:
    chosen = {**_button("Continuer", ""), "id": "next", "order": "1"}
    call = {**_button("Appeler un conseiller", "3654", command="callPhoneNumber"), "id": "desk", "order": 2}
    return _screen(
        "3", [_text("<p>Voici la suite.</p>", order=0), chosen, call, _button("Retour", command="back", order=3)]
    )


def _topic(number: int) -> Raw:
    topic = _TOPICS[number % 8]
    steps = "".join(f"<li>{_SENTENCE}</li>" for _ in range(6))
    elements = [_text(f'<h2 class="title">{topic}</h2><ol>{steps}</ol>'), *_shared_buttons(number)]
    if 44 <= number + 40 < SCREENS - 3:
        elements.append(_button(f"{topic}, suite", str(number + 40)))
    elements += _varied(number)
    return _screen(number if number % 2 else str(number), elements, f"{topic} {number}", tags=[topic, number, None])


def _shared_buttons(number: int) -> list[Raw]:
    """Two buttons that share containers: one hands over a page, the other where to go on."""
    frame = {"viewName": f"Aide {number}", "viewContext": {"iframe": {"url": f"https://aide.exemple.fr/{number}"}}}
    onward = str(4 + (number * 7) % (SCREENS - 8))
    given = {"viewContext": {"button_next": {"value": onward}, "button_desk": {"value": f"+331000{number:05d}"}}}
    pair = [_button("Lire en ligne", "2", variables=frame), _button("Étape suivante", "3", variables=given)]
    return [button | {"order": index + 1} for index, button in enumerate(pair)]


def _varied(number: int) -> list[Raw]:
    field = {"name": "message", "title": "Votre message", "type": {"view": "textarea"}, "required": True}
    kinds: list[list[Raw]] = [
        [{"templateType": "separator", "order": 3}, _button("Retour", command="back")],
        [{"templateType": "form", "data": {"fields": [field], "cssClass": "form"}, "version": 3}],
        [{"templateType": "script", "data": {"code": "console.log('never');"}}],
        [_button("Application", "fr.exemple.moncompte", command="installPackage")],
        [
            _button("Ne plus proposer", "false", command="enableCallInterception", order=4)
            | {"condition": "context.interceptionEnabled"}
        ],
        [{"templateType": "picture", "data": {"imageUrl": _PICTURE, "alternateText": "Box", "value": "1"}}],
    ]
    return kinds[number % len(kinds)]


def _satisfaction() -> list[Raw]:
    rates = [
        _button(label, "thanks", command="rate", realm="satisfaction", score=score)
        for label, score in (("Très bien", 100), ("Bien", 75), ("Moyen", "50"), ("Mal", 0))
    ]
    thanks = _screen("thanks", [_text("<p>Merci pour votre avis.</p>"), _button("Retour", command="back")])
    rest = [_screen(f"more-{number}", [_button("Retour", command="back")]) for number in range(2)]
    more = [_button("Plus", f"more-{number}") for number in range(2)]
    return [_screen(1, [_text("<p>Avez-vous eu votre réponse ?</p>"), *rates, *more]), thanks, *rest]


def _goals() -> Raw:
    return {
        "Solved": [{"view": {"val": ["10", 11, "12"], "should": True}}, {"call": {"val": "*", "should": False}}],
        "Rated well": [{"rate": {"val": {"$gte": 75, "$lte": 100}, "should": True}}],
        "Any help": [
            {"view": {"val": {"$regex": "^1[0-9]$"}, "should": True, "optional": True}},
            {"view": {"val": "/^2\\d$/", "should": True}, "optional": True},
        ],
    }


def _grown(document: Raw) -> Raw:
    """The document with its last texts lengthened until it has `BYTES` as JSON."""
    missing = BYTES - len(as_bytes(document))
    paragraph = f"<p>{_SENTENCE}</p>"
    size = len(paragraph.encode())
    topics = document["views"]["outgoing-call"][3:]
    for index in range(max(0, missing // size)):
        topics[index % len(topics)]["elements"][0]["data"]["html"] += paragraph
    return document
