"""Elements of a screen, one reader a template."""

from collections.abc import Callable
from typing import Any

from dialonce.menus.classic.commands import read_command, read_optional_command
from dialonce.menus.classic.reading import Raw, Reader
from dialonce.menus.model import (
    Button,
    Content,
    Element,
    Form,
    FormField,
    Frame,
    Picture,
    Script,
    Separator,
    Text,
    Unknown,
)
from dialonce.menus.pointer import join


def read_element(reader: Reader, item: Any, pointer: str, position: int) -> Element:
    """One element; a template that is not known is kept as `Unknown`."""
    raw = reader.as_object(item, pointer)
    template = reader.text(raw, "templateType", pointer) or "button"
    data = reader.object(raw, "data", pointer)
    read = _READERS.get(template)
    return Element(
        position=position,
        pointer=pointer,
        content=read(reader, data, join(pointer, "data")) if read else Unknown(template),
        id=reader.text(raw, "id", pointer),
        order=reader.number(raw, "order", pointer),
        css_class=reader.text(raw, "cssClass", pointer) or "",
        styles=reader.style_map(raw, "styles", pointer),
        condition=reader.text(raw, "condition", pointer) or None,
    )


def _button(reader: Reader, data: Raw, pointer: str) -> Content:
    return Button(
        label=reader.text(data, "label", pointer) or "",
        command=read_command(reader, data, pointer),
        css_class=reader.text(data, "cssClass", pointer) or "",
        styles=reader.style_map(data, "styles", pointer),
    )


def _separator(_reader: Reader, _data: Raw, _pointer: str) -> Content:
    return Separator()


def _text(reader: Reader, data: Raw, pointer: str) -> Content:
    return Text(
        html=reader.text(data, "html", pointer) or "",
        css_class=reader.text(data, "cssClass", pointer) or "",
    )


def _picture(reader: Reader, data: Raw, pointer: str) -> Content:
    return Picture(
        url=reader.text(data, "imageUrl", pointer) or "",
        alternate_text=reader.text(data, "alternateText", pointer) or "",
        command=read_optional_command(reader, data, pointer),
        css_class=reader.text(data, "cssClass", pointer) or "",
        styles=reader.style_map(data, "styles", pointer),
    )


def _form(reader: Reader, data: Raw, pointer: str) -> Content:
    return Form(
        fields=tuple(_field(reader, item, below) for below, item in reader.items(data, "fields", pointer)),
        css_class=reader.text(data, "cssClass", pointer) or "",
    )


def _field(reader: Reader, item: Any, pointer: str) -> FormField:
    raw = reader.as_object(item, pointer)
    return FormField(
        name=reader.text(raw, "name", pointer) or "",
        title=reader.text(raw, "title", pointer) or "",
        placeholder=reader.text(raw, "placeholder", pointer) or "",
        required=reader.boolean(raw, "required", pointer, default=False),
        multiline=_field_view(reader, raw, pointer) == "textarea",
    )


def _field_view(reader: Reader, raw: Raw, pointer: str) -> str | None:
    if isinstance(raw.get("type"), str):
        return str(raw["type"])
    return reader.text(reader.object(raw, "type", pointer), "view", join(pointer, "type"))


def _frame(reader: Reader, data: Raw, pointer: str) -> Content:
    return Frame(
        url=reader.text(data, "url", pointer) or "",
        css_class=reader.text(data, "cssClass", pointer) or "",
    )


def _script(reader: Reader, data: Raw, pointer: str) -> Content:
    return Script(code=reader.text(data, "code", pointer) or "")


_READERS: dict[str, Callable[[Reader, Raw, str], Content]] = {
    "button": _button,
    "separator": _separator,
    "text": _text,
    "picture": _picture,
    "form": _form,
    "iframe": _frame,
    "script": _script,
}
