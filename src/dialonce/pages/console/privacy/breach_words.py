"""How breaches are told: clocks as figures, steps as a history, codes as words."""

from datetime import datetime

import msgspec

from dialonce.i18n import Locale, format_duration, translate
from dialonce.pages.console.privacy.base import moment
from dialonce.pages.kit import Badge, Stat, Step, Tone
from dialonce.staff import Assessment, Clock, ClockState, IncidentStep, StepKind

_TONES: dict[ClockState, Tone] = {
    ClockState.RUNNING: "warn",
    ClockState.LATE: "bad",
    ClockState.DONE: "ok",
    ClockState.DONE_LATE: "bad",
    ClockState.NOT_NEEDED: "plain",
    ClockState.OPEN: "warn",
}


def word(say: Locale, kind: str, code: str) -> str:
    """What a code of breaches means in words."""
    return translate(say, f"dpo.breach_{kind}_{code.replace('-', '_')}")


def clock_badge(say: Locale, clock: Clock, now: datetime) -> Badge:
    """Where a duty stands, with what is left of its time."""
    if clock.due is not None and clock.state in (ClockState.RUNNING, ClockState.LATE):
        left = format_duration(say, int(abs((clock.due - now).total_seconds())))
        return Badge(translate(say, f"dpo.clock_{clock.state.value}_by", time=left), _TONES[clock.state])
    return Badge(word(say, "clock", clock.state), _TONES[clock.state])


def clock_stat(say: Locale, label: str, clock: Clock, now: datetime) -> Stat:
    """A duty as a figure: by when, or when it was done."""
    at = clock.done or clock.due
    value = moment(say, at) if at else word(say, "clock", clock.state)
    return Stat(label, value, clock_badge(say, clock, now).text, _TONES[clock.state])


def step_view(say: Locale, step: IncidentStep, who: dict[str, str]) -> Step:
    """One step of the history; an assessment says what was judged then."""
    written = who.get(str(step.staff), str(step.staff))
    detail = _judged(say, step.note) if step.kind == StepKind.ASSESSED else step.note
    noted = translate(say, "dpo.noted", name=written, at=moment(say, step.recorded_at))
    when, machine = moment(say, step.happened_at), step.happened_at.isoformat()
    return Step(word(say, "step", step.kind), when, machine, f"{detail} {noted}".strip())


def _judged(say: Locale, note: str) -> str:
    judged = msgspec.json.decode(note, type=Assessment)
    return f"{word(say, 'risk', judged.risk)}. {judged.risk_reason}".strip()
