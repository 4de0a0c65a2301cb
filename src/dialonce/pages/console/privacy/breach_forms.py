"""The forms of one breach: how it is judged, and what was done."""

from datetime import datetime

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.console.privacy.breach_words import word
from dialonce.pages.kit import Choices, Field, FieldKind, Option
from dialonce.pages.templating import ZONE
from dialonce.staff import WRITTEN_BY_HAND, Assessment, Nature, Risk

COUNTS = ("people", "records")
MOST = 10**10


class AssessmentForm(Struct, frozen=True):
    natures: tuple[Choices, ...]
    fields: tuple[Field, ...]
    risk: Choices
    reason: Field


class StepForm(Struct, frozen=True):
    fields: tuple[Field, ...]


def assessment_of(form: dict[str, str]) -> Assessment:
    """What was filled in. Raises ValueError for a count that is none, or a risk that there is not."""

    def text(name: str) -> str:
        return form.get(name, "").replace("\r\n", "\n").strip()

    return Assessment(
        natures=tuple(one for one in Nature if form.get(f"nature-{one}")),
        categories=text("categories"),
        people=_count(text("people")),
        records=_count(text("records")),
        consequences=text("consequences"),
        measures=text("measures"),
        risk=Risk(form.get("risk", Risk.UNKNOWN)),
        risk_reason=text("risk_reason"),
    )


def _count(text: str) -> int | None:
    digits = "".join(text.split())
    if not digits:
        return None
    count = int(digits)
    if not 0 <= count <= MOST:
        raise ValueError(digits)
    return count


def assessment_form(say: Locale, judged: Assessment) -> AssessmentForm:
    """The form with what was judged last."""

    def asked(name: str, kind: FieldKind = "textarea") -> Field:
        value = getattr(judged, name)
        shown = "" if value is None else str(value)
        return Field(name, translate(say, f"dpo.judge_{name}"), shown, kind, translate(say, f"dpo.judge_{name}_hint"))

    natures = tuple(
        Choices(
            f"nature-{one}",
            word(say, "nature", one),
            (Option("yes", word(say, "nature", one), word(say, "nature_text", one)),),
            frozenset({"yes"}) if one in judged.natures else frozenset(),
            several=True,
        )
        for one in Nature
    )
    risks = tuple(Option(one.value, word(say, "risk", one), word(say, "risk_text", one)) for one in Risk)
    return AssessmentForm(
        natures=natures,
        fields=(
            asked("categories"),
            *(asked(name, "number") for name in COUNTS),
            asked("consequences"),
            asked("measures"),
        ),
        risk=Choices("risk", translate(say, "dpo.risk"), risks, frozenset({judged.risk.value})),
        reason=asked("risk_reason"),
    )


def step_form(say: Locale, now: datetime) -> StepForm:
    """The form for a further step, as of now."""
    here = now.astimezone(ZONE)
    kinds = tuple(Option(kind.value, word(say, "step", kind)) for kind in WRITTEN_BY_HAND)
    return StepForm(
        (
            Field("kind", translate(say, "dpo.step_kind"), "", "select", required=True, options=kinds),
            Field("day", translate(say, "dpo.step_day"), here.date().isoformat(), "date", required=True),
            Field("time", translate(say, "dpo.step_time"), f"{here:%H:%M}", "time", required=True),
            Field("note", translate(say, "dpo.step_note"), "", "textarea", translate(say, "dpo.step_note_hint")),
        )
    )
