"""The commands of the policy."""

import csv
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import msgspec
import pytest
from typer.testing import CliRunner

from dialonce.app.parts import Running
from dialonce.cli import policy as commands
from dialonce.cli.clause_tests import clauses_page, collect_marks
from dialonce.cli.ods import MIME, write_ods
from dialonce.cli.policy_check import CheckLine, check_policy, summary
from dialonce.cli.questions import read_facts, read_use
from dialonce.errors import Invalid, NotFound
from dialonce.policy import HEADINGS, Contacts, Policy, effective_policy, load_policy
from dialonce.publishers import Published, read_overlay
from dialonce.vault import SYSTEM, Session
from tests.house_of import furnish

ROOT = Path(__file__).parents[2]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SALE = ("--actor", "operator", "--action", "sell", "--purpose", "sale", "--categories", "phone-number")
LINK = ("--action", "transient", "--purpose", "service-link", "--categories", "phone-number,called-number")
CALM = ("legal_hold", "subject_opted_out", "subject_under_age", "subject_objected", "subject_restricted")


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """These commands answer without one; whoever asks for it fails."""

    def refuse(_work: object) -> None:
        raise AssertionError("a command that needs no database started one")

    monkeypatch.setattr(commands, "run_with_parts", refuse)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(commands.app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_explain_says_no_with_its_clause_in_both_languages() -> None:
    assert run("explain", *SALE).startswith("Refusé : ")
    assert run("explain", *SALE, "--locale", "en") == "Refused: A clause forbids this use, without exception (6-a)\n"


def test_explain_says_yes_with_the_facts_that_it_takes() -> None:
    facts = [f"--fact={name}=true" for name in ("line_registered", "action_by_user")]
    facts += [f"--fact={name}=false" for name in CALM]
    assert "Allowed (clauses 3.1-d" in run("explain", *LINK, *facts, "--locale", "en")
    assert "Refused" in run("explain", *LINK, *facts[1:], "--locale", "en")


def test_explain_tells_programs_the_reason_and_the_hash() -> None:
    answer = json.loads(run("explain", *SALE, "--json"))
    assert (answer["outcome"], answer["reason"]) == ("deny", "forbidden")
    assert answer["policy"] == effective_policy(load_policy()).hash


@pytest.mark.parametrize("text", ["line_registered", "weather=fine", "line_registered=perhaps", "consents=7"])
def test_fact_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_facts([text])


def test_facts_may_be_structured() -> None:
    [consent] = read_facts(['consents=[{"purpose":"survey","policy_version":"1.0.0","state":"given"}]']).consents
    assert consent.purpose == "survey"


def test_unknown_actor_is_refused_with_the_list() -> None:
    with pytest.raises(Invalid) as wrong:
        read_use("wizard", "use", "survey", "phone-number", None, "FR")
    assert "publisher-staff" in wrong.value.faults[0].what


def test_export_writes_linked_data(tmp_path: Path) -> None:
    run("export", "--dpv", str(tmp_path / "policy.jsonld"))
    document = json.loads((tmp_path / "policy.jsonld").read_text())
    assert document["@type"] == "dpv:PrivacyNotice"


@pytest.mark.clause("8-h")
def test_register_says_the_same_in_every_form(tmp_path: Path) -> None:
    for form in ("csv", "json", "ods"):
        run("export", "--register", str(tmp_path / f"register.{form}"))
    with (tmp_path / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        table = [tuple(row) for row in csv.reader(file, delimiter=";")]
    assert table[0] == HEADINGS["fr"]
    assert [tuple(row.values()) for row in json.loads((tmp_path / "register.json").read_text())] == table[1:]
    assert read_ods(tmp_path / "register.ods") == table


def read_ods(path: Path) -> list[tuple[str, ...]]:
    with ZipFile(path) as file:
        content = ET.fromstring(file.read("content.xml"))
    return [
        tuple("\n".join(part.text or "" for part in cell.iter(f"{TEXT}p")) for cell in row.iter(f"{TABLE}table-cell"))
        for row in content.iter(f"{TABLE}table-row")
    ]


def test_spreadsheet_is_packed_as_the_standard_asks(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_ods(path, 'A "sheet" & more', [("a < b", "é"), ("two\nlines", "")])
    with ZipFile(path) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        manifest = ET.fromstring(file.read("META-INF/manifest.xml"))
        listed = {entry.get(f"{manifest.tag.partition('}')[0]}}}full-path") for entry in manifest}
        assert listed == {"/", "content.xml"}
    raw = path.read_bytes()
    assert raw[30:38] == b"mimetype"
    assert raw[38 : 38 + len(MIME)] == MIME.encode()
    assert read_ods(path) == [("a < b", "é"), ("two\nlines", "")]
    again = tmp_path / "b.ods"
    write_ods(again, 'A "sheet" & more', [("a < b", "é"), ("two\nlines", "")])
    assert again.read_bytes() == raw


def test_register_in_an_unknown_form_and_empty_export_are_refused(tmp_path: Path) -> None:
    for arguments in (["--register", str(tmp_path / "register.xls")], []):
        with pytest.raises(Invalid):
            CliRunner().invoke(commands.app, ["export", *arguments], catch_exceptions=False)


@pytest.mark.clause("11-b")
def test_diff_tells_what_a_file_changed(tmp_path: Path) -> None:
    base = load_policy()
    kept = {name: clause for name, clause in base.clauses.items() if name != "6-a"}
    older = write_edition(tmp_path / "older.json", msgspec.structs.replace(base, clauses=kept))
    [change] = json.loads(run("diff", older, "--json"))
    assert (change["clause"], change["kind"]) == ("6-a", "added")
    same = write_edition(tmp_path / "same.json", base)
    assert json.loads(run("diff", same, "shipped", "--json")) == []
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(Invalid):
        commands.read_policy(str(tmp_path / "bad.json"))


def write_edition(path: Path, policy: Policy) -> str:
    path.write_bytes(msgspec.json.encode(Published(policy, Contacts(), "0" * 64)))
    return str(path)


def test_exported_edition_is_what_diff_reads(tmp_path: Path) -> None:
    run("export", "--edition", str(tmp_path / "edition.json"))
    assert commands.read_policy(str(tmp_path / "edition.json")) == load_policy()


async def test_check_lists_every_clause_with_what_proves_it(running: Running) -> None:
    await furnish(running)
    lines = {line.clause: line for line in await check_policy(running, {"3.1-d": ["calls/test_x.py::test_y"]})}
    policy = load_policy()
    assert lines.keys() == {**policy.clauses, **policy.statute}.keys()
    assert lines["3.1-d"].tests == ("calls/test_x.py::test_y",)
    assert "vault.gate" in lines["3.1-d"].proven
    assert {clause for clause, line in lines.items() if line.faults} == {"0-a", "12-a"}
    assert all(name.count("@") == 1 for line in lines.values() for name in line.waiting)


def test_summary_counts() -> None:
    holds = CheckLine("1", "DO", "M", ("C1",), ("a.b",), (), ("t",), ())
    partly = CheckLine("2", "DO", "M", ("C1",), (), ("a.b@console",), (), ())
    faulty = CheckLine("3", "DO", "M", ("C1",), (), (), (), ("a.b: wrong",))
    assert summary([holds, partly, faulty]).startswith(
        "3 clauses: 1 hold, 1 hold in part and wait for console, 1 at fault."
    )


async def test_effective_policy_of_a_publisher_is_asked_by_its_slug(running: Running) -> None:
    house = await furnish(running, name="Policy Asked", number="+33199001040")
    policy = await commands._policy_of(running, "policy-asked")
    assert policy is running.parts.vault.policy_of(house.publisher_id)
    with pytest.raises(NotFound):
        await commands._policy_of(running, "nobody")


def test_marks_are_read_from_functions_classes_and_modules(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        "import pytest\npytestmark = [pytest.mark.anyio, pytest.mark.clause('1-a')]\n"
        "@pytest.mark.clause('2-a', '2-b')\nasync def test_one(): ...\n"
        "@pytest.mark.clause('2-b')\nclass TestTwo: ...\n"
    )
    marks = collect_marks(tmp_path)
    assert marks == {
        "1-a": ["test_a.py::*"],
        "2-a": ["test_a.py::test_one"],
        "2-b": ["test_a.py::test_one", "test_a.py::TestTwo"],
    }


def test_every_mark_names_a_clause() -> None:
    policy = load_policy()
    assert collect_marks(ROOT / "tests").keys() <= {**policy.clauses, **policy.statute}.keys()


def test_table_of_clauses_is_up_to_date() -> None:
    page = clauses_page(load_policy(), collect_marks(ROOT / "tests"))
    assert (ROOT / commands.CLAUSES_PAGE).read_text("utf-8") == page, "run `dialonce policy tests --write`"


def test_layer_of_the_guide_fits() -> None:
    guide = (ROOT / "docs/privacy/publishing.md").read_text("utf-8")
    document = guide[guide.index("    {\n") : guide.index("    dialonce policy layer")]
    overlay = read_overlay(document)
    joined = effective_policy(load_policy(), publisher_overlay=overlay)
    assert joined.layers == ("base", "azur-own", "statute")
    assert joined.figures["retention.calls_months"].entries[-1].value == 6


async def test_layer_is_stored_and_taken_away_from_the_shell(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher_id = (await furnish(running, name="Shell Layer", number="+33199001041")).publisher_id
    works: list[Callable[[Session], Awaitable[object]]] = []
    monkeypatch.setattr(commands, "in_publisher", lambda _slug, act: works.append(act) or running.policies.whole)
    file = tmp_path / "layer.json"
    file.write_text('{"name": "own"}')
    assert run("layer", str(file), "--publisher", "shell-layer").startswith("In force: ")
    run("layer", str(file), "--publisher", "shell-layer", "--supplement")
    run("unlayer", "own", "--publisher", "shell-layer")
    kinds = []
    for act in works:
        async with running.parts.vault.session([publisher_id], SYSTEM) as session:
            await act(session)
        await running.policies.load()
        kinds.append(running.parts.vault.policy_of(publisher_id).layers)
    assert kinds == [("base", "own", "statute"), ("base", "own", "statute"), ("base", "statute")]
    with pytest.raises(Invalid):
        CliRunner().invoke(commands.app, ["layer", str(tmp_path / "none.json")], catch_exceptions=False)
