"""Forms of publishers: their fields as we draw them, and the check of what came back."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.menus.walk import FieldView, FormView
from dialonce.pages.interface.view import FormState
from dialonce.pages.kit import Field, FieldKind

NAME_PREFIX: Final = "field."
NOTICE_FIELD: Final = "notice"
LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4000

_MANNERS: Final[tuple[tuple[tuple[str, ...], FieldKind, str], ...]] = (
    (("mail", "courriel"), "email", "email"),
    (("phone", "téléphone", "telephone", "mobile", "portable"), "tel", "tel"),
    (("prénom", "prenom", "firstname", "first name"), "text", "given-name"),
    (("lastname", "last name", "nom de famille"), "text", "family-name"),
    (("code postal", "zipcode", "postcode", "postal"), "text", "postal-code"),
)


class Sent(Struct, frozen=True):
    """A form that was filled well enough to be kept: answers by field name, blank ones left out."""

    answers: Mapping[str, str]


def check_form(form: FormView, posted: Mapping[str, str], locale: Locale) -> Sent | FormState:
    """What was posted, checked against the fields: fit to keep, or the state in which to show the form again.

    Unknown names are ignored. Line breaks inside one-line answers become spaces; control characters go.
    """
    values = {field.name: _clean(field, posted.get(NAME_PREFIX + field.name, "")) for field in form.fields}
    faults = {field.name: fault for field in form.fields if (fault := _fault(field, values[field.name], locale))}
    if faults:
        return FormState(form.position, values, faults)
    return Sent({name: value for name, value in values.items() if value})


def form_fields(form: FormView, state: FormState | None) -> tuple[Field, ...]:
    """The fields to draw, with earlier answers and what is wrong with them."""
    return tuple(_draw(field, state or FormState(form.position)) for field in form.fields)


def longest(field: FieldView) -> int:
    return LONGEST_TEXT if field.multiline else LONGEST_LINE


def _draw(field: FieldView, state: FormState) -> Field:
    kind, autocomplete = _manner(field)
    return Field(
        name=NAME_PREFIX + field.name,
        label=field.title or field.placeholder or field.name,
        value=state.values.get(field.name, ""),
        kind="textarea" if field.multiline else kind,
        error=state.faults.get(field.name, ""),
        required=field.required,
        placeholder=field.placeholder,
        autocomplete=autocomplete,
        max_length=longest(field),
    )


def _manner(field: FieldView) -> tuple[FieldKind, str]:
    """The keyboard and the autofill that suit a field, guessed from its words (WCAG 1.3.5)."""
    words = f"{field.name} {field.title}".lower()
    for marks, kind, autocomplete in _MANNERS:
        if any(mark in words for mark in marks):
            return kind, autocomplete
    return "text", "on"


def _clean(field: FieldView, text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ["".join(char for char in line if char.isprintable()).strip() for line in lines]
    return ("\n" if field.multiline else " ").join(kept).strip()


def _fault(field: FieldView, value: str, locale: Locale) -> str:
    if field.required and not value:
        return translate(locale, "menu.fault_required")
    if len(value) > longest(field):
        return translate(locale, "menu.fault_long", most=longest(field), found=len(value))
    return ""
