"""One-time codes: the same answer whoever is known, few tries, one use, nothing readable at rest."""

import asyncio
import re
from datetime import timedelta

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.channels import PumpingLimits, read_outbox
from dialonce.errors import Invalid, TooMany
from dialonce.subjects import (
    CODE_LIFE,
    Person,
    ask_code,
    check_code,
    codes,
    email_identity,
    extend,
    phone_identity,
    recognise,
    sign_in,
    sign_out,
    traces_of,
)
from dialonce.vault import read_caller_session
from tests.house_of import Furnished, furnish

NETWORK = "192.0.2.0/24"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


def newest(running: Running) -> str:
    (entry,) = read_outbox(running.parts.outbox_path, 1)
    return entry.text


def code_in(running: Running) -> str:
    return re.findall(r"\b\d{6}\b", newest(running))[-1]


async def ask(running: Running, number: str, network: str = NETWORK) -> str:
    return await ask_code(running.parts.vault, running.parts.sign_in, phone_identity(number), network, "fr")


async def test_code_proves_the_number_once(running: Running) -> None:
    attempt = await ask(running, "06 12 34 50 01")
    code = code_in(running)
    found = await check_code(running.parts.vault, attempt, f" {code[:3]} {code[3:]} ", NETWORK)
    assert found == phone_identity("+33612345001")
    assert await check_code(running.parts.vault, attempt, code, NETWORK) is None


async def test_code_by_email_proves_the_address_however_it_was_written(running: Running) -> None:
    identity = email_identity(" Amandine.Canari@Example.ORG ")
    attempt = await ask_code(running.parts.vault, running.parts.sign_in, identity, NETWORK, "en")
    assert "Give this code to nobody" in newest(running)
    assert await check_code(running.parts.vault, attempt, code_in(running), NETWORK) == identity
    assert identity.value == "amandine.canari@example.org"


async def test_two_at_once_with_the_right_code_open_one_session(running: Running) -> None:
    attempt = await ask(running, "0612345002")
    code = code_in(running)
    found = await asyncio.gather(*(check_code(running.parts.vault, attempt, code, NETWORK) for _ in range(4)))
    assert sum(one is not None for one in found) == 1


async def test_five_wrong_tries_end_a_code(running: Running) -> None:
    attempt = await ask(running, "0612345003")
    code = code_in(running)
    wrong = "000000" if code != "000000" else "111111"
    tried = await asyncio.gather(*(check_code(running.parts.vault, attempt, wrong, NETWORK) for _ in range(9)))
    assert tried == [None] * 9
    assert await check_code(running.parts.vault, attempt, code, NETWORK) is None


async def test_code_ends_after_ten_minutes(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = await ask(running, "0612345004")
    code, later = code_in(running), running.parts.now + CODE_LIFE + timedelta(seconds=1)
    monkeypatch.setattr(running.parts.vault, "clock", lambda: later)
    assert await check_code(running.parts.vault, attempt, code, NETWORK) is None


async def test_forged_attempt_is_refused(running: Running) -> None:
    await ask(running, "0612345005")
    assert await check_code(running.parts.vault, "forged", code_in(running), NETWORK) is None


@pytest.mark.clause("8-c")
async def test_neither_code_nor_number_rests_readable(running: Running, owner: AsyncConnection) -> None:
    await ask(running, "0612345006")
    code = code_in(running)
    rows = await (await owner.execute("SELECT s::text FROM vault.sign_in s")).fetchall()
    counts = await (await owner.execute("SELECT t::text FROM vault.try_count t")).fetchall()
    text = "\n".join(row[0] for row in [*rows, *counts])
    assert rows
    assert "12345006" not in text
    assert code.encode().hex() not in text
    assert b"12345006".hex() not in text


async def test_known_and_unknown_numbers_cause_the_same_statements(
    running: Running, house: Furnished, monkeypatch
) -> None:
    """Nobody is looked up before the code came back: the keyring is not asked at all."""
    vault = running.parts.vault
    await vault.keyring.resolve(house.publisher_id, "phone-number", ["+33612345007"], vault.clock())
    asked: list[str] = []
    for name in ("find", "find_everywhere", "resolve", "refs"):
        monkeypatch.setattr(vault.keyring, name, lambda *_, name=name: asked.append(name))
    for number in ("0612345007", "0612345008"):
        await ask(running, number)
    assert asked == []


async def test_fifth_code_of_an_hour_is_not_sent_and_answered_the_same(running: Running) -> None:
    seen = set()
    for _ in range(codes.ASKS_OF_AN_IDENTITY + 1):
        assert len(await ask(running, "0612345009")) > 40
        seen.add(newest(running))
    assert len(seen) <= codes.ASKS_OF_AN_IDENTITY


async def test_network_that_asks_too_often_waits(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "ASKS_OF_A_NETWORK", 2)
    for last in range(2):
        await ask(running, f"061234510{last}", "198.51.100.0/24")
    with pytest.raises(TooMany):
        await ask(running, "0612345109", "198.51.100.0/24")
    monkeypatch.setattr(codes, "TRIES_OF_A_NETWORK", 1)
    await check_code(running.parts.vault, "x", "000000", "198.51.100.0/24")
    with pytest.raises(TooMany):
        await check_code(running.parts.vault, "x", "000000", "198.51.100.0/24")


@pytest.mark.clause("4.2-i")
async def test_codes_stop_at_the_limits_against_pumping(running: Running) -> None:
    """A block of numbers whose owner earns from our messages gets no more codes than the limit allows."""
    desk = msgspec.structs.replace(running.parts.sign_in, limits=PumpingLimits(per_range=2))
    before = len(read_outbox(running.parts.outbox_path, 1_000))
    for last in range(5):
        await ask_code(running.parts.vault, desk, phone_identity(f"067777000{last}"), "203.0.113.0/24", "fr")
    assert len(read_outbox(running.parts.outbox_path, 1_000)) - before == 2


@pytest.mark.parametrize("text", ["01 99 00 10 00", "3654", "hello", "+44 7400 123456", ""])
async def test_number_that_gets_no_message_is_refused_whoever_has_it(running: Running, text: str) -> None:
    with pytest.raises(Invalid):
        await ask(running, text)


async def test_session_ends_idle_and_by_signing_out(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = running.parts.vault
    person = Person((phone_identity("0612345010"),))
    secret = await sign_in(vault, person)
    assert await recognise(vault, secret) == person
    both = Person((*person.identities, email_identity("a@example.org")))
    await extend(vault, secret, both)
    assert await recognise(vault, secret) == both
    now = vault.clock()
    monkeypatch.setattr(vault, "clock", lambda: now + timedelta(minutes=16))
    assert await recognise(vault, secret) is None
    monkeypatch.setattr(vault, "clock", lambda: now)
    await sign_out(vault, secret)
    assert await recognise(vault, secret) is None
    assert await read_caller_session(vault, "forged") is None


@pytest.mark.clause("8-c")
async def test_session_joins_publishers_only_for_its_browser(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    """One person, two publishers: both are found by who proves the number; nothing stored leads from one to the other."""
    vault, number = running.parts.vault, "+33612345011"
    other = await furnish(running, name="Banque Nacre", number="+33199004000")
    refs = [
        (await vault.keyring.resolve(one.publisher_id, "phone-number", [number], vault.clock()))[0]
        for one in (house, other)
    ]
    person = Person((phone_identity(number),))
    await sign_in(vault, person)
    traces = await traces_of(vault, person)
    assert {trace.subject_id for trace in traces} == {ref.subject_id for ref in refs}
    rows = await (await owner.execute("SELECT s::text FROM vault.caller_session s")).fetchall()
    text = "\n".join(row[0] for row in rows)
    assert not any(str(word).replace("-", "") in text for ref in refs for word in (ref.subject_id, "12345011"))
