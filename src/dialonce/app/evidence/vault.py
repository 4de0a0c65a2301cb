"""Evidence from the databases: tenants, roles, sealing, journal, erasure, retention, exceptional access, the gate."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.app.evidence.scene import Faults, Scene, names
from dialonce.policy import Action, Actor, Denial, Facts, Permit, Use, decide, term
from dialonce.storage.pool import ROLES
from dialonce.storage.queries import Connection, fetch_all, fetch_value
from dialonce.vault import SYSTEM, fetch
from dialonce.vault.permits import PermitMismatchError

SHARED = frozenset({"vault.recent_offer"})
"""Keyed fingerprints of the last day, counted for the whole installation against SMS pumping; only the vault reads them."""

AUDITOR = "dialonce_auditor"
OVERDUE = timedelta(hours=1)
MONTH = timedelta(days=31)
_EVENTS = ("call_step", "interaction")


class Column(msgspec.Struct, frozen=True):
    """A column as the database has it."""

    dataset: str
    name: str
    type: str


async def tenants(scene: Scene) -> Faults:
    """No role reads a table with a tenant column but through its row-level policy (2-k, 3.1-l)."""
    roles = [role for role in ROLES if role != AUDITOR]
    for pool in (scene.running.directory_pool, scene.running.vault_pool):
        async with pool.connection() as conn:
            for name in await names(conn, "open_tables", {"roles": roles}):
                if name not in SHARED:
                    yield f"{name} can be read across tenants."


async def roles(scene: Scene) -> Faults:
    """Every role does its part and no more (3.2-d, 8-a, 8-e)."""
    for pool in (scene.running.directory_pool, scene.running.vault_pool):
        async with pool.connection() as conn:
            for name in await names(conn, "strong_roles", {"roles": list(ROLES)}):
                yield f"role {name} has rights over the whole cluster."
            for name in await names(conn, "reaching_roles", {}):
                yield f"role {name} could see people."


async def sealing(scene: Scene) -> Faults:
    """What the catalogue seals has one sealed column, and no column of its own; the server's log quotes none (8-c, GDPR 32)."""
    columns = await read_columns(scene)
    for name, dataset in scene.catalogue.running():
        held = columns.get(name)
        if not dataset.sealed or held is None:
            continue
        if held.get("sealed") != "bytea":
            yield f"{name} has no sealed column for {', '.join(dataset.sealed)}."
        for field in dataset.sealed.keys() & held.keys():
            yield f"{name}.{field} is in the clear."
    for pool in (scene.running.directory_pool, scene.running.vault_pool):
        async with pool.connection() as conn:
            for name in await names(conn, "telling_settings", {}):
                yield f"PostgreSQL's own log may hold values: see {name} in docs/howto/deploy.md."


async def read_columns(scene: Scene) -> dict[str, dict[str, str]]:
    """Dataset → column → type, as the databases have them."""
    found: dict[str, dict[str, str]] = {}
    for pool in (scene.running.directory_pool, scene.running.vault_pool):
        async with pool.connection() as conn:
            for column in await fetch_all(conn, "evidence.columns", {}, Column):
                found.setdefault(column.dataset, {})[column.name] = column.type
    return found


async def journal(scene: Scene) -> Faults:
    """Nobody can change the journal, and the chain of the last day holds (GDPR 5(2))."""
    async with scene.running.directory_pool.connection() as conn:
        for name in await names(conn, "writers", {"roles": list(ROLES), "table": "audit.entry"}):
            yield f"role {name} could change the journal."
    vault = scene.running.parts.vault
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        since = session.now - timedelta(days=1)
        if broken := await fetch_value(session.conn, "evidence.broken_links", {"since": since}):
            yield f"{broken} journal entries do not follow from the one before."


async def erasure(scene: Scene) -> Faults:
    """Nothing leads to an erased person, and no erasure is left half done (3.1-s, 7-h, GDPR 17)."""
    vault = scene.running.parts.vault
    async with vault.keyring.transaction(*vault.directory.publishers) as conn:
        found = await fetch_value(conn, "evidence.readable_dead", {"overdue": vault.clock() - OVERDUE})
    if found:
        yield f"{found} erased persons can still be reached, or their rows wait."


async def retention(scene: Scene) -> Faults:
    """No month of calls or interactions is there that ended before its term (3.1-c, 4.1-f, 8-i)."""
    vault = scene.running.parts.vault
    async with vault.session([], SYSTEM) as session:
        for table in _EVENTS:
            async for name in _overdue(scene, session.conn, table):
                yield f"personal.{name} is past its term."


async def _overdue(scene: Scene, conn: Connection, table: str) -> Faults:
    now, dataset = scene.running.parts.now, f"personal.{table}"
    spans = [
        term(scene.catalogue, dataset, purpose, scene.whole.figures, now.date())
        for purpose in scene.catalogue.dataset(dataset).purpose_ids
    ]
    longest = min((span.before(now) for span in spans if span is not None), default=now)
    for name in await names(conn, "past_months", {"table": table, "before": longest - MONTH}):
        yield name


async def break_glass(scene: Scene) -> Faults:
    """Operator staff reach a tenant's data only with a written reason and for hours, and leave a row that stays (2-l)."""
    async with scene.running.directory_pool.connection() as conn:
        rules = " ".join(await names(conn, "constraints", {"table": "core.break_glass"}))
        for wanted in ("reason", "until"):
            if wanted not in rules:
                yield f"exceptional access needs no {wanted}."
        for name in await names(conn, "writers", {"roles": list(ROLES), "table": "core.break_glass"}):
            yield f"role {name} could hide an exceptional access."
    use = Use(uuid4(), Actor.OPERATOR_STAFF, Action.READ, "user-support", frozenset({"call-log"}))
    if not isinstance(decide(use, Facts(line_registered=True), scene.whole, scene.running.parts.now), Denial):
        yield "operator staff may read calls without exceptional access."


async def gate(scene: Scene) -> Faults:
    """The policy says no to what nobody allowed, and the vault to a Permit of another transaction (0-c, 1-a)."""
    now, tenant = scene.running.parts.now, uuid4()
    sale = Use(tenant, Actor.OPERATOR, Action.SELL, "sale", frozenset({"phone-number"}))
    if not isinstance(decide(sale, Facts(), scene.whole, now), Denial):
        yield "a sale of personal data is allowed."
    permit = decide(_link(tenant), _LINK_FACTS, scene.whole, now)
    if not isinstance(permit, Permit):
        yield "the gate refuses the service that a caller asks for."
    elif await _opens(scene, tenant, permit):
        yield "the vault opens to a Permit of another transaction."


_LINK_FACTS = Facts(
    transaction=-1,
    line_registered=True,
    action_by_user=True,
    legal_hold=False,
    subject_opted_out=False,
    subject_under_age=False,
    subject_objected=False,
    subject_restricted=False,
)


def _link(tenant: UUID) -> Use:
    categories = frozenset({"phone-number", "called-number"})
    return Use(tenant, Actor.PUBLISHER, Action.TRANSIENT, "service-link", categories)


async def _opens(scene: Scene, tenant: UUID, permit: Permit) -> bool:
    async with scene.running.parts.vault.session([tenant], SYSTEM) as session:
        try:
            await fetch(session, permit, "message", [uuid4()])
        except PermitMismatchError:
            return False
    return True
