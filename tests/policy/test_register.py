"""The register and the linked data hold exactly what runs."""

from datetime import date

import msgspec
import pytest

from dialonce.policy import (
    HEADINGS,
    Contacts,
    Row,
    dpv_jsonld,
    load_catalogue,
    load_policy,
    register_of_processing,
)

POLICY, CATALOGUE = load_policy(), load_catalogue()
DAY = date(2026, 6, 15)
CONTACTS = Contacts("privacy@example.org", "dpo@example.org", "Dial-Once", "Paris")


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.clause("2-b", "2-d")
def test_register_has_one_row_for_each_running_dataset_and_purpose(locale: str) -> None:
    rows = register_of_processing(POLICY, CATALOGUE, locale, DAY, CONTACTS)
    expected = {f"{name}/{held_for.purpose}" for name, dataset in CATALOGUE.running() for held_for in dataset.purposes}
    assert {row.reference for row in rows} == expected
    assert any(row.reference.startswith("paper.") for row in rows)
    assert len(HEADINGS[locale]) == len(msgspec.structs.fields(Row))
    assert all(all(value for value in msgspec.structs.astuple(row)) for row in rows)


@pytest.mark.clause("8-i")
def test_register_tells_the_terms_of_the_data() -> None:
    french = {row.reference: row for row in register_of_processing(POLICY, CATALOGUE, "fr", DAY, CONTACTS)}
    english = {row.reference: row for row in register_of_processing(POLICY, CATALOGUE, "en", DAY, CONTACTS)}
    assert french["personal.call_step/service-provision"].term == "12 mois"
    assert english["audit.entry/accountability"].term == "36 months (of which 12 months in active use)"
    assert french["personal.call_step/service-provision"].transfers == "Aucun"


def test_linked_data_states_processes_and_prohibitions() -> None:
    document = dpv_jsonld(POLICY, CATALOGUE, "https://dial.example/terms#")
    graph = document["@graph"]
    processes = [node for node in graph if node["@type"] == "dpv:Process"]
    prohibitions = {node["@id"]: node for node in graph if node["@type"] == "dpv:Prohibition"}
    assert len(processes) == sum(len(dataset.purposes) for _, dataset in CATALOGUE.running())
    assert prohibitions.keys() == {"own:clause-3.1-g", "own:clause-3.1-u", "own:clause-6-a"}
    assert {"@id": "dpv:SellDataToThirdParties"} in prohibitions["own:clause-6-a"]["dpv:hasPurpose"]
    assert document["@context"]["own"] == "https://dial.example/terms#"
    minted = {node["@id"] for node in graph if node["@type"] == "dpv:PersonalData"}
    used = {data["@id"] for node in processes for data in node["dpv:hasPersonalData"]}
    assert {name for name in used if name.startswith("own:")} <= minted
