"""Editions that cannot change, and the policy that holds for one publisher."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection
from psycopg.errors import RaiseException

from dialonce.app.parts import Running
from dialonce.errors import Invalid, NotFound
from dialonce.policy import (
    Action,
    Actor,
    Clause,
    Contacts,
    Denial,
    Facts,
    Modality,
    Overlay,
    Party,
    Permission,
    Prohibition,
    Use,
    Words,
    decide,
    effective_policy,
    load_policy,
)
from dialonce.publishers import (
    Kind,
    NewPublisher,
    create_publisher,
    find_edition,
    is_genuine,
    list_editions,
    publish_edition,
    read_overlay,
    remove_layer,
    store_layer,
)
from dialonce.vault import SYSTEM

BASE = load_policy()
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
CONTACTS = Contacts("privacy@example.org", "Camille", "Dial-Once", "1 rue de l’Exemple")
WORDS = Words("Aucun lien n’est envoyé.", "No link is sent.")
NO_LINKS = Overlay(
    "no-links",
    clauses={
        "X-1": Clause(
            Party.PUBLISHER,
            Modality.MUST_NOT,
            ("C1",),
            ("policy.decision",),
            forbids=(Prohibition(actions=("transient",), purposes=("service-link",)),),
        )
    },
    texts={"X-1": WORDS},
)
LINK = frozenset({"phone-number", "called-number"})
FACTS = Facts(
    line_registered=True,
    action_by_user=True,
    legal_hold=False,
    subject_opted_out=False,
    subject_under_age=False,
    subject_objected=False,
    subject_restricted=False,
)


async def open_publisher(running: Running, name: str) -> UUID:
    return (await create_publisher(running.parts.vault, NewPublisher(name=name))).publisher_id


async def until_layers(running: Running, publisher_id: UUID, layers: tuple[str, ...]) -> None:
    for _ in range(500):
        if running.parts.vault.policy_of(publisher_id).layers == layers:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def may_send_link(running: Running, publisher_id: UUID) -> bool:
    use = Use(publisher_id, Actor.PUBLISHER, Action.TRANSIENT, "service-link", LINK)
    return not isinstance(decide(use, FACTS, running.parts.vault.policy_of(publisher_id), NOW), Denial)


@pytest.mark.clause("4-b", "2-i")
async def test_layer_holds_for_its_publisher_alone_within_a_second(running: Running) -> None:
    azur, ocre = await open_publisher(running, "Azur"), await open_publisher(running, "Ocre")
    async with running.parts.vault.session([azur], SYSTEM) as session:
        joined = await store_layer(session, BASE, Kind.PUBLISHER, NO_LINKS)
    await until_layers(running, azur, ("base", "no-links", "statute"))
    assert not may_send_link(running, azur)
    assert may_send_link(running, ocre)
    assert running.parts.vault.policy_of(azur).hash == joined.hash != running.parts.vault.policy_of(ocre).hash


async def test_removed_layer_holds_no_longer_and_stays_on_record(running: Running, owner: AsyncConnection) -> None:
    publisher_id = await open_publisher(running, "Cuivre")
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        await store_layer(session, BASE, Kind.SUPPLEMENT, NO_LINKS)
    await until_layers(running, publisher_id, ("base", "no-links", "statute"))
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        await remove_layer(session, "no-links")
        await remove_layer(session, "never-was")
    await until_layers(running, publisher_id, ("base", "statute"))
    assert may_send_link(running, publisher_id)
    rows = await owner.execute("SELECT count(*) FROM core.policy_overlay WHERE publisher_id = %s", (publisher_id,))
    assert await rows.fetchone() == (2,)


@pytest.mark.clause("4-b")
async def test_layer_below_the_statute_is_refused_and_not_stored(running: Running) -> None:
    publisher_id = await open_publisher(running, "Dune")
    rule = Permission(("publisher",), ("use",), ("service-provision",), ("health",))
    weak = Overlay(
        "weak",
        clauses={"X-2": Clause(Party.PUBLISHER, Modality.MAY, ("C1",), ("policy.decision",), permits=(rule,))},
        texts={"X-2": WORDS},
    )
    with pytest.raises(Invalid):
        async with running.parts.vault.session([publisher_id], SYSTEM) as session:
            await store_layer(session, BASE, Kind.PUBLISHER, weak)
    await running.policies.load()
    assert running.parts.vault.policy_of(publisher_id).layers == ("base", "statute")


async def test_second_own_policy_is_refused(running: Running) -> None:
    publisher_id = await open_publisher(running, "Ebene")
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        await store_layer(session, BASE, Kind.PUBLISHER, Overlay("one"))
        with pytest.raises(Invalid, match="one policy of its own"):
            await store_layer(session, BASE, Kind.PUBLISHER, Overlay("two"))


async def test_stored_layer_that_no_longer_fits_is_told_and_the_base_holds(
    running: Running, owner: AsyncConnection
) -> None:
    publisher_id = await open_publisher(running, "Fer")
    await owner.execute(
        "INSERT INTO core.policy_overlay VALUES (%s, 'broken', 1, 'publisher', '{\"name\": 7}', now())", (publisher_id,)
    )
    await running.policies.load()
    assert publisher_id in running.policies.faults
    assert running.parts.vault.policy_of(publisher_id) is running.policies.whole


async def test_publisher_sees_no_other_publishers_layers(running: Running) -> None:
    own, other = await open_publisher(running, "Gris"), await open_publisher(running, "Hetre")
    async with running.parts.vault.session([own], SYSTEM) as session:
        await store_layer(session, BASE, Kind.SUPPLEMENT, NO_LINKS)
    async with running.parts.vault.session([other], SYSTEM) as session:
        joined = await store_layer(session, BASE, Kind.SUPPLEMENT, Overlay("mine"))
    assert joined.layers == ("base", "mine", "statute")


def test_text_that_is_no_layer_is_refused() -> None:
    with pytest.raises(Invalid):
        read_overlay('{"name": "x", "clause": {}}')


@pytest.mark.clause("0-a", "12-a")
async def test_policy_with_blank_contacts_is_not_published(running: Running) -> None:
    blank = msgspec.structs.replace(CONTACTS, privacy_email=" ")
    with pytest.raises(Invalid, match=r"contact\.privacy_email"):
        await publish_edition(running.directory_pool, BASE, blank, running.policy_key, NOW)
    assert await list_editions(running.directory_pool) == []


@pytest.mark.clause("11-b", "11-c")
async def test_edition_is_published_once_signed_and_equal_to_what_is_enforced(
    running: Running, owner: AsyncConnection
) -> None:
    pool, key = running.directory_pool, running.policy_key
    edition = await publish_edition(pool, BASE, CONTACTS, key, NOW)
    assert await publish_edition(pool, BASE, CONTACTS, key, NOW + timedelta(days=1)) == edition
    [stored] = await list_editions(pool)
    assert is_genuine(stored, key)
    assert stored.hash == running.policies.whole.hash == effective_policy(stored.read().policy).hash
    assert stored.read().policy == BASE
    forged = msgspec.structs.replace(stored, document=stored.document.replace("Dial-Once", "Somebody", 1))
    assert not is_genuine(forged, key)
    assert not is_genuine(msgspec.structs.replace(stored, hash="0" * 64), key)
    for change in ("UPDATE core.policy_edition SET hash = repeat('0', 64)", "DELETE FROM core.policy_edition"):
        with pytest.raises(RaiseException):
            await owner.execute(change)
    assert find_edition([stored], BASE.version) == stored
    with pytest.raises(NotFound):
        find_edition([stored], "0.9.0")


@pytest.mark.clause("11-b")
async def test_edition_that_does_not_follow_is_refused(running: Running) -> None:
    pool, key = running.directory_pool, running.policy_key
    await publish_edition(pool, BASE, CONTACTS, key, NOW)
    texts = {**BASE.texts, "0-a": WORDS}
    with pytest.raises(Invalid, match="cannot follow"):
        await publish_edition(pool, msgspec.structs.replace(BASE, texts=texts), CONTACTS, key, NOW)
    later = msgspec.structs.replace(BASE, texts=texts, version="1.0.1", effective=BASE.effective + timedelta(days=400))
    await publish_edition(pool, later, CONTACTS, key, NOW)
    assert [edition.version for edition in await list_editions(pool)] == ["1.0.0", "1.0.1"]


@pytest.mark.clause("11-c", "IN-a")
async def test_served_policy_is_the_enforced_one_in_every_process(running: Running, client: AsyncTestClient) -> None:
    publisher_id = await open_publisher(running, "Iris")
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        enforced = await store_layer(session, BASE, Kind.PUBLISHER, NO_LINKS)
    for _ in range(500):
        answer = await client.get("/privacy.json?publisher=iris")
        if answer.status_code == 200 and answer.json()["hash"] == enforced.hash:
            break
        await asyncio.sleep(0.01)
    assert answer.json()["hash"] == enforced.hash
    assert "X-1" in {clause["id"] for clause in answer.json()["clauses"]}
    for language in ("fr", "en"):
        page = await client.get(f"/privacy?publisher=iris&lang={language}")
        assert enforced.hash in page.text
        assert enforced.hash == page.headers["X-Policy-Hash"]
    assert (await client.get("/privacy.json")).json()["hash"] == running.policies.whole.hash
