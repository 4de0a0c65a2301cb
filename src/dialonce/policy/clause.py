"""What a clause means: who is bound, what it permits and forbids, and what proves that it holds."""

from enum import StrEnum

import msgspec


class Modality(StrEnum):
    """What kind of sentence the clause is, with the letter of the clause table."""

    MUST = "M"
    MUST_NOT = "X"
    MAY = "P"
    RIGHT = "R"
    ADVICE = "A"
    DEFINITION = "D"


class Party(StrEnum):
    """Whom the clause speaks about, with the abbreviation of the clause table."""

    OPERATOR = "DO"
    PUBLISHER = "PUB"
    USER = "U"
    PARTNER = "PTN"
    AFFILIATE = "AFF"
    THIRD_PARTY = "3P"


class Permission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Leave to do these actions for these purposes with these categories, if every condition of `when` holds.

    Members starting with `@` name a group of the closed lists. `recipients` empty means: to nobody else.
    """

    actors: tuple[str, ...]
    actions: tuple[str, ...]
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    when: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Prohibition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A use that matches every named part is forbidden, unless every condition of `unless` holds.

    A part left out matches anything. `together`: only uses that also touch one of these categories. `abroad`: only
    uses outside the European Economic Area. `unless` empty: nothing lifts it.
    """

    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    except_actions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    except_purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    abroad: bool = False
    unless: tuple[str, ...] = ()


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One atomic statement of the policy, in the form that is enforced.

    `closes` names the closed lists in whose name it refuses what is not listed; `allows` the layers it opens;
    `defines` the terms it defines; `checks` the checks over the catalogue it demands; `figures` the dated numbers
    its text shows; `evidence` the running checks that prove it (`name`, or `name@issue` when it comes later).
    `absolute`: no overlay can speak to it. `law`: the statute, for clauses of the statutory floor.
    `superseded_by`: the clause that takes its place once it is severed (IN-d).
    """

    who: Party
    modality: Modality
    controls: tuple[str, ...]
    evidence: tuple[str, ...]
    permits: tuple[Permission, ...] = ()
    forbids: tuple[Prohibition, ...] = ()
    closes: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    absolute: bool = False
    law: str | None = None
    superseded_by: str | None = None

    @property
    def has_rules(self) -> bool:
        """Whether decisions are computed from it."""
        return bool(self.permits or self.forbids or self.closes)
