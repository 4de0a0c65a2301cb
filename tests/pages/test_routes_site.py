"""The pages for everybody."""

import gzip
import re

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.settings import Settings
from dialonce.vault import NOWHERE
from tests.house_of import Furnished
from tests.pages.asking import PAGE, token_in
from tests.pages.conftest import NewLink

pytestmark = pytest.mark.anyio


async def test_start_is_a_page_for_people_and_a_status_for_programs(client: AsyncTestClient, house: Furnished) -> None:
    page = await client.get("/", headers=PAGE)
    assert page.headers["content-type"].startswith("text/html")
    assert f"/m/{house.slug}" in page.text
    status = await client.get("/", headers={"Accept": "*/*"})
    assert (status.json()["name"], status.json()["status"]) == ("gateway-http", "ok")


@pytest.mark.clause("11-c")
@pytest.mark.parametrize("path", ["/privacy", "/privacy.json", "/privacy.jsonld", "/.well-known/gpc.json"])
async def test_served_hash_is_the_enforced_one(client: AsyncTestClient, running: Running, path: str) -> None:
    answer = await client.get(path, headers=PAGE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-policy-hash"] == running.parts.vault.policy_of(NOWHERE).hash


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_policy_has_an_anchor_for_every_clause(client: AsyncTestClient, running: Running, locale: str) -> None:
    page = (await client.get("/privacy", headers={"Accept": "text/html", "Accept-Language": locale})).text
    policy = running.parts.policy
    anchors = re.findall(r'class="clause" id="([^"]+)"', page)
    assert sorted(anchors) == sorted([*policy.clauses, *policy.statute])
    assert not re.search(r"\{[a-z_]+\.[a-z0-9_]+\}", page)
    assert page.index('id="summary"') < page.index('class="clause"')


async def test_policy_says_which_contacts_are_missing(client: AsyncTestClient) -> None:
    page = (await client.get("/privacy", headers=PAGE)).text
    assert "Il manque les contacts de cette installation\u00a0: Questions sur vos données" in page
    assert "[pas encore indiqué]" in page


async def test_policy_for_machines_has_both_languages(client: AsyncTestClient) -> None:
    clauses = {one["id"]: one for one in (await client.get("/privacy.json")).json()["clauses"]}
    assert clauses["3.1-e"]["text"]["fr"] != clauses["3.1-e"]["text"]["en"]
    linked = await client.get("/privacy.jsonld")
    assert linked.headers["content-type"].startswith("application/ld+json")
    assert linked.json()["@graph"]


async def test_foreign_publisher_of_the_policy_is_not_found(client: AsyncTestClient) -> None:
    assert (await client.get("/privacy?publisher=nobody", headers=PAGE)).status_code == 404


async def test_static_files_come_compressed_and_stay(client: AsyncTestClient) -> None:
    page = (await client.get("/", headers=PAGE)).text
    (sheet,) = re.findall(r'href="(/static/site\.[0-9a-f]+\.css)"', page)
    plain = await client.get(sheet, headers={"Accept-Encoding": "identity"})
    packed = await client.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert "immutable" in packed.headers["cache-control"]


@pytest.mark.parametrize("name", ["dialonce.min.js", "dialonce.min.mjs"])
async def test_sdk_may_be_loaded_by_any_site(client: AsyncTestClient, name: str) -> None:
    answer = await client.get(f"/js/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    head = await client.head(f"/js/{name}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


@pytest.mark.parametrize(
    "path", ["/static/site.000000000000.css", "/js/other.js", "/problems/none", "/m/none", "/m/none/qr.svg"]
)
async def test_unknown_address_is_a_page_that_says_so(client: AsyncTestClient, path: str) -> None:
    answer = await client.get(path, headers=PAGE)
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text


async def test_robots_stay_out_of_what_belongs_to_calls(client: AsyncTestClient) -> None:
    assert "Disallow: /l/" in (await client.get("/robots.txt")).text


async def test_favicon_is_the_mark(client: AsyncTestClient) -> None:
    assert (await client.get("/favicon.ico")).headers["content-type"] == "image/svg+xml"


async def test_health_says_that_the_database_answers(client: AsyncTestClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}


async def test_problem_types_have_a_page(client: AsyncTestClient) -> None:
    answer = await client.get("/problems/refused-by-policy", headers=PAGE)
    assert answer.status_code == 200
    assert "refused-by-policy" in answer.text


async def test_outbox_shows_the_newest_message(client: AsyncTestClient, settings: Settings, new_link: NewLink) -> None:
    link = await new_link()
    page = (await client.get("/outbox", headers=PAGE)).text
    assert f'href="{settings.public_url}{link}"' in page
    assert not re.search(r"6001000\d\d", page.replace(" ", ""))


async def test_short_address_has_a_code_to_print(client: AsyncTestClient, house: Furnished, settings: Settings) -> None:
    page = (await client.get(f"/m/{house.slug}/share", headers=PAGE)).text
    assert f"{settings.public_url}/m/{house.slug}" in page
    svg = await client.get(f"/m/{house.slug}/qr.svg")
    png = await client.get(f"/m/{house.slug}/qr.png")
    assert svg.text.startswith("<svg")
    assert png.content.startswith(b"\x89PNG")


async def test_first_view_of_a_menu_is_small(client: AsyncTestClient, house: Furnished) -> None:
    """At most 14 KiB with its stylesheets, compressed as it is sent."""
    page = await client.get(f"/m/{house.slug}", headers={**PAGE, "Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    sheets = [
        await client.get(path.replace("&amp;", "&"))
        for path in re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    ]
    assert len(sheets) >= 1
    size = sum(len(gzip.compress(one.content, 6)) for one in [page, *sheets])
    assert size <= 14 * 1024


async def test_form_of_another_page_is_refused(client: AsyncTestClient, house: Furnished) -> None:
    token = token_in((await client.get("/", headers=PAGE)).text)
    elsewhere = {"locale": "en", "back": f"/m/{house.slug}", "_csrf_token": token}
    assert (await client.post("/preferences", data=elsewhere, headers=PAGE)).status_code == 403
