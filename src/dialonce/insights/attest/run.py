"""Running the attacks, signing what they found, and keeping it."""

import asyncio
from uuid import uuid4

from dialonce.insights.attest.report import Report
from dialonce.insights.attest.suite import TRIALS, attack_cube
from dialonce.insights.attestation import HOLDS_FOR, keep_report, newest_report, sign_report
from dialonce.insights.service import Insights
from dialonce.vault import NOWHERE

RENEWED_AFTER = HOLDS_FOR / 2


async def attest(insights: Insights, *, trials: int = TRIALS) -> Report:
    """Attack the cube, sign the report and keep it, whether or not the cube stood."""
    now = insights.vault.clock()
    k = smallest_crowd(insights)
    report = await asyncio.to_thread(attack_cube, uuid4(), now, insights.draw, k, trials=trials)
    signed = await sign_report(insights.vault, report.report_id, report.to_json(), passed=report.passed, now=now)
    async with insights.transaction() as conn:
        await keep_report(conn, signed)
    return report


async def ensure_attested(insights: Insights, *, trials: int = TRIALS) -> None:
    """Attack anew when there is no report on the cube as it is defined now, or the newest is half a year old."""
    async with insights.transaction() as conn:
        newest = await newest_report(conn)
    if newest is None or newest.made_at + RENEWED_AFTER < insights.vault.clock():
        await attest(insights, trials=trials)


def smallest_crowd(insights: Insights) -> int:
    """How many calls stand behind a published figure at least, by the policy in force."""
    policy = insights.vault.policy_of(NOWHERE)
    return int(policy.figures["numbers.k_anonymity"].at(insights.vault.clock().date()).value)
