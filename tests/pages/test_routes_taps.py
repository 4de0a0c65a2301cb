"""Taps: counted always, and what the published document says is what happens."""

import re
from html import unescape

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from tests.house_of import Furnished
from tests.pages.asking import PAGE, token_in

pytestmark = pytest.mark.anyio
BEACON = {"Accept": "*/*"}


async def taps(client: AsyncTestClient, path: str, verb: str) -> tuple[list[str], str]:
    """The addresses of this kind on a screen, and the token."""
    page = (await client.get(path, headers=PAGE)).text
    found = re.findall(rf'(?:action|data-count)="([^"]+/{verb}(?:\?[^"]*)?)"', page)
    return list(dict.fromkeys(map(unescape, found))), token_in(page)


async def counted(owner: AsyncConnection, step: str) -> int:
    found = await owner.execute("SELECT coalesce(sum(count), 0) FROM insights.counter WHERE step = %s", (step,))
    row = await found.fetchone()
    return int(row[0]) if row else 0


async def screen_with(client: AsyncTestClient, house: Furnished, verb: str) -> tuple[str, str]:
    """The first tap of this kind in the whole demo menu, with a token."""
    for address in ("1", "21", "40", "10", "17", "avis", "reglages", "130", "131"):
        found, token = await taps(client, f"/m/{house.slug}/s/{address}", verb)
        if found:
            return found[0], token
    raise AssertionError(f"the demo menu has no {verb}")


async def test_call_by_beacon_is_counted(client: AsyncTestClient, house: Furnished, owner: AsyncConnection) -> None:
    path, token = await screen_with(client, house, "call")
    before = await counted(owner, "call")
    answer = await client.post(path, data={"_csrf_token": token}, headers=BEACON)
    assert (answer.status_code, answer.content) == (204, b"")
    assert await counted(owner, "call") == before + 1


async def test_call_without_script_leads_to_the_number(client: AsyncTestClient, house: Furnished) -> None:
    path, token = await screen_with(client, house, "call")
    answer = await client.post(path, data={"_csrf_token": token}, headers=PAGE)
    assert answer.status_code == 200
    assert re.search(r'href="tel:[+0-9]+"', answer.text)
    assert "Appeler le 36 54" in answer.text or "Appeler le 3654" in answer.text or "01 99 00 10 00" in answer.text


async def test_leaving_for_a_third_party_is_counted(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    path, token = await screen_with(client, house, "leave")
    before = await counted(owner, "third-party")
    assert (await client.post(path, data={"_csrf_token": token}, headers=BEACON)).status_code == 204
    assert await counted(owner, "third-party") == before + 1


async def test_rating_is_kept_and_goes_on(client: AsyncTestClient, house: Furnished, owner: AsyncConnection) -> None:
    path, token = await screen_with(client, house, "rate")
    before = await counted(owner, "rating")
    answer = await client.post(path, data={"_csrf_token": token}, headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/m/{house.slug}/s/")
    assert await counted(owner, "rating") == before + 1


async def test_screens_are_counted(client: AsyncTestClient, house: Furnished, owner: AsyncConnection) -> None:
    before = await counted(owner, "screen")
    await client.get(f"/m/{house.slug}", headers=PAGE)
    assert await counted(owner, "screen") == before + 1


@pytest.mark.parametrize("verb", ["call", "leave", "rate", "interception", "send"])
async def test_tap_on_an_element_of_another_kind_is_not_found(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection, verb: str
) -> None:
    token = token_in((await client.get(f"/m/{house.slug}", headers=PAGE)).text)
    for position in (1, 9999):
        path = f"/m/{house.slug}/s/1/{position}/{verb}"
        answer = await client.post(path, data={"_csrf_token": token}, headers=PAGE)
        assert answer.status_code == 404


async def test_satisfaction_has_screens_of_its_own(client: AsyncTestClient, house: Furnished) -> None:
    plain = (await client.get(f"/m/{house.slug}", headers=PAGE)).text
    asked = await client.get(f"/m/{house.slug}?event=satisfaction", headers=PAGE)
    assert asked.status_code == 200
    assert "~satisfaction~" in unescape(asked.text)
    assert "~satisfaction~" not in plain


@pytest.mark.parametrize(
    "path",
    ["?event=unknown", "/s/none", "/s/1~1~999", "/s/%00", "/s/1/style.000000000000.css", "/s/1/other", "/s/1/x/call"],
)
async def test_screen_that_does_not_exist_is_not_found(client: AsyncTestClient, house: Furnished, path: str) -> None:
    answer = await client.get(f"/m/{house.slug}{path}", headers=PAGE)
    assert answer.status_code in (404, 405)
    assert path.startswith("?") or f'href="/m/{house.slug}">Revenir au menu' in answer.text


async def test_way_back_leads_where_one_came_from(client: AsyncTestClient, house: Furnished) -> None:
    page = (await client.get(f"/m/{house.slug}/s/131?from=1!10", headers=PAGE)).text
    (back,) = re.findall(r'class="m-back" href="([^"]+)"', page)
    assert unescape(back) == f"/m/{house.slug}/s/10?from=1"
    assert (await client.get(unescape(back), headers=PAGE)).status_code == 200


async def test_pictures_of_others_load_only_when_asked_for(client: AsyncTestClient, house: Furnished) -> None:
    plain = await client.get(f"/m/{house.slug}", headers=PAGE)
    assert "img-src 'self' data:;" in plain.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in plain.headers["content-security-policy"]
