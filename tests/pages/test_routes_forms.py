"""Forms of publishers, filled: checked, kept sealed, and only of people who read the notice."""

import re
from typing import Any

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from tests.house_of import Furnished
from tests.pages.asking import PAGE, count_rows, token_in
from tests.pages.conftest import NewLink

pytestmark = pytest.mark.anyio
SCREEN = "s/131"
ANSWERS = {"field.nom": "Amandine Canari", "field.telephone": "0612340987", "field.creneau": "Demain matin"}


async def fill(client: AsyncTestClient, base: str, answers: dict[str, str], **more: str) -> Any:
    """Send the form of the call-back screen as a browser does."""
    page = (await client.get(f"{base}/{SCREEN}", headers=PAGE)).text
    (action,) = re.findall(r'action="([^"]+/send)"', page)
    form = {**answers, "_csrf_token": token_in(page), **more}
    return await client.post(action, data=form, headers=PAGE, follow_redirects=False)


async def base_of(kind: str, house: Furnished, new_link: NewLink) -> str:
    return f"/m/{house.slug}" if kind == "menu" else await new_link()


@pytest.mark.clause("0-c", "3.1-o")
@pytest.mark.parametrize("kind", ["menu", "link"])
@pytest.mark.parametrize("tick", [{}, {"notice": "0.9.0"}, {"notice": ""}])
async def test_form_without_the_notice_is_shown_again_and_not_kept(
    client: AsyncTestClient,
    house: Furnished,
    new_link: NewLink,
    owner: AsyncConnection,
    kind: str,
    tick: dict[str, str],
) -> None:
    base = await base_of(kind, house, new_link)
    before = await count_rows(owner)
    answer = await fill(client, base, ANSWERS, **tick)
    assert answer.status_code == 422
    assert "Cochez cette case" in answer.text
    assert "Amandine Canari" in answer.text
    assert await count_rows(owner) == before


@pytest.mark.clause("3.1-o", "8-a")
@pytest.mark.parametrize("kind", ["menu", "link"])
async def test_form_is_kept_sealed(
    client: AsyncTestClient, house: Furnished, new_link: NewLink, owner: AsyncConnection, kind: str
) -> None:
    base = await base_of(kind, house, new_link)
    before = await count_rows(owner)
    answer = await fill(client, base, ANSWERS, notice="1.0.0")
    assert answer.status_code == 303, answer.text
    after = await count_rows(owner)
    assert (after["form_answer"] - before["form_answer"], after["notice"] - before["notice"]) == (1, 1)
    rows = await (await owner.execute("SELECT screen, status, sealed FROM personal.form_answer")).fetchall()
    assert rows[-1][:2] == ("131", "new")
    assert all(b"Canari" not in bytes(row[2]) for row in rows)
    thanks = await client.get(answer.headers["location"], headers=PAGE)
    assert "C’est envoyé" in thanks.text


async def test_known_caller_is_not_asked_for_the_notice_again(
    client: AsyncTestClient, new_link: NewLink, owner: AsyncConnection
) -> None:
    link = await new_link()
    assert (await fill(client, link, ANSWERS, notice="1.0.0")).status_code == 303
    before = await count_rows(owner)
    assert 'name="notice"' not in (await client.get(f"{link}/{SCREEN}", headers=PAGE)).text
    assert (await fill(client, link, ANSWERS)).status_code == 303
    after = await count_rows(owner)
    assert (after["subject"], after["notice"]) == (before["subject"], before["notice"])
    assert after["form_answer"] - before["form_answer"] == 1


async def test_missing_answer_is_named_beside_its_field(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    before = await count_rows(owner)
    answer = await fill(client, f"/m/{house.slug}", {**ANSWERS, "field.nom": " "}, notice="1.0.0")
    assert answer.status_code == 422
    assert 'id="field.nom-error"' in answer.text
    assert await count_rows(owner) == before


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a=%FF", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(300)), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 400),
        (b"a=" + b"x" * 300_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_broken_form_is_refused(
    client: AsyncTestClient, house: Furnished, body: bytes, kind: str, status: int
) -> None:
    page = (await client.get(f"/m/{house.slug}/{SCREEN}", headers=PAGE)).text
    (action,) = re.findall(r'action="([^"]+/send)"', page)
    answer = await client.post(action, content=body, headers={**PAGE, "Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.test"}, 403),
    ],
)
async def test_form_from_another_site_is_refused(
    client: AsyncTestClient, house: Furnished, headers: dict[str, str], status: int
) -> None:
    page = (await client.get(f"/m/{house.slug}/{SCREEN}", headers=PAGE)).text
    (action,) = re.findall(r'action="([^"]+/send)"', page)
    form = {**ANSWERS, "notice": "1.0.0", "_csrf_token": token_in(page)}
    answer = await client.post(action, data=form, headers={**PAGE, **headers}, follow_redirects=False)
    assert answer.status_code == status


@pytest.mark.parametrize("token", ["", "0" * 32, "é"])
async def test_form_without_our_token_is_refused(client: AsyncTestClient, new_link: NewLink, token: str) -> None:
    link = await new_link()
    form = {**ANSWERS, "notice": "1.0.0", "_csrf_token": token}
    assert (await client.post(f"{link}/{SCREEN}/1/send", data=form, headers=PAGE)).status_code == 403


async def test_token_of_one_link_is_no_use_for_another(client: AsyncTestClient, new_link: NewLink) -> None:
    mine, other = await new_link(), await new_link()
    token = token_in((await client.get(mine, headers=PAGE)).text)
    form = {"version": "1.0.0", "answer": "read", "_csrf_token": token}
    assert (await client.post(f"{other}/notice", data=form, headers=PAGE)).status_code == 403
