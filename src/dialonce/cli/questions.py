"""A question to the policy, put together from the options of a command."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.policy import Action, Actor, Denial, Facts, Permit, Use

ANYBODY = UUID(int=0)
_WORDS = {
    "fr": ("Autorisé (clauses {clauses}), jusqu’à {until}", "Refusé : {why}"),
    "en": ("Allowed (clauses {clauses}), until {until}", "Refused: {why}"),
}
Listed = TypeVar("Listed", bound=StrEnum)


class Answer(msgspec.Struct, frozen=True):
    """What the policy says of one use, for people (`words`) and for programs."""

    outcome: str
    clauses: tuple[str, ...]
    words: str
    reason: str | None
    policy: str


def read_use(
    actor: str,
    action: str,
    purpose: str,
    categories: str,
    recipient: str | None,
    region: str,
    publisher: UUID = ANYBODY,
) -> Use:
    """The use that options describe. Raises `Invalid` for an actor or action that does not exist.

    What else is on no list is for the policy to refuse.
    """
    names = frozenset(name.strip() for name in categories.split(",") if name.strip())
    return Use(
        publisher, _listed(Actor, "actor", actor), _listed(Action, "action", action), purpose, names, recipient, region
    )


def _listed(kind: type[Listed], where: str, name: str) -> Listed:
    try:
        return kind(name)
    except ValueError:
        raise Invalid(
            f"There is no such {where}.", faults=(Fault(f"--{where}", f"one of {', '.join(kind)}"),)
        ) from None


def read_facts(texts: Sequence[str]) -> Facts:
    """Facts from `name=value` texts; a value is JSON, or else a plain text. What is not given denies.

    Raises `Invalid` for an unknown fact or a value of the wrong kind.
    """
    given: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or name not in Facts.__struct_fields__:
            faults = (Fault("--fact", f"name=value with a name of {', '.join(Facts.__struct_fields__)}"),)
            raise Invalid(f"“{name}” is no fact.", faults=faults)
        given[name] = _value(value)
    try:
        return msgspec.convert(given, Facts)
    except msgspec.ValidationError as wrong:
        raise Invalid("A fact has a value of the wrong kind.", faults=(Fault("--fact", str(wrong)),)) from wrong


def _value(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def put_in_words(answer: Permit | Denial, locale: str, policy_hash: str) -> Answer:
    """One sentence with its clauses."""
    allowed, refused = _WORDS["en" if locale.lower().startswith("en") else "fr"]
    if isinstance(answer, Denial):
        words = refused.format(why=answer.explain(locale))
        return Answer("deny", answer.clauses, words, answer.reason, policy_hash)
    words = allowed.format(clauses=", ".join(answer.clauses), until=f"{answer.until:%H:%M:%S} UTC")
    return Answer("permit", answer.clauses, words, None, policy_hash)
