"""Evidence from the statistics: counted apart, released with noise and a budget, attacked; and the advertising-ID silo."""

from random import Random
from uuid import UUID

from dialonce.app.evidence.scene import Faults, Scene, names
from dialonce.insights import CUBE, EPSILON_A_DAY, is_signed, newest_report, report_public_key
from dialonce.insights.attest.suite import contribution
from dialonce.insights.silo.waiting import CROWD, Waiting
from dialonce.policy import Action, Actor, Denial, Facts, Use, decide
from dialonce.storage.pool import ADS, INSIGHTS, ROLES
from dialonce.storage.queries import fetch_value

_COUNTERS = "insights.counter"
_TENANT = UUID(int=0)


async def counters(scene: Scene) -> Faults:
    """Counts hold no column that could lead to a person, and nobody but the gate's role reads them (3.2-b)."""
    for column, category in scene.catalogue.dataset(_COUNTERS).clear.items():
        if category not in ("-", "aggregate") or column in ("subject_id", "digest"):
            yield f"{_COUNTERS}.{column} is {category}."
    async with scene.running.directory_pool.connection() as conn:
        for name in await names(conn, "readers", {"roles": [r for r in ROLES if r != INSIGHTS], "table": _COUNTERS}):
            yield f"role {name} reads exact counts."


async def gate(scene: Scene) -> Faults:
    """Releases cost no more than their budget and stay as they are; without evidence nobody reads them (3.2-c, 4.2-e, 4.2-f)."""
    if (cost := sum(dataset.noise.epsilon for dataset in CUBE.values())) > EPSILON_A_DAY:
        yield f"the datasets cost {cost:g} of a caller's day; {EPSILON_A_DAY:g} is promised."
    async with scene.running.directory_pool.connection() as conn:
        for table in ("insights.released_cell", "insights.release", "insights.spending", "insights.attestation"):
            for name in await names(conn, "writers", {"roles": list(ROLES), "table": table}):
                yield f"role {name} could change {table}."
        if over := await fetch_value(conn, "evidence.overspent", {"limit": EPSILON_A_DAY}):
            yield f"{over} days have cost more than their budget."
    for purpose in ("statistics", "business-analytics"):
        use = Use(_TENANT, Actor.PUBLISHER, Action.READ, purpose, frozenset({"aggregate"}))
        if not isinstance(decide(use, Facts(), scene.whole, scene.running.parts.now), Denial):
            yield f"figures for {purpose} may be read without evidence."


async def attest(scene: Scene) -> Faults:
    """Whatever is published was attacked as it is defined now, and the report is as it was signed (3-a, 3.2-a, 10-d)."""
    insights = scene.running.parts.insights
    async with insights.transaction() as conn:
        report = await newest_report(conn)
    if report is None:
        async with scene.running.directory_pool.connection() as conn:
            if await fetch_value(conn, "evidence.unproven", {}):
                yield "figures are published that no attack report stands behind; run `dialonce insights attest`."
        return
    if not report.passed:
        yield f"attack report {report.report_id} says that an attack succeeded."
    if not is_signed(report, await report_public_key(insights.vault)):
        yield f"attack report {report.report_id} is not as it was signed."


async def linkage(_scene: Scene) -> Faults:
    """No caller's day weighs more in any table than its noise covers: cross-checking tables links nothing (2-f)."""
    try:
        contribution(Random(0))  # noqa: S311 - made-up callers
    except ValueError as more:
        yield str(more)


async def silo(scene: Scene) -> Faults:
    """The silo names nobody, and its role sees nothing else; reports are written in crowds (3.1-h, 3.1-i, 3.1-j)."""
    if extra := scene.catalogue.dataset("ads.seen").clear.keys() - {"publisher_id", "digest", "week", "event"}:
        yield f"the silo holds {', '.join(sorted(extra))}."
    async with scene.running.directory_pool.connection() as conn:
        for name in await names(conn, "silo_reach", {"role": ADS}):
            yield f"role {ADS} sees {name}."
        for name in await names(conn, "readers", {"roles": [r for r in ROLES if r != ADS], "table": "ads.seen"}):
            yield f"role {name} reads the silo."
    waiting, today = Waiting(), scene.running.parts.now.date()
    for place in range(CROWD - 1):
        waiting.add(_TENANT, today, bytes([place]), "visit")
    if list(waiting.take(today)):
        yield "fewer than a crowd would be written together."
    use = Use(_TENANT, Actor.PUBLISHER, Action.COLLECT, "user-analytics", frozenset({"advertising-id", "phone-number"}))
    if not isinstance(decide(use, Facts(gpc=False), scene.whole, scene.running.parts.now), Denial):
        yield "an advertising identifier may be kept with a number."
