"""Erasure, whole: one question, done, a receipt; nothing is left, and out of the service stays out without a number kept."""

import asyncio
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from psycopg import Connection

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from tests.house_of import Furnished, furnish
from tests.journeys.centre import check_page, eligible, let_call, phone, sign_in
from tests.journeys.server import running_server
from tests.journeys.test_call import shoot, watch
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
LEFT = ("subject", "call_step", "interaction", "service_request", "message", "form_answer")


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def house(server: Settings) -> Furnished:
    async def move_in() -> Furnished:
        async with open_parts(server, addresses_of(server)) as running:
            return await furnish(running)

    return asyncio.run(move_in())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.mark.clause("7-h", "S-GDPR-17")
@pytest.mark.parametrize(("script", "caller"), [(True, "0612345641"), (False, "0612345642")])
def test_caller_erases_everything_and_reads_the_receipt(
    server: Settings, house: Furnished, browser: Browser, script: bool, caller: str
) -> None:
    page = phone(browser, script=script)
    strays = watch(page, server)
    page.goto(let_call(server, house, caller))
    page.goto(f"{server.public_url}/privacy/me/delete")
    sign_in(page, server, caller, to="Tout effacer")
    before = rows_in(server)
    shoot(page, "erase-question", script=script)
    check_page(page, script=script)
    page.get_by_role("button", name="Effacer pour de bon").click()
    expect(page.get_by_role("status")).to_contain_text("C’est fait. Reçu")
    page.get_by_text("Lire le reçu").click()
    shoot(page, "erase-receipt", script=script)
    check_page(page, script=script)
    page.get_by_role("link", name="Voir ce qui reste").click()
    expect(page.get_by_text("Nous ne gardons rien sur vous")).to_be_visible()
    shoot(page, "erase-nothing-left", script=script)
    after = rows_in(server)
    assert all(after[table] < before[table] for table in ("subject", "call_step", "service_request"))
    assert eligible(server, house, caller)
    assert strays == []


@pytest.mark.clause("4.2-b5", "S-GDPR-21")
def test_out_of_the_service_stays_out_after_an_erasure_and_until_the_caller_comes_back(
    server: Settings, house: Furnished, browser: Browser
) -> None:
    caller = "0612345643"
    page = phone(browser, script=False)
    page.goto(let_call(server, house, caller))
    page.goto(f"{server.public_url}/privacy/me/choices")
    sign_in(page, server, caller, to="Vos choix")
    page.get_by_role("button", name="Ne plus rien me proposer").click()
    expect(page.get_by_text("C’est en vigueur")).to_be_visible()
    shoot(page, "out", script=False)
    assert not eligible(server, house, caller)
    erase(page, server)
    assert not eligible(server, house, caller)
    assert number_in(server, caller) == []
    page.goto(f"{server.public_url}/privacy/me/choices")
    page.get_by_role("button", name="Me proposer de nouveau le menu").click()
    expect(page.get_by_role("button", name="Ne plus rien me proposer")).to_be_visible()
    assert eligible(server, house, caller)


def erase(page: Page, server: Settings) -> None:
    page.goto(f"{server.public_url}/privacy/me/delete")
    page.get_by_role("button", name="Effacer pour de bon").click()
    expect(page.get_by_role("status")).to_contain_text("C’est fait")


def rows_in(server: Settings) -> dict[str, int]:
    """How many rows each table about callers holds."""
    with Connection.connect(addresses_of(server).owner) as conn:
        return {table: (conn.execute(f"SELECT count(*) FROM personal.{table}").fetchone() or (0,))[0] for table in LEFT}


def number_in(server: Settings, caller: str) -> list[str]:
    """The tables of the database in which the caller's number can be read."""
    found = []
    with Connection.connect(addresses_of(server).owner) as conn:
        listed = conn.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN "
            "('core', 'personal', 'vault', 'audit', 'insights', 'ads', 'jobs')"
        ).fetchall()
        for schema, table in listed:
            query = f'SELECT count(*) FROM {schema}."{table}" AS t WHERE t::text LIKE %s'
            if (conn.execute(query, (f"%{caller[1:]}%",)).fetchone() or (0,))[0]:
                found.append(f"{schema}.{table}")
    return found
