"""The desk at the door: what it takes to find out whose account an address names, before any tenant is known."""

import unicodedata
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from dialonce.channels import Carrier
from dialonce.errors import Fault, Invalid, TooMany
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import execute, fetch_one, fetch_value
from dialonce.vault import NOWHERE, Key, Vault, blind_index

OPERATOR: Final = NOWHERE
"""The tenant of the operator's own staff."""

MOST_FAILURES = 5
WINDOW = timedelta(minutes=15)
LONGEST_EMAIL = 254
_KIND = "staff-email"


class Desk(msgspec.Struct, frozen=True):
    """One process's desk. `pool` speaks as the directory role, which may ask one question of accounts and no more.

    `second_factor_always`: nobody gets in with a password alone. Personal data needs two factors either way (8-e).
    `carrier` takes letters to the staff; without one, links are handed over by hand.
    """

    vault: Vault
    pool: Pool
    index_key: Key
    second_factor_always: bool = True
    carrier: Carrier | None = None


class Account(msgspec.Struct, frozen=True):
    """Whose account it is, and under which tenant it lies."""

    staff_id: UUID
    publisher_id: UUID


def canonical_email(text: str) -> str:
    """An e-mail address as it is compared: composed, lower case, without outer spaces. Raises `Invalid` for what is none."""
    email = unicodedata.normalize("NFC", text.strip()).lower()
    name, at, host = email.rpartition("@")
    plain = email.isprintable() and " " not in email and len(email) <= LONGEST_EMAIL
    if not (name and at and "." in host.strip(".") and plain):
        raise Invalid("The e-mail address cannot be used.", faults=(Fault("/email", "an address such as a@b.example"),))
    return email


def account_index(desk: Desk, email: str) -> bytes:
    """The keyed digest by which an account is found."""
    return blind_index(desk.index_key, _KIND, email)


async def find_account(desk: Desk, account: bytes) -> Account | None:
    """The account of a digest, unless its owner has left."""
    async with transaction(desk.pool) as conn:
        return await fetch_one(conn, "staff.account", {"account": account}, Account)


async def refuse_after_failures(desk: Desk, account: bytes) -> None:
    """Raise `TooMany` after five failures in fifteen minutes, whether or not there is such an account."""
    async with transaction(desk.pool) as conn:
        values = {"account": account, "since": desk.vault.clock() - WINDOW}
        failures = int(await fetch_value(conn, "staff.failures", values))
    if failures >= MOST_FAILURES:
        seconds = int(WINDOW.total_seconds())
        raise TooMany("There were too many failed sign-ins. Wait fifteen minutes.", retry_after=seconds)


async def note_failure(desk: Desk, account: bytes) -> None:
    """Count one failed sign-in."""
    async with transaction(desk.pool) as conn:
        await execute(conn, "staff.add_failure", {"account": account, "now": desk.vault.clock()})


async def forget_failures(desk: Desk, account: bytes) -> None:
    """Count anew, and let go of what is too old to count for anybody."""
    async with transaction(desk.pool) as conn:
        values = {"account": account, "before": desk.vault.clock() - WINDOW}
        await execute(conn, "staff.forget_failures", values)
