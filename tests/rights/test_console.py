"""The queue of the data-protection officer: entered, found, asked, answered, refused; who may, and what it shows."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.i18n import format_date
from dialonce.pages.templating import ZONE
from dialonce.rights import Right, State, due_day, list_requests, waiting_archives
from dialonce.rights.clock import Period
from dialonce.staff import Role
from dialonce.vault import SYSTEM, system_clock
from tests.house_of import Furnished, furnish
from tests.rights.people import disclosed, somebody
from tests.staff_of import PAGE, form_token, sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture
async def dpo(client: AsyncTestClient, running: Running, house: Furnished) -> Iterator[AsyncTestClient]:
    client.cookies.clear()
    await sign_in(client, running, role=Role.DPO, publisher_id=house.publisher_id)
    yield client
    client.cookies.clear()


def queue_of(running: Running, house: Furnished) -> str:
    slug = running.parts.vault.directory.publishers[house.publisher_id].slug
    return f"/console/{slug}/privacy/requests"


async def entered(dpo: AsyncTestClient, address: str, right: str, **more: str) -> str:
    """Enter a request by hand; the address of its page."""
    form = {"_csrf_token": await form_token(dpo), "right": right, "channel": "email", "received_day": "2026-03-02"}
    form |= {"received_time": "09:00", "body": "Bonjour", "language": "fr", **more}
    done = await dpo.post(f"{address}/new", data=form, headers=PAGE, follow_redirects=False)
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


async def press(dpo: AsyncTestClient, page: str, do: str, **fields: str) -> str:
    """Press a button of a request's page; the page that comes, with 400 for what could not be done."""
    form = {"_csrf_token": await form_token(dpo), "do": do, **fields}
    answer = await dpo.post(page, data=form, headers=PAGE)
    return f"{answer.status_code} {answer.text}"


async def state_of(running: Running, house: Furnished, page: str) -> State:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        found = await list_requests(session)
    return next(one.state for one in found if str(one.request_id) in page)


@pytest.mark.clause("7-f")
async def test_request_from_a_letter_is_entered_and_listed(
    dpo: AsyncTestClient, running: Running, house: Furnished
) -> None:
    address = queue_of(running, house)
    page = await entered(dpo, address, "access", channel="letter", paper="Armoire 3, A-12", name="Zéphyrine Martin")
    listed = await dpo.get(address, headers=PAGE)
    assert "Access to data" in listed.text
    assert "days late" in listed.text
    assert "Zéphyrine" not in listed.text
    shown = await dpo.get(page, headers=PAGE)
    for text in ("Zéphyrine Martin", "Armoire 3, A-12", "Bonjour", "Request received", "by the desk"):
        assert text in shown.text


async def test_letter_without_its_place_is_sent_back(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    form = {"_csrf_token": await form_token(dpo), "right": "access", "channel": "letter", "received_day": "2026-03-02"}
    answer = await dpo.post(f"{queue_of(running, house)}/new", data=form, headers=PAGE)
    assert answer.status_code == 400
    assert "where the letter is filed" in answer.text


async def test_access_from_entry_to_archive(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    subject = (await somebody(running, house.publisher_id)).subject_id
    page = await entered(dpo, queue_of(running, house), "access")
    assert "Nobody is known here" in await press(dpo, page, "link", number="06 99 99 99 99")
    assert "Person found" in await press(dpo, page, "link", number="06 12 34 56 78")
    preview = await press(dpo, page, "preview-identity", means="recent-call")
    assert "Preview of the letter" in preview
    assert await state_of(running, house, page) is State.OPEN
    asked = await press(dpo, page, "ask-identity", means="recent-call")
    assert "Clock stopped" in asked
    assert "pièce d’identité" in asked
    assert "400" in (await press(dpo, page, "fulfil"))[:3]
    await press(dpo, page, "confirm-identity", why="Deux appels exacts.")
    done = await press(dpo, page, "fulfil")
    assert "/privacy/me" in done
    assert await state_of(running, house, page) is State.GRANTED
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        assert len(await waiting_archives(session, subject)) == 1


@pytest.mark.clause("7-j")
async def test_refusal_is_previewed_and_only_lawful(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    page = await entered(dpo, queue_of(running, house), "access", received_day="2026-11-20")
    lawful = {"code": "excessive", "explanation": "Neuf fois la même demande en deux semaines.", "scope": "tout"}
    assert "400" in (await press(dpo, page, "refuse", **lawful | {"code": "impractical"}))[:3]
    preview = await press(dpo, page, "preview-refusal", **lawful)
    assert "75334 Paris" in preview
    assert await state_of(running, house, page) is State.OPEN
    refused = await press(dpo, page, "refuse", **lawful)
    assert "tribunaux" in refused
    assert await state_of(running, house, page) is State.REFUSED


@pytest.mark.clause("7-h", "3.3-a")
async def test_erasure_is_confirmed_and_its_recipients_confirm(
    dpo: AsyncTestClient, running: Running, house: Furnished
) -> None:
    subject = (await somebody(running, house.publisher_id, "+33612340001")).subject_id
    await disclosed(running, house.publisher_id, subject)
    page = await entered(dpo, queue_of(running, house), "erasure", number="+33612340001")
    await press(dpo, page, "confirm-identity", why="Rappelée au numéro.")
    assert "400" in (await press(dpo, page, "fulfil"))[:3]
    gone = await press(dpo, page, "fulfil", sure="yes")
    assert "Everything is erased" in gone
    assert "Livraisons Réunies" in gone
    assert await state_of(running, house, page) is State.GRANTED
    shown = (await dpo.get(page, headers=PAGE)).text
    assert "Madame, Monsieur" not in shown
    confirm = re.findall(r'action="([^"]+/notices/[^"]+)"', shown)[0]
    form = {"_csrf_token": await form_token(dpo), "answer": "Fait le 24."}
    answer = await dpo.post(confirm, data=form, headers=PAGE)
    assert "Confirmed" in answer.text
    assert "Fait le 24." in answer.text


@pytest.mark.parametrize(
    ("right", "fields", "words"),
    [
        ("rectification", {"name": "Zéphyrine Martin"}, "– Nom : Zéphyrine Martin"),
        ("restriction", {"case": "unlawful"}, "article 18"),
        ("objection", {}, "Personnalisation"),
        ("portability", {}, "/privacy/me"),
        ("post-mortem", {"wishes": "Tout effacer.", "executor": "Luce"}, "– Tout effacer."),
    ],
)
async def test_other_rights_are_carried_out(
    dpo: AsyncTestClient, running: Running, house: Furnished, right: str, fields: dict[str, str], words: str
) -> None:
    number = f"+3361234{1000 + list(Right).index(Right(right))}"
    await somebody(running, house.publisher_id, number)
    page = await entered(dpo, queue_of(running, house), right, number=number)
    await press(dpo, page, "confirm-identity", why="Rappelée au numéro.")
    done = await press(dpo, page, "fulfil", **fields)
    assert words in done.replace("\u00a0", " ")
    assert await state_of(running, house, page) is State.GRANTED


async def test_extension_note_and_withdrawal(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    yesterday = (system_clock() - timedelta(days=1)).astimezone(ZONE)
    page = await entered(dpo, queue_of(running, house), "access", received_day=yesterday.date().isoformat())
    assert "est enregistrée" in (await dpo.get(page, headers=PAGE)).text
    later = format_date("fr", due_day(yesterday, Period(3)))
    assert f"au plus tard le {later}" in await press(dpo, page, "preview-extension", reason="dix lignes")
    assert f"au plus tard le {later}" in await press(dpo, page, "extend", reason="dix lignes")
    assert "vu avec la DSI" in await press(dpo, page, "note", note="vu avec la DSI")
    assert "Request withdrawn" in await press(dpo, page, "withdraw")
    assert "400" in (await press(dpo, page, "note", note="trop tard"))[:3]


@pytest.mark.clause("7-i")
async def test_end_of_a_restriction_is_told_before_it_is_lifted(
    dpo: AsyncTestClient, running: Running, house: Furnished
) -> None:
    number = "+33612341900"
    await somebody(running, house.publisher_id, number)
    page = await entered(dpo, queue_of(running, house), "restriction", number=number)
    await press(dpo, page, "confirm-identity", why="Rappelée au numéro.")
    assert "Announce the end" in await press(dpo, page, "fulfil", case="accuracy-contested")
    assert "400" in (await press(dpo, page, "lift"))[:3]
    told = {"ends_on": "2099-01-05", "reason": "C’est vérifié."}
    assert "5 janvier 2099" in await press(dpo, page, "preview-lifting", **told)
    assert "400" in (await press(dpo, page, "announce-lifting", **told | {"ends_on": "2020-01-05"}))[:3]
    assert "5 janvier 2099" in await press(dpo, page, "announce-lifting", **told)
    assert "Limitation lifted" in await press(dpo, page, "lift")


async def test_filters_choose_and_survive_nonsense(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    address = queue_of(running, house)
    await entered(dpo, address, "portability", channel="phone")
    for query in ("?state=unclosed&right=portability&channel=phone", "?state=", "?state=%27&right=x&channel=y"):
        answer = await dpo.get(address + query, headers=PAGE)
        assert answer.status_code == 200
        assert "Portability" in answer.text
    only = await dpo.get(address + "?state=withdrawn&right=portability", headers=PAGE)
    assert "Nothing here" in only.text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST, Role.SUPPORT_AGENT, Role.PUBLISHER_ADMIN])
async def test_others_do_not_see_the_queue(
    client: AsyncTestClient, running: Running, house: Furnished, role: Role
) -> None:
    client.cookies.clear()
    await sign_in(client, running, role=role, publisher_id=house.publisher_id)
    assert (await client.get(queue_of(running, house), headers=PAGE)).status_code == 403
    client.cookies.clear()


@pytest.mark.clause("8-f")
async def test_untrained_officer_is_led_to_the_training(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    client.cookies.clear()
    await sign_in(client, running, role=Role.DPO, publisher_id=house.publisher_id, trained=False)
    answer = await client.get(queue_of(running, house), headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert "/console/training" in answer.headers["location"]
    client.cookies.clear()


async def test_foreign_request_is_not_there(dpo: AsyncTestClient, running: Running, house: Furnished) -> None:
    foreign = await furnish(running, name="Autre", number="+33199001999")
    page = await entered(dpo, queue_of(running, house), "access")
    dpo.cookies.clear()
    await sign_in(dpo, running, role=Role.DPO, publisher_id=foreign.publisher_id)
    assert (await dpo.get(page, headers=PAGE)).status_code == 404
    moved = f"{queue_of(running, foreign)}/{UUID(page.rpartition('/')[2])}"
    assert (await dpo.get(moved, headers=PAGE)).status_code == 404
