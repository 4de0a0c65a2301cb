"""A publisher with four weeks of published statistics, for pages and API."""

from datetime import timedelta

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.insights import Insights, release_due
from tests.house_of import Furnished, furnish
from tests.insights.calling import MONDAY, a_call, all_counted, exactly, insights_without_noise

DAYS = 28
UNTIL = (MONDAY + timedelta(days=DAYS)).date()
"""The Monday after: releases go on until today, and say that nothing happened."""


async def publish_month(
    running: Running, addresses: Addresses, *served: Insights, number: str = "+33199006000"
) -> Furnished:
    """Four weeks of calls, released without noise: each day 30 solved, 12 went on to voice, 20 declined.

    `served` are those of running apps, whose own release, every five minutes, may come first.
    """
    for insights in served:
        insights.draw = exactly
    house = await furnish(running, name=f"Azur {number[-4:]}", number=number)
    for day in range(DAYS):
        at = MONDAY + timedelta(days=day)
        for place in range(30):
            walk = ("1", "40", "41", "42") if place % 2 else ("1", "10", "11")
            a_call(running, house, at, screens=walk, rating="100")
        for _ in range(12):
            a_call(running, house, at, screens=("1", "130"), dialled="3654")
        for _ in range(20):
            a_call(running, house, at, answer="answer-no-sms")
    await all_counted(running)
    async with insights_without_noise(running, addresses) as insights:
        await release_due(insights, house.publisher_id)
    return house
