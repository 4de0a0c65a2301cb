"""Published editions stay readable, with what changed between them."""

from datetime import date

import msgspec
import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.policy import Contacts, Policy, Words, effective_policy
from dialonce.publishers import sign_edition
from tests.pages.asking import PAGE

pytestmark = pytest.mark.anyio
WHO = Contacts("vie-privee@example.org", "Camille Exemple", "Opérateur d’essai", "1 rue de l’Exemple, Paris")


def reworded(policy: Policy) -> Policy:
    """A later edition whose first clause says something else."""
    texts = {**policy.texts, "0-a": Words("Écrivez ailleurs désormais.", "Write elsewhere from now on.")}
    return msgspec.structs.replace(policy, version="1.0.1", effective=date(2026, 6, 1), texts=texts)


@pytest.fixture
async def editions(running: Running, owner: AsyncConnection) -> list[Policy]:
    """Two published editions."""
    both = [running.parts.policy, reworded(running.parts.policy)]
    for policy in both:
        edition = sign_edition(policy, WHO, running.parts.session_key, running.parts.now)
        await owner.execute(
            "INSERT INTO core.policy_edition (version, effective_from, hash, document, signature, published_at) "
            "VALUES (%(version)s, %(effective_from)s, %(hash)s, %(document)s, %(signature)s, %(published_at)s) "
            "ON CONFLICT DO NOTHING",
            msgspec.structs.asdict(edition),
        )
    return both


@pytest.mark.clause("11-b", "11-c")
async def test_every_edition_stays_readable_with_its_own_hash(client: AsyncTestClient, editions: list[Policy]) -> None:
    for policy in editions:
        answer = await client.get(f"/privacy/versions/{policy.version}", headers=PAGE)
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-policy-hash"] == effective_policy(policy).hash
        assert "Opérateur d’essai" in answer.text


@pytest.mark.clause("11-b")
async def test_changes_are_shown_word_by_word(client: AsyncTestClient, editions: list[Policy]) -> None:
    page = (await client.get(f"/privacy/versions/{editions[1].version}/changes", headers=PAGE)).text
    assert "<ins>Écrivez ailleurs désormais. </ins>" in page
    assert "<del>" in page
    assert page.count('class="clause"') == 1


async def test_list_of_versions_leads_to_editions_and_changes(client: AsyncTestClient, editions: list[Policy]) -> None:
    page = (await client.get("/privacy", headers=PAGE)).text
    assert 'href="/privacy/versions/1.0.0" aria-current="true"' in page
    assert 'href="/privacy/versions/1.0.1/changes"' in page
    assert 'href="/privacy/versions/1.0.0/changes"' not in page


@pytest.mark.parametrize("path", ["9.9.9", "1.0.0/changes", "9.9.9/changes", "%00"])
async def test_version_that_never_was_is_not_found(client: AsyncTestClient, editions: list[Policy], path: str) -> None:
    assert (await client.get(f"/privacy/versions/{path}", headers=PAGE)).status_code == 404
