"""Interfaces from the shell."""

import json
from pathlib import Path

import pytest

from dialonce.errors import Invalid, NotFound
from dialonce.menus import demo_interface
from tests.cli.conftest import Run, read, refusal
from tests.menus.documents import as_bytes, large_document, large_document_bytes

DEMO = demo_interface("fr")


@pytest.fixture(autouse=True)
def azur(run: Run) -> None:
    """The only publisher."""
    if not read(run("publisher", "list", "--json")):
        read(run("publisher", "create", "Azur", "--json"))


def broken() -> bytes:
    document = large_document()
    document["views"]["outgoing-call"][0]["elements"][2]["data"]["value"] = "nowhere"
    return as_bytes(document)


def test_large_document_comes_out_byte_for_byte(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "in.json", tmp_path / "out.json"
    file.write_bytes(large_document_bytes())
    read(run("interface", "import", file, "--name", "Large", "--slug", "large", "--json"))
    assert run("interface", "export", "large", "-o", out).exit_code == 0
    assert out.read_bytes() == large_document_bytes()
    assert run("interface", "export", "Large").stdout_bytes == large_document_bytes()


def test_versions_are_published_compared_and_rolled_back(run: Run) -> None:
    read(run("interface", "import", "-", "--name", "Menu", "--json", give=DEMO))
    assert run("interface", "publish", "Menu", "--force").stdout == "Published as version 1.\n"
    changed = as_bytes({**json.loads(DEMO), "name": "Autre"})
    summary = read(run("interface", "import", "-", "--into", "Menu", "--json", give=changed))[0]
    assert summary["draft_revision"] == 2
    assert "draft" not in summary
    difference = read(run("interface", "diff", "Menu", "1", "--json"))
    assert [row["pointer"] for row in difference] == [""]
    assert '→ "Autre"' in difference[0]["values"]
    assert run("interface", "publish", "Menu", "--force", "--note", "renamed").exit_code == 0
    assert run("interface", "rollback", "Menu", 1).stdout == "Version 1 is shown again, as version 3.\n"
    assert run("interface", "export", "Menu", 3).stdout_bytes == DEMO
    assert [row["version"] for row in read(run("interface", "versions", "Menu", "--json"))] == [3, 2, 1]
    refusal(run("interface", "rollback", "Menu", 9), NotFound)
    refusal(run("interface", "export", "Menu", "yesterday"), NotFound)


def test_check_says_what_is_wrong_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(broken())
    english, french = (run("interface", "check", file, "--language", language, "--json") for language in ("en", "fr"))
    assert (english.exit_code, french.exit_code) == (1, 1)
    errors = [row for row in json.loads(english.stdout) if row["severity"] == "error"]
    assert errors[0]["pointer"].startswith("/views/outgoing-call/0/")
    assert english.stdout != french.stdout


def test_draft_with_errors_is_published_by_force_only(run: Run) -> None:
    read(run("interface", "import", "-", "--name", "Broken", "--json", give=broken()))
    assert run("interface", "check", "Broken").exit_code == 1
    assert "force" in refusal(run("interface", "publish", "Broken"), Invalid)
    assert run("interface", "publish", "Broken", "--force").exit_code == 0


def test_interface_is_renamed_and_disabled(run: Run) -> None:
    read(run("interface", "import", "-", "--name", "Before", "--json", give=DEMO))
    changed = read(run("interface", "change", "Before", "--name", "After", "--disable", "--json"))[0]
    assert (changed["name"], changed["enabled"]) == ("After", False)
    assert "After" in run("interface", "list").stdout


def test_document_that_is_none_is_refused(run: Run) -> None:
    refusal(run("interface", "import", "-", give=b"{broken"), Invalid)
