"""Callers read that a desk is closed, and when it opens; the call itself is never in the way."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.i18n import Locale, only_zone
from dialonce.pages.handlers.closures import closure_words, is_holiday
from dialonce.publishers import Closure, LineChange, NewLine, change_line, register_line
from dialonce.vault import SYSTEM
from tests.house_of import Furnished
from tests.pages.asking import PAGE, token_in

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 7, 13, 19, 0, tzinfo=PARIS)
DESK = "+33199001030"
CALL = re.compile(rf'<a class="m-row call m-call[^>]* href="tel:\{DESK}".*?</a>', re.DOTALL)


@pytest.mark.anyio
async def test_closed_desk_is_told_and_can_still_be_called(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SYSTEM) as session:
        line = await register_line(session, NewLine(number=DESK, country="FR", opening_hours="Mo-Su off"))
    address = await screen_calling(client, house)
    french = await drawn(client, address, "Fermé en ce moment", there=True)
    assert f'href="tel:{DESK}"' in french, "the call goes on"
    assert "<small>01\N{NO-BREAK SPACE}99\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}10\N{NO-BREAK SPACE}30</small>" in french
    english = (await client.get(address, headers={**PAGE, "Accept-Language": "en"})).text
    assert '<small lang="en">Closed at the moment</small>' in english
    count = re.findall(r'action="([^"]+/call[^"]*)"', french)[0].replace("&amp;", "&")
    without_script = await client.post(count, data={"_csrf_token": token_in(french)}, headers=PAGE)
    assert "Fermé en ce moment" in without_script.text
    assert f'href="tel:{DESK}"' in without_script.text
    async with vault.session([house.publisher_id], SYSTEM) as session:
        await change_line(session, line.line_id, LineChange(opening_hours="24/7"))
    await drawn(client, address, "Fermé en ce moment", there=False)


async def screen_calling(client: AsyncTestClient, house: Furnished) -> str:
    """A screen of the demo menu from which the desk is called."""
    seen, waiting = set(), [f"/m/{house.slug}"]
    while waiting:
        path = waiting.pop(0)
        page = (await client.get(path, headers=PAGE)).text
        if CALL.search(page):
            return path
        for found in re.findall(rf'href="(/m/{house.slug}/s/[^"?]+)', page):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    raise AssertionError("nobody calls this desk")


async def drawn(client: AsyncTestClient, path: str, words: str, *, there: bool) -> str:
    """The page once the server has heard of the line."""
    for _ in range(300):
        page = (await client.get(path, headers=PAGE)).text
        if (words in page) is there:
            return page
    raise AssertionError(f"{words} is {'not ' if there else ''}there")


@pytest.mark.parametrize(
    ("opens", "fr", "en"),
    [
        (None, "Fermé en ce moment", "Closed at the moment"),
        ("2026-07-13T21:00", "ouvre à 21:00", "opens at 9:00\N{NARROW NO-BREAK SPACE}PM"),
        ("2026-07-14T08:00", "ouvre demain à 08:00", "opens tomorrow at 8:00\N{NARROW NO-BREAK SPACE}AM"),
        ("2026-07-16T08:00", "ouvre jeudi à 08:00", "opens Thursday at 8:00\N{NARROW NO-BREAK SPACE}AM"),
        (
            "2026-07-20T08:00",
            "ouvre le 20 juillet 2026 à 08:00",
            "opens on July 20, 2026 at 8:00\N{NARROW NO-BREAK SPACE}AM",
        ),
    ],
)
def test_next_opening_in_words(opens: str | None, fr: str, en: str) -> None:
    closure = Closure(datetime.fromisoformat(opens).replace(tzinfo=PARIS) if opens else None)

    def said(locale: Locale) -> str:
        return (
            closure_words(closure, NOW, locale).rpartition(", ")[2]
            if locale == "fr"
            else closure_words(closure, NOW, locale)
        )

    assert said("fr") == fr
    assert said("en").endswith(en)


def test_zone_and_holidays_are_the_countrys_or_nobodys() -> None:
    assert only_zone("FR") == "Europe/Paris"
    assert only_zone("RE") == "Indian/Reunion"
    assert only_zone("US") is only_zone("001") is None
    assert is_holiday("FR", datetime(2026, 7, 14, tzinfo=PARIS).date())
    assert not is_holiday("BE", datetime(2026, 7, 14, tzinfo=PARIS).date())
    assert not is_holiday("001", datetime(2026, 7, 14, tzinfo=PARIS).date())
