"""The two answers of the policy: a Permit that nobody can make up, or a Denial with its reasons."""

from datetime import datetime
from typing import Any, Final, NoReturn, final

import msgspec

from dialonce.policy.reasons import reason_text
from dialonce.policy.use import Use


class Grant(msgspec.Struct, frozen=True):
    """What a Permit allows, without the right to do it: plain data that may be shown and journalled."""

    use: Use
    clauses: tuple[str, ...]
    controls: tuple[str, ...]
    policy_hash: str


class _Mint:
    """Proof that `decide` is speaking. Claimed once, by `dialonce.policy.decision`, when it is imported."""

    claimed = False


_MINT: Final = _Mint()


def claim_mint() -> _Mint:
    """The right to make Permits; raises RuntimeError the second time, so that one module alone can hold it."""
    if _MINT.claimed:
        raise RuntimeError("Permits are made in dialonce.policy.decision alone; ask decide() for one.")
    _MINT.claimed = True
    return _MINT


@final
class Permit:
    """Leave to do one use, in one transaction, until a moment (exclusive).

    Made by `decide` alone: it cannot be constructed, copied, pickled, changed, subclassed or decoded. `clauses`
    names the clauses that allow the use, then those whose conditions were checked and met.
    """

    __slots__ = ("_grant", "_mint", "transaction", "until")

    _grant: Grant
    transaction: int
    until: datetime

    def __init__(self, grant: Grant, transaction: int, until: datetime, *, mint: _Mint) -> None:
        if mint is not _MINT:
            raise TypeError("A Permit is made by decide() alone.")
        set_slot = object.__setattr__
        set_slot(self, "_mint", mint)
        set_slot(self, "_grant", grant)
        set_slot(self, "transaction", transaction)
        set_slot(self, "until", until)

    @property
    def grant(self) -> Grant:
        """What is allowed, as plain data."""
        return self._grant

    @property
    def use(self) -> Use:
        """The use that was asked for."""
        return self._grant.use

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that allow it, then those whose conditions were met."""
        return self._grant.clauses

    @property
    def controls(self) -> tuple[str, ...]:
        """The controls these clauses name, sorted."""
        return self._grant.controls

    @property
    def policy_hash(self) -> str:
        """The hash of the effective policy that was asked, equal to the published one (11-c)."""
        return self._grant.policy_hash

    def covers(self, categories: frozenset[str]) -> bool:
        """Whether every one of these categories is part of the permitted use."""
        return categories <= self._grant.use.categories

    def is_live(self, transaction: int, now: datetime) -> bool:
        """Whether it still holds: in the transaction whose facts were read, and before `until`."""
        return self.transaction == transaction and now < self.until

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A Permit cannot be changed ({name}).")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"A Permit cannot be changed ({name}).")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        raise TypeError("Permit cannot be subclassed.")

    def __copy__(self) -> NoReturn:
        raise TypeError("A Permit cannot be copied.")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("A Permit cannot be copied.")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A Permit cannot be serialised.")

    def __repr__(self) -> str:
        return f"<Permit {self.use.action} for {self.use.purpose} under {', '.join(self.clauses)}>"


class Denial(msgspec.Struct, frozen=True):
    """The policy says no. `reason` is a stable code of `data/reasons.toml`; `clauses` says where it is written."""

    use: Use
    clauses: tuple[str, ...]
    reason: str

    def explain(self, locale: str) -> str:
        """One sentence for people in French or English, with the clause ids; other locales get French (IN-a)."""
        return f"{reason_text(self.reason, locale)} ({', '.join(self.clauses)})"
