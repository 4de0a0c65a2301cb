"""The form of one element: what it shows, and what it changes."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from dialonce.menus.edit import light_of, markup_of
from dialonce.menus.model import Button, Element, Form, FormField, Frame, Picture, Text, View
from dialonce.pages.console.interfaces.actions import ActionFields, action_fields, read_action
from dialonce.pages.console.interfaces.desk import Desk
from dialonce.pages.kit import Choices, Field, Option

LONGEST_HTML: Final = 100_000
MOST_QUESTIONS: Final = 30
_ADVANCED: Final = ("condition", "cssClass", "styles")


class Question(Struct, frozen=True):
    """One field of a publisher's form, as its editor sees it."""

    index: int
    fields: tuple[Field, ...]
    required: Choices


class ElementForm(Struct, frozen=True):
    """What can be changed of an element; `asks`: questions can be added.

    Names of fields are pointers below the element where they stand for one member alone.
    """

    fields: tuple[Field, ...]
    action: ActionFields | None
    questions: tuple[Question, ...]
    asks: bool
    advanced: tuple[Field, ...]


def element_form(desk: Desk, view: View, element: Element) -> ElementForm:
    """The form of an element, with the keyboard in its first field."""
    content = element.content
    fields = _fields(desk, content)
    return ElementForm(
        fields=tuple(msgspec.structs.replace(field, focused=field is fields[0]) for field in fields),
        action=_action(desk, view, content),
        questions=_questions(desk, content.fields) if isinstance(content, Form) else (),
        asks=isinstance(content, Form) and len(content.fields) < MOST_QUESTIONS,
        advanced=_advanced(desk, element),
    )


def _fields(desk: Desk, content: object) -> list[Field]:
    match content:
        case Button(label=label):
            return [_line(desk, "label", label)]
        case Text(html=html):
            return [_words(desk, html)]
        case Picture(url=url, alternate_text=text):
            return [_line(desk, "imageUrl", url, most=LONGEST_HTML), _line(desk, "alternateText", text)]
        case Frame(url=url):
            return [_line(desk, "url", url, most=2000)]
    return []


def _line(desk: Desk, name: str, value: str, most: int = 500) -> Field:
    return Field(f"data/{name}", desk.t(f"editor.field_{name.lower()}"), value, required=True, max_length=most)


def _words(desk: Desk, html: str) -> Field:
    light = light_of(html)
    if light is None:
        hint = desk.t("editor.hint_html")
        return Field("data/html", desk.t("editor.field_html"), html, "textarea", hint=hint, required=True)
    return Field(
        "light", desk.t("editor.field_light"), light, "textarea", hint=desk.t("editor.hint_light"), required=True
    )


def _action(desk: Desk, view: View, content: object) -> ActionFields | None:
    match content:
        case Button(command=command):
            return action_fields(desk, view, command, may_be_nothing=False)
        case Picture(command=command):
            return action_fields(desk, view, command, may_be_nothing=True)
    return None


def _questions(desk: Desk, fields: tuple[FormField, ...]) -> tuple[Question, ...]:
    return tuple(_question(desk, index, field) for index, field in enumerate(fields[:MOST_QUESTIONS]))


def _question(desk: Desk, index: int, field: FormField) -> Question:
    at = f"data/fields/{index}"
    views = tuple(Option(one, desk.t(f"editor.view_{one}")) for one in ("input", "textarea"))
    view = "textarea" if field.multiline else "input"
    return Question(
        index=index,
        fields=(
            Field(f"{at}/title", desk.t("editor.field_title"), field.title, required=True, max_length=200),
            Field(
                f"{at}/name", desk.t("editor.field_name"), field.name, hint=desk.t("editor.hint_name"), required=True
            ),
            Field(f"{at}/placeholder", desk.t("editor.field_placeholder"), field.placeholder, max_length=200),
            Field(f"{at}/type/view", desk.t("editor.field_view"), view, "select", required=True, options=views),
        ),
        required=Choices(
            f"{at}/required",
            desk.t("editor.answer"),
            (Option("yes", desk.t("editor.answer_required")),),
            frozenset({"yes"} if field.required else ()),
            several=True,
        ),
    )


def _advanced(desk: Desk, element: Element) -> tuple[Field, ...]:
    styles = "; ".join(f"{name}: {value}" for name, value in element.styles.items())
    values = {"condition": element.condition or "", "cssClass": element.css_class, "styles": styles}
    return tuple(
        Field(name, desk.t(f"editor.field_{name.lower()}"), values[name], hint=desk.t(f"editor.hint_{name.lower()}"))
        for name in _ADVANCED
    )


def read_element(form: Mapping[str, str], element: Element) -> dict[str, Any]:
    """The members that the form says; what it does not show, or shows as it was, stays as it is."""
    members: dict[str, Any] = {}
    content = element.content
    if isinstance(content, Button | Picture):
        members |= read_action(form, content.command)
    if isinstance(content, Form):
        members |= _read_questions(form, len(content.fields))
    if isinstance(content, Text) and "light" in form and form["light"].strip() != light_of(content.html):
        members["data/html"] = markup_of(form["light"])
    for name in ("label", "html", "imageUrl", "alternateText", "url"):
        if f"data/{name}" in form:
            members[f"data/{name}"] = form[f"data/{name}"].replace("\r\n", "\n")
    return members | _read_advanced(form, element)


def _read_questions(form: Mapping[str, str], count: int) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for index in range(min(count, MOST_QUESTIONS)):
        at = f"data/fields/{index}"
        members |= {
            f"{at}/{name}": form[f"{at}/{name}"] for name in ("title", "name", "type/view") if f"{at}/{name}" in form
        }
        if f"{at}/placeholder" in form:
            members[f"{at}/placeholder"] = form[f"{at}/placeholder"] or None
        if f"{at}/title" in form:
            members[f"{at}/required"] = form.get(f"{at}/required") == "yes"
    return members


def _read_advanced(form: Mapping[str, str], element: Element) -> dict[str, Any]:
    members: dict[str, Any] = {name: form[name].strip() or None for name in ("condition", "cssClass") if name in form}
    if "styles" in form and (styles := read_styles(form["styles"])) != element.styles:
        members["styles"] = styles or None
    return members


def read_styles(text: str) -> dict[str, str]:
    """Properties and values of `name: value; …`; what is neither is left out."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() and value.strip()}
