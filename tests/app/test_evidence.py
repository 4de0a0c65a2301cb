"""Evidence holds on a running system, and each check finds what it is there to find."""

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.evidence import EVIDENCE, prove, scene_of
from dialonce.app.parts import Running
from dialonce.policy import Action, Actor, Contacts, Facts, Use, Words, coverage, load_catalogue, load_policy
from dialonce.publishers import publish_edition
from dialonce.vault import SYSTEM, ensure_months
from tests.house_of import furnish

NUMBER = frozenset({"phone-number"})
CONTACTS = Contacts("privacy@example.org", "Camille", "Dial-Once", "1 rue de l’Exemple")


async def faults(running: Running, name: str) -> str:
    return " ".join([fault async for fault in EVIDENCE[name](scene_of(running))])


def test_every_evidence_that_does_not_wait_has_a_check() -> None:
    named = {
        evidence.name
        for line in coverage(load_policy(), load_catalogue())
        for evidence in line.evidence
        if evidence.arrives_with is None
    }
    assert named == EVIDENCE.keys()


@pytest.mark.clause("8-a", "8-e", "2-k", "11-c", "9-b", "9-c", "4.2-b1", "5.1-b")
async def test_all_evidence_holds_but_for_the_blank_contacts(running: Running) -> None:
    await furnish(running)
    found = {name: proof.faults for name, proof in (await prove(scene_of(running))).items() if proof.faults}
    assert found.keys() == {"policy.contacts"}


@pytest.mark.parametrize(
    ("name", "spoil", "mend", "told"),
    [
        (
            "policy.catalogue",
            "ALTER TABLE personal.form_answer ADD mood text",
            "ALTER TABLE personal.form_answer DROP mood",
            "personal.form_answer.mood is not declared",
        ),
        (
            "vault.sealing",
            'ALTER TABLE personal.message ADD "to" text',
            'ALTER TABLE personal.message DROP "to"',
            "personal.message.to is in the clear",
        ),
        (
            "vault.tenants",
            "ALTER TABLE personal.notice NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE personal.notice FORCE ROW LEVEL SECURITY",
            "personal.notice can be read across tenants",
        ),
        (
            "vault.roles",
            "GRANT USAGE ON SCHEMA personal TO dialonce_insights",
            "REVOKE USAGE ON SCHEMA personal FROM dialonce_insights",
            "dialonce_insights in personal could see people",
        ),
        (
            "vault.journal",
            "GRANT UPDATE ON audit.entry TO dialonce_service",
            "REVOKE UPDATE ON audit.entry FROM dialonce_service",
            "dialonce_service could change the journal",
        ),
        (
            "vault.break-glass",
            "GRANT DELETE ON core.break_glass TO dialonce_service",
            "REVOKE DELETE ON core.break_glass FROM dialonce_service",
            "dialonce_service could hide an exceptional access",
        ),
    ],
)
async def test_spoiled_database_is_noticed(
    running: Running, owner: AsyncConnection, name: str, spoil: str, mend: str, told: str
) -> None:
    await owner.execute(spoil)
    try:
        assert told in await faults(running, name)
    finally:
        await owner.execute(mend)
    assert await faults(running, name) == ""


@pytest.mark.clause("S-GDPR-5-2")
async def test_changed_journal_entry_is_noticed(running: Running, owner: AsyncConnection) -> None:
    house = await furnish(running, name="Journal", number="+33199001031")
    vault = running.parts.vault
    for _ in range(3):
        async with vault.session([house.publisher_id], SYSTEM) as session:
            for _ in range(2):
                session.decide(Use(house.publisher_id, Actor.OPERATOR, Action.SELL, "sale", NUMBER), Facts())
    assert await faults(running, "vault.journal") == ""
    row = "(SELECT lane, max(position) FROM audit.entry GROUP BY lane ORDER BY max(position) DESC LIMIT 1)"
    await owner.execute(f"UPDATE audit.entry SET entry = entry || ' ' WHERE (lane, position) = {row}")
    assert "do not follow" in await faults(running, "vault.journal")


@pytest.mark.clause("7-h", "S-GDPR-17")
async def test_erased_person_with_a_key_is_noticed(running: Running, owner: AsyncConnection) -> None:
    house = await furnish(running, name="Erased", number="+33199001032")
    values = {"subject": uuid4(), "publisher": house.publisher_id}
    grave = "INSERT INTO vault.tombstone VALUES (%(subject)s, %(publisher)s, now(), now())"
    await owner.execute(grave, values)
    assert await faults(running, "vault.erasure") == ""
    await owner.execute("INSERT INTO vault.subject_key VALUES (%(subject)s, %(publisher)s, 1, '\\x00')", values)
    assert "can still be reached" in await faults(running, "vault.erasure")
    await owner.execute("DELETE FROM vault.subject_key WHERE subject_id = %(subject)s", values)


@pytest.mark.clause("8-i")
async def test_month_past_its_term_is_noticed(running: Running) -> None:
    async with running.parts.vault.session([], SYSTEM) as session:
        await ensure_months(session, [datetime(2001, 1, 1, tzinfo=UTC)])
    assert "past its term" in await faults(running, "vault.retention")


@pytest.mark.clause("11-c")
async def test_edition_with_other_rules_than_those_enforced_is_noticed(running: Running) -> None:
    base = load_policy()
    other = msgspec.structs.replace(base, texts={**base.texts, "0-a": Words("Autre", "Other")})
    await publish_edition(running.directory_pool, other, CONTACTS, running.policy_key, running.parts.now)
    assert "other rules than those enforced" in await faults(running, "policy.versions")
