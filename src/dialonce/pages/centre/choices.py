"""The questions of consent of one publisher, each by itself, with the answer that stands."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from dialonce.consent import CHANNELS, LOCATION, QUESTIONS, Question, ScopeKind, Standing
from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.centre.held import Teller
from dialonce.pages.templating import ZONE


class Choice(Struct, frozen=True):
    """One button. `stands`: it is the answer that holds now."""

    value: str
    label: str
    stands: bool = False
    disabled: bool = False


class Asked(Struct, frozen=True):
    """One scope of a question, with its buttons: the no and the yes look the same, and neither is chosen for anybody."""

    label: str
    answers: tuple[Choice, ...]
    state: str


class QuestionView(Struct, frozen=True):
    """One purpose. `refused_by_browser`: Global Privacy Control answers no for the person."""

    purpose: str
    title: str
    text: str
    clause: str
    scopes: tuple[Asked, ...]
    refused_by_browser: bool = False


class Scopes(Struct, frozen=True):
    """What scopes the questions can have here, as (value, words): applications, recipients; and if a transfer may be asked."""

    applications: tuple[tuple[str, str], ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()
    transfer: bool = False


def ask(
    teller: Teller, standings: Sequence[Standing], scopes: Scopes, now: datetime, *, gpc: bool
) -> tuple[QuestionView, ...]:
    """Every question that one publisher may ask somebody, in the order of the list."""
    found = []
    for question in QUESTIONS.values():
        named = _scopes(teller.locale, question, scopes)
        if named:
            found.append(_view(teller, question, named, standings, now, gpc=gpc))
    return tuple(found)


def _scopes(locale: Locale, question: Question, scopes: Scopes) -> tuple[tuple[str | None, str], ...]:
    match question.scope:
        case ScopeKind.CHANNEL:
            return tuple((channel, translate(locale, f"consent.channel_{channel}")) for channel in CHANNELS)
        case ScopeKind.APPLICATION:
            return scopes.applications
        case ScopeKind.RECIPIENT:
            return scopes.recipients
        case ScopeKind.NOTHING if question.purpose == "international-transfer":
            return ((None, ""),) if scopes.transfer else ()
        case _:
            return ((None, ""),)


def _view(
    teller: Teller,
    question: Question,
    named: tuple[tuple[str | None, str], ...],
    standings: Sequence[Standing],
    now: datetime,
    *,
    gpc: bool,
) -> QuestionView:
    term = teller.policy.vocabulary.purposes[question.purpose]
    name = question.purpose.replace("-", "_")
    blocked = gpc and "gpc" in term.groups
    return QuestionView(
        purpose=question.purpose,
        title=translate(teller.locale, f"consent.title_{name}"),
        text=translate(teller.locale, f"consent.text_{name}"),
        clause=question.clause,
        scopes=tuple(
            _asked(teller.locale, question, scope, label, _standing(standings, question, scope, now), blocked=blocked)
            for scope, label in named
        ),
        refused_by_browser=blocked,
    )


def _standing(standings: Sequence[Standing], question: Question, scope: str | None, now: datetime) -> Standing | None:
    mine = (one for one in standings if (one.fact.purpose, one.fact.scope) == (question.purpose, scope))
    return next((one for one in mine if one.holds(now)), None)


def _asked(
    locale: Locale, question: Question, scope: str | None, label: str, standing: Standing | None, *, blocked: bool
) -> Asked:
    said = standing.choice if standing else None
    choices = tuple(
        Choice(
            f"{scope or ''}|{choice}",
            _words(locale, question, choice),
            stands=said == choice,
            disabled=blocked and choice != question.choices[0],
        )
        for choice in question.choices
    )
    return Asked(label, choices, _state(locale, standing))


def _words(locale: Locale, question: Question, choice: str) -> str:
    if question.purpose == LOCATION:
        return translate(locale, f"consent.level_{choice}")
    return translate(locale, f"consent.answer_{choice}")


def _state(locale: Locale, standing: Standing | None) -> str:
    if standing is None:
        return ""
    day = format_date(locale, standing.changed_at.astimezone(ZONE).date())
    until = standing.fact.until
    end = format_date(locale, until.astimezone(ZONE).date()) if until else ""
    return translate(locale, "consent.answered", day=day, end=end)
