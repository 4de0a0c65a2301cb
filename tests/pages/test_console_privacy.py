"""The privacy area of the console: who may open what, and what the pages do."""

import csv
import html
import io
import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.consent import Answer, record_answer
from dialonce.policy import HEADINGS
from dialonce.staff import Permission, Role, list_incidents, may
from dialonce.vault import SYSTEM, break_glass, make_checkpoint
from tests.house_of import Furnished, furnish
from tests.staff_of import PAGE, form_token, sign_in

CALLER = "+33639981234"
SECTIONS = {
    "policy": Permission.POLICY_READ,
    "register": Permission.REGISTER_READ,
    "retention": Permission.RETENTION_READ,
    "journal": Permission.JOURNAL_READ,
    "journal/accesses": Permission.JOURNAL_READ,
    "consents": Permission.CONSENTS_READ,
    "training": Permission.TRAINING_READ,
    "breaches": Permission.BREACHES_WORK,
    "risks": Permission.BREACHES_WORK,
}


@pytest.fixture(scope="module")
async def azur(client: AsyncTestClient, running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def slug(client: AsyncTestClient, running: Running, azur: Furnished) -> str:
    async with running.directory_pool.connection() as conn:
        await client.app.state.parts.vault.directory.refresh(conn, frozenset(("publisher", "line", "interface")))
    return str(running.parts.vault.directory.publishers[azur.publisher_id].slug)


@pytest.fixture
async def dpo(client: AsyncTestClient, running: Running, azur: Furnished, slug: str) -> UUID:
    return await sign_in(client, running, role=Role.DPO, publisher_id=azur.publisher_id)


async def known_caller(running: Running, azur: Furnished) -> UUID:
    """A caller who answered a question of consent, twice."""
    async with running.parts.vault.session([azur.publisher_id], SYSTEM) as session:
        (subject,) = await session.keyring.resolve(azur.publisher_id, "phone-number", [CALLER], session.now)
        for choice in ("accepted", "refused"):
            at = session.now - timedelta(minutes=2 if choice == "accepted" else 1)
            answer = Answer(uuid4(), "contact-display", choice, at, culture="fr-FR")
            await record_answer(session, azur.publisher_id, subject, answer)
    return subject.subject_id


@pytest.mark.clause("8-e")
@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR_ADMIN])
async def test_role_table_decides_who_opens_which_page(client, running, azur, slug, role):
    await sign_in(client, running, role=role, publisher_id=azur.publisher_id)
    for section, permission in SECTIONS.items():
        answer = await client.get(f"/console/{slug}/privacy/{section}", headers=PAGE, follow_redirects=False)
        assert (section, answer.status_code) == (section, 200 if may(role, permission) else 403), answer.text[:600]


@pytest.mark.clause("2-k")
async def test_another_publishers_pages_are_not_found(client, running, dpo):
    other = await furnish(running, name="Autre", number="+33199002000")
    theirs = running.parts.vault.directory.publishers[other.publisher_id].slug
    for section in SECTIONS:
        assert (await client.get(f"/console/{theirs}/privacy/{section}", headers=PAGE)).status_code == 404


@pytest.mark.clause("8-f")
async def test_consents_need_a_current_training(client, running, azur, slug):
    await sign_in(client, running, role=Role.DPO, publisher_id=azur.publisher_id, trained=False)
    answer = await client.get(f"/console/{slug}/privacy/consents", headers=PAGE, follow_redirects=False)
    assert answer.headers["location"].startswith("/console/training")


@pytest.mark.clause("2-b")
async def test_register_is_the_same_on_the_screen_and_in_every_file(client, dpo, slug):
    page = (await client.get(f"/console/{slug}/privacy/register", headers=PAGE)).text
    table = (await client.get(f"/console/{slug}/privacy/register.csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert tuple(rows[0]) in HEADINGS.values()
    listed = (await client.get(f"/console/{slug}/privacy/register.json", headers=PAGE)).json()
    assert [row["reference"] for row in listed] == [row[0] for row in rows[1:]]
    assert {row["controller"] for row in listed} == {"Télécom Azur"}
    assert [row["purpose"] for row in listed if row["purpose"] not in html.unescape(page)] == []
    linked = (await client.get(f"/console/{slug}/privacy/register.jsonld")).json()
    assert "@context" in linked


async def test_training_page_says_who_is_current(client, running, azur, slug, dpo):
    await sign_in(client, running, role=Role.EDITOR, publisher_id=azur.publisher_id, trained=False)
    await sign_in(client, running, role=Role.DPO, publisher_id=azur.publisher_id)
    page = (await client.get(f"/console/{slug}/privacy/training", headers=PAGE)).text
    assert "Never taken" in page
    assert "Counts until" in page


async def test_hold_is_placed_and_ended_with_its_reason(client, running, azur, slug, dpo):
    subject = await known_caller(running, azur)
    path = f"/console/{slug}/privacy/retention"
    token = await form_token(client, path)
    placed = {"_csrf_token": token, "do": "place", "subject": str(subject), "reason": "Case 7", "until": "2099-01-31"}
    assert (await client.post(f"{path}/holds", data=placed, headers=PAGE, follow_redirects=False)).status_code == 303
    page = (await client.get(path, headers=PAGE)).text
    assert "Case 7" in page
    ended = {"_csrf_token": token, "do": "end", "subject": str(subject), "reason": "Settled"}
    await client.post(f"{path}/holds", data=ended, headers=PAGE, follow_redirects=False)
    assert "2099" not in (await client.get(path, headers=PAGE)).text
    told = await client.post(f"/console/{slug}/privacy/journal", data={"_csrf_token": token, "subject": str(subject)})
    assert "Settled" in told.text


@pytest.mark.parametrize("changes", [{"subject": "nobody"}, {"until": "2001-01-01"}, {"reason": " "}])
async def test_hold_that_cannot_be_is_refused_and_said(client, running, azur, slug, dpo, changes):
    subject = await known_caller(running, azur)
    path = f"/console/{slug}/privacy/retention"
    form = {"do": "place", "subject": str(subject), "reason": "Case 8", "until": "2099-01-31", **changes}
    form["_csrf_token"] = await form_token(client, path)
    answer = await client.post(f"{path}/holds", data=form, headers=PAGE)
    assert answer.status_code == 400
    assert "This was not done" in answer.text


async def test_form_of_another_session_is_refused(client, slug, dpo):
    form = {"_csrf_token": "0" * 32, "title": "x", "known_day": "2026-01-01", "known_time": "10:00"}
    assert (await client.post(f"/console/{slug}/privacy/breaches", data=form, headers=PAGE)).status_code == 403


async def test_journal_is_searched_by_what_is_asked(client, running, azur, slug, dpo):
    await known_caller(running, azur)
    path = f"/console/{slug}/privacy/journal"
    page = (await client.get(f"{path}?purpose=accountability&outcome=permit", headers=PAGE)).text
    assert "<strong>Collect</strong>" in page
    assert f"staff:{dpo}" in page or (await client.get(path, headers=PAGE)).text.count(f"staff:{dpo}")
    assert "No entry" in (await client.get(f"{path}?clause=4.3-f&until=2001-01-01", headers=PAGE)).text
    lines = (await client.get(f"{path}.jsonl?purpose=accountability")).text.splitlines()
    assert lines
    assert {json.loads(line)["purpose"] for line in lines} == {"accountability"}


async def test_journal_goes_on_page_by_page(client, running, azur, slug, dpo):
    for _ in range(30):
        await known_caller(running, azur)
    path = f"/console/{slug}/privacy/journal"
    page = (await client.get(path, headers=PAGE)).text
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older
    first = re.findall(r"deed-head", page)
    assert len(first) == 50
    second = (await client.get(older[1].replace("&amp;", "&"), headers=PAGE)).text
    assert "deed-head" in second


@pytest.mark.clause("8-e")
async def test_journal_is_verified_and_a_changed_entry_is_found(client, running, azur, slug, dpo, owner):
    await known_caller(running, azur)
    await make_checkpoint(running.parts.vault)
    path = f"/console/{slug}/privacy/journal"
    form = {"_csrf_token": await form_token(client, path)}
    assert "The journal is intact" in (await client.post(f"{path}/verify", data=form, headers=PAGE)).text
    kept = (await client.get(f"{path}/checkpoint.json")).json()
    assert set(kept) == {"document", "signature", "public_key"}
    where = "WHERE publisher_id = %s AND position = (SELECT max(position) FROM audit.entry WHERE publisher_id = %s)"
    both = (azur.publisher_id, azur.publisher_id)
    changed = f"UPDATE audit.entry SET entry = replace(entry, 'permit', 'denied') {where}"
    await owner.execute(changed, both)
    try:
        answer = await client.post(f"{path}/verify", data=form, headers=PAGE)
        assert "The journal was changed" in answer.text
    finally:
        await owner.execute(changed.replace("'permit', 'denied'", "'denied', 'permit'"), both)


@pytest.mark.clause("2-l")
async def test_exceptional_access_is_shown_to_the_publisher(client, running, azur, slug, dpo):
    who = str(uuid4())
    await break_glass(running.parts.vault, azur.publisher_id, who, "Broken menu, ticket 12", timedelta(hours=1))
    page = (await client.get(f"/console/{slug}/privacy/journal/accesses", headers=PAGE)).text
    assert "Broken menu, ticket 12" in page
    assert who in page


async def test_consents_are_counted_and_one_persons_proof_found(client, running, azur, slug, dpo):
    subject = await known_caller(running, azur)
    path = f"/console/{slug}/privacy/consents"
    page = (await client.get(path, headers=PAGE)).text
    assert "Everybody" in page
    form = {"_csrf_token": await form_token(client, path), "number": "06 39 98 12 34"}
    found = (await client.post(path, data=form, headers=PAGE)).text
    assert str(subject) in found
    assert "Answer: accepted" in found
    assert "Answer: refused" in found
    form["number"] = "06 39 98 99 99"
    assert "Nobody known" in (await client.post(path, data=form, headers=PAGE)).text


@pytest.mark.clause("8-j", "S-GDPR-33")
async def test_breach_is_recorded_judged_told_and_closed(client, running, azur, slug, dpo):
    path = f"/console/{slug}/privacy/breaches"
    token = {"_csrf_token": await form_token(client, path)}
    declared = {**token, "title": "Stolen laptop", "known_day": "2026-01-02", "known_time": "09:30", "telecom": "no"}
    made = await client.post(path, data=declared, headers=PAGE, follow_redirects=False)
    one = made.headers["location"]
    page = (await client.get(one, headers=PAGE)).text
    assert "Before closing, this is missing" in page
    judged = {**token, "do": "assess", "nature-confidentiality": "yes", "categories": "Numbers", "people": "1 200"}
    judged |= {"consequences": "Calls", "measures": "Closed", "risk": "risk", "risk_reason": "Numbers alone"}
    assert (await client.post(one, data=judged, headers=PAGE, follow_redirects=False)).status_code == 303
    told = {**token, "do": "step", "kind": "authority-told", "day": "2026-01-09", "time": "10:00", "note": "Why late"}
    assert (await client.post(one, data=told, headers=PAGE, follow_redirects=False)).status_code == 303
    page = (await client.get(one, headers=PAGE)).text
    assert "Done late" in page
    assert "1,200" in page
    assert (
        await client.post(one, data={**token, "do": "close"}, headers=PAGE, follow_redirects=False)
    ).status_code == 303
    async with running.parts.vault.session([azur.publisher_id], SYSTEM) as session:
        assert (await list_incidents(session))[0].closed_at is not None
    again = await client.post(one, data=judged, headers=PAGE)
    assert (again.status_code, "stays" in again.text) == (400, True)


@pytest.mark.parametrize("changes", [{"known_day": "2099-01-01"}, {"known_day": "soon"}, {"title": " "}])
async def test_breach_that_cannot_be_says_why(client, slug, dpo, changes):
    path = f"/console/{slug}/privacy/breaches"
    form = {
        "_csrf_token": await form_token(client, path),
        "title": "Lost",
        "known_day": "2026-01-02",
        "known_time": "09:30",
    }
    answer = await client.post(path, data={**form, **changes}, headers=PAGE)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.clause("4-b", "IN-c")
async def test_own_rules_show_their_effect_before_they_are_published(client, running, azur, slug, dpo):
    path = f"/console/{slug}/privacy/policy/own"
    page = (await client.get(path, headers=PAGE)).text
    form = dict(re.findall(r'name="(figure-[^"]+)"[^>]*value="(\d+)"', page))
    assert form
    form |= {"_csrf_token": await form_token(client, path), "do": "preview", "severed": "3.1-d", "rules": ""}
    form["figure-retention.calls_months"] = "6"
    shown = (await client.post(path, data=form, headers=PAGE)).text
    assert "Months for which calls are kept: 12 → 6" in shown
    assert "Becomes refused" in shown
    document = html.unescape(re.search(r'name="document" value="([^"]+)"', shown)[1])
    stored = {"_csrf_token": form["_csrf_token"], "do": "publish", "document": document}
    assert (await client.post(path, data=stored, headers=PAGE, follow_redirects=False)).status_code == 303
    versions = (await client.get(f"/console/{slug}/privacy/policy/versions", headers=PAGE)).text
    assert "/policy/versions/own/1" in versions
    one = await client.get(f"/console/{slug}/privacy/policy/versions/own/1", headers=PAGE)
    assert "retention.calls_months" in html.unescape(one.text)
    taken = {"_csrf_token": form["_csrf_token"], "do": "remove"}
    assert (await client.post(path, data=taken, headers=PAGE, follow_redirects=False)).status_code == 303


@pytest.mark.clause("4-b")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("figure-retention.calls_months", "999"),
        ("figure-retention.calls_months", "six"),
        ("severed", "9.9-z"),
        ("severed", "S-GDPR-6"),
        ("rules", "{"),
        ("rules", '{"clauses": {"3.1-g": {"who": "DO", "modality": "P", "controls": [], "evidence": []}}}'),
    ],
)
async def test_rules_that_cannot_be_are_refused_and_said(client, slug, dpo, field, value):
    path = f"/console/{slug}/privacy/policy/own"
    form = {"_csrf_token": await form_token(client, path), "do": "preview", field: value}
    answer = await client.post(path, data=form, headers=PAGE)
    assert (answer.status_code, "This was not done" in answer.text) == (400, True)


async def test_policy_page_shows_what_is_enforced(client, running, azur, slug, dpo):
    page = (await client.get(f"/console/{slug}/privacy/policy", headers=PAGE)).text
    policy = client.app.state.parts.vault.policy_of(azur.publisher_id)
    assert policy.hash in page
    assert [name for name in policy.texts if f'id="{name}"' not in page] == []


def a_risk(staff: UUID, **changes: str) -> dict[str, str]:
    made = {"title": "Export left on a desk", "likelihood": "3", "severity": "3", "measures": "Exports end after a day"}
    return {**made, "owner": str(staff), "review_by": "2099-01-31", **changes}


@pytest.mark.clause("8-b")
async def test_risk_is_noted_reviewed_and_ended(client, running, azur, slug, dpo):
    path = f"/console/{slug}/privacy/risks"
    token = {"_csrf_token": await form_token(client, path)}
    noted = {**token, "do": "add", **a_risk(dpo)}
    assert (await client.post(path, data=noted, headers=PAGE, follow_redirects=False)).status_code == 303
    page = (await client.get(path, headers=PAGE)).text
    assert "Risk 9 of 16" in page
    one = re.search(r'name="risk" value="([^"]+)"', page)[1]
    judged = {**token, "do": "review", "risk": one, **a_risk(dpo, likelihood="1")}
    await client.post(path, data=judged, headers=PAGE, follow_redirects=False)
    assert "Risk 3 of 16" in (await client.get(path, headers=PAGE)).text
    await client.post(path, data={**token, "do": "end", "risk": one}, headers=PAGE, follow_redirects=False)
    assert "Export left on a desk" not in (await client.get(path, headers=PAGE)).text


@pytest.mark.clause("8-b")
@pytest.mark.parametrize(
    "changes",
    [{"likelihood": "5"}, {"review_by": "2001-01-01"}, {"owner": str(uuid4())}, {"title": " "}, {"measures": ""}],
)
async def test_risk_that_cannot_be_is_refused(client, slug, dpo, changes):
    path = f"/console/{slug}/privacy/risks"
    form = {"_csrf_token": await form_token(client, path), "do": "add", **a_risk(dpo, **changes)}
    answer = await client.post(path, data=form, headers=PAGE)
    assert (answer.status_code, "This was not done" in answer.text) == (400, True)
