"""Publishers, solutions, credentials and tokens from the shell."""

from hashlib import sha256

import pytest

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.storage.embedded import EmbeddedServer
from tests.cli.conftest import Run, read, refusal


@pytest.fixture(autouse=True)
def azur(run: Run) -> str:
    """A publisher that is always there."""
    if "azur" not in {row["slug"] for row in read(run("publisher", "list", "--json"))}:
        read(run("publisher", "create", "Azur", "--slug", "azur", "--json"))
        read(run("solution", "create", "IVR", "--publisher", "azur", "--json"))
    return "azur"


def test_publisher_is_made_listed_changed_and_disabled(run: Run) -> None:
    made = read(run("publisher", "create", "Énergie Verte", "--sector", "energy", "--json"))[0]
    assert made["slug"] == "energie-verte"
    changed = read(run("publisher", "change", "energie-verte", "--name", "Énergie Bleue", "--json"))[0]
    assert changed == {**made, "name": "Énergie Bleue"}
    assert read(run("publisher", "disable", "energie-verte", "--json"))[0]["enabled"] is False
    assert read(run("publisher", "enable", "energie-verte", "--json"))[0]["enabled"] is True
    assert changed in read(run("publisher", "list", "--json"))
    assert "Énergie Bleue" in run("publisher", "list").stdout


def test_publisher_of_a_taken_address_is_refused(run: Run) -> None:
    assert "choose another" in refusal(run("publisher", "create", "Azur", "--slug", "azur"), Conflict)


def test_command_asks_which_publisher_when_there_are_several(run: Run) -> None:
    read(run("publisher", "create", "Rouge", "--slug", "rouge", "--json"))
    assert "azur, " in refusal(run("line", "list"), Invalid)
    assert "rouge" in refusal(run("line", "list", "-p", "nobody"), NotFound)


def test_solution_is_found_by_name_and_changed(run: Run, azur: str) -> None:
    made = read(run("solution", "create", "Site", "--kind", "tag", "--origin", "https://a.fr", "-p", azur, "--json"))[0]
    assert made["allowed_origins"] == ["https://a.fr"]
    changed = read(
        run(
            "solution",
            "change",
            "Site",
            "--notice-channel",
            "app",
            "--notice-since",
            "2026-01-31",
            "-p",
            azur,
            "--json",
        )
    )[0]
    assert changed["notice_since"] == "2026-01-31T00:00:00Z"
    assert read(run("solution", "disable", made["solution_id"], "-p", azur, "--json"))[0]["enabled"] is False
    assert read(run("solution", "enable", "Site", "-p", azur, "--json"))[0]["enabled"] is True
    assert "IVR, Site" in refusal(run("solution", "disable", "Nowhere", "-p", azur), NotFound)


def test_credential_is_shown_once_and_revoked(run: Run, azur: str) -> None:
    made = read(run("credential", "create", "IVR", "-p", azur, "--json"))[0]
    listed = run("credential", "list", "-p", azur, "--json")
    assert made["client_id"] in listed.stdout
    assert made["client_secret"] not in listed.stdout
    assert run("credential", "revoke", made["client_id"], "-p", azur).stdout == "Revoked.\n"
    refusal(run("credential", "revoke", made["client_id"], "-p", azur), NotFound)


def test_secret_is_brought_along_on_standard_input(run: Run, azur: str) -> None:
    brought = run(
        "credential",
        "create",
        "IVR",
        "--client-id",
        "old",
        "--client-secret",
        "-",
        "-p",
        azur,
        "--json",
        give=b"s3cret-2016\n",
    )
    assert read(brought) == [{"client_id": "old", "client_secret": "s3cret-2016"}]


def test_tokens_of_every_kind_are_made_and_revoked(run: Run, azur: str) -> None:
    api = read(run("token", "create", "--name", "nightly", "-p", azur, "--json"))[0]
    solution = read(run("token", "create", "--solution", "IVR", "--expires", "2090-01-01", "-p", azur, "--json"))[0]
    operator = read(run("token", "create", "--operator", "--json"))[0]
    assert [made["token"].split("_")[1] for made in (api, solution, operator)] == ["api", "long-lived", "operator"]
    assert api["digest"] == sha256(api["token"].encode()).hexdigest()
    listed = {row["digest"]: row for row in read(run("token", "list", "-p", azur, "--json"))}
    assert listed[solution["digest"]]["expires_at"] == "2090-01-01T00:00:00Z"
    assert operator["digest"] not in listed
    assert run("token", "revoke", api["digest"], "-p", azur).exit_code == 0
    refusal(run("token", "revoke", api["digest"], "-p", azur), NotFound)
    refusal(run("token", "revoke", "no digest", "-p", azur), Invalid)


def test_token_is_brought_along_on_standard_input(run: Run, azur: str) -> None:
    text = "token-of-2016-for-the-ivr"
    assert read(run("token", "create", "--token", "-", "-p", azur, "--json", give=text.encode()))[0]["token"] == text


def test_operators_token_belongs_to_no_solution(run: Run, azur: str) -> None:
    refusal(run("token", "create", "--operator", "--solution", "IVR", "-p", azur), Invalid)


def test_command_on_an_empty_database_says_what_to_run_first(
    run: Run, cluster: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALONCE_OWNER_URL", cluster.url(database="postgres"))
    assert "dialonce migrate" in refusal(run("publisher", "list"), Conflict)
