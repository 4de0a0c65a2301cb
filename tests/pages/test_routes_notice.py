"""Notice before data (C3), over the real application and database."""

import re

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from tests.house_of import Furnished
from tests.pages.asking import PAGE, count_rows, token_in
from tests.pages.conftest import NewLink

pytestmark = pytest.mark.anyio


async def answer_notice(client: AsyncTestClient, link: str, answer: str, **more: str) -> str:
    """Answer the notice as the page's form does; where that leads."""
    page = (await client.get(link, headers=PAGE)).text
    (version,) = re.findall(r'name="version" value="([^"]+)"', page)
    form = {"version": version, "back": link, "answer": answer, "_csrf_token": token_in(page), **more}
    sent = await client.post(f"{link}/notice", data=form, headers=PAGE, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


@pytest.mark.clause("0-c")
async def test_nothing_is_kept_before_the_notice_was_read(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    before = await count_rows(owner)
    page = await client.get(link, headers=PAGE)
    assert "m-notice" in page.text
    await client.get(f"{link}/s/10?from=1", headers=PAGE)
    assert await count_rows(owner) == before


@pytest.mark.clause("0-c", "1-c")
async def test_reading_the_notice_makes_a_subject_and_no_consent(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    before = await count_rows(owner)
    assert await answer_notice(client, link, "read") == link
    page = await client.get(f"{link}/s/10?from=1", headers=PAGE)
    assert "m-notice" not in page.text
    after = await count_rows(owner)
    assert (after["notice"] - before["notice"], after["interaction"] - before["interaction"]) == (1, 1)
    proof = await (await owner.execute("SELECT policy_version, channel FROM personal.notice")).fetchall()
    assert ("1.0.0", "interface") in proof


async def test_reading_the_notice_twice_stays_one_person(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    page = (await client.get(link, headers=PAGE)).text
    before = await count_rows(owner)
    form = {"version": "1.0.0", "answer": "read", "_csrf_token": token_in(page)}
    for _ in range(2):
        assert (await client.post(f"{link}/notice", data=form, follow_redirects=False)).status_code == 303
    assert (await count_rows(owner))["subject"] - before["subject"] == 1


async def test_outdated_notice_has_to_be_read_anew(client: AsyncTestClient, new_link: NewLink) -> None:
    link = await new_link()
    page = (await client.get(link, headers=PAGE)).text
    form = {"version": "0.9.0", "answer": "read", "_csrf_token": token_in(page)}
    assert (await client.post(f"{link}/notice", data=form, headers=PAGE)).status_code == 409
    assert "m-notice" in (await client.get(link, headers=PAGE)).text


@pytest.mark.clause("0-c", "5.1-a")
async def test_declining_keeps_nothing_and_is_not_asked_again(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    before = await count_rows(owner)
    await answer_notice(client, link, "decline")
    page = (await client.get(link, headers=PAGE)).text
    assert "m-notice" not in page
    assert await count_rows(owner) == before
    kept = [cookie for cookie in client.cookies.jar if cookie.name.endswith("notice")]
    assert len(kept) == 1
    assert kept[0].expires is None
    assert link.rpartition("/")[2] not in str(kept[0].value)
    client.cookies.clear()


async def test_declining_one_menu_says_nothing_of_another(client: AsyncTestClient, new_link: NewLink) -> None:
    first, second = await new_link(), await new_link()
    await answer_notice(client, first, "decline")
    assert "m-notice" in (await client.get(second, headers=PAGE)).text
    client.cookies.clear()


@pytest.mark.parametrize("back", ["https://elsewhere.test/", "//elsewhere.test", "/outbox", "/l/../outbox", "\\\\x"])
async def test_notice_leads_back_into_the_menu_only(client: AsyncTestClient, new_link: NewLink, back: str) -> None:
    link = await new_link()
    assert await answer_notice(client, link, "decline", back=back) == link
    client.cookies.clear()


async def test_public_address_asks_nothing_since_it_keeps_nothing(client: AsyncTestClient, house: Furnished) -> None:
    assert "m-notice" not in (await client.get(f"/m/{house.slug}", headers=PAGE)).text
