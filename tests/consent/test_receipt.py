"""Receipts: what proves an answer, by the names of ISO/IEC TS 27560 and of the W3C Data Privacy Vocabulary."""

from uuid import uuid4

import msgspec
import pytest

from dialonce.app.parts import Running
from dialonce.consent import Answer, find_receipt, receipt_json, receipt_jsonld, record_answer
from dialonce.errors import NotFound
from dialonce.policy import Contacts
from dialonce.vault import SYSTEM, system_clock
from tests.house_of import Furnished, furnish

MANDATORY = {
    "header": {"schema_version", "record_id", "pii_principal_id"},
    "purpose": {
        "purpose",
        "purpose_type",
        "lawful_basis",
        "pii_information",
        "pii_controllers",
        "storage_locations",
        "retention_period",
        "jurisdiction",
        "recipient_third_parties",
        "withdrawal_method",
        "privacy_rights",
    },
    "party": {"party_id", "party_name", "party_address", "party_email", "party_url", "party_type", "party_contact"},
    "event": {"event_time", "validity_until", "entity_id", "event_type", "event_state"},
}
CONTACTS = Contacts("privacy@example.org", "The officer", "Dial-Once", "1 rue de l’Exemple, Paris")


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


async def answered(running, house, choice, purpose="marketing", scope="sms"):
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        (subject,) = await session.keyring.create(house.publisher_id, 1, session.now)
        given = Answer(uuid4(), purpose, choice, system_clock(), scope, "fr", "centre", "of-age")
        await record_answer(session, house.publisher_id, subject, given)
        return await find_receipt(
            session, house.publisher_id, subject.subject_id, given.id, CONTACTS, "https://menu.example.fr"
        )


@pytest.mark.clause("S-GDPR-7")
async def test_receipt_has_every_mandatory_field_filled(running, house):
    record = receipt_json(await answered(running, house, "accepted"))
    (purpose,), (event,) = record["pii_processing"]["purposes"], record["consent_events"]
    assert record.keys() >= MANDATORY["header"]
    assert record["pii_processing"].keys() >= {"privacy_notice", "language", "purposes"}
    assert purpose.keys() >= MANDATORY["purpose"]
    assert event.keys() >= MANDATORY["event"]
    for party in record["party_identification"]:
        assert all(party[name] for name in MANDATORY["party"])
    assert (event["event_state"], event["declared_age"]) == ("given", "of-age")
    assert purpose["pii_information"][0]["pii_type"] == "pd:TelephoneNumber"
    assert record["pii_processing"]["privacy_notice"].endswith("#4.2-b4")


@pytest.mark.parametrize(("choice", "status"), [("accepted", "dpv:ConsentGiven"), ("refused", "dpv:ConsentRefused")])
async def test_linked_receipt_states_what_was_answered(running, house, choice, status):
    node = receipt_jsonld(await answered(running, house, choice))
    assert node["@type"] == "dpv:ConsentRecord"
    assert node["dpv:hasConsentStatus"] == {"@id": status}
    assert node["dpv:hasPurpose"] == {"@id": "dpv:DirectMarketing"}
    assert msgspec.json.decode(msgspec.json.encode(node)) == node


async def test_place_of_one_application_names_it_and_the_finest_data(running, house):
    receipt = await answered(running, house, "precise", "location-service", "azur")
    assert receipt.categories == ("location-precise",)
    assert receipt_jsonld(receipt)["own:scope"] == "azur"


async def test_nobody_gets_the_receipt_of_somebody_else(running, house):
    theirs = await answered(running, house, "accepted")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        (other,) = await session.keyring.create(house.publisher_id, 1, session.now)
        with pytest.raises(NotFound):
            await find_receipt(
                session, house.publisher_id, other.subject_id, theirs.standing.consent_id, CONTACTS, "https://x.example"
            )
