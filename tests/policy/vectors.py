"""Golden vectors: a use, what is lacking from a world where everything holds, and what the policy must answer."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec

from dialonce.policy import Denial, EffectivePolicy, Facts, Policy, Use, decide, effective_policy
from dialonce.policy.vocabulary import load_vocabulary
from tests.policy.worlds import NOW, PUBLISHER, allowing, lacking

FOLDER = Path(__file__).parent / "vectors"
OTHER_PUBLISHER = UUID("00000000-0000-4000-8000-000000000002")


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """`permit`, or the reason code of the denial; and the clauses cited."""

    says: str
    clauses: tuple[str, ...] = ()


class Vector(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question and both answers: of the whole policy, and of the named clause alone.

    `twist` changes the policy that is asked: `early` comes before its date, `foreign` is another publisher's.
    """

    clause: str
    actor: str
    action: str
    purpose: str
    categories: tuple[str, ...]
    whole: Answer
    alone: Answer
    recipient: str | None = None
    region: str = "FR"
    lacking: tuple[str, ...] = ()
    twist: str = ""

    @property
    def use(self) -> Use:
        """The question."""
        return use_of(self.actor, self.action, self.purpose, self.categories, self.recipient, self.region)

    @property
    def facts(self) -> Facts:
        """What is known."""
        return lacking(allowing(self.use), self.lacking, self.use)


def use_of(
    actor: str,
    action: str,
    purpose: str,
    categories: Iterable[str],
    recipient: str | None = None,
    region: str = "FR",
) -> Use:
    """A use of the test publisher; `@group` names its members, and names on no list pass unchecked."""
    lists = load_vocabulary()
    named = (lists.expand_categories([name]) if name.startswith("@") else {name} for name in categories)
    members = frozenset[str]().union(*named)
    return Use(PUBLISHER, actor, action, purpose, members, recipient, region)  # type: ignore[arg-type]


def answer(policy: EffectivePolicy, use: Use, facts: Facts) -> Answer:
    """What a policy says to a question at the moment of the tests."""
    found = decide(use, facts, policy, NOW)
    if isinstance(found, Denial):
        return Answer(found.reason, found.clauses)
    return Answer("permit", found.clauses)


def alone(policy: Policy, clause_id: str) -> Policy:
    """The policy of which only one clause is left."""
    keep = {clause_id} if clause_id else set()
    return msgspec.structs.replace(
        policy,
        clauses={name: clause for name, clause in policy.clauses.items() if name in keep},
        statute={name: clause for name, clause in policy.statute.items() if name in keep},
    )


def ask(policy: Policy, twist: str) -> EffectivePolicy:
    """The effective policy that a vector asks."""
    if twist == "early":
        policy = msgspec.structs.replace(policy, effective=date(2027, 1, 1))
    return effective_policy(policy, publisher=OTHER_PUBLISHER if twist == "foreign" else None)


@cache
def load_vectors() -> tuple[Vector, ...]:
    """Every vector that `make_vectors.py` wrote."""
    found: list[Vector] = []
    for path in sorted(FOLDER.glob("clauses-*.json")):
        found.extend(msgspec.json.decode(path.read_bytes(), type=list[Vector]))
    return tuple(found)


def write_vectors(vectors: Iterable[Vector]) -> Iterator[Path]:
    """Writes vectors, one file a section of the policy, one vector a line, so that a diff can be read."""
    by_section: dict[str, list[Vector]] = {}
    for vector in vectors:
        by_section.setdefault(_section(vector.clause), []).append(vector)
    for section, members in by_section.items():
        path = FOLDER / f"clauses-{section}.json"
        lines = ",\n".join(_line(member) for member in members)
        path.write_text(f"[\n{lines}\n]\n", "utf-8")
        yield path


def _line(vector: Vector) -> str:
    return json.dumps(msgspec.to_builtins(vector), ensure_ascii=False, separators=(",", ":"))


def _section(clause_id: str) -> str:
    return "statute" if clause_id.startswith("S-") else clause_id.rpartition("-")[0]
