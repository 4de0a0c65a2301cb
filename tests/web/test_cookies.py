"""The cookie registry is the only way to a cookie."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from litestar.testing import AsyncTestClient

import dialonce
from dialonce.web.cookies import COOKIES, UndeclaredCookieError, cookie_name

pytestmark = pytest.mark.anyio
THIRTEEN_MONTHS = timedelta(days=396)


@pytest.mark.clause("5.1-a", "5.1-b")
def test_undeclared_cookie_cannot_be_set() -> None:
    with pytest.raises(UndeclaredCookieError, match="declare its purpose"):
        cookie_name("tracker", secure=True)


@pytest.mark.clause("5.1-b")
@pytest.mark.parametrize("name", COOKIES)
def test_every_cookie_says_what_for_how_long_and_by_which_clause(name: str) -> None:
    rule = COOKIES[name]
    assert rule.purpose.fr
    assert rule.purpose.en
    assert rule.basis.startswith("5.1-")
    assert rule.life is None or rule.life <= THIRTEEN_MONTHS


def test_name_binds_the_cookie_to_this_host_where_browsers_can() -> None:
    assert cookie_name("theme", secure=True) == "__Host-theme"
    assert cookie_name("theme", secure=False) == "theme"


@pytest.mark.clause("5.1-a")
def test_no_other_code_sets_cookies() -> None:
    setters = re.compile(r"\.set_cookie\(|\bCookie\(")
    found = [path.name for path in Path(dialonce.__file__).parent.rglob("*.py") if setters.search(path.read_text())]
    assert found == ["cookies.py"]


@pytest.mark.clause("5.1-a")
async def test_a_visit_sets_no_cookie(client: AsyncTestClient) -> None:
    for path in ("/", "/privacy", "/outbox", "/ivr/status"):
        assert "set-cookie" not in (await client.get(path, headers={"Accept": "text/html"})).headers
