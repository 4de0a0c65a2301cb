"""Interface pages over a real server: screens, taps, the notice, forms."""

import re
from html import unescape

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from tests.house_of import Furnished
from tests.pages.asking import PAGE, token_in
from tests.pages.conftest import NewLink

pytestmark = pytest.mark.anyio


async def test_link_opens_the_menu_for_nobody_else_to_keep(client: AsyncTestClient, new_link: NewLink) -> None:
    link = await new_link()
    answer = await client.get(link, headers=PAGE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert '<html lang="fr"' in answer.text


async def test_public_address_opens_the_menu(client: AsyncTestClient, house: Furnished) -> None:
    answer = await client.get(f"/m/{house.slug}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    assert "noindex" not in answer.text


async def test_sheet_is_kept_for_ever(client: AsyncTestClient, house: Furnished) -> None:
    page = (await client.get(f"/m/{house.slug}", headers=PAGE)).text
    (sheet,) = re.findall(r'href="(/m/[^"]+\.css)"', page)
    answer = await client.get(unescape(sheet))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("secret", ["A1b2C3d4E5f6", "short", "not-a-secret-at-all", "%00"])
async def test_forged_link_gets_the_page_of_an_expired_one(client: AsyncTestClient, secret: str) -> None:
    answer = await client.get(f"/l/{secret}", headers=PAGE)
    assert answer.status_code == 404
    assert "Rappelez" in answer.text or "lien" in answer.text


async def test_preferences_are_kept_and_lead_back(client: AsyncTestClient, house: Furnished) -> None:
    page = (await client.get(f"/m/{house.slug}", headers=PAGE)).text
    form = {"locale": "en", "back": f"/m/{house.slug}", "_csrf_token": token_in(page)}
    answer = await client.post("/preferences", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/m/{house.slug}")
    assert "locale=en" in answer.headers["set-cookie"]
    client.cookies.clear()


async def test_nothing_personal_is_stored_by_looking(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    await client.get(link, headers=PAGE)
    found = await owner.execute(
        "SELECT (SELECT count(*) FROM personal.interaction), (SELECT count(*) FROM personal.notice)"
    )
    assert await found.fetchone() == (0, 0)
