"""From the caller's yes to the carrier: what is kept meanwhile, what afterwards, what when it fails."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.calls import LINK_LIFE, MessageRef, Sending, deliver_message, open_link, waiting_messages
from dialonce.calls.delivery import MOST_ATTEMPTS, UNTOUCHED_FOR
from dialonce.channels import FailureReason, Outbox, read_outbox
from dialonce.errors import NotFound, Unavailable
from dialonce.publishers import LineChange, change_line
from dialonce.vault import SYSTEM
from tests.api.traces import every_row, places
from tests.calls.calling import Desk, say_yes
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

SENDING = Sending("https://menu.example", "38999")
NOTICED, STRANGER = "+33645000001", "+33645000002"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def quiet_house(running: Running) -> Furnished:
    """Its IVR says nothing of privacy: callers get the notice on the page."""
    return await furnish(running, name="Sans annonce", number="+33199001002", noticed=False)


async def message(owner: AsyncConnection, ref: MessageRef) -> dict[str, Any]:
    names = ("status", "reason", "attempts", "carrier_reference", "sealed")
    row = await (
        await owner.execute(f"SELECT {', '.join(names)} FROM personal.message WHERE message_id = %s", (ref.message_id,))
    ).fetchone()
    assert row is not None
    return dict(zip(names, row, strict=True))


async def count(owner: AsyncConnection, table: str, ref: MessageRef) -> int:
    row = await (
        await owner.execute(f"SELECT count(*) FROM {table} WHERE subject_id = %s", (ref.subject_id,))
    ).fetchone()
    return int(row[0]) if row else 0


def shift(monkeypatch: pytest.MonkeyPatch, running: Running, by: timedelta) -> None:
    """Let the clock of the process be ahead."""
    vault = running.parts.vault
    clock = vault.clock

    def later() -> datetime:
        return clock() + by

    monkeypatch.setattr(vault, "clock", later)


async def deliver(running: Running, ref: MessageRef, desk: Any) -> bool:
    return await deliver_message(running.parts.vault, desk, SENDING, ref)


async def test_noticed_callers_request_is_theirs(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    ref = await say_yes(running, house, NOTICED)
    assert not ref.transient
    desk = Desk()
    assert not await deliver(running, ref, desk)
    assert desk.taken[0].recipient.reveal() == NOTICED
    assert desk.taken[0].sender == "38999"
    assert await count(owner, "personal.service_request", ref) == 1
    assert await count(owner, "vault.subject_key", ref) == 1
    stored = await message(owner, ref)
    assert stored == {
        "status": "sent", "reason": "", "attempts": 1, "carrier_reference": "desk:1", "sealed": None,
    }  # fmt: skip
    assert places(await every_row(owner), NOTICED) == []


async def test_same_caller_is_the_same_subject(running: Running, house: Furnished) -> None:
    first = await say_yes(running, house, "+33645000011")
    second = await say_yes(running, house, "+33645000011")
    assert first.subject_id == second.subject_id


@pytest.mark.clause("3.1-d")
async def test_nothing_personal_stays_of_who_had_no_notice(
    running: Running, quiet_house: Furnished, owner: AsyncConnection
) -> None:
    ref = await say_yes(running, quiet_house, STRANGER)
    assert ref.transient
    assert (await message(owner, ref))["sealed"] is not None
    assert await count(owner, "personal.service_request", ref) == 0
    assert not await deliver(running, ref, Desk())
    for table in ("personal.subject", "personal.service_request", "vault.subject_key", "vault.blind_index"):
        assert await count(owner, table, ref) == 0, table
    assert (await message(owner, ref))["sealed"] is None
    assert places(await every_row(owner), STRANGER) == []


async def test_transient_callers_are_strangers_each_time(running: Running, quiet_house: Furnished) -> None:
    first = await say_yes(running, quiet_house, "+33645000012")
    second = await say_yes(running, quiet_house, "+33645000012")
    assert first.subject_id != second.subject_id


async def test_outbox_file_gets_the_link_and_the_link_opens(running: Running, house: Furnished, tmp_path: Any) -> None:
    ref = await say_yes(running, house, "+33645000003")
    outbox = Outbox(tmp_path / "outbox.jsonl")
    assert not await deliver(running, ref, outbox)
    (entry,) = read_outbox(outbox.path, 10)
    assert "45000003" not in entry.recipient
    secret = entry.text.rpartition("https://menu.example/l/")[2].split()[0]
    visit = await open_link(running.parts.vault, secret)
    assert (visit.publisher_id, visit.interface_id) == (house.publisher_id, house.interface_id)
    assert visit.subject_id == ref.subject_id


@pytest.mark.parametrize(("culture", "word"), [("", "votre"), ("fr-FR", "votre"), ("en-GB", "your"), ("de", "votre")])
async def test_message_speaks_the_callers_language(running: Running, house: Furnished, culture: str, word: str) -> None:
    ref = await say_yes(running, house, f"+3364501{sum(culture.encode()):04}", culture)
    desk = Desk()
    await deliver(running, ref, desk)
    assert word in desk.taken[0].text.body


async def test_message_is_sent_once(running: Running, house: Furnished) -> None:
    ref = await say_yes(running, house, "+33645000004")
    desk = Desk()
    await deliver(running, ref, desk)
    assert not await deliver(running, ref, desk)
    assert len(desk.taken) == 1


async def test_temporary_failures_are_tried_again(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    ref = await say_yes(running, house, "+33645000005")
    desk = Desk([FailureReason.CARRIER_BUSY, FailureReason.CARRIER_TIMEOUT])
    assert await deliver(running, ref, desk)
    stored = await message(owner, ref)
    assert (stored["status"], stored["attempts"], stored["reason"]) == ("queued", 1, "carrier-busy")
    assert stored["sealed"] is not None
    assert await deliver(running, ref, desk)
    assert not await deliver(running, ref, desk)
    stored = await message(owner, ref)
    assert (stored["status"], stored["attempts"], stored["sealed"]) == ("sent", 3, None)


@pytest.mark.parametrize("noticed", [True, False])
async def test_failures_for_good_are_kept_with_their_reason(
    running: Running, house: Furnished, quiet_house: Furnished, owner: AsyncConnection, noticed: bool
) -> None:
    ref = await say_yes(running, house if noticed else quiet_house, "+33645000006")
    assert not await deliver(running, ref, Desk([FailureReason.RECIPIENT_UNKNOWN]))
    stored = await message(owner, ref)
    assert (stored["status"], stored["reason"], stored["sealed"]) == ("failed", "recipient-unknown", None)
    assert await count(owner, "vault.subject_key", ref) == int(noticed)


async def test_attempts_end(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    ref = await say_yes(running, house, "+33645000007")
    desk = Desk([FailureReason.CARRIER_BUSY] * 99)
    attempts = 1
    while await deliver(running, ref, desk):
        attempts += 1
    assert attempts == MOST_ATTEMPTS
    stored = await message(owner, ref)
    assert (stored["status"], stored["reason"], stored["sealed"]) == ("failed", "carrier-busy", None)


@pytest.mark.parametrize("noticed", [True, False])
async def test_late_message_expires_unsent(
    running: Running,
    house: Furnished,
    quiet_house: Furnished,
    owner: AsyncConnection,
    monkeypatch: pytest.MonkeyPatch,
    noticed: bool,
) -> None:
    ref = await say_yes(running, house if noticed else quiet_house, "+33645000008")
    shift(monkeypatch, running, timedelta(minutes=11))
    desk = Desk()
    assert not await deliver(running, ref, desk)
    assert desk.taken == []
    stored = await message(owner, ref)
    assert (stored["status"], stored["sealed"]) == ("expired", None)
    assert await count(owner, "vault.subject_key", ref) == int(noticed)


async def test_carrier_that_breaks_undoes_the_attempt(
    running: Running, quiet_house: Furnished, owner: AsyncConnection, tmp_path: Any
) -> None:
    ref = await say_yes(running, quiet_house, "+33645000009")
    with pytest.raises(Unavailable):
        await deliver(running, ref, Outbox(tmp_path / "missing" / "outbox.jsonl"))
    stored = await message(owner, ref)
    assert (stored["status"], stored["attempts"]) == ("queued", 0)
    assert stored["sealed"] is not None


async def test_forgotten_messages_are_found_again(
    running: Running, quiet_house: Furnished, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = {await say_yes(running, quiet_house, "+33645000021"), await say_yes(running, quiet_house, "+33645000022")}
    kept = await say_yes(running, house, "+33645000023")
    assert refs.isdisjoint(await waiting_messages(running.parts.vault, quiet_house.publisher_id))
    shift(monkeypatch, running, UNTOUCHED_FOR + timedelta(seconds=1))
    assert refs <= set(await waiting_messages(running.parts.vault, quiet_house.publisher_id))
    assert kept in await waiting_messages(running.parts.vault, house.publisher_id)
    for ref in refs:
        await deliver(running, ref, Desk())
    assert refs.isdisjoint(await waiting_messages(running.parts.vault, quiet_house.publisher_id))


async def secret_of(running: Running, house: Furnished, caller: str) -> str:
    desk = Desk()
    await deliver(running, await say_yes(running, house, caller), desk)
    return desk.taken[0].text.body.rpartition("/l/")[2].split()[0]


async def test_link_expires(running: Running, house: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = await secret_of(running, house, "+33645000031")
    shift(monkeypatch, running, LINK_LIFE - timedelta(minutes=1))
    assert (await open_link(running.parts.vault, secret)).link is not None
    shift(monkeypatch, running, timedelta(minutes=2))
    with pytest.raises(NotFound):
        await open_link(running.parts.vault, secret)


@pytest.mark.parametrize("secret", ["", "a" * 12, "é" * 12, "a" * 11, "a" * 2_000, "../../etc/pa", "\x00" * 12])
async def test_forged_link_leads_nowhere(running: Running, house: Furnished, secret: str) -> None:
    with pytest.raises(NotFound):
        await open_link(running.parts.vault, secret)


async def test_link_of_a_disabled_line_leads_nowhere(running: Running) -> None:
    house = await furnish(running, name="Fermé", number="+33199001003")
    secret = await secret_of(running, house, "+33645000032")
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SYSTEM) as session:
        await change_line(session, house.line_id, LineChange(enabled=False))
    async with running.directory_pool.connection() as conn:
        await vault.directory.refresh(conn, frozenset(("line",)))
    with pytest.raises(NotFound):
        await open_link(vault, secret)


async def test_opening_is_noted_once(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    secret = await secret_of(running, house, "+33645000033")
    first = await open_link(running.parts.vault, secret)
    assert first.link is not None
    query = "SELECT opened_at FROM personal.service_request WHERE request_id = %s"
    opened = await (await owner.execute(query, (first.link.request_id,))).fetchone()
    assert opened is not None
    assert opened[0] is not None
    await open_link(running.parts.vault, secret)
    assert await (await owner.execute(query, (first.link.request_id,))).fetchone() == opened
