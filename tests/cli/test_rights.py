"""`dialonce rights` and `dialonce sharing`."""

import io
import json
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest

from dialonce.errors import Invalid
from tests.cli.conftest import Run


@pytest.fixture
def opened(run: Run) -> str:
    """A publisher's short address."""
    made = run("publisher", "create", f"Télécom {uuid4().hex[:8]}", "--json")
    assert made.exit_code == 0, made.output
    return str(json.loads(made.output)[0]["slug"])


def ask(run: Run, slug: str, right: str) -> dict[str, str]:
    answer = run("rights", "open", right, "--publisher", slug, "--json", give=b"Bonjour")
    assert answer.exit_code == 0, answer.output
    return dict(json.loads(answer.output)[0])


def test_request_is_opened_confirmed_exported_and_listed(run: Run, opened: str, tmp_path: Path) -> None:
    request = ask(run, opened, "access")
    id_ = request["request_id"]
    assert request["state"] == "open"
    refused = run("rights", "export", id_, "--to", tmp_path / "a.zip", "--publisher", opened)
    assert refused.exit_code == 1
    assert run("rights", "confirm", id_, "--why", "vue", "--publisher", opened).exit_code == 0
    assert run("rights", "export", id_, "--to", tmp_path / "a.zip", "--publisher", opened).exit_code == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.zip").read_bytes())) as archive:
        assert json.loads(archive.read("data.json"))["reference"] == request["reference"]
    listed = json.loads(run("rights", "list", "--publisher", opened, "--state", "granted", "--json").output)
    assert [one["reference"] for one in listed] == [request["reference"]]
    steps = json.loads(run("rights", "history", id_, "--publisher", opened, "--json").output)
    assert [step["kind"] for step in steps] == ["received", "identity-confirmed", "granted"]


def test_erasure_is_asked_twice(run: Run, opened: str) -> None:
    id_ = ask(run, opened, "erasure")["request_id"]
    run("rights", "confirm", id_, "--why", "vue", "--publisher", opened)
    assert isinstance(run("rights", "erase", id_, "--publisher", opened).exception, Invalid)
    done = run("rights", "erase", id_, "--sure", "--publisher", opened)
    assert done.exit_code == 0, done.output
    assert "sha256 " in done.output


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("2027-01-31T12:00:00",), "2027-03-01"),
        (("2026-11-30T12:00:00", "--extended"), "2027-03-01"),
        (("2026-03-02T12:00:00", "--stopped", 10), "2026-04-13"),
        (("2026-10-24T10:00:00", "--hours", 72), "2026-10-27T11:00:00+01:00"),
    ],
)
def test_days_are_counted_on_the_shell(run: Run, arguments: tuple[object, ...], due: str) -> None:
    assert run("rights", "due", *arguments).output.strip() == due


def test_schema_is_printed(run: Run) -> None:
    assert json.loads(run("rights", "schema").output)["$schema"].startswith("https://json-schema.org/")


def test_agreement_is_made_shown_and_ended(run: Run, opened: str) -> None:
    given = ("--name", "Livraisons", "--reference", "CTR-1", "--until", "2099-01-01", "--purpose", "orders")
    more = ("--category", "call-log", "--email", "rgpd@example.org", "--publisher", opened, "--json")
    made = run("sharing", "agree", "partner:livraisons", *given, *more)
    assert made.exit_code == 0, made.output
    id_ = json.loads(made.output)[0]["agreement_id"]
    secret = run("sharing", "secret", id_, "--publisher", opened).output.strip()
    assert secret.startswith("whsec_")
    assert secret == run("sharing", "secret", id_, "--publisher", opened).output.strip()
    ended = json.loads(run("sharing", "end", id_, "--publisher", opened, "--json").output)[0]
    assert ended["ended_at"]
    assert json.loads(run("sharing", "ledger", "--publisher", opened, "--json").output) == []
