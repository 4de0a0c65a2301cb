"""Visits: who may frame a menu, links past their time, callers who had the notice on the phone."""

import asyncio
from html import unescape

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.publishers import NewSolution, create_solution
from dialonce.settings import Settings
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.pages.asking import PAGE, count_rows, newest_link, next_link
from tests.pages.conftest import NewLink

pytestmark = pytest.mark.anyio


async def test_publishers_own_sites_may_frame_the_public_menu_only(
    client: AsyncTestClient, running: Running, house: Furnished, new_link: NewLink
) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        site = NewSolution(name="Site", kind="tag", allowed_origins=["https://www.azur.example"])
        await create_solution(session, site)
    await asyncio.sleep(0.5)
    public = await client.get(f"/m/{house.slug}", headers=PAGE)
    assert public.headers["content-security-policy"].endswith("frame-ancestors 'self' https://www.azur.example")
    private = await client.get(await new_link(), headers=PAGE)
    assert private.headers["content-security-policy"].endswith("frame-ancestors 'self'")


async def test_link_past_its_time_looks_like_a_forged_one(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    await owner.execute("UPDATE vault.link SET expires_at = created_at")
    expired = await client.get(link, headers=PAGE)
    forged = await client.get("/l/A1b2C3d4E5f6", headers=PAGE)
    assert (expired.status_code, forged.status_code) == (404, 404)
    assert expired.text == forged.text
    assert expired.headers["cache-control"] == "no-store"
    assert expired.headers["x-robots-tag"].startswith("noindex")


async def test_expired_link_is_a_problem_document_for_programs(client: AsyncTestClient) -> None:
    answer = await client.get("/l/A1b2C3d4E5f6")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.clause("0-c")
async def test_caller_who_heard_the_notice_is_not_asked_again(
    client: AsyncTestClient, running: Running, settings: Settings, owner: AsyncConnection
) -> None:
    noticed = await furnish(running, name="Eaux Vives", number="+33199002000", noticed=True)
    await asyncio.sleep(0.5)
    seen = newest_link(settings)
    await client.post(
        "/ivr/serviceRequest",
        json={"caller": "0612340000", "called": noticed.number},
        headers={"Authorization": f"Bearer {noticed.token}"},
    )
    link = await next_link(settings, seen)
    before = await count_rows(owner)
    page = await client.get(link, headers=PAGE)
    assert "m-notice" not in page.text
    assert (await count_rows(owner))["interaction"] == before["interaction"] + 1


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148", "phone"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile Safari", "phone"),
        ("Mozilla/5.0 (Linux; Android 14; SM-X200) Safari", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "computer"),
    ],
)
async def test_device_is_counted_by_its_kind_alone(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection, agent: str, device: str
) -> None:
    await client.get(f"/m/{house.slug}/s/10", headers={**PAGE, "User-Agent": agent})
    found = await owner.execute("SELECT DISTINCT device FROM insights.counter WHERE screen = '10'")
    kinds = {row[0] for row in await found.fetchall()}
    assert device in kinds
    assert kinds <= {"phone", "tablet", "computer"}


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"User-Agent": "WhatsApp/2.23.20.0 A"}),
        ("GET", {"Sec-Purpose": "prefetch;prerender", "User-Agent": "Mozilla/5.0 Mobile"}),
        ("HEAD", {"User-Agent": "Mozilla/5.0 Mobile"}),
    ],
)
async def test_preview_of_a_link_opens_nothing_and_counts_nothing(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection, method: str, headers: dict[str, str]
) -> None:
    link = await new_link()
    opened = "SELECT count(*) FROM vault.link WHERE opened_at IS NOT NULL"
    # The message with the link is on its way meanwhile, and counted when it went.
    counted = "SELECT coalesce(sum(count), 0)::int FROM insights.counter WHERE step NOT LIKE 'message-%'"
    before = [await _number(owner, one) for one in (opened, counted)]
    assert (await client.request(method, link, headers={**PAGE, **headers})).status_code == 200
    assert [await _number(owner, one) for one in (opened, counted)] == before
    await client.get(link, headers={**PAGE, "User-Agent": "Mozilla/5.0 Mobile"})
    assert await _number(owner, opened) == before[0] + 1


async def _number(owner: AsyncConnection, query: str) -> int:
    row = await (await owner.execute(query.encode())).fetchone()
    return int(row[0]) if row else 0


async def test_menu_names_the_called_line_as_its_readers_write_it(client: AsyncTestClient, new_link: NewLink) -> None:
    page = (await client.get(await new_link(), headers=PAGE)).text
    assert "01 99 00 10 00" in unescape(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "+33199001000</b>" not in page
