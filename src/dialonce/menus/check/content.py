"""Elements one by one, whatever surrounds them."""

from collections.abc import Callable, Iterator

from dialonce.errors import Invalid
from dialonce.menus.check.commands import check_command
from dialonce.menus.check.finding import Finding
from dialonce.menus.check.pictures import check_picture_source
from dialonce.menus.check.styling import check_declarations
from dialonce.menus.condition import parse_condition
from dialonce.menus.markup import read_markup
from dialonce.menus.model import (
    Button,
    Element,
    Form,
    Frame,
    Interface,
    Picture,
    Script,
    Separator,
    Text,
    Unknown,
    View,
)
from dialonce.menus.urls import host_of, is_plain_http

MAX_LISTED = 10


def check_element(interface: Interface, view: View, element: Element) -> Iterator[Finding]:
    """Its condition, styles, command and content."""
    if element.condition is not None:
        yield from _check_condition(element.condition, f"{element.pointer}/condition")
    yield from check_declarations(element.styles, f"{element.pointer}/styles")
    if isinstance(element.content, Button | Picture):
        yield from check_declarations(element.content.styles, f"{element.pointer}/data/styles")
        if element.content.command is not None:
            yield from check_command(element, element.content.command, given=element.id in view.given)
    yield from _CHECKS[type(element.content)](interface, element)


def _check_condition(condition: str, pointer: str) -> Iterator[Finding]:
    try:
        parse_condition(condition)
    except Invalid as invalid:
        yield Finding("bad-condition", pointer, {"detail": invalid.detail})


def _check_button(_interface: Interface, element: Element) -> Iterator[Finding]:
    match element.content:
        case Button(label=label) if not label.strip():
            yield Finding("empty-label", f"{element.pointer}/data/label")


def _check_picture(interface: Interface, element: Element) -> Iterator[Finding]:
    match element.content:
        case Picture(url=url, alternate_text=text):
            yield from check_picture_source(interface, url, f"{element.pointer}/data/imageUrl")
            if not text.strip():
                yield Finding("missing-alternate-text", f"{element.pointer}/data/alternateText")


def _check_text(_interface: Interface, element: Element) -> Iterator[Finding]:
    pointer = f"{element.pointer}/data/html"
    remarks = read_markup(element.content.html) if isinstance(element.content, Text) else None
    if remarks is None:
        return
    if remarks.removed:
        yield Finding("unsafe-html", pointer, {"removed": ", ".join(remarks.removed[:MAX_LISTED])})
    if remarks.pictures_without_text:
        yield Finding("missing-alternate-text", pointer)
    for host in remarks.plain_http[:MAX_LISTED]:
        yield Finding("plain-http", pointer, {"host": host})
    for host in remarks.remote_pictures[:MAX_LISTED]:
        yield Finding("remote-picture", pointer, {"host": host})


def _check_form(_interface: Interface, element: Element) -> Iterator[Finding]:
    if not isinstance(element.content, Form):
        return
    if not element.content.fields:
        yield Finding("empty-form", f"{element.pointer}/data")
    names: set[str] = set()
    for index, field in enumerate(element.content.fields):
        pointer = f"{element.pointer}/data/fields/{index}"
        if not field.name.strip():
            yield Finding("field-without-name", pointer)
        elif field.name in names:
            yield Finding("duplicate-field", f"{pointer}/name", {"name": field.name})
        names.add(field.name)
        if not field.title.strip():
            yield Finding("field-without-title", pointer)


def _check_frame(_interface: Interface, element: Element) -> Iterator[Finding]:
    match element.content:
        case Frame(url=url) if is_plain_http(url):
            yield Finding("plain-http", f"{element.pointer}/data/url", {"host": host_of(url) or "http"})


def _check_script(_interface: Interface, element: Element) -> Iterator[Finding]:
    yield Finding("script-not-run", element.pointer)


def _check_unknown(_interface: Interface, element: Element) -> Iterator[Finding]:
    match element.content:
        case Unknown(template=template):
            yield Finding("unknown-template", f"{element.pointer}/templateType", {"name": template[:60]})


def _check_nothing(_interface: Interface, _element: Element) -> Iterator[Finding]:
    yield from ()


_CHECKS: dict[type, Callable[[Interface, Element], Iterator[Finding]]] = {
    Button: _check_button,
    Picture: _check_picture,
    Text: _check_text,
    Form: _check_form,
    Frame: _check_frame,
    Script: _check_script,
    Unknown: _check_unknown,
    Separator: _check_nothing,
}
