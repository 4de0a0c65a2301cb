"""The form of a publisher's own rules: numbers, severed clauses, sentences; and the layer that it means."""

import re
from typing import Final

import msgspec
from msgspec import Struct

from dialonce.errors import Fault, Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.console.privacy.policy import figure_words
from dialonce.pages.kit import Field
from dialonce.policy import EffectivePolicy, Overlay, Policy
from dialonce.publishers import read_overlay

OWN: Final = "own"
FIGURE: Final = "figure-"
EMPTY: Final = '{"clauses": {}, "texts": {}}'


class OwnForm(Struct, frozen=True):
    """`rules` is for those who write clauses: JSON."""

    figures: tuple[Field, ...]
    severed: Field
    rules: Field


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clauses: dict[str, msgspec.Raw] = {}
    texts: dict[str, msgspec.Raw] = {}


def own_form(
    say: Locale,
    base: Policy,
    policy: EffectivePolicy,
    overlay: Overlay,
    typed: dict[str, str],
    faults: tuple[Fault, ...] = (),
) -> OwnForm:
    """The form, with what was typed or else what is stored, and what is wrong with it."""
    wrong = {fault.where: fault.what for fault in faults}
    day = policy.effective

    def figure(key: str, ceiling: float) -> Field:
        name, now = FIGURE + key, policy.figures[key].at(day).value
        hint = translate(say, "dpo.figure_hint", base=base.figures[key].at(day).value, most=ceiling)
        error = wrong.get(f"/figures/{key}", "")
        return Field(
            name, figure_words(say, base, key), typed.get(name, f"{now:g}"), "number", hint, error, required=True
        )

    rules = {"clauses": overlay.clauses, "texts": overlay.texts}
    shown = msgspec.json.format(msgspec.json.encode(rules), indent=2).decode()
    other = [what for where, what in wrong.items() if not where.startswith("/figures/")]
    return OwnForm(
        figures=tuple(figure(key, one.ceiling) for key, one in base.figures.items() if one.ceiling is not None),
        severed=Field(
            "severed",
            translate(say, "dpo.severed"),
            typed.get("severed", ", ".join(overlay.severed)),
            hint=translate(say, "dpo.severed_hint"),
            max_length=400,
        ),
        rules=Field(
            "rules",
            translate(say, "dpo.rules"),
            typed.get("rules", shown),
            "textarea",
            translate(say, "dpo.rules_hint"),
            " ".join(other),
        ),
    )


def overlay_of(form: dict[str, str], base: Policy, name: str) -> Overlay:
    """The layer that the form means. Raises `Invalid` with the place that cannot be read.

    A number that is the base policy's own is left out: it then follows the base policy.
    """
    try:
        rules = msgspec.json.decode(form.get("rules", "").strip() or EMPTY, type=_Rules)
    except msgspec.DecodeError as wrong:
        raise Invalid("The clauses cannot be read.", faults=(Fault("/", str(wrong)),)) from wrong
    document = {
        "name": name,
        "clauses": rules.clauses,
        "texts": rules.texts,
        "figures": _figures(form, base),
        "severed": [clause for clause in re.split(r"[\s,;]+", form.get("severed", "")) if clause],
    }
    return read_overlay(msgspec.json.encode(document))


def _figures(form: dict[str, str], base: Policy) -> dict[str, int]:
    given: dict[str, int] = {}
    for key, figure in base.figures.items():
        text = form.get(FIGURE + key, "").strip()
        if figure.ceiling is None or not text:
            continue
        if not text.isdecimal():
            raise Invalid("A number is a whole one.", faults=(Fault(f"/figures/{key}", f"1 … {figure.ceiling}"),))
        if int(text) != figure.at(base.effective).value:
            given[key] = int(text)
    return given
