"""The whole history of a request: every step with who took it, the note, and the letter that went out."""

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.console.privacy.base import moment
from dialonce.pages.kit import Snippet
from dialonce.rights import RequestFile, Step


class StepView(Struct, frozen=True):
    title: str
    when: str
    machine_time: str
    who: str
    note: str
    letter: Snippet | None


def history_of(say: Locale, file: RequestFile) -> tuple[StepView, ...]:
    """The steps, oldest first."""
    return tuple(_step(say, step) for step in file.steps)


def _step(say: Locale, step: Step) -> StepView:
    letter = Snippet(f"letter-{step.step_id.hex}", step.title, step.letter) if step.letter else None
    kind = translate(say, f"rights.step_{step.kind.replace('-', '_')}")
    return StepView(kind, moment(say, step.at), step.at.isoformat(), _who(say, step.actor), step.note, letter)


def _who(say: Locale, actor: str) -> str:
    """By their part: whose account it is, the journal tells who may read it."""
    part = actor.partition(":")[0]
    known = ("staff", "subject", "system", "operator", "api")
    return translate(say, f"rights.by_{part if part in known else 'system'}")
