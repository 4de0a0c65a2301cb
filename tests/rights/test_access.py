"""The access archive: everything, for its person alone, in three shapes, until its time is over."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

import jsonschema
import msgspec
import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid, NotFound, Refused
from dialonce.i18n import translate
from dialonce.policy import Subjects, load_catalogue, load_policy
from dialonce.rights import (
    Identity,
    Right,
    add_note,
    archive_schema,
    drop_archives,
    fetch_archive,
    fulfil_access,
    read_document,
    waiting_archives,
)
from dialonce.rights.archive import ArchiveDocument
from dialonce.vault import ELSEWHERE, SYSTEM, Who
from tests.rights.people import NUMBER, asks, desk_for, disclosed, somebody
from tests.vault.people import at, new_publisher

CLERK = Who("staff:7c0ffee0")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


async def archive_of(
    running: Running, publisher: UUID, subject: UUID, right: Right = Right.ACCESS, locale: str = "fr"
) -> dict[str, bytes]:
    """The files of a person's archive, fetched as they would."""
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, right, subject, locale=locale, body="Mes données, svp")
        archive, _ = await fulfil_access(session, desk_for(running, publisher), request.request_id)
    async with running.parts.vault.session([publisher], CLERK) as session:
        packed = await fetch_archive(session, subject, archive.archive_id)
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


@pytest.mark.clause("7-d", "2-d")
async def test_archive_holds_every_dataset_about_callers(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    await disclosed(running, publisher, subject.subject_id)
    files = await archive_of(running, publisher, subject.subject_id)
    document = json.loads(files["data.json"])
    named = [part["name"] for part in document["datasets"]]
    assert named == [name for name, dataset in load_catalogue().running() if dataset.subjects is Subjects.CALLER]
    rows = {part["name"]: part["rows"] for part in document["datasets"]}
    assert [row["phone-number"] for row in rows["personal.subject"]] == [NUMBER]
    assert len(rows["personal.call_step"]) == 3
    assert [row["kind"] for row in rows["personal.rights_request"]] == ["access"]
    assert [row["recipient"] for row in rows["personal.disclosure"]] == ["partner:livraisons"]
    assert rows["vault.blind_index"]
    assert rows["vault.subject_key"] == [{"version": 1}]
    assert {"disclose", "retain"} <= {row["action"] for row in rows["audit.entry"]}
    for part in document["datasets"]:
        assert part["purposes"] or part["elsewhere"], part["name"]
        assert bool(part["elsewhere"]) == part["name"].startswith(tuple(ELSEWHERE)), part["name"]


@pytest.mark.clause("7-d")
async def test_archive_names_recipients_purposes_terms_and_sources(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    await disclosed(running, publisher, subject.subject_id)
    document = json.loads((await archive_of(running, publisher, subject.subject_id))["data.json"])
    (recipient,) = document["recipients"]
    words = load_policy().vocabulary.categories["call-log"].fr
    assert (recipient["name"], recipient["categories"]) == ("Livraisons Réunies", [words])
    calls = next(part for part in document["datasets"] if part["name"] == "personal.call_step")
    assert calls["purposes"][0]["term"] == "12 mois"
    assert "6(1)(b)" in calls["purposes"][0]["basis"]
    assert "serveur vocal" in calls["source"]
    assert document["dpo"].startswith("Claude Martin")


@pytest.mark.clause("2-d")
async def test_archive_names_paper_files_of_the_register_and_where_they_are(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    files = await archive_of(running, publisher, subject.subject_id)
    paper = [name for name in load_catalogue().datasets if name.startswith("paper.")]
    listed = {part["name"]: part for part in json.loads(files["data.json"])["datasets"]}
    assert paper
    for name in paper:
        assert listed[name]["elsewhere"] == translate("fr", "rights.elsewhere_paper")
        assert listed[name]["purposes"]
        assert listed[name]["title"] in files["lisez-moi.html"].decode()


@pytest.mark.parametrize(("locale", "page"), [("fr", "lisez-moi.html"), ("en", "read-me.html")])
async def test_archive_validates_and_reads_in_both_languages(
    running: Running, publisher: UUID, locale: str, page: str
) -> None:
    subject = await somebody(running, publisher)
    files = await archive_of(running, publisher, subject.subject_id, locale=locale)
    jsonschema.validate(json.loads(files["data.json"]), json.loads(files["schema.json"]))
    assert json.loads(files["schema.json"]) == archive_schema()
    document = msgspec.json.decode(files["data.json"], type=ArchiveDocument)
    text = files[page].decode()
    assert text.startswith(f'<!doctype html><html lang="{locale}">')
    assert NUMBER in text
    assert "<script" not in text
    assert all(part.title in text.replace("&#x27;", "'") for part in document.datasets)


async def test_tables_hold_the_same_rows(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher, steps=5)
    files = await archive_of(running, publisher, subject.subject_id)
    lines = list(csv.DictReader(io.StringIO(files["csv/personal.call_step.csv"].decode("utf-8-sig"))))
    assert len(lines) == 5
    assert {line["culture"] for line in lines} == {f"fr-{NUMBER}"}


@pytest.mark.clause("7-g")
async def test_nobody_unknown_gets_a_copy(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS, subject.subject_id, identity=Identity.UNCHECKED)
        with pytest.raises(Refused) as refused:
            await fulfil_access(session, desk_for(running, publisher), request.request_id)
    assert "7-g" in refused.value.clauses


async def test_other_rights_get_no_copy(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ERASURE)
        with pytest.raises(Invalid):
            await fulfil_access(session, desk_for(running, publisher), request.request_id)


async def test_archive_is_sealed_expires_and_goes_after_it_was_fetched(running: Running, publisher: UUID) -> None:
    vault = running.parts.vault
    subject = await somebody(running, publisher)
    async with vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS, subject.subject_id)
        archive, letter = await fulfil_access(session, desk_for(running, publisher), request.request_id)
        with pytest.raises(Conflict):
            await fulfil_access(session, desk_for(running, publisher), request.request_id)
    assert "/privacy/me" in letter.body
    now = vault.clock()
    async with vault.session([publisher], CLERK) as session:
        assert [one.archive_id for one in await waiting_archives(session, subject.subject_id)] == [archive.archive_id]
        with pytest.raises(NotFound):
            await fetch_archive(session, uuid4(), archive.archive_id)
        await fetch_archive(session, subject.subject_id, archive.archive_id)
    with at(vault, now + timedelta(minutes=50)):
        async with vault.session([publisher], CLERK) as session:
            assert await fetch_archive(session, subject.subject_id, archive.archive_id)
    with at(vault, now + timedelta(minutes=70)):
        async with vault.session([publisher], CLERK) as session:
            with pytest.raises(NotFound):
                await fetch_archive(session, subject.subject_id, archive.archive_id)
        assert await drop_archives(vault) >= 1
        assert await drop_archives(vault) == 0


@pytest.mark.clause("S-GDPR-20")
async def test_portability_takes_what_the_person_gave_or_did(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    files = await archive_of(running, publisher, subject.subject_id, Right.PORTABILITY)
    document = json.loads(files["data.json"])
    named = {part["name"] for part in document["datasets"]}
    assert {"personal.subject", "personal.call_step", "personal.form_answer"} <= named
    assert not named & {"audit.entry", "vault.blind_index", "personal.rights_step", "personal.disclosure"}
    assert document["kind"] == "portability"


@pytest.mark.clause("7-d")
async def test_data_of_others_is_masked(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS, subject.subject_id, body="Mon mari est au +33 6 99 88 77 66")
        note = "Vu avec luc.durand@example.org, joint au 06 11 22 33 44 ; l’appelant est au 06 12 34 56 78."
        await add_note(session, request.request_id, note)
        document = await read_document(session, desk_for(running, publisher), request, "access")
    parts = {part.name: part.rows for part in document.datasets}
    notes = [str(row.get("note")) for row in parts["personal.rights_step"]]
    assert "Vu avec •••, joint au ••• ; l’appelant est au 06 12 34 56 78." in notes
    assert {row["actor"] for row in parts["personal.rights_step"]} == {"staff"}
    assert "7c0ffee0" not in msgspec.json.encode(parts["audit.entry"]).decode()
    assert "+33 6 99 88 77 66" in str(parts["personal.rights_request"][0]["body"])


async def test_reference_page_shows_the_schema_that_archives_carry() -> None:
    from pathlib import Path

    committed = Path(__file__).parents[2] / "docs" / "reference" / "archive.schema.json"
    assert json.loads(committed.read_text("utf-8")) == archive_schema()


async def test_archive_of_a_foreign_publisher_is_not_there(running: Running, publisher: UUID) -> None:
    foreign = await new_publisher(running)
    subject = await somebody(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        request = await asks(session, Right.ACCESS, subject.subject_id)
        archive, _ = await fulfil_access(session, desk_for(running, publisher), request.request_id)
    async with running.parts.vault.session([foreign], SYSTEM) as session:
        with pytest.raises(NotFound):
            await fetch_archive(session, subject.subject_id, archive.archive_id)
