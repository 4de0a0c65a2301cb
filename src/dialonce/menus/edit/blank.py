"""New screens and elements, with as little in them as they need."""

from typing import Any

from dialonce.menus.edit.operation import ElementKind
from dialonce.menus.model import Address, View


def new_screen(screen_id: str, name: str, address: Address) -> dict[str, Any]:
    return {"id": screen_id, "name": name, "order": written_address(address), "elements": []}


def new_element(kind: ElementKind, text: str, target: Address) -> dict[str, Any]:
    """`target` is where a button leads; other kinds have none."""
    match kind:
        case ElementKind.BUTTON:
            return {"templateType": kind.value, "data": {"label": text} | ({"value": target} if target else {})}
        case ElementKind.TEXT:
            return {"templateType": kind.value, "data": {"html": text}}
        case ElementKind.PICTURE:
            return {"templateType": kind.value, "data": {"imageUrl": "", "alternateText": text}}
        case ElementKind.FORM:
            return {"templateType": kind.value, "data": {"fields": [new_field("message", text)]}}
        case ElementKind.FRAME:
            return {"templateType": kind.value, "data": {"url": ""}}
        case ElementKind.SEPARATOR:
            return {"templateType": kind.value}


def new_field(name: str, title: str) -> dict[str, Any]:
    return {"name": name, "title": title, "required": False, "type": {"view": "input"}}


def written_address(address: Address) -> str | int:
    """A number where the address is one: so the tools of old wrote it."""
    short = address.isascii() and address.isdigit() and len(address) < 16
    return int(address) if short and address == str(int(address)) else address


def free_address(view: View | None, *, near: int = 0) -> Address:
    """The smallest number above `near` that no screen of the view has; 1, the entry, for the first screen."""
    taken = view.by_address if view else {}
    number = near + 1
    while str(number) in taken:
        number += 1
    return str(number)
