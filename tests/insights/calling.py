"""Calls for tests: made of signs, counted, released without noise unless a test wants some."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from dialonce.anonymity import Laplace
from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.insights import EPSILON_A_DAY, Attack, Insights, Report, count_ended_calls, cube_hash
from dialonce.insights.attest.report import Groups
from dialonce.insights.attestation import keep_report, sign_report
from dialonce.storage.pool import INSIGHTS, open_pool
from dialonce.vault import Sign
from tests.house_of import Furnished

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


def exactly(counts: Sequence[int], _: Laplace) -> list[int]:
    """No noise at all, so that a test can tell what was counted."""
    return list(counts)


@asynccontextmanager
async def insights_without_noise(running: Running, addresses: Addresses) -> AsyncIterator[Insights]:
    """The statistics with a report that holds and no noise, long after the calls."""
    async with open_pool(addresses.role(INSIGHTS), "insights-test", most=2, least=0) as pool:
        insights = Insights(running.parts.vault, pool, running.parts.documents.read, draw=exactly)
        await let_report_hold(insights)
        yield insights


async def let_report_hold(insights: Insights) -> None:
    """Keep a report that says that every attack held, without attacking anything."""
    now = insights.vault.clock()
    held = Attack("membership: nothing", "singling-out", "nothing", 100, 0.5, 0.5, 0.6, 0.1)
    report = Report(uuid4(), cube_hash(), now, EPSILON_A_DAY, Groups(10, 0.0, 0, 10, 1), (), (held,), ())
    signed = await sign_report(insights.vault, report.report_id, report.to_json(), passed=report.passed, now=now)
    async with insights.transaction() as conn:
        await keep_report(conn, signed)


def a_call(
    running: Running,
    house: Furnished,
    began: datetime,
    *,
    caller: str = "",
    screens: Sequence[str] = (),
    answer: str = "answer-get-sms",
    dialled: str = "",
    rating: str = "",
    version: int = 1,
) -> None:
    """Let a call have happened; without `caller`, of somebody new."""
    calls = running.parts.vault.running_calls
    who = calls.fingerprint(house.publisher_id, caller or uuid4())
    place = {"publisher_id": house.publisher_id, "line_id": house.line_id, "solution_id": house.solution_id}
    seen = {"interface_id": house.interface_id, "interface_version": version, "device": "phone"}
    calls.note(who, Sign(**place, at=began, kind="call-start", culture="fr-FR", region="fr-mobile"))
    if answer:
        calls.note(who, Sign(**place, at=began + timedelta(seconds=8), kind=answer))
    for ahead, screen in enumerate(screens):
        at = began + timedelta(seconds=30 + ahead)
        calls.note(who, Sign(**place, **seen, at=at, kind="screen", screen=screen))
    if rating:
        calls.note(who, Sign(**place, **seen, at=began + timedelta(seconds=90), kind="rating", value=rating))
    if dialled:
        calls.note(who, Sign(**place, **seen, at=began + timedelta(seconds=95), kind="call", value=dialled))


async def all_counted(running: Running, now: datetime = LATER) -> int:
    return await count_ended_calls(running.parts.vault, running.parts.documents.read, now)
