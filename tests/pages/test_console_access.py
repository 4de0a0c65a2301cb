"""Who gets which page of the console: the table of roles against every section and every route."""

import re
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.pages.console.routes import CONSOLE_ROUTES
from dialonce.pages.console.sections import SECTION_GROUPS, Section
from dialonce.staff import OPERATOR, PERSONAL, Role, may
from tests.house_of import Furnished, furnish
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio
SECTIONS = [section for group in SECTION_GROUPS for section in group.sections]
# Trying a draft out, and showing it to a colleague, is looking at it: nothing is stored.
INTERFACE = "/console/{slug:str}/interfaces/{interface_id:uuid}"
LOOKING = (f"{INTERFACE}/preview/", f"{INTERFACE}/share")
OPEN_TO_ALL = ("/console/sign-in", "/console/sign-in/passkey", "/console/sign-out", "/console/join/x")


def routes() -> Iterator[tuple[str, str]]:
    """Every method and path of the console, with values in the places of a path."""
    for router in CONSOLE_ROUTES:
        assert isinstance(router, Router)
        for route in router.routes:
            for handler in route.route_handlers:
                if isinstance(handler, HTTPRouteHandler):
                    for method in sorted(handler.http_methods & {"GET", "POST"}):
                        yield method, route.path


def filled(path: str, slug: str) -> str:
    """The path with values."""
    path = path.replace("{slug:str}", slug)
    for kind, value in (("uuid", str(uuid4())), ("int", "1"), ("str", "x")):
        path = re.sub(rf"\{{\w+:{kind}\}}", value, path)
    return path


ROUTES = sorted(one for one in set(routes()) if one[1].startswith("/console"))
OF_PUBLISHERS = [(method, path) for method, path in ROUTES if "{slug:str}" in path]


@pytest.fixture(scope="module")
async def foreign(running: Running, client: AsyncTestClient) -> Furnished:
    return await furnish(running, name="Autre Société", number="+33199005000")


@pytest.fixture(scope="module")
def slug(running: Running, client: AsyncTestClient, house: Furnished) -> str:
    """The publisher's short address."""
    return running.parts.vault.directory.publishers[house.publisher_id].slug


@pytest.fixture
async def guest(client: AsyncTestClient) -> AsyncIterator[AsyncTestClient]:
    """The client, showing nobody's ticket."""
    client.cookies.clear()
    yield client
    client.cookies.clear()


def test_routes_are_found() -> None:
    assert len(ROUTES) > 40
    assert ("GET", "/console/{slug:str}/lines") in ROUTES


@pytest.mark.clause("8-e", "2-l")
@pytest.mark.parametrize("role", Role)
async def test_section_opens_to_the_roles_of_the_table(
    guest: AsyncTestClient, running: Running, house: Furnished, slug: str, role: Role
) -> None:
    tenant = OPERATOR if role is Role.OPERATOR_ADMIN else house.publisher_id
    await sign_in(guest, running, role=role, publisher_id=tenant)
    wrong = []
    for section in SECTIONS:
        answer = await guest.get(section.href(slug), headers=PAGE, follow_redirects=False)
        expected = 200 if may(role, section.permission) else 403
        if answer.status_code != expected:
            wrong.append((section.key, answer.status_code))
    assert wrong == []


@pytest.mark.clause("8-f")
@pytest.mark.parametrize("section", [one for one in SECTIONS if one.permission in PERSONAL], ids=lambda one: one.key)
async def test_callers_data_needs_training_and_two_factors(
    guest: AsyncTestClient, running: Running, house: Furnished, slug: str, section: Section
) -> None:
    role = Role.DPO if may(Role.DPO, section.permission) else Role.SUPPORT_AGENT
    path = section.href(slug)
    await sign_in(guest, running, role=role, publisher_id=house.publisher_id, trained=False)
    answer = await guest.get(path, headers=PAGE, follow_redirects=False)
    assert answer.headers["location"] == f"/console/training?next={path}"
    await sign_in(guest, running, role=role, publisher_id=house.publisher_id, second_factor=False)
    answer = await guest.get(path, headers=PAGE, follow_redirects=False)
    assert answer.headers["location"].startswith("/console/account/second-factor")


async def test_nobody_gets_in_without_a_session(guest: AsyncTestClient, slug: str) -> None:
    for method, path in ROUTES:
        target = filled(path, slug)
        if target in OPEN_TO_ALL:
            continue
        answer = await guest.request(method, target, headers=PAGE, follow_redirects=False)
        assert answer.status_code == 303, (method, path, answer.status_code)
        assert answer.headers["location"].startswith("/console/sign-in?next="), path


@pytest.mark.clause("2-l", "2-k")
async def test_another_publishers_pages_are_as_unknown_as_none(
    guest: AsyncTestClient, running: Running, house: Furnished, foreign: Furnished
) -> None:
    for role in (Role.PUBLISHER_ADMIN, Role.DPO):
        await sign_in(guest, running, role=role, publisher_id=house.publisher_id)
        for method, path in OF_PUBLISHERS:
            for other in ("autre-societe", "no-such-publisher"):
                answer = await guest.request(method, filled(path, other), headers=PAGE, follow_redirects=False)
                assert answer.status_code == 404, (method, path, answer.status_code)


async def test_who_only_reads_changes_nothing(
    guest: AsyncTestClient, running: Running, house: Furnished, slug: str
) -> None:
    await sign_in(guest, running, role=Role.ANALYST, publisher_id=house.publisher_id)
    for method, path in OF_PUBLISHERS:
        if method == "POST" and not path.startswith(LOOKING):
            answer = await guest.post(filled(path, slug), headers=PAGE, follow_redirects=False)
            assert answer.status_code == 403, (path, answer.status_code)


async def test_forms_of_another_session_are_refused(
    guest: AsyncTestClient, running: Running, house: Furnished, slug: str
) -> None:
    for role in (Role.PUBLISHER_ADMIN, Role.DPO):
        await sign_in(guest, running, role=role, publisher_id=house.publisher_id)
        for method, path in ROUTES:
            if method == "POST" and filled(path, slug) not in OPEN_TO_ALL:
                form = {"_csrf_token": "0" * 32}
                answer = await guest.post(filled(path, slug), data=form, headers=PAGE, follow_redirects=False)
                assert answer.status_code in (400, 403, 404), (path, answer.status_code)
