"""Templates are written short, both languages side by side, and spelt out as classic documents.

An element is one of `text` (light text, see `menus.edit.light`), `button` with what it does (`to`, `call`, `back`, `rate`),
`form` (its questions) or `separator`.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import UUID, uuid5

from dialonce.errors import NotFound
from dialonce.menus.edit.blank import written_address
from dialonce.menus.edit.light import markup_of
from dialonce.menus.model import OUTGOING_CALL, SATISFACTION

NAMES: Final = ("telecom", "bank", "health", "energy", "town")
_IDS: Final = UUID("3b0f2f5e-6a0c-5c44-9d0e-5f6f0d0a1c77")
_EVENTS: Final = {"screens": OUTGOING_CALL, "satisfaction": SATISFACTION}

Raw = dict[str, Any]


def template_names() -> tuple[str, ...]:
    """The templates there are."""
    return NAMES


def template_document(name: str, locale: str, title: str = "") -> bytes:
    """The template as a classic document in French or English; `title` names the menu. Raises NotFound."""
    if name not in NAMES:
        raise NotFound("There is no such template.")
    short = _read(name)
    document: Raw = {
        "phoneNumbers": [],
        "culture": locale,
        "enabled": True,
        "name": title or short["name"][locale],
        "styles": "",
        "rules": {goal["name"][locale]: goal["rules"] for goal in short.get("goals", [])},
        "views": {event: [_screen(name, event, one, locale) for one in short[key]] for key, event in _EVENTS.items()},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("dialonce.menus.templates").joinpath(f"{name}.toml").read_text("utf-8"))


def _screen(template: str, event: str, short: Mapping[str, Any], locale: str) -> Raw:
    return {
        "id": str(uuid5(_IDS, f"{template}/{event}/{short['address']}")),
        "name": short["title"][locale],
        "order": written_address(short["address"]),
        "elements": [_element(one, locale) for one in short["elements"]],
    }


def _element(short: Mapping[str, Any], locale: str) -> Raw:
    if "text" in short:
        return {"templateType": "text", "data": {"html": markup_of(short["text"][locale])}}
    if "form" in short:
        return {"templateType": "form", "data": {"fields": [_field(one, locale) for one in short["form"]]}}
    if "button" in short:
        return {"templateType": "button", "data": {"label": short["button"][locale], **_deed(short)}}
    return {"templateType": "separator"}


def _deed(short: Mapping[str, Any]) -> Raw:
    if "call" in short:
        return {"command": "callPhoneNumber", "value": short["call"]}
    if "back" in short:
        return {"command": "back"}
    if "rate" in short:
        return {"command": "rate", "realm": "satisfaction", "score": short["rate"], "value": short["to"]}
    return {"value": short["to"]}


def _field(short: Mapping[str, Any], locale: str) -> Raw:
    view = "textarea" if short.get("long") else "input"
    required = bool(short.get("required"))
    return {"name": short["name"], "title": short["title"][locale], "required": required, "type": {"view": view}}
