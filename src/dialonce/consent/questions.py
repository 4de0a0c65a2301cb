"""The questions of consent: one a purpose and scope, each answered by itself (GDPR 7(2): nothing is bundled)."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

LOCATION: Final = "location-service"
YES_NO: Final = ("accepted", "refused")
LEVELS: Final = ("off", "coarse", "precise")
NO: Final = frozenset(("refused", "off"))
CHANNELS: Final = ("sms", "email", "voice")


class ScopeKind(StrEnum):
    """What else a question names besides its purpose."""

    NOTHING = "nothing"
    CHANNEL = "channel"
    APPLICATION = "application"
    RECIPIENT = "recipient"


class Question(msgspec.Struct, frozen=True):
    """A question: its purpose, what its scope is, and the clause that asks it. `choices` are its answers, the no first."""

    purpose: str
    scope: ScopeKind
    clause: str
    choices: tuple[str, ...] = ("refused", "accepted")


_ALL: Final = (
    Question("product-information", ScopeKind.CHANNEL, "4.2-b2"),
    Question("promotion", ScopeKind.CHANNEL, "4.2-b3"),
    Question("survey", ScopeKind.CHANNEL, "4.2-b3"),
    Question("marketing", ScopeKind.CHANNEL, "4.2-b4"),
    Question(LOCATION, ScopeKind.APPLICATION, "4.3-d", LEVELS),
    Question("contact-display", ScopeKind.NOTHING, "3.1-t"),
    Question("device-registration", ScopeKind.NOTHING, "4.1-e"),
    Question("diagnostics", ScopeKind.NOTHING, "4.2-h"),
    Question("user-analytics", ScopeKind.NOTHING, "3.1-h"),
    Question("advertising-id-linking", ScopeKind.NOTHING, "3.1-i"),
    Question("approved-sharing", ScopeKind.RECIPIENT, "6.1-a"),
    Question("international-transfer", ScopeKind.NOTHING, "10-c"),
)
QUESTIONS: Final[Mapping[str, Question]] = {question.purpose: question for question in _ALL}

_SHAPES: Final = {
    ScopeKind.CHANNEL: re.compile("|".join(CHANNELS)),
    ScopeKind.APPLICATION: re.compile(r".{1,64}"),
    ScopeKind.RECIPIENT: re.compile(r"(?:partner|affiliate|third-party):[a-z0-9][a-z0-9-]{0,62}"),
}
_WANTED: Final = {
    ScopeKind.CHANNEL: f"one of {', '.join(CHANNELS)}",
    ScopeKind.APPLICATION: "the public name of the interface that location is meant for",
    ScopeKind.RECIPIENT: "the recipient by name, such as partner:acme",
    ScopeKind.NOTHING: "nothing: this purpose is for all of them",
}


def scope_fault(question: Question, scope: str | None) -> str | None:
    """What the scope of an answer should be, when it is not; None when it is."""
    shape = _SHAPES.get(question.scope)
    fits = scope is None if shape is None else scope is not None and shape.fullmatch(scope) is not None
    return None if fits else _WANTED[question.scope]
