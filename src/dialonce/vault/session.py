"""Sessions: one transaction, one clock reading, one gate.

The only place of the program that reads the clock.
"""

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Set
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from dialonce.errors import Forbidden, Refused
from dialonce.policy import Denial, EffectivePolicy, Facts, Permit, Use, decide, stopped_by
from dialonce.storage.directory import Directory
from dialonce.storage.pool import Pool
from dialonce.storage.queries import Connection
from dialonce.storage.scope import commit, scoped_transaction
from dialonce.vault import journal
from dialonce.vault.clock import ClockSetBackError, WatchedClock
from dialonce.vault.counters import NOWHERE, CountKey, add_counts
from dialonce.vault.faults import fault_entries
from dialonce.vault.keyring import Keyring
from dialonce.vault.keys import Key, Unreadable, blind_index
from dialonce.vault.limited import Limited
from dialonce.vault.offers import OfferLedger
from dialonce.vault.running_calls import RunningCalls, sign_all
from dialonce.vault.signs import Sign

Clock = Callable[[], datetime]
PolicyOf = Callable[[UUID], EffectivePolicy]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one reading that all others come from


class Who(msgspec.Struct, frozen=True):
    """Who acts in a session, as the journal names them: `solution:<id>`, `staff:<id>`, `subject`, `system`."""

    name: str


SYSTEM = Who("system")
SUBJECT = Who("subject")
# Sessions that run at the same time count in different lanes, mostly, and so do not wait for each other's commit.
LANES = 16
OPT_OUT_KIND = "opt-out"
_transactions = itertools.count(1)


class Gate:
    """What one transaction asks the policy, and what it will tell journal and statistics. Permits given here end with it."""

    def __init__(self, vault: "Vault", publishers: tuple[UUID, ...], who: Who, now: datetime) -> None:
        self.publishers = publishers
        self.who = who
        self.now = now
        self.transaction = next(_transactions)
        self.directory = vault.directory
        self.keyring = vault.keyring
        self.policy_of = vault.policy_of
        self.offers = vault.offers
        self.running_calls = vault.running_calls
        self.limits = vault.limits
        self._opt_outs = vault.opt_outs
        self._lane = vault.lane
        self._counts: Counter[CountKey] = Counter()
        self._signs: list[tuple[int, Sign]] = []
        self._entries: list[journal.JournalEntry] = []
        self._after_commit: list[Callable[[], Awaitable[None] | None]] = []

    @property
    def publisher(self) -> UUID:
        """The one publisher of this session; ValueError when it has several."""
        (only,) = self.publishers
        return only

    def decide(self, use: Use, facts: Facts, *, subject: UUID | None = None, count: int = 1) -> Permit | Denial:
        """Ask the policy and journal its answer. `facts` must come from this transaction or from memory.

        Raises `Forbidden` for a use of data that is not of this session's publishers: their journals would tell of it.
        """
        if use.publisher not in self.publishers:
            raise Forbidden("A use of a publisher's data is decided in a session on that publisher.")
        answer = self._stopped(use, subject) or decide(
            use, msgspec.structs.replace(facts, transaction=self.transaction), self.policy_of(use.publisher), self.now
        )
        if isinstance(answer, Permit):
            self.record(journal.permitted(answer, self.who.name, self.now, subject=subject, count=count))
        else:
            self.record(journal.denied(answer, self.who.name, self.now, subject=subject, count=count))
        return answer

    def stopped_among(self, permit: Permit, subjects: Iterable[UUID]) -> frozenset[UUID]:
        """Those of these subjects whose restriction or objection stops what the permit allows (GDPR 18, 21).

        The journal is told: a permit for many people does not know of each.
        """
        if not self.limits:
            return frozenset()
        denials = {subject: self._stopped(permit.use, subject) for subject in set(subjects)}
        for subject, denial in denials.items():
            if denial is not None:
                self.record(journal.denied(denial, self.who.name, self.now, subject=subject))
        return frozenset(subject for subject, denial in denials.items() if denial is not None)

    def withheld_from(self, use: Use) -> frozenset[UUID]:
        """Everybody whose restriction or objection stops this use. Nothing is journalled: nothing of theirs was asked for."""
        return frozenset(subject for subject in self.limits if self._stopped(use, subject) is not None)

    def _stopped(self, use: Use, subject: UUID | None) -> Denial | None:
        limits = self.limits.of(subject) if subject is not None else None
        return stopped_by(limits, use, self.policy_of(use.publisher)) if limits else None

    def require(self, use: Use, facts: Facts, *, subject: UUID | None = None, count: int = 1) -> Permit:
        """The Permit, or `Refused` with the clauses; the denial is journalled although the transaction ends."""
        answer = self.decide(use, facts, subject=subject, count=count)
        if isinstance(answer, Denial):
            raise Refused(answer.explain("en"), clauses=answer.clauses)
        return answer

    @property
    def anybody_opted_out(self) -> bool:
        """Whether there is any opt-out at all; while there is none, nobody needs to be asked about."""
        return bool(self._opt_outs)

    async def opted_out(self, publisher_id: UUID, number: str) -> bool:
        """Whether the holder of this number wants no offer of the publisher (4.2-b5)."""
        return await is_opted_out(self.keyring, self._opt_outs, publisher_id, number, self.now)

    def record(self, entry: journal.JournalEntry) -> None:
        """Add an entry to what the journal gets when the session ends."""
        self._entries.append(entry)

    def count(self, key: CountKey, times: int = 1) -> None:
        """Add to the statistics that identify nobody; stored with everything else of the session."""
        self._counts[key] += times

    def sign(self, caller: int, sign: Sign) -> None:
        """Let the memory of running calls know of this, once it is committed."""
        self._signs.append((caller, sign))

    def after_commit(self, act: Callable[[], Awaitable[None] | None]) -> None:
        """Do this once everything is stored; not at all when it is not."""
        self._after_commit.append(act)

    async def settle(self) -> None:
        """Do what waited for the commit."""
        sign_all(self.running_calls, self._signs)
        for act in self._after_commit:
            waiting = act()
            if waiting is not None:
                await waiting

    @property
    def denials(self) -> list[journal.JournalEntry]:
        """What was refused in this session."""
        return [entry for entry in self._entries if entry.outcome == "deny"]


class Session(Gate):
    """One transaction on the data of named publishers, open while it is used."""

    def __init__(self, vault: "Vault", conn: Connection, publishers: tuple[UUID, ...], who: Who, now: datetime) -> None:
        super().__init__(vault, publishers, who, now)
        self.conn = conn

    async def finish(self) -> None:
        """Write counts and journal, and commit: one round trip, since whoever writes the same journal waits for its end."""
        async with self.conn.pipeline():
            await add_counts(self.conn, (self._lane + self.conn.info.backend_pid) % LANES, self._counts)
            await journal.append(self.conn, self._entries)
            await commit(self.conn)


async def is_opted_out(
    keyring: Keyring, opt_outs: Set[tuple[UUID, bytes]], publisher_id: UUID, number: str, now: datetime
) -> bool:
    """Whether the number's fingerprint is among the opt-outs; the number itself is kept nowhere.

    Who opted out of the service as a whole is out everywhere, also of publishers that come later: under `NOWHERE`.
    """
    if not opt_outs:
        return False
    for place in (publisher_id, NOWHERE):
        if (place, await opt_out_digest(keyring, place, number, now)) in opt_outs:
            return True
    return False


async def opt_out_digest(keyring: Keyring, place: UUID, number: str, now: datetime) -> bytes:
    """The keyed fingerprint of a number in the suppression list of a publisher, or of the whole service."""
    return blind_index((await keyring.publisher(place, now)).index, OPT_OUT_KIND, number)


class Vault:
    """The door of one process: its pool, keys, memory, policy and clock. `lane` is where its counts go."""

    def __init__(
        self,
        pool: Pool,
        keyring: Keyring,
        directory: Directory,
        policy_of: PolicyOf,
        clock: Clock | None = None,
        *,
        fingerprint_key: Key,
        lane: int = 0,
    ) -> None:
        self._pool = pool
        self.keyring = keyring
        self.directory = directory
        self.policy_of = policy_of
        self.clock: Clock = clock or WatchedClock(system_clock)
        self.fingerprint_key = fingerprint_key
        self.lane = lane
        self.offers = OfferLedger()
        self.running_calls = RunningCalls()
        self.opt_outs: set[tuple[UUID, bytes]] = set()
        self.limits = Limited()
        self.months: set[tuple[int, int]] = set()
        self.distributed = False
        self._told: set[UUID] = set()

    @property
    def pool(self) -> Pool:
        """Connections of the service role."""
        return self._pool

    @asynccontextmanager
    async def session(self, publishers: Iterable[UUID], who: Who) -> AsyncIterator[Session]:
        """A session over these publishers: committed with its journal when the block ends, undone when it raises.

        Of an undone session the journal keeps the denials, and that a sealed value did not open.
        """
        named = tuple(dict.fromkeys(publishers))
        scope, seal = self.keyring.scope(named)
        now = await self._read_clock(named, who)
        session: Session | None = None
        try:
            async with scoped_transaction(self._pool, scope, seal) as conn:
                session = Session(self, conn, named, who, now)
                yield session
                await session.finish()
        except BaseException as failed:
            kept = session.denials if session is not None else []
            if isinstance(failed, Unreadable):
                kept = [*kept, *fault_entries(named, who.name, now, failed)]
            await self._keep(named, kept)
            raise
        await session.settle()

    async def _keep(self, publishers: tuple[UUID, ...], entries: list[journal.JournalEntry]) -> None:
        """Write entries of what was undone, or never began."""
        if entries:
            async with scoped_transaction(self._pool, *self.keyring.scope(publishers)) as conn:
                await journal.append(conn, entries)

    async def _read_clock(self, publishers: tuple[UUID, ...], who: Who) -> datetime:
        """Now. A clock that was set back is journalled once for each publisher that it stops."""
        try:
            now = self.clock()
        except ClockSetBackError as wrong:
            untold = [publisher for publisher in publishers or (NOWHERE,) if publisher not in self._told]
            self._told.update(untold)
            if untold:
                await self._keep(publishers, fault_entries(untold, who.name, wrong.seen, wrong))
            raise
        self._told.clear()
        return now
