"""Evidence from the registers of breaches and of risks: the law's clock runs, and nothing waits too long (8-b, 8-j)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from dialonce.app.evidence.scene import Faults, Scene, names
from dialonce.policy import figure_at
from dialonce.staff import (
    Assessment,
    ClockState,
    Incident,
    authority_clock,
    list_incidents,
    list_members,
    list_risks,
    notify_hours,
)
from dialonce.storage.pool import ROLES
from dialonce.vault import SYSTEM

NOBODY = UUID(int=0)
A_FRIDAY = datetime(2026, 12, 25, 17, tzinfo=UTC)


async def incidents(scene: Scene) -> Faults:
    """A breach is told in the hours of the law, weekends and holidays included, and what was noted of it cannot be changed."""
    hours = figure_at("breach.notify_hours", A_FRIDAY.date())
    known = Incident(
        NOBODY,
        NOBODY,
        "Evidence",
        A_FRIDAY,
        telecom=False,
        assessment=Assessment(),
        declared_at=A_FRIDAY,
        declared_by=NOBODY,
        closed_at=None,
    )
    if authority_clock(known, hours, A_FRIDAY).due != A_FRIDAY + timedelta(hours=hours):
        yield "the clock of a breach stops at night, on weekends or on holidays."
    async with scene.running.directory_pool.connection() as conn:
        for name in await names(conn, "writers", {"roles": list(ROLES), "table": "core.incident_step"}):
            yield f"role {name} could change what was noted of a breach."
    vault = scene.running.parts.vault
    for publisher in list(vault.directory.publishers.values()):
        async with vault.session([publisher.publisher_id], SYSTEM) as session:
            for incident in await list_incidents(session):
                clock = authority_clock(incident, notify_hours(session, incident), session.now)
                if clock.state is ClockState.LATE and incident.closed_at is None:
                    yield f"a breach of {publisher.slug} waits to be notified for longer than the law allows."


async def risks(scene: Scene) -> Faults:
    """Every risk that was noted is looked at again in time, by somebody who is still here (8-b)."""
    vault = scene.running.parts.vault
    for publisher in list(vault.directory.publishers.values()):
        async with vault.session([publisher.publisher_id], SYSTEM) as session:
            here = {one.staff_id for one in await list_members(session) if one.left_at is None}
            for risk in await list_risks(session):
                if risk.is_overdue(session.now.date()):
                    yield f"a risk of {publisher.slug} should have been looked at again by {risk.review_by}."
                if risk.owner not in here:
                    yield f"nobody who is still here answers for a risk of {publisher.slug}."
